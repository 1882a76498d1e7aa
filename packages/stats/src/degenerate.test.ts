import { describe, expect, it } from 'vitest';
import * as stats from './index.ts';
import type { Counts, Moments, PairMoments } from './moments.ts';

/** Whatever the data, an answer is a finite number or null: nothing downstream may print NaN or Infinity. */

function notFinite(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} = ${value}`];
  if (value === undefined) return [`${path} is undefined`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => notFinite(item, `${path}.${key}`));
}

function pairs<T>(values: readonly T[]): [T, T][] {
  return values.flatMap((first) => values.map((second): [T, T] => [first, second]));
}

const counts: Counts[] = [
  [0, 0],
  [0, 1],
  [1, 1],
  [0, 10],
  [10, 10],
  [3, 10],
  [1, 1e9],
  [1e9 - 1, 1e9],
  [5e8, 1e9],
].map(([successes, n]) => ({ successes: successes!, n: n! }));

const moments: Moments[] = [0, 1, 2, 1e9].flatMap((n) =>
  [-3, 0, 1e-150, 7, 1e150].flatMap((mean) => [0, 1e-250, 1, 1e250].map((variance) => ({ n, mean, variance }))),
);

const pairMoments: PairMoments[] = [0, 1, 2, 5].flatMap((n) =>
  [-1, 0, 4].flatMap((meanX) =>
    [
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [1, 4, 2],
      [1, 4, -2],
    ].map(([varianceY, varianceX, covariance]) => ({
      n,
      meanY: 1,
      meanX,
      varianceY: varianceY!,
      varianceX: varianceX!,
      covariance: covariance!,
    })),
  ),
);

describe('no answer holds NaN or Infinity', () => {
  const rateFunctions: Record<string, (control: Counts, treatment: Counts, level: number) => unknown> = {
    pooledZTest: stats.pooledZTest,
    unpooledZTest: stats.unpooledZTest,
    waldInterval: stats.waldInterval,
    agrestiCaffoInterval: stats.agrestiCaffoInterval,
    newcombeInterval: stats.newcombeInterval,
    miettinenNurminenInterval: stats.miettinenNurminenInterval,
    riskRatio: stats.riskRatio,
    riskRatioLogInterval: stats.riskRatioLogInterval,
    riskRatioScoreInterval: stats.riskRatioScoreInterval,
    proportionLift: stats.proportionLift,
  };
  it.each(Object.entries(rateFunctions))('%s', (_, compare) => {
    for (const level of [0.5, 0.999999]) {
      for (const [control, treatment] of pairs(counts)) {
        expect(notFinite(compare(control, treatment, level)), JSON.stringify({ control, treatment })).toEqual([]);
      }
    }
  });

  it('welchTest', () => {
    for (const [control, treatment] of pairs(moments)) {
      expect(notFinite(stats.welchTest(control, treatment, 0.95)), JSON.stringify({ control, treatment })).toEqual([]);
    }
  });

  it('lifts and differences of estimates', () => {
    const estimates = moments.flatMap((arm) => stats.meanEstimate(arm) ?? []);
    for (const [control, treatment] of pairs(estimates)) {
      const terms = { control, treatment };
      const answers = [
        stats.normalDifference(control, treatment, 0.95),
        stats.liftInterval(terms, 1.96),
        stats.deltaLift(terms, 1.96),
        stats.logDeltaLift(terms, 1.96),
        stats.fiellerLift(terms, 1.96),
      ];
      expect(notFinite(answers), JSON.stringify(terms)).toEqual([]);
    }
  });

  it('ratios and CUPED', () => {
    for (const [control, treatment] of pairs(pairMoments)) {
      const answers = [
        stats.linearisedRatio(control),
        stats.cuped([control, treatment], 'within-arms'),
        stats.cuped([control, treatment], 'across-arms'),
        stats.cupedLiftTerms(control, treatment, 0.5),
        stats.ancova(control, treatment),
      ];
      expect(notFinite(answers), JSON.stringify({ control, treatment })).toEqual([]);
    }
  });
});
