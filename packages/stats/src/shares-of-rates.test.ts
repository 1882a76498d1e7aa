import { describe, expect, test } from 'vitest';
import { sharesOfRates } from './shares-of-rates.ts';

const arm = (mean: number, variance: number, n: number) => ({ mean, variance, n });

describe('shares of rates', () => {
  test('with the delta method on the log-odds (numpy, by the matrix of derivatives)', () => {
    const shares = sharesOfRates([arm(0.1, 0.09, 200), arm(0.3, 0.21, 300), arm(0.25, 0.1875, 400)], 0.95)!;
    const expected = [
      [0.15384615, 0.10545787, 0.21900132],
      [0.46153846, 0.40217549, 0.5220126],
      [0.38461538, 0.33014362, 0.44214241],
    ];
    expect(shares.map(({ share, low, high }) => [share, low, high])).toEqual(
      expected.map((row) => row.map((value) => expect.closeTo(value, 7))),
    );
  });

  test('two shares mirror each other and add up to 1', () => {
    const [a, b] = sharesOfRates([arm(0.2, 0.16, 500), arm(0.22, 0.16, 500)], 0.95)!;
    expect(a!.share + b!.share).toBeCloseTo(1, 14);
    expect(a!.low! + b!.high!).toBeCloseTo(1, 12);
    expect([a!.low, a!.high]).toEqual([expect.closeTo(0.41769877, 7), expect.closeTo(0.53534271, 7)]);
  });

  test('stay within 0 and 1, also at the ends; what is not defined is null', () => {
    const [none, all] = sharesOfRates([arm(0, 0, 50), arm(0.2, 0.16, 50)], 0.95)!;
    expect([none!.share, none!.low, all!.share, all!.high]).toEqual([0, 0, 1, 1]);
    expect(sharesOfRates([arm(0.2, 0, 1), arm(0.2, 0, 1)], 0.95)).toEqual([
      { share: 0.5, low: null, high: null },
      { share: 0.5, low: null, high: null },
    ]);
    expect(sharesOfRates([arm(0, 0, 9), arm(0, 0, 9)], 0.95)).toBeNull();
    expect(sharesOfRates([arm(-1, 1, 9), arm(2, 1, 9)], 0.95)).toBeNull();
    expect(sharesOfRates([arm(0.1, 1, 0), arm(2, 1, 9)], 0.95)).toBeNull();
  });
});
