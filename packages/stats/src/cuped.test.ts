import { describe, expect, it } from 'vitest';
import { pairMomentsOfValues } from '../reference/moments-of.ts';
import { normalSampler } from '../reference/random.ts';
import { ancova, cuped, cupedLiftTerms } from './cuped.ts';
import { deltaLift, lift } from './lift.ts';
import type { PairMoments } from './moments.ts';
import { welchTest } from './welch.ts';

/** n users with an outcome of `mean` that has the correlation `rho` with its covariate. */
function users(n: number, mean: number, rho: number, seed: number): PairMoments {
  const normal = normalSampler(seed);
  const x = Array.from({ length: n }, () => normal());
  const y = x.map((value) => mean + 3 * (rho * value + Math.sqrt(1 - rho ** 2) * normal()));
  return pairMomentsOfValues(
    y,
    x.map((value) => 50 + 7 * value),
  );
}

const arms = [users(4000, 20, 0.7, 1), users(3000, 20.3, 0.7, 2), users(2000, 19.9, 0.7, 3)];

describe('cuped', () => {
  it('removes the squared correlation from the variance', () => {
    const one = arms[0]!;
    const squared = one.covariance ** 2 / (one.varianceX * one.varianceY);
    expect(cuped([one], 'within-arms').varianceReduction).toBeCloseTo(squared, 12);
    expect(cuped([one], 'across-arms').varianceReduction).toBeCloseTo(squared, 12);
    expect(cuped(arms, 'within-arms').varianceReduction).toBeCloseTo(0.49, 1);
  });

  it('changes almost nothing with an unrelated covariate', () => {
    const { varianceReduction } = cuped([users(4000, 20, 0, 4), users(4000, 20, 0, 5)], 'within-arms');
    expect(varianceReduction!).toBeGreaterThanOrEqual(0);
    expect(varianceReduction!).toBeLessThan(0.005);
  });

  it('uses one θ and one centre for all arms', () => {
    const { theta, arms: adjusted } = cuped(arms, 'within-arms');
    const total = arms.reduce((sum, { n }) => sum + n, 0);
    const mean = (values: { n: number; mean: number }[]) => values.reduce((sum, a) => sum + a.n * a.mean, 0) / total;
    // Centring on all units leaves the mean over all units where it was.
    expect(mean(adjusted)).toBeCloseTo(mean(arms.map(({ n, meanY }) => ({ n, mean: meanY }))), 10);
    const shift = arms[1]!.meanY - arms[0]!.meanY - theta * (arms[1]!.meanX - arms[0]!.meanX);
    expect(adjusted[1]!.mean - adjusted[0]!.mean).toBeCloseTo(shift, 12);
  });

  it('does not depend on the scale or the origin of the covariate', () => {
    const moved = arms.map((arm) => ({
      ...arm,
      meanX: 1000 - 5 * arm.meanX,
      varianceX: 25 * arm.varianceX,
      covariance: -5 * arm.covariance,
    }));
    const [plain, got] = [cuped(arms, 'across-arms'), cuped(moved, 'across-arms')];
    for (const [i, { mean, variance }] of got.arms.entries()) {
      expect(mean).toBeCloseTo(plain.arms[i]!.mean, 9);
      expect(variance).toBeCloseTo(plain.arms[i]!.variance, 9);
    }
  });

  it('is unbiased and honest about its error over many tests without effect', () => {
    let rejected = 0;
    const runs = 1500;
    for (let run = 0; run < runs; run++) {
      const pair = [users(40, 5, 0.8, 2 * run + 1), users(60, 5, 0.8, 2 * run + 2)];
      const { arms: adjusted } = cuped(pair, 'within-arms');
      if (welchTest(adjusted[0]!, adjusted[1]!, 0.95).pValue! < 0.05) rejected += 1;
    }
    // 5% ± 3 standard errors of 1,500 runs.
    expect(rejected / runs).toBeLessThan(0.067);
    expect(rejected / runs).toBeGreaterThan(0.033);
  });

  it('leaves outcomes alone when the covariate does not vary', () => {
    const flat = arms.map((arm) => ({ ...arm, varianceX: 0, covariance: 0 }));
    const got = cuped(flat, 'within-arms');
    expect(got).toMatchObject({ theta: 0, varianceReduction: 0 });
    expect(got.arms[0]).toEqual({ n: 4000, mean: arms[0]!.meanY, variance: arms[0]!.varianceY });
  });

  it('answers for empty arms, arms of one unit and constant outcomes', () => {
    const empty = { n: 0, meanY: 0, meanX: 0, varianceY: 0, varianceX: 0, covariance: 0 };
    const one = { ...empty, n: 1, meanY: 3, meanX: 60 };
    const got = cuped([arms[0]!, empty, one], 'within-arms');
    expect(got.arms[1]).toEqual({ n: 0, mean: 0, variance: 0 });
    expect(got.arms[2]).toMatchObject({ n: 1, variance: 0 });
    expect(cuped([empty, empty], 'across-arms')).toMatchObject({ theta: 0, varianceReduction: null });
    const constant = { ...arms[0]!, varianceY: 0, covariance: 0 };
    expect(cuped([constant], 'within-arms')).toMatchObject({ theta: 0, varianceReduction: null });
  });
});

describe('cupedLiftTerms', () => {
  const [control, treatment] = arms as [PairMoments, PairMoments];
  const { theta, arms: adjusted } = cuped([control, treatment], 'within-arms');

  it('give the adjusted difference over the plain baseline', () => {
    const difference = adjusted[1]!.mean - adjusted[0]!.mean;
    expect(lift(cupedLiftTerms(control, treatment, theta)!)).toBeCloseTo(difference / control.meanY, 12);
  });

  it('are nearly as precise as the adjusted difference, for a small lift', () => {
    const test = welchTest(adjusted[0]!, adjusted[1]!, 0.95);
    const { standardError } = deltaLift(cupedLiftTerms(control, treatment, theta)!, 1)!;
    expect(standardError * control.meanY).toBeCloseTo(test.standardError!, 2);
    expect(standardError * control.meanY).toBeLessThan(
      0.8 * welchTest(plain(control), plain(treatment), 0.95).standardError!,
    );
  });

  it('are those of independent arms without an adjustment', () => {
    const got = cupedLiftTerms(control, treatment, 0)!;
    expect(got.covariance).toBeCloseTo(0, 14);
    expect(got.treatment.mean).toBeCloseTo(treatment.meanY, 12);
    expect(got.treatment.varianceOfMean).toBeCloseTo(treatment.varianceY / treatment.n, 14);
  });

  it('need two units in each arm', () => {
    expect(cupedLiftTerms({ ...control, n: 1 }, treatment, theta)).toBeNull();
  });
});

function plain({ n, meanY, varianceY }: PairMoments) {
  return { n, mean: meanY, variance: varianceY };
}

describe('ancova', () => {
  it('has the difference of CUPED within arms', () => {
    const got = ancova(arms[0]!, arms[1]!)!;
    const { arms: adjusted } = cuped(arms.slice(0, 2), 'within-arms');
    expect(got.difference).toBeCloseTo(adjusted[1]!.mean - adjusted[0]!.mean, 12);
    expect(got.df).toBe(6997);
  });

  it('is not defined without spare units or residuals', () => {
    expect(ancova({ ...arms[0]!, n: 1 }, arms[1]!)).toBeNull();
    const exact = pairMomentsOfValues([1, 2, 3], [1, 2, 3]);
    expect(ancova(exact, exact)).toBeNull();
  });
});
