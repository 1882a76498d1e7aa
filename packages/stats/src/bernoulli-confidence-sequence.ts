import betaln from '@stdlib/math-base-special-betaln';
import digamma from '@stdlib/math-base-special-digamma';
import log1p from '@stdlib/math-base-special-log1p';
import trigamma from '@stdlib/math-base-special-trigamma';
import { checkCounts, checkPositive, checkProbability } from './check-range.ts';
import type { Counts } from './moments.ts';
import { normalMixtureRho } from './normal-mixture.ts';
import { findRoot } from './root.ts';

/** Counts of one arm and the tuning of its sequence, which must be fixed before the first look. */
export interface BernoulliSequence extends Counts {
  /** Observations at which the sequence is tightest. */
  tOpt: number;
  /** Level for which it is tightest. The mixture stays the same at whatever level the sequence is read. */
  alphaOpt: number;
}

/**
 * Weight m of the mixing distribution Beta(m p, m (1 − p)): r / (p (1 − p)) of `betaBinomialMixture` with steps of −p and
 * 1 − p tuned at tOpt observations, which does not depend on p.
 */
function mixingWeight({ tOpt, alphaOpt }: BernoulliSequence): number {
  return Math.max(normalMixtureRho({ vOpt: tOpt, alpha: alphaOpt }) - 1, 1e-3);
}

/**
 * Log of the evidence against the rate p so far: the beta-binomial mixture at p. For the true rate it ever passes
 * log(1/α) with a probability of at most alpha.
 *
 * The log of a beta-binomial over a binomial likelihood, from the counts themselves: in the sum of steps S − n p an arm of
 * successes alone would lose its digits. With S successes and F failures it equals a constant plus
 * Σ_{i<S} log(m + i/p) + Σ_{j<F} log(m + j/(1 − p)). Every term is convex in p, so the evidence is too. At the observed
 * rate it is not above 0, since no mixture explains the data better than the best rate does.
 *
 * @param p strictly between 0 and 1
 */
export function logEvidenceAgainstRate(arm: BernoulliSequence, p: number): number {
  const m = mixingWeight(arm);
  const failures = arm.n - arm.successes;
  const [up, down] = [m * p, m * (1 - p)];
  const ratio = betaln(up + arm.successes, down + failures) - betaln(up, down);
  return ratio - arm.successes * Math.log(p) - (failures === 0 ? 0 : failures * log1p(-p));
}

/** First and second derivative of Σ_{i<count} log(m + i/p) by p. */
function sideSlopes(m: number, count: number, p: number): { slope: number; curvature: number } {
  if (count === 0) return { slope: 0, curvature: 0 };
  return {
    slope: m * (digamma(m * p + count) - digamma(m * p)) - count / p,
    curvature: m * m * (trigamma(m * p + count) - trigamma(m * p)) + count / (p * p),
  };
}

/** Slope and curvature of the log evidence at the rate p. */
export function evidenceSlopes(arm: BernoulliSequence, p: number): { slope: number; curvature: number } {
  const m = mixingWeight(arm);
  const ups = sideSlopes(m, arm.successes, p);
  const downs = sideSlopes(m, arm.n - arm.successes, 1 - p);
  return { slope: ups.slope - downs.slope, curvature: ups.curvature + downs.curvature };
}

/** The lowest rate with evidence below the threshold. Up to one success it is 0: no term then grows as p falls. */
function lowestRate(arm: BernoulliSequence, threshold: number): number {
  if (arm.successes <= 1) return 0;
  const excess = (p: number) => logEvidenceAgainstRate(arm, p) - threshold;
  // From a hair below the observed rate, which may be 1, downwards until the evidence suffices.
  let high = (arm.successes / arm.n) * (1 - 1e-12);
  let low = high / 2;
  while (excess(low) < 0) [low, high] = [low / 4, low];
  return findRoot(excess, low, high);
}

/**
 * Confidence sequence of a Bernoulli rate: an interval at level 1 − alpha that is exact at any count and may be looked
 * at after every observation. Two-sided beta-binomial mixture, Howard, Ramdas, McAuliffe and Sekhon 2021, Annals of
 * Statistics 49(2); tuned as `bernoulli_confidence_interval` of the authors' library confseq.
 *
 * @param successes of n observations
 * @param tOpt observations at which it is tightest; fixed before the first look
 * @returns null without an observation
 * @throws RangeError when alpha is outside (0, 1), tOpt is not above 0, or successes is not within 0 to n
 */
export function bernoulliConfidenceSequence(input: Counts & { tOpt: number; alpha: number }): {
  low: number;
  high: number;
} | null {
  const { successes, n, tOpt, alpha } = input;
  checkProbability('alpha', alpha);
  checkPositive('tOpt', tOpt);
  checkCounts('counts', { successes, n });
  if (n === 0) return null;
  const arm = { successes, n, tOpt, alphaOpt: alpha };
  const threshold = -Math.log(alpha);
  // Failures are successes of the other kind: the upper limit is their lower limit, mirrored.
  return { low: lowestRate(arm, threshold), high: 1 - lowestRate({ ...arm, successes: n - successes }, threshold) };
}
