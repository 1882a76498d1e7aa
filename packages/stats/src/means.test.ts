import { describe, expect, it } from 'vitest';
import { pairMomentsOfValues } from '../reference/moments-of.ts';
import type { Moments } from './moments.ts';
import { normalDifference } from './normal-difference.ts';
import { linearisedRatio, linearisedRatioWithCovariate } from './ratio.ts';
import { welchTest } from './welch.ts';

const control: Moments = { n: 50, mean: 10, variance: 4 };
const treatment: Moments = { n: 60, mean: 10.9, variance: 6.76 };
const nothing = { standardError: null, t: null, df: null, pValue: null, low: null, high: null };

describe('welchTest', () => {
  it('negates when the arms are swapped, with the same p-value', () => {
    const [forth, back] = [welchTest(control, treatment, 0.95), welchTest(treatment, control, 0.95)];
    expect(back.difference).toBeCloseTo(-forth.difference!, 14);
    expect(back.low).toBeCloseTo(-forth.high!, 14);
    expect(back.pValue).toBeCloseTo(forth.pValue!, 14);
  });

  it.each([1e-120, 0.01, 1e6, 1e120])('leaves t, df and p unchanged when outcomes are scaled by %d', (factor) => {
    const scaled = ({ n, mean, variance }: Moments) => ({ n, mean: mean * factor, variance: variance * factor ** 2 });
    const [plain, got] = [welchTest(control, treatment, 0.95), welchTest(scaled(control), scaled(treatment), 0.95)];
    expect(got.t).toBeCloseTo(plain.t!, 10);
    expect(got.df).toBeCloseTo(plain.df!, 10);
    expect(got.pValue).toBeCloseTo(plain.pValue!, 12);
    expect(got.low! / factor).toBeCloseTo(plain.low!, 10);
  });

  it('has an interval without 0 exactly when p is below 1 − level', () => {
    const { pValue } = welchTest(control, treatment, 0.95);
    for (const [level, rejects] of [
      [1 - pValue! - 1e-6, true],
      [1 - pValue! + 1e-6, false],
    ] as const) {
      expect(welchTest(control, treatment, level).low! > 0).toBe(rejects);
    }
  });

  it('knows the difference only, when an arm has one unit', () => {
    expect(welchTest({ n: 1, mean: 3, variance: 99 }, treatment, 0.95)).toEqual({
      difference: expect.closeTo(7.9, 12),
      ...nothing,
    });
    expect(welchTest({ n: 0, mean: 0, variance: 0 }, treatment, 0.95)).toEqual({ difference: null, ...nothing });
  });

  it('does not judge outcomes that never vary', () => {
    const flat = (mean: number) => ({ n: 20, mean, variance: 0 });
    expect(welchTest(flat(3), flat(5), 0.95)).toEqual({ difference: 2, ...nothing, standardError: 0 });
    expect(welchTest(flat(3), flat(3), 0.95).pValue).toBeNull();
    // One arm that varies is enough: the degrees of freedom are its own.
    const half = welchTest(flat(3), { n: 10, mean: 5, variance: 4 }, 0.95);
    expect(half.df).toBeCloseTo(9, 12);
    expect(half.pValue).toBeGreaterThan(0);
  });

  it('holds a p-value far below 1e-100 and n in the billions', () => {
    const large = (mean: number) => ({ n: 4e9, mean, variance: 1 });
    const { pValue, df } = welchTest(large(0), large(5e-4), 0.95);
    expect(df).toBeCloseTo(2 * (4e9 - 1), 0);
    // scipy: 2 * t.sf(5e-4 / sqrt(2 / 4e9), 8e9 - 2)
    expect(pValue! / 9.505472324515151e-111).toBeCloseTo(1, 6);
  });
});

describe('normalDifference', () => {
  it('does not judge estimates without variance', () => {
    const exact = (mean: number) => ({ mean, varianceOfMean: 0 });
    expect(normalDifference(exact(1), exact(3), 0.95)).toEqual({
      difference: 2,
      standardError: 0,
      z: null,
      pValue: null,
      low: null,
      high: null,
    });
  });
});

describe('ratios', () => {
  const y = [1, 0, 0, 2, 4, 1, 0, 7];
  const d = [8, 4, 5, 9, 6, 6, 2, 10];
  const x = [2, 1, 0, 3, 5, 2, 1, 6];

  it('have the variance of the linearised value of each unit', () => {
    const [sumY, sumD] = [15, 50];
    const linear = y.map((value, i) => (value - (sumY / sumD) * d[i]!) / (sumD / d.length));
    const squares = linear.reduce((sum, value) => sum + value ** 2, 0);
    const ratio = linearisedRatio(pairMomentsOfValues(y, d))!;
    expect(ratio.mean).toBeCloseTo(sumY / sumD, 14);
    expect(ratio.variance).toBeCloseTo(squares / (d.length - 1), 14);
  });

  it('are plain means when every denominator is 1', () => {
    const ones = y.map(() => 1);
    const plain = pairMomentsOfValues(y, ones);
    expect(linearisedRatio(plain)).toEqual({
      n: 8,
      mean: expect.closeTo(plain.meanY, 14),
      variance: expect.closeTo(plain.varianceY, 14),
    });
    const covariances = [
      [plain.varianceY, 0, pairMomentsOfValues(y, x).covariance],
      [0, 0, 0],
      [pairMomentsOfValues(y, x).covariance, 0, pairMomentsOfValues(x, x).varianceY],
    ];
    const pair = linearisedRatioWithCovariate({ n: 8, means: [plain.meanY, 1, 2.5], covariances })!;
    for (const [key, value] of Object.entries(pairMomentsOfValues(y, x))) {
      expect(pair[key as keyof typeof pair]).toBeCloseTo(value, 12);
    }
  });

  it('are not defined without units or without denominators', () => {
    const zero = { n: 5, meanY: 1, meanX: 0, varianceY: 1, varianceX: 0, covariance: 0 };
    expect(linearisedRatio(zero)).toBeNull();
    expect(linearisedRatio({ ...zero, n: 0, meanX: 1 })).toBeNull();
    expect(linearisedRatioWithCovariate({ n: 5, means: [1, 0, 1], covariances: [] })).toBeNull();
    expect(linearisedRatioWithCovariate({ n: 0, means: [1, 1, 1], covariances: [] })).toBeNull();
  });

  it('of one unit have no variance to speak of', () => {
    expect(linearisedRatio({ n: 1, meanY: 1, meanX: 4, varianceY: 9, varianceX: 9, covariance: 9 })).toEqual({
      n: 1,
      mean: 0.25,
      variance: 0,
    });
  });
});
