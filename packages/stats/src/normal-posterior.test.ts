import { describe, expect, it } from 'vitest';
import { normalLosses, normalPosterior } from './normal-posterior.ts';

describe('normalLosses', () => {
  it('differ by the mean, swap with its sign, and are never negative', () => {
    for (const mean of [-3, -0.02, 0, 1e-9, 0.4, 37.5]) {
      for (const sd of [1e-12, 0.01, 1, 1e6]) {
        const got = normalLosses(mean, sd);
        expect(got.lossChoosingControl - got.lossChoosingTreatment).toBeCloseTo(mean, 9);
        expect(Math.min(got.lossChoosingControl, got.lossChoosingTreatment)).toBeGreaterThanOrEqual(0);
        expect(normalLosses(-mean, sd).lossChoosingControl).toBe(got.lossChoosingTreatment);
      }
    }
  });

  // φ(z) − z Φ(−z) with 40 digits (mpmath).
  it.each([
    [1, 0.0833154705876863],
    [5, 5.346165533832815e-8],
    [12, 1.4605201169845548e-34],
    [30, 1.631956734091401e-199],
  ])('keep their digits %d standard deviations away from zero', (z, loss) => {
    expect(normalLosses(z, 1).lossChoosingTreatment / loss).toBeCloseTo(1, 9);
  });
});

describe('normalPosterior', () => {
  const estimate = { value: 0.05, standardError: 0.02 };

  it('lies between estimate and prior, and is surer than both', () => {
    const got = normalPosterior(estimate, { mean: 0, variance: 0.0004 }, 0.95)!;
    expect(got.mean).toBeCloseTo(0.025, 12);
    expect(got.sd).toBeCloseTo(0.02 / Math.SQRT2, 12);
    expect((got.low + got.high) / 2).toBeCloseTo(got.mean, 12);
  });

  it('is the estimate with a flat prior, and the limit of ever wider ones', () => {
    const flat = normalPosterior(estimate, null, 0.95)!;
    expect(flat.mean).toBe(0.05);
    expect(normalPosterior(estimate, { mean: 0, variance: 1e9 }, 0.95)!.chancePositive).toBeCloseTo(
      flat.chancePositive,
      10,
    );
  });

  it.each([
    ['nothing varies', 0.05, 0],
    ['nothing is known', 0.05, Number.POSITIVE_INFINITY],
    ['the error is undefined', 0.05, Number.NaN],
    ['the effect is undefined', Number.NaN, 0.02],
    ['the error underflows', 0.05, 1e-200],
  ])('is null when %s', (_, value, standardError) => {
    expect(normalPosterior({ value, standardError }, null, 0.95)).toBeNull();
  });

  it('refuses a prior without spread, and a level outside 0 to 1', () => {
    expect(() => normalPosterior(estimate, { mean: 0, variance: 0 }, 0.95)).toThrow(RangeError);
    expect(() => normalPosterior(estimate, null, 1)).toThrow(RangeError);
  });
});
