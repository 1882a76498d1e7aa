import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import { describe, expect, it } from 'vitest';
import { equalSharesTest, goodnessOfFit, sampleRatioTest } from './sample-ratio.ts';

describe('goodnessOfFit', () => {
  it('does not depend on the scale of the weights or the order of the arms', () => {
    const plain = goodnessOfFit([510, 310, 180], [5, 3, 2]);
    expect(goodnessOfFit([180, 510, 310], [0.2, 0.5, 0.3]).pValue).toBeCloseTo(plain.pValue!, 12);
    expect(goodnessOfFit([500, 300, 200], [5, 3, 2])).toEqual({ chiSquare: 0, df: 2, pValue: 1 });
  });

  it('answers for what cannot be tested', () => {
    expect(goodnessOfFit([0, 0], [1, 1])).toEqual({ chiSquare: null, df: 1, pValue: null });
    expect(goodnessOfFit([7], [1])).toEqual({ chiSquare: null, df: 0, pValue: null });
    expect(goodnessOfFit([7, 0], [1, 0])).toEqual({ chiSquare: null, df: 0, pValue: null });
    expect(goodnessOfFit([], [])).toEqual({ chiSquare: null, df: 0, pValue: null });
  });

  it('takes units where none were planned as impossible', () => {
    expect(goodnessOfFit([7, 1], [1, 0])).toMatchObject({ chiSquare: null, pValue: 0 });
    expect(sampleRatioTest([7, 8, 1], [1, 1, 0])).toMatchObject({ pValue: 0 });
  });
});

describe('sampleRatioTest', () => {
  it('is chi-square where enough units are expected', () => {
    const { method, pValue } = sampleRatioTest([5000, 5200], [1, 1]);
    expect(method).toBe('chi-square');
    expect(pValue).toBe(goodnessOfFit([5000, 5200], [1, 1]).pValue);
  });

  it('is exact where chi-square would void a small uneven test for nothing', () => {
    // scipy: 2 * binom.sf(2, 5, 0.1)
    expect(sampleRatioTest([2, 3], [9, 1])).toMatchObject({ method: 'exact', pValue: expect.closeTo(0.01712, 10) });
    expect(goodnessOfFit([2, 3], [9, 1]).pValue).toBeLessThan(0.001);
    expect(sampleRatioTest([0, 10], [1, 1]).pValue).toBeCloseTo(2 / 1024, 12);
    expect(sampleRatioTest([5, 5], [1, 1]).pValue).toBe(1);
  });

  it('keeps its level at p < 0.001 whatever the size and the split of two arms', () => {
    for (const [n, rate] of [
      [20, 0.5],
      [40, 0.05],
      [300, 0.1],
      [499, 0.1],
      [2000, 0.05],
    ] as const) {
      let falseAlarm = 0;
      for (let count = 0; count <= n; count++) {
        const probability = binomialCdf(count, n, rate) - (count > 0 ? binomialCdf(count - 1, n, rate) : 0);
        if (sampleRatioTest([count, n - count], [rate, 1 - rate]).pValue! < 0.001) falseAlarm += probability;
      }
      expect(falseAlarm).toBeLessThan(0.0013);
    }
  });

  it('serves many small arms', () => {
    const even = sampleRatioTest(
      Array.from({ length: 2000 }, (_, i) => 2 + (i % 2)),
      Array(2000).fill(1),
    );
    expect(even).toMatchObject({ method: 'exact', pValue: 1 });
    const odd = sampleRatioTest([60, ...Array(1999).fill(2)], Array(2000).fill(1));
    expect(odd.pValue).toBeLessThan(1e-40);
  });
});

describe('equalSharesTest', () => {
  it('is the chi-square of the table where every cell has enough', () => {
    // scipy.stats.chi2_contingency(correction=False)
    expect(equalSharesTest([30, 50], [470, 450])).toBeCloseTo(0.019739547569938176, 10);
    expect(equalSharesTest([300, 350, 320], [700, 650, 680])).toBeCloseTo(0.05531431862099005, 10);
  });

  it('does not depend on which side is asked', () => {
    expect(equalSharesTest([700, 650], [300, 350])).toBeCloseTo(equalSharesTest([300, 350], [700, 650])!, 12);
    expect(equalSharesTest([997, 1000], [3, 0])).toBe(equalSharesTest([3, 0], [997, 1000]));
  });

  it('is exact and cautious for few', () => {
    // 2 * binom.sf(2, 3, 0.5); Fisher's exact test of the table gives 0.2499.
    expect(equalSharesTest([3, 0], [997, 1000])).toBeCloseTo(0.25, 12);
  });

  it('says nothing where there is nothing to compare', () => {
    expect(equalSharesTest([0, 0], [5, 5])).toBeNull();
    expect(equalSharesTest([5, 5], [0, 0])).toBeNull();
    expect(equalSharesTest([5, 0], [5, 0])).toBeNull();
  });
});
