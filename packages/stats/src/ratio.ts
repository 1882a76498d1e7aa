import type { JointMoments, Moments, PairMoments } from './moments.ts';
import { jointOfPair } from './moments.ts';

/*
 * Ratio metrics by the delta method (Deng, Knoblich & Lu 2018). The unit of randomisation is the unit here, so several
 * sessions of one user are not taken as independent. To first order a ratio R = mean(y)/mean(d) behaves like the mean
 * of (y − R·d)/mean(d) over the units: that linearised value has the mean and variance returned below, and every
 * method for means (Welch, CUPED, lift) then serves ratios too.
 */

/** The estimate and its gradient with respect to the means, one entry per variable; null for a denominator of 0. */
interface Linearised {
  value: number;
  gradient: number[];
}

function ratioOf(means: readonly number[], numerator: number, denominator: number): Linearised | null {
  const [y, d] = [means[numerator]!, means[denominator]!];
  if (d === 0) return null;
  const gradient = means.map((_, i) => (i === numerator ? 1 / d : i === denominator ? -y / (d * d) : 0));
  return { value: y / d, gradient };
}

function meanOf(means: readonly number[], variable: number): Linearised {
  return { value: means[variable]!, gradient: means.map((_, i) => (i === variable ? 1 : 0)) };
}

function covarianceOf(a: readonly number[], b: readonly number[], covariances: readonly number[][]): number {
  return a.reduce((sum, left, i) => sum + left * b.reduce((row, right, j) => row + right * covariances[i]![j]!, 0), 0);
}

/**
 * A ratio of totals as moments of its linearised unit value: `mean` is the ratio sum(y)/sum(x), and `variance / n` its
 * delta-method variance (s_y² − 2R s_xy + R² s_x²)/(n x̄²).
 *
 * @param pair numerator y and denominator x of the units
 * @returns null without units or when the denominators add up to 0
 */
export function linearisedRatio(pair: PairMoments): Moments | null {
  if (pair.n < 1) return null;
  const { means, covariances, n } = jointOfPair(pair);
  const ratio = ratioOf(means, 0, 1);
  if (ratio === null) return null;
  const variance = n < 2 ? 0 : Math.max(0, covarianceOf(ratio.gradient, ratio.gradient, covariances));
  return { n, mean: ratio.value, variance };
}

/**
 * A ratio of totals together with its covariate, as a pair of linearised unit values ready for CUPED.
 *
 * @param joint of three variables (numerator, denominator, covariate) or four (numerator, denominator, numerator and
 * denominator of the covariate, for example the same ratio before the test)
 * @returns null without units or when a denominator adds up to 0
 */
export function linearisedRatioWithCovariate({ n, means, covariances }: JointMoments): PairMoments | null {
  if (n < 1) return null;
  const outcome = ratioOf(means, 0, 1);
  const covariate = means.length > 3 ? ratioOf(means, 2, 3) : meanOf(means, 2);
  if (outcome === null || covariate === null) return null;
  const spread = (a: Linearised, b: Linearised) => (n < 2 ? 0 : covarianceOf(a.gradient, b.gradient, covariances));
  return {
    n,
    meanY: outcome.value,
    meanX: covariate.value,
    varianceY: Math.max(0, spread(outcome, outcome)),
    varianceX: Math.max(0, spread(covariate, covariate)),
    covariance: spread(outcome, covariate),
  };
}
