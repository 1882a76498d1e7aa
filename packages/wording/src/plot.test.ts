import type { Comparison, Metric, Result } from '@dandelion-loop/contract';
import { describe, expect, test } from 'vitest';
import { metric, rate } from './fixture-metrics.ts';
import * as fixtures from './fixtures.ts';
import { frameFor, frameOf, lineOf, markOf, plotKey, plotOf } from './plot.ts';
import { resultTable } from './result-table.ts';
import { segmentsPlot } from './segments-plot.ts';

const first = ({ metrics }: Result): Metric => metrics[0]!;

/** The first metric of the e-mail test with its first comparison changed. */
function changed(changes: Partial<Comparison>): Metric {
  const visit = first(fixtures.email);
  return { ...visit, comparisons: [{ ...visit.comparisons[0]!, ...changes }] };
}

const places = ({ from, to, at }: { from: number; to: number; at: number | null }) => [from, at, to];

describe('the chart of a metric', () => {
  test('says what is compared, by how much and how it is judged', () => {
    const plot = plotOf(first(fixtures.email));
    expect(plot).toMatchObject({ name: 'visit', lowerIsBetter: false, opponent: 'No E-Mail', left: 0 });
    expect(
      plot.rows.map(({ variation, values, text, interval, tone, words }) => [
        variation,
        values,
        text,
        interval,
        tone,
        words,
      ]),
    ).toEqual([
      ['Mens E-Mail', '18.26% against 10.61%', '+7.65', '+6.99 to +8.31', 'better', 'Better'],
      ['Womens E-Mail', '15.15% against 10.61%', '+4.54', '+3.91 to +5.18', 'better', 'Better'],
    ]);
    expect(plot.frame.unit).toBe('points, 95% interval');
    expect(plot.frame.ticks.map(({ label }) => label)).toEqual(['0', '+2', '+4', '+6', '+8']);
  });

  test('has everything in the unit of its axis, and its places as shares of the width', () => {
    const { frame, rows } = plotOf(first(fixtures.email));
    const share = (value: number) => (value - frame.low) / (frame.high - frame.low);
    expect(frame.zero).toBeCloseTo(share(0), 12);
    expect(frame.margin).toBeCloseTo(0.5, 12);
    expect(frame.band).toEqual({ from: share(-0.5), to: share(0.5), edges: [share(-0.5), share(0.5)] });
    for (const { estimate, low, high, line } of rows) {
      expect(places(line!)).toEqual([share(low!), share(estimate!), share(high!)]);
      expect([line!.clippedLow, line!.clippedHigh]).toEqual([false, false]);
    }
    for (const { value, at } of frame.ticks) expect(at).toBeCloseTo(share(value), 12);
  });

  test('speaks of lifts in percent, with the band as a part of the control', () => {
    const { frame, rows } = plotOf(first(fixtures.email), { measure: 'lift' });
    expect(frame.unit).toBe('change in percent, 95% interval');
    expect(rows[0]).toMatchObject({ text: '+72.1%', interval: '+65.9% to +78.4%', values: '18.26% against 10.61%' });
    expect(rows[0]!.estimate).toBeCloseTo(72.1, 1);
    expect(frame.ticks.map(({ label }) => label)).toEqual(['0', '+20%', '+40%', '+60%', '+80%']);
    // Half a point of 10.61%.
    expect(frame.margin).toBeCloseTo(4.71, 2);
    const relative = { ...first(fixtures.email), practical: { value: 0.01, relative: true } };
    expect(plotOf(relative, { measure: 'lift' }).frame.margin).toBeCloseTo(1, 12);
    expect(plotOf(first(fixtures.noControl), { measure: 'lift' }).frame.band).toBeNull();
  });

  test('cuts what lies beyond the axis, and says so', () => {
    const frame = frameFor({
      metric: { kind: 'mean' },
      measure: 'difference',
      estimates: [{ value: 1, low: 0, high: 2 }],
      margin: null,
      level: 0.95,
    });
    expect(lineOf(frame, { value: 50, low: -90, high: 90 })).toEqual({
      ...{ from: 0, to: 1, clippedLow: true, clippedHigh: true, at: null },
    });
    expect(lineOf(frame, { value: 1, low: null, high: 2 })).toMatchObject({
      from: 0,
      clippedLow: true,
      clippedHigh: false,
    });
    expect(lineOf(frame, { value: null, low: null, high: null })).toBeNull();
    expect(frame.band).toBeNull();
  });

  test('gives no number of an invalid test, but its cross', () => {
    const [row] = plotOf(first(fixtures.invalid)).rows;
    expect(row).toMatchObject({
      tone: 'invalid',
      words: 'Invalid: do not read',
      text: null,
      interval: null,
      reason: null,
      values: null,
    });
    expect(row!.line!.at).not.toBeNull();
  });

  test('gives the reason where there is no number', () => {
    const none = { value: null, low: null, high: null };
    const reasons = { difference: 'only one unit has a value' };
    const broken = changed({ difference: none, lift: none, verdict: 'inconclusive', reasons });
    for (const measure of ['difference', 'lift'] as const) {
      const [row] = plotOf(broken, { measure }).rows;
      expect(row).toMatchObject({ line: null, text: null, interval: null, reason: 'only one unit has a value.' });
    }
    const [open] = plotOf(first(fixtures.unboundedLift), { measure: 'lift' }).rows;
    expect(open).toMatchObject({ interval: 'no bounds', reason: 'the baseline cannot be told from zero.' });
    expect(open!.line).toMatchObject({ from: 0, to: 1, clippedLow: true, clippedHigh: true });
    expect(open!.sentence).toContain('No change in percent is given: the baseline cannot be told from zero.');
    expect(plotOf(first(fixtures.unboundedLift)).rows[0]!.reason).toBeNull();
  });

  test('names the opponent in each row where they differ, and leaves out what is of least interest', () => {
    const [one, other] = first(fixtures.email).comparisons;
    const mixed = { ...first(fixtures.email), comparisons: [one!, { ...other!, control: null }] };
    expect(plotOf(mixed).opponent).toBeNull();
    expect(plotOf(mixed).rows.map(({ opponent }) => opponent)).toEqual(['No E-Mail', 'the others together']);
    const forty = plotOf(first(fixtures.forty), { most: 5 });
    expect([forty.rows.length, forty.left]).toEqual([5, 34]);
    expect(plotOf({ ...mixed, comparisons: [] })).toMatchObject({ opponent: null, rows: [], left: 0 });
  });

  test('has a key of the marks that occur', () => {
    const verdicts = (answer: Result) => plotKey(answer.metrics).map(({ verdict }) => verdict);
    expect(verdicts(fixtures.email)).toEqual(['better']);
    expect(verdicts(fixtures.noControl)).toEqual(['better', 'inconclusive']);
  });

  test('money is money everywhere', () => {
    const spend = { ...fixtures.email.metrics[2]!, currency: 'USD' };
    const { frame, rows } = plotOf(spend);
    expect(rows[0]).toMatchObject({ text: '+$0.76', values: '$1.41 against $0.65' });
    expect(rows[0]!.interval).toMatch(/^\+\$0\.\d\d to \+\$1\.\d\d$/);
    expect(frame.ticks.map(({ label }) => label)).toEqual(['0', '+$0.20', '+$0.40', '+$0.60', '+$0.80', '+$1.00']);
  });
});

test('a mark is made for any frame, so that rows of many tests share one', () => {
  const visit = first(fixtures.email);
  const frame = frameOf(visit, visit.comparisons, { ticks: 3 });
  expect(markOf(frame, visit.comparisons[0]!).text).toBe('+7.65');
});

describe('the chart of segments', () => {
  test('has the deciding metric in each group under one axis', () => {
    const plot = segmentsPlot(fixtures.email)!;
    expect(plot).toMatchObject({ name: 'visit', unit: 'points', others: [] });
    expect(plot.groups.map(({ variation, column, answer, rows }) => [variation, column, answer, rows.length])).toEqual([
      ['Mens E-Mail', 'bought_womens_wear', 'no sign that groups differ, p = 0.52', 2],
      ['Womens E-Mail', 'bought_womens_wear', 'groups differ, p < 0.001', 2],
      ['Mens E-Mail', 'channel', 'no sign that groups differ, p > 0.99', 3],
      ['Womens E-Mail', 'channel', 'no sign that groups differ, p = 0.81', 3],
    ]);
    expect(plot.groups[0]!.rows[0]).toMatchObject({ name: 'yes', units: '35,100', tone: 'better', text: '+7.01' });
    expect(segmentsPlot(fixtures.email, { measure: 'lift' })!.unit).toBe('change in percent');
  });

  test('folds small groups, largest first', () => {
    const [segment] = fixtures.email.segments;
    const values = Array.from({ length: 30 }, (_, at) => ({
      ...segment!.values[0]!,
      value: `region ${at}`,
      units: at,
    }));
    const [group] = segmentsPlot({ ...fixtures.email, segments: [{ ...segment!, values }] })!.groups;
    expect([group!.rows.length, group!.folded.length, group!.rows[0]!.name]).toEqual([8, 22, 'region 29']);
  });

  test('is absent without segments and empty when nothing is to be read', () => {
    expect(segmentsPlot(fixtures.tiny)).toBeNull();
    const invalid = { ...fixtures.email, health: { verdict: 'invalid' as const, checks: [] } };
    expect(segmentsPlot(invalid)).toMatchObject({
      groups: [],
      others: [],
      notes: [],
      finding: 'Groups are not to be read either',
    });
  });

  test('tells of the other metrics in words', () => {
    const [segment] = fixtures.email.segments;
    const interactions = [{ ...segment!.interactions[0]!, metric: 'spend' }];
    const plot = segmentsPlot({ ...fixtures.email, segments: [{ ...segment!, interactions }] })!;
    expect(plot.others).toEqual([
      {
        metric: 'spend',
        variation: 'Mens E-Mail',
        column: 'bought_womens_wear',
        answer: 'no sign that groups differ, p = 0.52',
      },
    ]);
  });
});

describe('the table', () => {
  test('has every number, what they are compared with first', () => {
    const { heads, metrics, notes } = resultTable(fixtures.email);
    expect(heads).toEqual(['Rows', 'Result', 'Difference', '95% interval', 'Lift', 'p']);
    expect(
      metrics[0]!.rows.map(({ variation, cells, verdict }) => [variation, ...cells, verdict?.words ?? null]),
    ).toEqual([
      ['No E-Mail', '21,306', '10.61%', '–', '–', '–', '–', null],
      ['Mens E-Mail', '21,307', '18.26%', '+7.65', '+6.99 to +8.31', '+72%', '< 0.001', 'Better'],
      ['Womens E-Mail', '21,387', '15.15%', '+4.54', '+3.91 to +5.18', '+43%', '< 0.001', 'Better'],
    ]);
    expect(notes.map(({ title }) => title)).toEqual(['Many comparisons']);
  });

  test('has no number of an invalid test', () => {
    const [, row] = resultTable(fixtures.invalid).metrics[0]!.rows;
    expect(row!.cells).toEqual(['4,520', '6.86%', '–', '–', '–', '–']);
  });

  test('has what Bayes says, and why a lift is missing', () => {
    const { heads, metrics } = resultTable(fixtures.bayesian);
    expect(heads.slice(-2)).toEqual(['Chance to be better', 'Expected loss']);
    expect(metrics[0]!.rows[1]!.cells.slice(-2)).toEqual(['more than 99%', '0.00012 points']);
    expect(resultTable(fixtures.unboundedLift).notes.map(({ title }) => title)).toEqual(['Why a lift is missing']);
  });

  test('leaves the least interesting out and counts them', () => {
    const [only] = resultTable(fixtures.forty, 10).metrics;
    expect([only!.rows.length, only!.left]).toEqual([11, 29]);
  });
});

test('lower is better is said', () => {
  const arms = [rate('A', 400, 80), rate('B', 400, 84)];
  expect(
    plotOf(metric({ name: 'x', kind: 'proportion', arms, control: 'A', margin: 0.01, lowerIsBetter: true }))
      .lowerIsBetter,
  ).toBe(true);
});
