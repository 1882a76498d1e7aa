import { describe, expect, test } from 'vitest';
import { readDays } from './read-days.ts';
import { halfOf, randomFor } from './thin-counts.ts';

describe('days', () => {
  test('are read as people write them', () => {
    const { days } = readDays([
      '2014-11-10',
      '2014-2',
      '2014',
      '2014-W46',
      '20141110',
      '2014-11-10T08:00:00Z',
      'spring',
      '',
    ]);
    expect(Object.fromEntries(days)).toEqual({
      '2014-11-10': '2014-11-10',
      '2014-2': '2014-02-01',
      '2014': '2014-01-01',
      '2014-W46': '2014-11-10',
      '20141110': '2014-11-10',
      '2014-11-10T08:00:00Z': '2014-11-10',
    });
  });

  test('of six digits are weeks when one can be no month', () => {
    expect(readDays(['201446', '201501']).days.get('201501')).toBe('2014-12-29');
    expect(readDays(['201446']).note).toBe('Values such as 201446 were read as a year and a week.');
    expect(readDays(['201412', '201501']).days.get('201501')).toBe('2015-01-01');
  });
});

test('halves of counts are fair coins, the same every time', () => {
  const random = randomFor('a');
  const halves = Array.from({ length: 4000 }, () => halfOf(75, random));
  const mean = halves.reduce((a, b) => a + b, 0) / halves.length;
  const variance = halves.reduce((sum, half) => sum + (half - mean) ** 2, 0) / halves.length;
  // Binomial(75, 1/2): mean 37.5, variance 18.75; four standard errors.
  expect(Math.abs(mean - 37.5)).toBeLessThan(0.28);
  expect(Math.abs(variance - 18.75)).toBeLessThan(1.7);
  expect(halfOf(75, randomFor('a'))).toBe(halves[0]);
  expect(halfOf(0, random)).toBe(0);
  expect(Math.abs(halfOf(4e6, random) - 2e6)).toBeLessThan(6000);
});
