import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { uniformSampler } from '../reference/random.ts';
import { type PeriodCounts, suspectPeriods } from './suspect-periods.ts';

const healthy = (count: number, tests: number): PeriodCounts[] =>
  Array.from({ length: count }, () => ({ tests, failures: 0 }));

/** Histories of `length` periods with 1 to 2 × `tests` tests each; `shareAt` says how often they fail. */
function histories(
  count: number,
  given: { length: number; tests: number; shareAt: (period: number) => number; seed: number },
): PeriodCounts[][] {
  const uniform = uniformSampler(given.seed);
  return Array.from({ length: count }, () =>
    Array.from({ length: given.length }, (_, period) => {
      const tests = 1 + Math.floor(uniform() * 2 * given.tests);
      const share = given.shareAt(period);
      let failures = 0;
      for (let test = 0; test < tests; test++) failures += Number(uniform() < share);
      return { tests, failures };
    }),
  );
}

describe('the Upworthy Research Archive', () => {
  const fixture = JSON.parse(readFileSync(new URL('../reference/suspect-periods.json', import.meta.url), 'utf8')) as {
    threshold: number;
    warning: { firstWeek: string; lastWeek: string };
    weeks: ({ week: string } & PeriodCounts)[];
  };
  const { weeks, warning, threshold } = fixture;
  const indexOf = (week: string) => weeks.findIndex((entry) => entry.week === week);
  const [first, last] = [indexOf(warning.firstWeek), indexOf(warning.lastWeek)];

  it('shows one suspect period: the one it warns of, give or take two weeks', () => {
    const found = suspectPeriods(weeks, { threshold });
    expect(found).toHaveLength(1);
    expect(Math.abs(found[0]!.from - first)).toBeLessThanOrEqual(2);
    expect(Math.abs(found[0]!.to - last)).toBeLessThanOrEqual(2);
    expect(found[0]!.share).toBeGreaterThan(0.6);
    expect(found[0]!.baseShare).toBeLessThan(0.01);
  });

  it('shows none without those weeks, although some early tests fail', () => {
    expect(suspectPeriods(weeks.slice(last + 1))).toEqual([]);
    expect(suspectPeriods([...weeks.slice(0, first), ...weeks.slice(last + 1)])).toEqual([]);
  });

  it('is suspect as a whole when only those weeks are known', () => {
    const found = suspectPeriods(weeks.slice(first, last + 1));
    expect(found).toMatchObject([{ from: 0, to: last - first, baseShare: threshold }]);
  });

  it('shows the same period backwards', () => {
    const [forwards] = suspectPeriods(weeks);
    const [backwards] = suspectPeriods([...weeks].reverse());
    expect(backwards).toMatchObject({ from: weeks.length - 1 - forwards!.to, to: weeks.length - 1 - forwards!.from });
  });
});

describe('false alarms', () => {
  // Three binomial standard errors above alpha = 0.01 in 300 histories.
  const most = 300 * 0.01 + 3 * Math.sqrt(300 * 0.01 * 0.99);

  it.each([
    [0.001, 52, 10],
    [0.001, 156, 40],
    [0.01, 156, 10],
    [0.03, 36, 40],
    [0.08, 36, 40],
    [0.1, 500, 2],
  ])('are rare when %d of all tests fail, in %d periods of about %d', (share, length, tests) => {
    const given = histories(300, { length, tests, shareAt: () => share, seed: 11 });
    const alarms = given.filter((history) => suspectPeriods(history).length > 0);
    expect(alarms.length).toBeLessThanOrEqual(most);
  });
});

describe('detection', () => {
  it.each([
    [0.001, 0.3],
    [0.001, 0.6],
    [0.02, 0.6],
  ])('finds a bad month in three years of weeks: %d outside, %d inside', (base, bad) => {
    const isBad = (week: number) => week >= 70 && week < 74;
    const given = histories(100, { length: 156, tests: 12, shareAt: (week) => (isBad(week) ? bad : base), seed: 5 });
    let [hits, marked] = [0, 0];
    for (const history of given) {
      const found = suspectPeriods(history);
      if (found.some(({ from, to }) => from <= 73 && to >= 70)) hits++;
      marked += found.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    }
    expect(hits).toBeGreaterThanOrEqual(95);
    // The borders are close: on average less than a week too much or too little.
    expect(Math.abs(marked / hits - 4)).toBeLessThan(1);
  });

  it('finds several periods, and leaves out a healthy one between them', () => {
    const bad = Array.from({ length: 4 }, () => ({ tests: 10, failures: 6 }));
    const history = [...healthy(50, 10), ...bad, ...healthy(4, 10), ...bad, ...healthy(60, 10)];
    expect(suspectPeriods(history).map(({ from, to }) => [from, to])).toEqual([
      [50, 53],
      [58, 61],
    ]);
  });

  it('keeps a week without failures, or without tests, inside a bad stretch', () => {
    const bad = { tests: 10, failures: 6 };
    const middle = [{ tests: 2, failures: 0 }, bad, { tests: 0, failures: 0 }];
    const history = [...healthy(50, 10), bad, bad, ...middle, bad, ...healthy(50, 10)];
    expect(suspectPeriods(history)).toMatchObject([{ from: 50, to: 55, tests: 42, failures: 24 }]);
  });

  it('does not begin or end a stretch with empty periods', () => {
    const bad = Array.from({ length: 4 }, () => ({ tests: 10, failures: 6 }));
    const history = [...healthy(50, 10), ...healthy(3, 0), ...bad, ...healthy(3, 0), ...healthy(50, 10)];
    expect(suspectPeriods(history)).toMatchObject([{ from: 53, to: 56 }]);
  });

  it('tells the p-value: exact tests times the number of stretches', () => {
    // scipy: 666 · max(hypergeom.sf(11, 1440, 12, 40), binom.sf(11, 40, 0.001)), of a month with 12 failures of 40.
    const history = healthy(36, 40).map((period, i) => (i === 17 ? { tests: 40, failures: 12 } : period));
    const [found] = suspectPeriods(history);
    expect(found).toMatchObject({ from: 17, to: 17, share: 0.3, baseShare: 0 });
    expect(found!.pValue / 2.347399102033329e-17).toBeCloseTo(1, 6);
  });
});

describe('what is not marked', () => {
  it('a handful of failing tests in one of three years', () => {
    const failing = new Set([52, 60, 71, 85, 99]);
    const history = healthy(156, 3).map((period, week) => (failing.has(week) ? { tests: 3, failures: 1 } : period));
    expect(suspectPeriods(history)).toEqual([]);
  });

  it('the year around one heavy week', () => {
    const history = healthy(156, 10).map((period, week) => (week === 80 ? { tests: 60, failures: 40 } : period));
    expect(suspectPeriods(history)).toMatchObject([{ from: 80, to: 80 }]);
  });

  it('anything when there are few tests', () => {
    expect(suspectPeriods([])).toEqual([]);
    expect(suspectPeriods(healthy(5, 0))).toEqual([]);
    expect(suspectPeriods([{ tests: 1, failures: 1 }])).toEqual([]);
    expect(suspectPeriods([...healthy(3, 2), { tests: 2, failures: 2 }, ...healthy(3, 2)])).toEqual([]);
    expect(suspectPeriods([{ tests: 19, failures: 19 }])).toEqual([]);
  });

  it('two failing tests, however improbable', () => {
    expect(suspectPeriods([...healthy(50, 20), { tests: 2, failures: 2 }, ...healthy(50, 20)])).toEqual([]);
  });
});

describe('counts that cannot be', () => {
  it.each([
    ['more failures than tests', { tests: 3, failures: 4 }],
    ['negative', { tests: -1, failures: 0 }],
    ['not a number', { tests: Number.NaN, failures: 0 }],
  ])('are refused: %s', (_, period) => {
    expect(() => suspectPeriods([...healthy(30, 1), period])).toThrow(RangeError);
  });

  it('are refused as options', () => {
    expect(() => suspectPeriods([], { alpha: 0 })).toThrow(RangeError);
    expect(() => suspectPeriods([], { threshold: 1 })).toThrow(RangeError);
  });
});
