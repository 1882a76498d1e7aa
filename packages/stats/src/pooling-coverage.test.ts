import { describe, expect, it } from 'vitest';
import { normalSampler, uniformSampler } from '../reference/random.ts';
import { fullBayesEffects } from './full-bayes-effects.ts';
import { jamesSteinRates } from './james-stein.ts';
import { predictEffect } from './predict-effect.ts';
import { poolEffects, shrink } from './random-effects.ts';

const mean = 0.05;

/** Studies of unequal size with true effects N(0.05, tau²), as tests of headlines have them. */
function studies(k: number, tau: number, draw: () => number, next: () => number) {
  return Array.from({ length: k }, () => {
    const truth = mean + tau * draw();
    const variance = 0.01 * (0.2 + 2 * next());
    return { truth, effect: truth + Math.sqrt(variance) * draw(), variance };
  });
}

/** Shares of rounds in which the intervals hold the truth, and how much nearer to it shrunken effects are. */
function simulate(k: number, tau: number, rounds: number) {
  const [draw, next] = [normalSampler(100 + k), uniformSampler(200 + k)];
  let [interval, prediction, plugIn, raw, shrunken] = [0, 0, 0, 0, 0];
  for (let round = 0; round < rounds; round++) {
    const given = studies(k, tau, draw, next);
    const pooled = poolEffects(given, { level: 0.95 })!;
    if (pooled.low <= mean && mean <= pooled.high) interval += 1;
    const another = mean + tau * draw();
    const predicted = predictEffect(given, 0.95)!;
    if (predicted.low <= another && another <= predicted.high) prediction += 1;
    if (pooled.predictionLow! <= another && another <= pooled.predictionHigh!) plugIn += 1;
    for (const study of given) {
      raw += (study.effect - study.truth) ** 2;
      shrunken += (shrink(study, pooled).mean - study.truth) ** 2;
    }
  }
  return {
    interval: interval / rounds,
    prediction: prediction / rounds,
    plugIn: plugIn / rounds,
    shrunkenError: shrunken / raw,
  };
}

describe('over simulated studies', () => {
  // 0.95 less three standard errors of 1,000 rounds is 0.929.
  it.each([
    [5, 0.1],
    [20, 0.05],
    [100, 0.1],
  ])('of %i with tau %d intervals and predictions cover, and shrunken effects are nearer the truth', (k, tau) => {
    const shares = simulate(k, tau, 1000);
    expect(shares.interval).toBeGreaterThanOrEqual(0.929);
    expect(shares.prediction).toBeGreaterThanOrEqual(0.929);
    expect(shares.shrunkenError).toBeLessThan(1);
  });

  it('shows why the prediction interval with a plugged-in tau is not enough', () => {
    const { plugIn, prediction } = simulate(20, 0.05, 500);
    expect(plugIn).toBeLessThan(0.9);
    expect(prediction).toBeGreaterThan(0.929);
  });
});

describe('predictEffect', () => {
  const effects = (y: readonly number[], se: readonly number[]) =>
    y.map((effect, i) => ({ effect, variance: se[i]! ** 2 }));

  it('agrees with quadrature', () => {
    // numpy: Gauss-Legendre on 1,500 panels of tau, quantiles by root finding. The eight schools.
    const schools = effects([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]);
    const predicted = predictEffect(schools, 0.95)!;
    expect(predicted.mean).toBeCloseTo(7.932375018237775, 8);
    expect(predicted.low).toBeCloseTo(-12.412834210433285, 8);
    expect(predicted.high).toBeCloseTo(28.860332107850116, 8);
    expect(predicted.chancePositive).toBeCloseTo(0.8531005731565865, 9);
  });

  it("is Student's t with k - 2 degrees of freedom where sampling error is nothing", () => {
    // scipy: mean ± t(0.975, 1) · √(SS · (1 + 1/3)).
    const predicted = predictEffect(effects([1, 2, 4], [1e-5, 1e-5, 1e-5]), 0.95)!;
    expect(predicted.low).toBeCloseTo(-29.36150987264675, 5);
    expect(predicted.high).toBeCloseTo(34.028176539313385, 5);
  });

  it('mirrors when all signs turn', () => {
    const there = predictEffect(effects([0.3, -0.1, 0.2, 0.4], [0.1, 0.2, 0.1, 0.3]), 0.9)!;
    const back = predictEffect(effects([-0.3, 0.1, -0.2, -0.4], [0.1, 0.2, 0.1, 0.3]), 0.9)!;
    expect(back.low).toBeCloseTo(-there.high, 9);
    expect(back.chancePositive).toBeCloseTo(1 - there.chancePositive, 9);
  });

  it('needs three effects, and answers for equal ones', () => {
    expect(predictEffect(effects([1, 2], [1, 1]), 0.95)).toBeNull();
    const equal = predictEffect(effects([1, 1, 1], [1, 1, 1]), 0.95)!;
    expect(equal.low).toBeLessThan(1 - 1.96 * Math.sqrt(4 / 3));
    expect(equal.mean).toBeCloseTo(1, 10);
  });
});

describe('fullBayesEffects', () => {
  const effects = (y: readonly number[], se: readonly number[]) =>
    y.map((effect, i) => ({ effect, variance: se[i]! ** 2 }));

  it('agrees with quadrature on small effects', () => {
    // numpy: Gauss-Legendre on 1,500 panels of tau.
    const posterior = fullBayesEffects(effects([0.02, -0.01, 0.03, 0.05], [0.01, 0.02, 0.015, 0.03]), 10)!;
    expect(posterior.mean).toBeCloseTo(0.02067338693973736, 11);
    expect(posterior.sd).toBeCloseTo(0.03968196582406698, 10);
    expect(posterior.effects[1]!.mean).toBeCloseTo(0.0056681928565535, 11);
    expect(posterior.effects[1]!.sd).toBeCloseTo(0.01807236347151531, 11);
    expect(posterior.tauMedian).toBeCloseTo(0.019742, 6);
  });

  it('leaves one effect alone: its tau is whatever the prior says', () => {
    const posterior = fullBayesEffects(effects([3], [1]), 3000)!;
    expect(posterior.effects[0]!.mean).toBeCloseTo(3, 12);
    expect(posterior.effects[0]!.sd).toBeCloseTo(1, 10);
    expect(posterior.tauMedian).toBeCloseTo(1500, 6);
    expect(fullBayesEffects([], 3000)).toBeNull();
  });
});

describe('jamesSteinRates', () => {
  it('has no factor where all rates are equal, and no answer for two', () => {
    expect(jamesSteinRates([4, 4, 4, 4], 10)).toEqual({ mean: 0.4, factor: null, estimates: [0.4, 0.4, 0.4, 0.4] });
    expect(jamesSteinRates([4, 5], 10)).toBeNull();
  });

  it('leaves three rates as they are', () => {
    expect(jamesSteinRates([2, 4, 6], 10)!.factor).toBe(1);
  });
});
