import { type Result, resultSchema } from '@dandelion-loop/contract';
import * as fixtures from '@dandelion-loop/wording/fixtures';
import { describe, expect, test } from 'vitest';
import { renderTerminal } from './terminal.ts';
import { renderTerminalMany } from './terminal-many.ts';
import { widthOf } from './terminal-names.ts';

const answers: Record<string, Result> = {
  email: fixtures.email,
  invalid: fixtures.invalid,
  tiny: fixtures.tiny,
  unboundedLift: fixtures.unboundedLift,
  noControl: fixtures.noControl,
  forty: fixtures.forty,
  bayesian: fixtures.bayesian,
  hostile: fixtures.hostile,
  searched: fixtures.searched,
};
const plain = { width: 80, color: false };

describe.each(Object.entries(answers))('%s in a terminal', (_, answer) => {
  test('is a valid answer of the contract', () => {
    expect(resultSchema.safeParse(answer).error).toBeUndefined();
  });

  test.each([60, 80, 101, 120])('no line is wider than %i columns', (width) => {
    for (const line of renderTerminal(answer, { width, color: false }).split('\n'))
      expect(widthOf(line)).toBeLessThanOrEqual(width);
  });

  test('has no control character, no NaN, no Infinity and no exclamation mark of ours', () => {
    const text = renderTerminal(answer, plain);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
    expect(text).not.toMatch(/NaN|Infinity|undefined|null|!/);
  });

  test('plain ASCII where the terminal has no more', () => {
    expect(renderTerminal(answer, { ...plain, unicode: false })).toMatch(/^[\n\x20-\x7e]*$/);
  });

  test('colours change nothing but colour', () => {
    const text = renderTerminal(answer, { ...plain, color: true });
    expect(text).toContain('\u001b[');
    expect(text.replace(/\u001b\[\d+m/g, '').replace(/ +\n/g, '\n')).toBe(renderTerminal(answer, plain));
  });
});

describe('the order of an answer', () => {
  test('answer, health, numbers, method', () => {
    const text = renderTerminal(fixtures.email, plain);
    const places = [
      'Yes. Mens E-Mail',
      'Read it with care',
      '▲  Mens E-Mail',
      'groups differ, p < 0.001',
      'Method:',
      'not adjusted',
    ];
    const found = places.map((place) => text.replace(/\s+/g, ' ').indexOf(place.replace(/\s+/g, ' ')));
    expect(found.every((place) => place >= 0)).toBe(true);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
  });

  test('a comparison under its axis, with its verdict in words', () => {
    const lines = renderTerminal(fixtures.tiny, plain).split('\n');
    const row = lines.findIndex((line) => line.startsWith('  ○  card'));
    expect(lines.slice(row - 2, row + 1)).toEqual([
      '  difference in points       −2.5    0   +2.5   +5.0  +7.5',
      '                            ───┬─────┼─────┬──────┬─────┬───',
      '  ○  card                   ─────────┼─────○───────────────   +2.5  −3.4 to +8.4',
    ]);
    expect(lines).toContain('  ○ Inconclusive (p = 0.42, lift +41%). “card” cannot be told from what it is');
  });

  test('an invalid test shows no difference and no interval', () => {
    const text = renderTerminal(fixtures.invalid, plain);
    expect(text).toContain('Do not read this result.');
    expect(text).toContain('do not read');
    expect(text).not.toMatch(/[+−]\d\.\d\d/);
  });

  test('of many variations the clearest are shown and the rest counted', () => {
    const text = renderTerminal(fixtures.forty, plain);
    expect(text).toContain('and 27 more variations; --json has all');
    expect(text.match(/^ {2}[▲○] {2}offer/gm)).toHaveLength(12);
  });

  test('numbers too long to stand beside a picture go under it', () => {
    const [metric] = fixtures.unboundedLift.metrics;
    if (metric === undefined) throw new Error('no metric');
    const wide = metric.comparisons.map((one) => ({
      ...one,
      difference: { value: 12_345_678, low: -22_345_678, high: 32_345_678 },
    }));
    const text = renderTerminal(
      { ...fixtures.unboundedLift, metrics: [{ ...metric, comparisons: wide }] },
      { ...plain, width: 60 },
    );
    expect(text).toContain('\n     +12,345,678  −22,345,678 to +32,345,678\n');
  });

  test('says for whom it works', () => {
    const text = renderTerminal(fixtures.searched, plain);
    expect(text).toContain('For whom does it work? The effect of “Mens E-Mail” on visit is not the same for');
    expect(text).toMatch(/ {2}age is above 40: 40%\n.*12,000 units .*\+7\.0 +\+5\.5 to \+8\.5/);
    expect(text).toContain('“age” goes with the difference');
  });

  test('an unbounded lift gives its reason', () => {
    expect(renderTerminal(fixtures.unboundedLift, plain).replace(/\s+/g, ' ')).toContain(
      'the baseline cannot be told from zero',
    );
  });
});

describe('many tests in a terminal', () => {
  test('counts, the suspect period, the ten clearest, where the rest is', () => {
    const text = renderTerminalMany(fixtures.many, plain);
    expect(text).toContain('57 tests are to be read with care, ');
    expect(text).toContain('The 10 clearest results');
    expect(text.match(/^ {2}▲ {2}Test/gm)).toHaveLength(10);
    expect(text).toContain('--json');
    for (const line of text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(80);
  });
});
