import { readFileSync } from 'node:fs';
import type { Experiment, Metric, TestAnswer } from '@dandelion-loop/contract';
import { type PlotMeasure, primaryMetric } from '@dandelion-loop/wording';
import * as fixtures from '@dandelion-loop/wording/fixtures';
import { describe, expect, it } from 'vitest';
import { pictureContent } from './share-content.ts';
import { type Picture, pictureOf, pictureWidth } from './share-picture.ts';
import { paper, type Shape } from './share-shapes.ts';
import { svgOf } from './share-svg.ts';
import type { Measure } from './share-text.ts';

/** Wider than the real faces on average, so that what fits here fits there. */
const measure: Measure = (text, { size }) => [...text].length * size * 0.56;

const experimentOf = (answer: TestAnswer, title: string): Experiment =>
  ({ title, name: null, importName: 'file.csv', answer }) as Experiment;

interface Choice {
  metric?: Metric | undefined;
  measure?: PlotMeasure;
  title?: string;
}

function picture(answer: TestAnswer, choice: Choice = {}): Picture {
  const { metric = primaryMetric(answer), measure: drawn = 'difference', title = 'file.csv' } = choice;
  return pictureOf(pictureContent(experimentOf(answer, title), metric, drawn, '22 November 2026'), measure);
}

type Text = Extract<Shape, { kind: 'text' }>;
const textsOf = ({ shapes }: Picture): Text[] => shapes.filter((shape) => shape.kind === 'text');
const wordsOf = (made: Picture): string =>
  textsOf(made)
    .map(({ text }) => text)
    .join(' ');

interface Box {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function boxOf({ text, x, y, font, anchor }: Text): Box {
  const width = measure(text, font);
  const left = anchor === 'end' ? x - width : anchor === 'middle' ? x - width / 2 : x;
  return { text, left, right: left + width, top: y - font.size * 0.72, bottom: y + font.size * 0.2 };
}

const meet = (a: Box, b: Box): boolean =>
  a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;

/** In a currency of long numbers: ticks that need much room. */
function inCents(answer: TestAnswer): TestAnswer {
  const scaled = (_: string, value: unknown): unknown => (typeof value === 'number' ? value * 3_000_000 : value);
  return {
    ...answer,
    metrics: answer.metrics.map((metric) => ({
      ...metric,
      currency: 'IDR',
      comparisons: metric.comparisons.map((comparison) => ({
        ...comparison,
        difference: JSON.parse(JSON.stringify(comparison.difference), scaled),
      })),
    })),
  };
}

const { email, invalid, tiny, unboundedLift, noControl, forty, bayesian, hostile } = fixtures;
const long = 'Would a very long question, asked by somebody with much patience, still fit? '.repeat(4);
const cases: [string, Picture][] = [
  ...Object.entries({ email, tiny, unboundedLift, noControl, forty, bayesian, hostile }).flatMap(
    ([name, answer]): [string, Picture][] =>
      (['difference', 'lift'] as const).flatMap((drawn): [string, Picture][] =>
        answer.metrics.map((metric) => [
          `${name}, ${metric.name}, ${drawn}`,
          picture(answer, { metric, measure: drawn }),
        ]),
      ),
  ),
  ['large sums', picture(inCents(email), { metric: inCents(email).metrics.find(({ kind }) => kind === 'mean') })],
  ['invalid', picture(invalid)],
  ['a long title', picture(email, { title: long })],
  ['an endless word', picture(email, { title: 'w'.repeat(300) })],
];

describe('pictureOf', () => {
  it.each(cases)('keeps every text on the paper and off every other: %s', (_, made) => {
    const boxes = textsOf(made).map(boxOf);
    for (const box of boxes) {
      expect(box.left, box.text).toBeGreaterThanOrEqual(0);
      expect(box.right, box.text).toBeLessThanOrEqual(pictureWidth - 90);
      expect(box.bottom, box.text).toBeLessThan(made.height);
    }
    const pairs = boxes.flatMap((a, index) => boxes.slice(index + 1).map((b) => [a, b] as const));
    expect(pairs.filter(([a, b]) => meet(a, b)).map(([a, b]) => [a.text, b.text])).toEqual([]);
  });

  it.each(cases)('has a number in every place: %s', (_, made) => {
    expect(JSON.stringify(made)).not.toMatch(/null|NaN|Infinity/);
  });

  it('says question, answer, basis, health, rows, day and who says it', () => {
    const words = wordsOf(picture(email)).replaceAll('\u00a0', ' ');
    for (const part of ['?', 'Yes.', '64,000 rows', 'checks passed', 'Mens E-Mail', '22 November 2026', 'Dandelion'])
      expect(words).toContain(part);
    expect(wordsOf(picture(email, { title: 'Did it bring customers back?' }))).toContain(
      'Did it bring customers back?',
    );
  });

  it('draws the chosen metric, as differences or lifts', () => {
    const other = email.metrics.find((metric) => metric !== primaryMetric(email));
    expect(wordsOf(picture(email, { metric: other }))).toContain(other?.name);
    expect(wordsOf(picture(email, { measure: 'lift' }))).toContain('change in percent');
  });

  it('writes money as money', () => {
    const metrics = email.metrics.map((metric): Metric => ({ ...metric, currency: 'EUR' }));
    const mean = metrics.find(({ kind }) => kind === 'mean');
    expect(mean).toBeDefined();
    expect(wordsOf(picture({ ...email, metrics }, { metric: mean }))).toContain('€');
  });

  it('gives no number of a test that may not be read', () => {
    const made = picture(invalid);
    expect(wordsOf(made)).toContain('Do not read');
    expect(wordsOf(made)).not.toContain('interval');
  });

  it('underlines the finding in gold, and only that', () => {
    const gold = picture(email).shapes.filter((shape) => shape.kind === 'rect' && shape.colour === paper.accent);
    expect(gold.length).toBeGreaterThan(0);
    expect(gold.length).toBeLessThanOrEqual(2);
  });

  it('has the colours of the light theme', () => {
    const tokens = readFileSync(new URL('../../styles/tokens.css', import.meta.url), 'utf8');
    for (const [name, hex] of Object.entries(paper)) expect([name, hex]).toEqual([name, lightToken(tokens, name)]);
  });
});

/** CSS Color 4, section 10: from OKLCH over OKLab to sRGB. */
function lightToken(tokens: string, name: string): string {
  const found = new RegExp(`--${name}: light-dark\\(oklch\\(([\\d.]+) ([\\d.]+) ([\\d.]+)\\)`).exec(tokens);
  const [l = 0, chroma = 0, hue = 0] = (found ?? []).slice(1).map(Number);
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const [x, y, z] = [
    (l + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (l - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (l - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ];
  const linear = [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
  const channel = (value: number): string => {
    const gamma = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(255 * Math.max(0, Math.min(1, gamma)))
      .toString(16)
      .padStart(2, '0');
  };
  return `#${linear.map(channel).join('')}`;
}

describe('svgOf', () => {
  const svg = (answer: TestAnswer, title?: string): string =>
    svgOf(
      picture(answer, title === undefined ? {} : { title }),
      { sans: 'AAAA', serif: 'BBBB' },
      title ?? 'What it shows',
    );

  it('lets no name become markup, and no character break the file', () => {
    const text = svg(hostile, '<b onload="x">&\u0000\u0008\ufffe\ud800 title?</b>');
    const tags = new Set([...text.matchAll(/<\/?([a-z]+)/gi)].map(([, tag]) => tag));
    expect(text).toContain('&lt;b onload=&quot;x&quot;&gt;');
    expect([...tags].sort()).toEqual(['circle', 'line', 'path', 'rect', 'style', 'svg', 'text', 'title']);
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    expect(text.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
  });

  it('carries its fonts and asks nobody for anything', () => {
    const text = svg(email);
    expect(text).toContain('base64,AAAA');
    expect(text).toContain('base64,BBBB');
    expect(text.match(/https?:\/\/[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
  });

  it('is read out by its title', () => {
    expect(svg(email, 'Did “it” work & why?')).toContain('<title>Did “it” work &amp; why?</title>');
  });

  it('keeps the place of letters that its fonts do not have', () => {
    const renamed = JSON.parse(JSON.stringify(email).replaceAll('Mens E-Mail', 'רשימת תפוצה')) as TestAnswer;
    expect(svg(renamed)).toMatch(/textLength="[\d.]+" lengthAdjust="spacingAndGlyphs"[^>]*>[^<]*רשימת/);
    expect(svg(email)).not.toContain('textLength');
  });
});
