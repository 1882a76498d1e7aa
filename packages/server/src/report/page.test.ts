import type { Result } from '@dandelion-loop/contract';
import * as fixtures from '@dandelion-loop/wording/fixtures';
import { describe, expect, test } from 'vitest';
import { escaped, html } from './html.ts';
import { renderHtml, renderHtmlMany } from './page.ts';

const assets = { css: '', sans: '', serif: '' };
const page = (answer: Result, options = {}): string => renderHtml(answer, { assets, ...options });

describe('markup', () => {
  test('escapes every value unless it is markup itself', () => {
    expect(escaped('<a href="x">&\'`')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&#39;&#96;');
    expect(html`<p>${'<b>'}${html`<i>${'&'}</i>`}${[1, null, false, undefined, Number.NaN]}</p>`.markup).toBe(
      '<p>&lt;b&gt;<i>&amp;</i>1</p>',
    );
  });
});

describe('the page', () => {
  test('lets no text of the data become markup', () => {
    const hostile = fixtures.hostileName;
    const text = page(fixtures.hostile, { title: hostile, fileName: hostile, command: hostile, date: hostile });
    expect(text).not.toContain('<script');
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(text).not.toMatch(/alert\(1\)[^&]*"/);
    expect(text.match(/&lt;script&gt;alert\(1\)&lt;\/script&gt;/g)?.length).toBeGreaterThan(10);
  });

  test('forbids scripts and requests, and needs none', () => {
    const text = page(fixtures.email);
    expect(text).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:;`);
    expect(text).not.toMatch(/<script|<link|<iframe|\son\w+=|https?:/);
    expect(text).toMatch(/^<!doctype html>\n<html lang="en">/);
  });

  test.each(
    Object.entries(fixtures).flatMap(([name, value]) =>
      typeof value === 'object' && 'metrics' in value ? [[name, value] as const] : [],
    ),
  )('%s has one h1, an answer with one finding, and no broken number', (_, answer) => {
    const text = page(answer);
    expect(text.match(/<h1/g)).toHaveLength(1);
    expect(text.match(/<mark>/g)).toHaveLength(1);
    expect(text).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  test('an invalid answer shows the checks open, a cross and no interval', () => {
    const text = page(fixtures.invalid);
    expect(text).toContain('<details class="checks invalid" open>');
    expect(text).toContain('<g class="m invalid">');
    expect(text).toContain('Invalid: do not read');
    expect(text).not.toMatch(/[+−]\d\.\d\d? to /);
  });

  test('says for whom it works, with the groups, the check and how it could be wrong', () => {
    const text = page(fixtures.searched);
    expect(text).toContain('The effect of “Mens E-Mail” on visit is not the same for all.');
    expect(text).toMatch(/<bdi>age is above 40<\/bdi> <small class="n">40%, 12,000 units<\/small>/);
    expect(text).toContain('<b>+7.0</b> <span class="quiet nowrap">+5.5 to +8.5</span>');
    expect(text).toContain('gain +0.60 points per unit treated over a random order');
    expect(text).toContain('“age” goes with the difference and need not be its cause.');
    expect(text).toContain('“email” was left out');
    expect(page({ ...fixtures.invalid, search: fixtures.searched.search! })).not.toContain('age is above 40');
  });

  test('what is not settled is hollow, and says what would settle it', () => {
    const text = page(fixtures.tiny);
    expect(text).toContain('<g class="m uncertain">');
    expect(text).toContain('About 13,000 units in each variation would settle it.');
  });

  test('a comparison without a value is dots and a reason, never an estimate', () => {
    const [metric] = fixtures.tiny.metrics;
    if (metric === undefined) throw new Error('no metric');
    const none = { value: null, low: null, high: null };
    const comparisons = metric.comparisons.map((one) => ({
      ...one,
      difference: none,
      lift: none,
      reasons: { difference: 'Only 1 unit has a value.' },
    }));
    const text = page({ ...fixtures.tiny, metrics: [{ ...metric, comparisons }] });
    expect(text).toContain('<line class="q"');
    expect(text).not.toContain('<circle class="d" cx="5');
    expect(text).toContain('Only 1 unit has a value.');
  });

  test('says what made the difference: aliases before effects, pictures with their tables, and how it could be wrong', () => {
    const text = page(fixtures.factorial);
    const order = [
      'made a difference to',
      'What cannot be told apart',
      '>Together <',
      'class="crossing"',
      'class="w better"',
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(text).toContain('<th scope="row">“tone”</th><td>“emoji” × “length”</td>');
    // The numbers of the picture stand in a table: four means from 10% in steps of 2 points.
    expect(text).toContain('<th scope="row">urgent</th><td>14.0% (12.0% to 16.0%)</td><td>16.0% (14.0% to 18.0%)</td>');
    expect(text).toContain('<rect class="w better"');
    expect(text).toContain('<h3>tone: urgent: how it could be wrong</h3><p>It could be chance, or tone goes with');
    expect(text).toContain('<h3>The steps: how it could be wrong</h3><p>A part says where, not why.</p>');
    const invalid = page({ ...fixtures.factorial, health: { ...fixtures.factorial.health, verdict: 'invalid' } });
    expect(invalid).toContain('cannot be read: the test itself is not valid');
    expect(invalid).not.toContain('class="crossing"');
  });

  test('many groups fold, many variations are counted', () => {
    const [segment] = fixtures.email.segments;
    const first = segment?.values[0];
    if (segment === undefined || first === undefined) throw new Error('no segment');
    const values = Array.from({ length: 30 }, (_, index) => ({
      ...first,
      value: `region ${index}`,
      units: 1_000 - index,
    }));
    expect(page({ ...fixtures.email, segments: [{ ...segment, values }] })).toContain(
      '<summary>22 smaller groups</summary>',
    );
    expect(page(fixtures.forty)).toContain('And 23 more variations');
  });

  test('many tests: notice, rows of the clearest, the rest counted', () => {
    const text = renderHtmlMany(fixtures.many, { assets });
    expect(text).toContain('57 tests are to be read with care, ');
    expect(text.match(/<li class="t">/g)).toHaveLength(300);
    expect(text).toContain('And 100 more tests');
  });
});
