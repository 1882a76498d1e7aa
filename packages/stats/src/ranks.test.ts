import { describe, expect, it } from 'vitest';
import { uniformSampler } from '../reference/random.ts';
import { mannWhitney } from './mann-whitney.ts';
import { quantileEstimate, quantileInterval, quantileRanks, sampleQuantile } from './quantiles.ts';

describe('quantile intervals', () => {
  it.each([
    // scipy.stats.binom: ppf and cdf.
    [10, 0.5, 2, 9, 0.978515625],
    [1_000_000, 0.5, 499_020, 500_981, 0.9501210313476314],
    [100, 0.99, 97, null, 0.9816259635553503],
    [5, 0.5, null, null, 1],
    [1, 0.5, null, null, 1],
  ])('ranks of %d values at %d', (n, q, lower, upper, coverage) => {
    expect(quantileRanks(n, q, 0.95)).toEqual({ lower, upper, coverage: expect.closeTo(coverage, 10) });
  });

  it('are unbounded, not infinite, where the ranks leave the data', () => {
    expect(quantileInterval([1, 2, 3], 0.5, 0.95)).toMatchObject({ quantile: 2, low: null, high: null });
    expect(quantileInterval([], 0.5, 0.95)).toBeNull();
    expect(quantileEstimate({ n: 3, quantile: 2, low: null, high: 3 }, 0.95)).toBeNull();
    expect(() => quantileRanks(10, 0, 0.95)).toThrow(RangeError);
  });

  it('cover a skewed median as often as they say', () => {
    const uniform = uniformSampler(5);
    const runs = 3000;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const sorted = Array.from({ length: 60 }, () => -Math.log(1 - uniform())).sort((a, b) => a - b);
      const { low, high } = quantileInterval(sorted, 0.5, 0.95)!;
      if (low! <= Math.LN2 && Math.LN2 <= high!) covered += 1;
    }
    const { coverage } = quantileRanks(60, 0.5, 0.95)!;
    expect(Math.abs(covered / runs - coverage)).toBeLessThan(3 * Math.sqrt((coverage * (1 - coverage)) / runs));
  });

  it('take the ends at 0 and 1', () => {
    expect([sampleQuantile([1, 2, 9], 0), sampleQuantile([1, 2, 9], 1), sampleQuantile([], 1)]).toEqual([1, 9, null]);
  });
});

describe('mannWhitney', () => {
  it('handles ties as scipy does', () => {
    expect(mannWhitney([1, 3, 4, 9, 9], [3, 3, 5, 8])).toEqual({
      u: 9,
      probabilityOfSuperiority: 0.45,
      pValue: expect.closeTo(0.9004375366342199, 12),
    });
    expect(mannWhitney([1, 2, 3], [4, 5, 6])!.pValue).toBeCloseTo(0.08085559837005224, 12);
  });

  it('counts the other pairs when the arms are swapped', () => {
    const [forth, back] = [mannWhitney([1, 5, 2, 2], [2, 7, 9])!, mannWhitney([2, 7, 9], [1, 5, 2, 2])!];
    expect(forth.u + back.u).toBe(12);
    expect(back.pValue).toBeCloseTo(forth.pValue, 14);
  });

  it('answers for equal values and empty arms', () => {
    expect(mannWhitney([2, 2], [2, 2])).toEqual({ u: 2, probabilityOfSuperiority: 0.5, pValue: 1 });
    expect(mannWhitney([], [2, 2])).toBeNull();
  });
});
