import { describe, expect, it } from 'vitest';
import { uniformSampler } from '../reference/random.ts';
import { binnedBrier, brierScore } from './brier.ts';
import { discrimination } from './discrimination.ts';
import type { Forecast } from './forecast.ts';
import { logScore } from './log-score.ts';
import { recalibration } from './recalibration.ts';

/* Expected figures beside the reference cases: numpy and scipy (root finding on the definitions). */

const forecasts = (probabilities: readonly number[], outcomes: string): Forecast[] =>
  probabilities.map((probability, i) => ({ probability, happened: outcomes[i] === '1' }));

const given = forecasts([0.05, 0.1, 0.2, 0.2, 0.35, 0.5, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0, 1], '00100101011101');

function drawn(seed: number, n: number, step: number): Forecast[] {
  const next = uniformSampler(seed);
  return Array.from({ length: n }, () => {
    const probability = Math.round(next() / step) * step;
    return { probability: Math.min(1, probability), happened: next() < 0.2 + 0.6 * probability };
  });
}

describe('brierScore', () => {
  it.each([1, 2, 3])('adds up from its parts on distinct probabilities (seed %i)', (seed) => {
    const { brier, reliability, resolution, uncertainty, n, groups } = brierScore(drawn(seed, 500, 0.05))!;
    expect(reliability - resolution + uncertainty).toBeCloseTo(brier, 14);
    expect(groups.reduce((sum, group) => sum + group.n, 0)).toBe(n);
    for (const part of [reliability, resolution, uncertainty]) expect(part).toBeGreaterThan(0);
  });

  it('is the same for an event and its opposite', () => {
    const there = drawn(4, 200, 0.1);
    const back = there.map(({ probability, happened }) => ({ probability: 1 - probability, happened: !happened }));
    expect(brierScore(back)!.brier).toBeCloseTo(brierScore(there)!.brier, 14);
    expect(brierScore(back)!.uncertainty).toBeCloseTo(brierScore(there)!.uncertainty, 14);
  });

  it('is 0 for certain forecasts that come true and 1 for those that do not', () => {
    expect(brierScore(forecasts([0, 1, 1], '011'))).toMatchObject({ brier: 0, reliability: 0, skill: 1 });
    expect(brierScore(forecasts([0, 1, 1], '100'))).toMatchObject({ brier: 1 });
  });

  it('has no skill where there was only one outcome, and nothing without forecasts', () => {
    expect(brierScore(forecasts([0.7, 0.9], '11'))).toMatchObject({ uncertainty: 0, resolution: 0, skill: null });
    expect(brierScore([])).toBeNull();
    expect(binnedBrier([], [0, 1])).toBeNull();
  });

  it.each([-0.01, 1.01, Number.NaN])('refuses a probability of %s', (probability) => {
    expect(() => brierScore([{ probability, happened: true }])).toThrow(RangeError);
  });
});

describe('binnedBrier', () => {
  it.each([1, 2, 3])('adds up from its five parts (seed %i)', (seed) => {
    const parts = binnedBrier(drawn(seed, 500, 0.001), [0, 0.25, 0.5, 0.75, 1])!;
    const { brier, reliability, resolution, uncertainty, withinBinVariance, withinBinCovariance } = parts;
    expect(reliability - resolution + uncertainty + withinBinVariance - withinBinCovariance).toBeCloseTo(brier, 14);
  });

  it('puts an edge into the bin above it, 1 into the last, and leaves empty bins out', () => {
    const { groups } = binnedBrier(forecasts([0, 0.5, 0.5, 1], '0101'), [0, 0.25, 0.5, 0.75, 1])!;
    expect(groups.map(({ bin, n }) => [bin, n])).toEqual([
      [0, 1],
      [2, 2],
      [3, 1],
    ]);
  });

  it('refuses edges that do not ascend or leave a forecast out', () => {
    expect(() => binnedBrier(given, [0, 0.5, 0.5, 1])).toThrow('ascending');
    expect(() => binnedBrier(given, [0.1, 1])).toThrow('none of the bins');
  });
});

describe('logScore', () => {
  it('counts the probability of what happened', () => {
    expect(logScore(given)!.mean).toBeCloseTo(0.4214934528898246, 14);
    expect(logScore(given)!.clipped).toBe(0);
  });

  it('clips a certain forecast that does not come true, and says so', () => {
    expect(logScore(forecasts([0, 1, 0.5], '101'))).toEqual({ mean: (2 * Math.log(1e6) + Math.LN2) / 3, clipped: 2 });
    expect(logScore([])).toBeNull();
  });

  it('keeps the digits of a low probability that was right', () => {
    expect(logScore(forecasts([1e-12], '0'))!.mean).toBeCloseTo(1e-12, 22);
  });
});

describe('recalibration', () => {
  it('is the maximum of the likelihood, with its errors', () => {
    const line = recalibration(given);
    expect(line.intercept).toBeCloseTo(0.07682156, 7);
    expect(line.slope).toBeCloseTo(0.99149135, 7);
    expect(line.interceptError).toBeCloseTo(0.71922344, 7);
    expect(line.slopeError).toBeCloseTo(0.58420133, 7);
    expect(line.calibrationInTheLarge).toBeCloseTo(0.07758236861188345, 12);
    expect(line).toMatchObject({ reason: null, clipped: 2 });
  });

  it('is drawn to perfect calibration by a prior', () => {
    const line = recalibration(given, { interceptSd: 0.5, slopeSd: 0.5 });
    expect(line.intercept).toBeCloseTo(0.02519178, 7);
    expect(line.slope).toBeCloseTo(0.99532256, 7);
    expect(line.slopeError).toBeCloseTo(0.38025617, 7);
  });

  it.each([
    ['no-forecasts', [], ''],
    ['one-outcome', [0.2, 0.3, 0.7], '111'],
    ['one-probability', [0.4, 0.4, 0.4], '101'],
    ['separated', [0.2, 0.3, 0.7, 0.8], '0011'],
    ['separated', [0.2, 0.3, 0.3, 0.8], '0011'],
    ['separated', [0.2, 0.3, 0.7, 0.8], '1100'],
  ])('says why it has no slope: %s', (reason, probabilities, outcomes) => {
    expect(recalibration(forecasts(probabilities, outcomes))).toMatchObject({ reason, slope: null, intercept: null });
  });

  it('answers with a prior where the likelihood has no maximum', () => {
    const prior = { interceptSd: 0.5, slopeSd: 0.5 };
    const separated = recalibration(forecasts([0.2, 0.3, 0.7, 0.8], '0011'), prior);
    expect(separated.intercept).toBeCloseTo(0, 10);
    expect(separated.slope).toBeCloseTo(1.21917245, 7);
    const oneOutcome = recalibration(forecasts([0.2, 0.3, 0.7], '111'), prior);
    expect(oneOutcome.intercept).toBeCloseTo(0.37057165, 7);
    expect(oneOutcome.slope).toBeCloseTo(0.71436601, 7);
    expect(oneOutcome.calibrationInTheLarge).toBeNull();
  });

  it('is the intercept alone where all forecasts are the same', () => {
    // log-odds of 3 in 4 less those of 0.5
    expect(recalibration(forecasts([0.5, 0.5, 0.5, 0.5], '1011')).calibrationInTheLarge).toBeCloseTo(Math.log(3), 12);
  });

  it('finds a line of forecasts that are all certain and mostly wrong', () => {
    const line = recalibration(forecasts([0, 0, 0, 1, 1, 1], '110001'));
    // Two points fit exactly: rates of 2/3 and 1/3 at log-odds of one in a million.
    const x = Math.log(1e-6 / (1 - 1e-6));
    expect(line.slope).toBeCloseTo(Math.LN2 / x, 8);
    expect(line.intercept).toBeCloseTo(0, 8);
  });
});

describe('discrimination', () => {
  it('counts ties half and has the interval of the score method', () => {
    const found = discrimination(given, 0.95)!;
    expect(found.auc).toBeCloseTo(0.8775510204081634, 14);
    expect(found.low).toBeCloseTo(0.56791898997353, 10);
    expect(found.high).toBeCloseTo(0.9717448763888802, 10);
    expect(found.standardError).toBeCloseTo(0.10170799800127225, 12);
    expect(found.slope).toBeCloseTo(0.43571428571428567, 14);
  });

  it('stays unsure after a perfect order of few', () => {
    const perfect = discrimination(forecasts([0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8], '0000111'), 0.95)!;
    expect(perfect).toMatchObject({ auc: 1, high: 1, events: 3, nonEvents: 4 });
    expect(perfect.low).toBeCloseTo(0.5396916671967271, 10);
    expect(perfect.standardError).toBeCloseTo(0.08452214393390861, 12);
    const inverted = discrimination(forecasts([0.9, 0.8, 0.7, 0.6, 0.4, 0.3, 0.2], '0000111'), 0.95)!;
    expect(inverted).toMatchObject({ auc: 0, low: 0 });
    expect(inverted.high).toBeCloseTo(1 - perfect.low, 10);
    expect(inverted.standardError).toBeCloseTo(perfect.standardError, 12);
  });

  it('does not exist with one outcome', () => {
    expect(discrimination(forecasts([0.2, 0.4], '11'), 0.95)).toBeNull();
    expect(discrimination([], 0.95)).toBeNull();
  });
});
