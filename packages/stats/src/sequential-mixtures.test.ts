import { describe, expect, it } from 'vitest';
import { normalSampler } from '../reference/random.ts';
import { betaBinomialBound, betaBinomialMixture, logBetaBinomialMixture } from './beta-binomial-mixture.ts';
import { gavi } from './gavi.ts';
import { msprt, msprtRunning } from './msprt.ts';
import {
  logNormalMixture,
  logNormalMixtureOneSided,
  normalMixtureBound,
  normalMixtureBoundOneSided,
  normalMixtureRho,
} from './normal-mixture.ts';

describe('msprt', () => {
  const test = { variance: 0.002, mixingVariance: 0.01, alpha: 0.05 };

  it('is symmetric, contains the fixed interval, and agrees with its own p-value', () => {
    const [up, down] = [msprt({ estimate: 0.1, ...test })!, msprt({ estimate: -0.1, ...test })!];
    expect(down.low).toBe(-up.high);
    expect(down.pValue).toBe(up.pValue);
    expect(up.halfWidth).toBeGreaterThan(1.96 * Math.sqrt(test.variance));
    expect(msprt({ estimate: up.halfWidth, ...test })!.pValue).toBeCloseTo(0.05, 12);
  });

  it('stays finite for a difference without doubt', () => {
    const { logLikelihoodRatio, pValue } = msprt({ estimate: 1000, ...test })!;
    expect(Number.isFinite(logLikelihoodRatio)).toBe(true);
    expect(pValue).toBe(0);
  });

  it('is null when nothing varies and refuses what is out of range', () => {
    expect(msprt({ estimate: 1, variance: 0, mixingVariance: 1, alpha: 0.05 })).toBeNull();
    expect(() => msprt({ estimate: 1, variance: 1, mixingVariance: 0, alpha: 0.05 })).toThrow(RangeError);
    expect(() => msprt({ estimate: 1, variance: -1, mixingVariance: 1, alpha: 0.05 })).toThrow(RangeError);
    expect(() => msprt({ estimate: 1, variance: 1, mixingVariance: 1, alpha: 1 })).toThrow(RangeError);
  });
});

describe('msprtRunning', () => {
  it('never rises, and falls when there is an effect', () => {
    const draw = normalSampler(5);
    const x = Array.from({ length: 500 }, () => 0.4 + draw());
    const p = msprtRunning({ x, variance: 1, mixingVariance: 0.25 });
    for (const [index, value] of p.entries()) expect(value).toBeLessThanOrEqual(p[index - 1] ?? 1);
    expect(p.at(-1)).toBeLessThan(0.05);
    expect(msprtRunning({ x: [], variance: 1, mixingVariance: 0.25 })).toEqual([]);
  });
});

describe('normal mixtures', () => {
  it('give both boundaries where the mixture reaches 1 / alpha', () => {
    const alpha = 0.01;
    for (const v of [0, 1, 40, 3000]) {
      const [two, one] = [normalMixtureRho({ vOpt: 40, alpha }), normalMixtureRho({ vOpt: 40, alpha: 2 * alpha })];
      const bound = normalMixtureBound({ v, rho: two, alpha });
      const boundOneSided = normalMixtureBoundOneSided({ v, rho: one, alpha });
      expect(logNormalMixture({ s: bound, v, rho: two })).toBeCloseTo(Math.log(100), 10);
      expect(logNormalMixture({ s: -bound, v, rho: two })).toBeCloseTo(Math.log(100), 10);
      expect(logNormalMixtureOneSided({ s: boundOneSided, v, rho: one })).toBeCloseTo(Math.log(100), 10);
      expect(boundOneSided).toBeLessThan(bound);
    }
  });

  it.each([
    // mpmath, 15 digits.
    [-60, 50, 10, -3.18486676731876],
    [8, 0, 10, 3.88742482085217],
  ])('one-sided mixture at s = %d, v = %d', (s, v, rho, expected) => {
    expect(logNormalMixtureOneSided({ s, v, rho })).toBeCloseTo(expected, 12);
  });

  it('refuse what is out of range', () => {
    expect(() => normalMixtureRho({ vOpt: 0, alpha: 0.05 })).toThrow(RangeError);
    expect(() => normalMixtureBound({ v: -1, rho: 1, alpha: 0.05 })).toThrow(RangeError);
    expect(() => normalMixtureBoundOneSided({ v: 1, rho: 1, alpha: 0.6 })).toThrow(RangeError);
  });
});

describe('gavi', () => {
  it('is null without pairs or variance and symmetric around the difference', () => {
    const plan = { variancePerPair: 2, plannedPairs: 500, alpha: 0.05 };
    expect(gavi({ ...plan, difference: 1, pairs: 0 })).toBeNull();
    expect(gavi({ ...plan, difference: 1, pairs: 10, variancePerPair: 0 })).toBeNull();
    const { low, high, halfWidth } = gavi({ ...plan, difference: 1, pairs: 300 })!;
    expect(low + high).toBeCloseTo(2, 12);
    expect(halfWidth).toBeGreaterThan(1.96 * Math.sqrt(2 / 300));
  });
});

describe('beta-binomial mixture', () => {
  it('has its boundary where the mixture reaches 1 / alpha, mirrored when g and h swap', () => {
    const mixture = betaBinomialMixture({ vOpt: 20, alpha: 0.05, g: 0.1, h: 0.9 });
    const mirrored = betaBinomialMixture({ vOpt: 20, alpha: 0.05, g: 0.9, h: 0.1 });
    const bound = betaBinomialBound(mixture, { v: 30, alpha: 0.05 });
    expect(logBetaBinomialMixture(mixture, { s: bound, v: 30 })).toBeCloseTo(Math.log(20), 9);
    expect(logBetaBinomialMixture(mirrored, { s: -bound, v: 30 })).toBeCloseTo(Math.log(20), 9);
  });

  it('does not depend on the unit of the steps', () => {
    const one = betaBinomialMixture({ vOpt: 20, alpha: 0.05, g: 0.3, h: 0.7 });
    const ten = betaBinomialMixture({ vOpt: 2000, alpha: 0.05, g: 3, h: 7 });
    expect(betaBinomialBound(ten, { v: 3000, alpha: 0.05 })).toBeCloseTo(
      10 * betaBinomialBound(one, { v: 30, alpha: 0.05 }),
      8,
    );
  });

  it('has a mean of 1 under its own rate', () => {
    // Twelve outcomes of probability 0.3: the sum over all counts of probability times mixture.
    const [n, p] = [12, 0.3];
    const mixture = betaBinomialMixture({ vOpt: 100 * p * (1 - p), alpha: 0.05, g: p, h: 1 - p });
    let [mean, choose] = [0, 1];
    for (let count = 0; count <= n; count += 1) {
      const probability = choose * p ** count * (1 - p) ** (n - count);
      mean += probability * Math.exp(logBetaBinomialMixture(mixture, { s: count - n * p, v: n * p * (1 - p) }));
      choose *= (n - count) / (count + 1);
    }
    expect(mean).toBeCloseTo(1, 12);
  });
});
