import { expect, test } from 'vitest';
import type { VerdictCounts } from './list-answer.ts';
import { suspectStretches, timeBars } from './list-months.ts';

const locale = { locale: 'en-GB' } as const;
const none: VerdictCounts = { won: 0, lost: 0, 'no-difference': 0, inconclusive: 0, invalid: 0 };
const at = (month: string, changes: Partial<VerdictCounts> = { won: 1 }) => ({
  month: `${month}-01`,
  verdicts: { ...none, ...changes },
});

test('every month has its bar, also those without a test', () => {
  const months = [at('2013-11', { won: 2, lost: 1, inconclusive: 4 }), at('2014-02', { invalid: 3 })];
  const { bars } = timeBars(months, months, locale)!;
  expect(bars.map(({ key, settled, open, invalid }) => [key, settled, open, invalid])).toEqual([
    ['2013-11', 3, 4, 0],
    ['2013-12', 0, 0, 0],
    ['2014-01', 0, 0, 0],
    ['2014-02', 0, 0, 3],
  ]);
  expect(bars[0]?.name).toBe('November 2013');
});

test('bars stay in their places while filters change', () => {
  const all = [at('2013-11'), at('2014-02')];
  const { bars } = timeBars(all, [at('2014-02', { won: 1 })], locale)!;
  expect(bars).toHaveLength(4);
  expect(bars[0]).toMatchObject({ settled: 0, open: 0, invalid: 0 });
});

test('few labels, at round months, none that would run over the edge', () => {
  const months = [at('2013-01'), at('2015-04')];
  const labels = timeBars(months, months, locale)!.bars.flatMap(({ label }) => label ?? []);
  expect(labels).toEqual(['Jan 2013', 'Jul 2013', 'Jan 2014', 'Jul 2014', 'Jan 2015']);
});

test('many years are bars of years, and one month is no picture', () => {
  const years = [at('2009-05', { won: 1 }), at('2010-01', { won: 1 }), at('2010-12', { lost: 1 }), at('2020-01')];
  const { each, bars } = timeBars(years, years, locale)!;
  expect(each).toBe('year');
  expect(bars).toHaveLength(12);
  expect(bars[1]).toMatchObject({ key: '2010', name: '2010', settled: 2 });
  expect(timeBars([at('2013-11')], [], locale)).toBeNull();
  expect(timeBars([], [], locale)).toBeNull();
  // A slip in a year is no reason for two thousand bars.
  expect(timeBars([at('0013-11'), at('2013-11')], [], locale)).toBeNull();
});

test('a suspect time is named where its bars are', () => {
  const months = [at('2013-01'), at('2015-04')];
  const time = timeBars(months, months, locale)!;
  const period = { from: '2013-06-24', to: '2014-01-07', off: 735, tests: 1058 };
  expect(suspectStretches(time, [period], (day) => day)).toEqual([
    { from: '2013-06', to: '2014-01', title: '7 in 10 split wrongly', sub: '2013-06-24 to 2014-01-06' },
  ]);
  expect(suspectStretches(time, [{ ...period, from: '2012-06-24' }], (day) => day)).toEqual([]);
});

test.each([
  [20, 20, 'All split wrongly'],
  [99, 100, '99 of 100 split wrongly'],
  [2, 100, '2 of 100 split wrongly'],
  [15, 30, '5 in 10 split wrongly'],
])('%i of %i', (off, tests, title) => {
  const months = [at('2013-01'), at('2013-04')];
  const time = timeBars(months, months, locale)!;
  const [stretch] = suspectStretches(time, [{ from: '2013-02-01', to: '2013-03-01', off, tests }], (day) => day);
  expect(stretch).toMatchObject({ from: '2013-02', to: '2013-02', title });
});
