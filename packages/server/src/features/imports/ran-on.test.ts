import { expect, test } from 'vitest';
import { periodReader } from './ran-on.ts';

test.each([
  ['2024-02-29', '2024-02-29'],
  ['2024-02-30', null],
  ['2024-2-9', '2024-02-09'],
  ['2024/03/01', '2024-03-01'],
  ['20240301', '2024-03-01'],
  ['2024-03-01T23:59:59Z', '2024-03-01'],
  ['2024-03-01 10:00', '2024-03-01'],
  ['2024031', null],
  ['2024-W01', '2024-01-01'],
  ['2020W53', '2020-12-28'],
  ['2021-W53', null],
  ['2024-05', '2024-05-01'],
  ['2024-13', null],
  // Day or month first: nobody can tell.
  ['03/04/2024', null],
  ['spring', null],
  ['', null],
  ['1709251200', null],
])('%j began on %j', (period, day) => {
  expect(periodReader('started', [period])(period)).toBe(day);
});

test('six digits are weeks or months by the name of the column, or by the others', () => {
  expect(periodReader('test_week', ['201403'])('201403')).toBe('2014-01-13');
  expect(periodReader('month', ['201403'])('201403')).toBe('2014-03-01');
  expect(periodReader('when', ['201403'])('201403')).toBeNull();
  expect(periodReader('when', ['201403', '201446'])('201403')).toBe('2014-01-13');
});

test('with a week 0, weeks are counted from the first Monday', () => {
  const read = periodReader('test_week', ['201303', '201400']);
  expect(read('201303')).toBe('2013-01-21');
  expect(read('201400')).toBe('2014-01-01');
  expect(read('201401')).toBe('2014-01-06');
  expect(read('201452')).toBe('2014-12-29');
  expect(read('201453')).toBeNull();
});
