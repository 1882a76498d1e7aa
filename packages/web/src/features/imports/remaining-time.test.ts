import { describe, expect, test } from 'vitest';
import { clockTime, remainingSeconds, type Sample, secondsInWords, withSample } from './remaining-time.ts';

const after = (points: readonly (readonly [at: number, loaded: number])[]): Sample[] =>
  points.reduce<Sample[]>((samples, [at, loaded]) => withSample(samples, { at, loaded }), []);

describe('the time that remains', () => {
  test('is not told from less than a second', () => {
    expect(remainingSeconds([], 100)).toBeNull();
    expect(
      remainingSeconds(
        after([
          [0, 0],
          [900, 50],
        ]),
        100,
      ),
    ).toBeNull();
  });

  test('follows the speed of the last seconds, not of the beginning', () => {
    const steady = after([
      [0, 0],
      [1_000, 10],
      [2_000, 20],
    ]);
    expect(remainingSeconds(steady, 100)).toBe(8);
    const slower = after([
      [0, 0],
      [1_000, 500],
      [10_000, 510],
      [14_000, 514],
      [19_000, 519],
    ]);
    expect(remainingSeconds(slower, 619)).toBe(100);
  });

  test('is unknown while nothing moves, and never negative', () => {
    expect(
      remainingSeconds(
        after([
          [0, 50],
          [5_000, 50],
        ]),
        100,
      ),
    ).toBeNull();
    expect(
      remainingSeconds(
        after([
          [0, 0],
          [5_000, 120],
        ]),
        100,
      ),
    ).toBe(0);
  });

  test('is said in steps', () => {
    expect([2, 6, 31, 54, 55, 61, 1_500, 4_000, 9_000].map(secondsInWords)).toEqual([
      'a few seconds',
      'about 10 seconds',
      'about 35 seconds',
      'about 55 seconds',
      'about a minute',
      'about 2 minutes',
      'about 25 minutes',
      'about an hour',
      'about 3 hours',
    ]);
  });
});

test('a clock counts what has passed', () => {
  expect([-5, 7_400, 760_000, 3_723_000].map(clockTime)).toEqual(['0:00', '0:07', '12:40', '1:02:03']);
});
