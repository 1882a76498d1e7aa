import { describe, expect, it } from 'vitest';
import { jointMomentsOfValues, momentsOfValues, pairMomentsOfValues } from '../reference/moments-of.ts';
import {
  combineCounts,
  combineJointMoments,
  combineMoments,
  combinePairMoments,
  meanEstimate,
  rateEstimate,
} from './moments.ts';

describe('combining arms equals taking all units at once', () => {
  const [first, second] = [
    [4, 8.5, -2, 7],
    [11, 0.5],
  ];
  const [x1, x2] = [
    [1, 2, 3, 5],
    [8, 13],
  ];

  it('for one variable', () => {
    // numpy: mean 4.833333..., var(ddof=1) 24.466666...
    const all = combineMoments([first, second].map(momentsOfValues));
    expect(all.n).toBe(6);
    expect(all.mean).toBeCloseTo(29 / 6, 12);
    expect(all.variance).toBeCloseTo(24.466666666666665, 12);
  });

  it('for a pair, with empty arms and arms of one unit', () => {
    const empty = { n: 0, meanY: 0, meanX: 0, varianceY: 0, varianceX: 0, covariance: 0 };
    const whole = pairMomentsOfValues([...first, ...second], [...x1, ...x2]);
    const one = { ...pairMomentsOfValues([first[0]!], [x1[0]!]), varianceY: 99, varianceX: 99, covariance: 99 };
    const parts = [empty, one, pairMomentsOfValues(first.slice(1), x1.slice(1)), pairMomentsOfValues(second, x2)];
    const combined = combinePairMoments(parts);
    for (const [key, value] of Object.entries(whole)) {
      expect(combined[key as keyof typeof combined]).toBeCloseTo(value, 12);
    }
  });

  it('without losing digits beside a large mean', () => {
    const shifted = [first, second].map((values) => momentsOfValues(values.map((value) => value + 1e9)));
    expect(combineMoments(shifted).variance).toBeCloseTo(24.466666666666665, 5);
  });

  it('in any order', () => {
    const arms = [first, second, x1].map((values) => jointMomentsOfValues([values]));
    const [forth, back] = [combineJointMoments(arms), combineJointMoments(arms.toReversed())];
    expect(forth.means[0]).toBeCloseTo(back.means[0]!, 12);
    expect(forth.covariances[0]![0]).toBeCloseTo(back.covariances[0]![0]!, 12);
  });

  it('for counts', () => {
    expect(combineCounts([])).toEqual({ successes: 0, n: 0 });
    expect(
      combineCounts([
        { successes: 1, n: 5 },
        { successes: 2, n: 7 },
      ]),
    ).toEqual({ successes: 3, n: 12 });
  });
});

describe('estimates', () => {
  it('need two units for a mean and one for a rate', () => {
    expect(meanEstimate({ n: 1, mean: 4, variance: 0 })).toBeNull();
    expect(meanEstimate({ n: 4, mean: 3, variance: 2 })).toEqual({ mean: 3, varianceOfMean: 0.5 });
    expect(rateEstimate({ successes: 0, n: 0 })).toBeNull();
    expect(rateEstimate({ successes: 1, n: 4 })).toEqual({ mean: 0.25, varianceOfMean: 0.046875 });
  });
});
