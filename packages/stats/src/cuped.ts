import type { LiftTerms } from './lift.ts';
import { combinePairMoments, type Moments, type PairMoments } from './moments.ts';

/*
 * CUPED (Deng, Xu, Kohavi & Walker 2013): y − θ(x − x̄) with a covariate x measured before assignment. The same θ and
 * the same x̄ for every arm leave the difference unbiased and remove the share ρ² of its variance. For a ratio metric
 * give the pairs of linearisedRatioWithCovariate.
 */

/**
 * Where θ is taken from: all units as one group, or the deviations within the arms (the slope of an analysis of
 * covariance). They differ when the arms' covariate means do; within arms is the default of the product.
 */
export type CupedPooling = 'within-arms' | 'across-arms';

export interface Cuped {
  theta: number;
  /** Share of the outcome's variance within the arms that the covariate explains; null when outcomes do not vary. */
  varianceReduction: number | null;
  /** Mean and variance of the adjusted outcome, in the order of the arms. */
  arms: Moments[];
}

/** Sums over the arms of a moment of squares, weighted with the degrees of freedom. */
function withinArms(arms: readonly PairMoments[], moment: (arm: PairMoments) => number): number {
  return arms.reduce((sum, arm) => (arm.n < 2 ? sum : sum + (arm.n - 1) * moment(arm)), 0);
}

function slope(arms: readonly PairMoments[], pooling: CupedPooling): number {
  const groups = pooling === 'across-arms' ? [combinePairMoments(arms)] : arms;
  const varianceX = withinArms(groups, (arm) => arm.varianceX);
  return varianceX > 0 ? withinArms(groups, (arm) => arm.covariance) / varianceX : 0;
}

/** Variance of y − θx of one arm; 0 with fewer than two units. */
function adjustedVariance({ n, varianceY, varianceX, covariance }: PairMoments, theta: number): number {
  return n < 2 ? 0 : Math.max(0, varianceY - 2 * theta * covariance + theta ** 2 * varianceX);
}

/**
 * Adjusts every arm of a test with one θ, centred on the covariate mean of all units.
 *
 * A covariate that does not vary gives θ = 0 and changes nothing. An arm without units stays as it is.
 *
 * @param arms outcome y and covariate x of each arm, at least one
 */
export function cuped(arms: readonly PairMoments[], pooling: CupedPooling): Cuped {
  const theta = slope(arms, pooling);
  const centre = combinePairMoments(arms).meanX;
  const before = withinArms(arms, (arm) => arm.varianceY);
  const after = withinArms(arms, (arm) => adjustedVariance(arm, theta));
  return {
    theta,
    varianceReduction: before > 0 ? 1 - after / before : null,
    arms: arms.map((arm) => ({
      n: arm.n,
      mean: arm.n > 0 ? arm.meanY - theta * (arm.meanX - centre) : arm.meanY,
      variance: adjustedVariance(arm, theta),
    })),
  };
}

/**
 * What the relative lift of an adjusted difference is made of: the control's plain mean as baseline, and that mean plus
 * the adjusted difference. The two are correlated, so that the lift is as precise as the difference.
 *
 * @param theta of {@link cuped}
 * @returns null when an arm has fewer than two units
 */
export function cupedLiftTerms(control: PairMoments, treatment: PairMoments, theta: number): LiftTerms | null {
  if (control.n < 2 || treatment.n < 2) return null;
  const difference = treatment.meanY - control.meanY - theta * (treatment.meanX - control.meanX);
  const baseline = control.varianceY / control.n;
  const varianceOfDifference =
    adjustedVariance(control, theta) / control.n + adjustedVariance(treatment, theta) / treatment.n;
  const shared = -(control.varianceY - theta * control.covariance) / control.n;
  return {
    control: { mean: control.meanY, varianceOfMean: baseline },
    treatment: {
      mean: control.meanY + difference,
      varianceOfMean: Math.max(0, baseline + varianceOfDifference + 2 * shared),
    },
    covariance: baseline + shared,
  };
}

/** Difference of the arms in the linear model y = a + b·treated + c·x. */
export interface Ancova {
  difference: number;
  standardError: number;
  t: number;
  df: number;
}

/**
 * Analysis of covariance of two arms by least squares, with one variance for both: the exact small-sample companion of
 * CUPED within arms (same difference). Null with fewer than four units, fewer than two in an arm, or residuals of 0.
 */
export function ancova(control: PairMoments, treatment: PairMoments): Ancova | null {
  const df = control.n + treatment.n - 3;
  if (control.n < 2 || treatment.n < 2 || df < 1) return null;
  const arms = [control, treatment];
  const theta = slope(arms, 'within-arms');
  const shift = treatment.meanX - control.meanX;
  const varianceX = withinArms(arms, (arm) => arm.varianceX);
  const residual = withinArms(arms, (arm) => adjustedVariance(arm, theta)) / df;
  const leverage = 1 / control.n + 1 / treatment.n + (varianceX > 0 ? shift ** 2 / varianceX : 0);
  const standardError = Math.sqrt(residual * leverage);
  if (standardError === 0) return null;
  const difference = treatment.meanY - control.meanY - theta * shift;
  return { difference, standardError, t: difference / standardError, df };
}
