import { describe, expect, it } from 'vitest';
import { normalSampler } from '../reference/random.ts';
import { classScores } from './class-scores.ts';
import { ensembleCrps, intervalScore, normalCrps, pinballLoss } from './number-forecasts.ts';

describe('normalCrps', () => {
  // scipy: quadrature of (F(x) - 1{x >= y})².
  it.each([
    [2, 0.5, 3.1, 0.8227922165426563],
    [-1, 2, -1.3, 0.48530877195818845],
  ])('of N(%d, %d) at %d', (mean, sd, observation, crps) => {
    expect(normalCrps({ mean, sd }, observation)).toBeCloseTo(crps, 8);
  });

  it('is even, the absolute error without spread, and the error less sd/√π far away', () => {
    expect(normalCrps({ mean: 1, sd: 2 }, 4)).toBe(normalCrps({ mean: 1, sd: 2 }, -2));
    expect(normalCrps({ mean: 1, sd: 0 }, 4)).toBe(3);
    expect(normalCrps({ mean: 0, sd: 1 }, 100)).toBeCloseTo(100 - 1 / Math.sqrt(Math.PI), 10);
  });
});

describe('ensembleCrps', () => {
  it('is the mean over all pairs', () => {
    const draw = normalSampler(5);
    const ensemble = Array.from({ length: 40 }, () => 1e6 + draw());
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const pairs = ensemble.flatMap((x) => ensemble.map((other) => Math.abs(x - other)));
    const expected = mean(ensemble.map((x) => Math.abs(x - 1e6 - 0.3))) - mean(pairs) / 2;
    expect(ensembleCrps(ensemble, 1e6 + 0.3)).toBeCloseTo(expected, 9);
  });

  it('is the absolute error of one scenario, and nothing of none', () => {
    expect(ensembleCrps([4], 1)).toBe(3);
    expect(ensembleCrps([], 1)).toBeNull();
  });
});

describe('intervalScore', () => {
  it.each([5, 12, 31])('is 2/α times the pinball losses of its ends (observation %d)', (observation) => {
    const losses = pinballLoss(10, 0.1, observation) + pinballLoss(20, 0.9, observation);
    expect(intervalScore({ lower: 10, upper: 20 }, 0.2, observation)).toBeCloseTo((2 / 0.2) * losses, 12);
  });

  it('refuses a share of 0', () => {
    expect(() => intervalScore({ lower: 1, upper: 2 }, 0, 1)).toThrow(RangeError);
  });
});

describe('classScores', () => {
  it('is 0 for certain forecasts that come true, and finite for those that do not', () => {
    const right = { probabilities: [0, 1, 0], outcome: 1 };
    expect(classScores([right])).toEqual({ brier: 0, logScore: -0, clipped: 0, rankedProbability: 0 });
    const wrong = { probabilities: [1, 0, 0], outcome: 2 };
    // Ranked: both cumulative probabilities are wrong by 1, over K - 1 = 2.
    expect(classScores([wrong])).toEqual({ brier: 2, logScore: Math.log(1e6), clipped: 1, rankedProbability: 1 });
  });

  it('is twice the usual Brier score for two classes', () => {
    expect(classScores([{ probabilities: [0.3, 0.7], outcome: 1 }])!.brier).toBeCloseTo(2 * 0.3 ** 2, 14);
  });

  it('has no ranks with one class, nothing without forecasts, and refuses unknown classes', () => {
    expect(classScores([{ probabilities: [1], outcome: 0 }])!.rankedProbability).toBeNull();
    expect(classScores([])).toBeNull();
    expect(() => classScores([{ probabilities: [0.5, 0.5], outcome: 2 }])).toThrow('none of the classes');
    expect(() => classScores([{ probabilities: [0.5, 0.4], outcome: 1 }])).toThrow('add up to 1');
  });
});
