import log1p from '@stdlib/math-base-special-log1p';
import { checkPositive, checkProbability } from './check-range.ts';
import type { Interval } from './interval.ts';

/**
 * Asymptotic confidence sequences: an interval for a mean that may be looked at after every observation.
 *
 * Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic confidence
 * sequences", arXiv:2103.06476v7. Equation numbers below are those of that version. The conventions (n of both arms
 * together, variance = standardError² · n, rho by the approximate formula) are those of the open-source gbstats.
 */

/**
 * Tuning parameter rho whose sequence is about tightest after `plannedUnits` observations (eq. 161):
 * sqrt((−2 log α + log(1 − 2 log α)) / n*).
 *
 * It must be fixed before the first look: rho chosen from the data voids the guarantee.
 *
 * @throws RangeError when alpha is outside (0, 1) or plannedUnits is not above 0
 */
export function acsRho({ alpha, plannedUnits }: { alpha: number; plannedUnits: number }): number {
  checkProbability('alpha', alpha);
  checkPositive('plannedUnits', plannedUnits);
  const a = -2 * Math.log(alpha);
  return Math.sqrt((a + log1p(a)) / plannedUnits);
}

/**
 * The rho that is exactly tightest after `plannedUnits` observations: sqrt((−W₋₁(−α²/e) − 1) / n*), with W₋₁ the lower
 * branch of Lambert's function (Corless et al. 1996, doi:10.1007/BF02124750).
 *
 * With w = −W₋₁ the defining equation is w − log w = 1 − 2 log α. Its left side is convex and rises for w > 1, so
 * Newton's method from above falls to the root without overshooting; it stops where a step no longer changes w.
 *
 * @throws RangeError when alpha is outside (0, 1) or plannedUnits is not above 0
 */
export function acsRhoExact({ alpha, plannedUnits }: { alpha: number; plannedUnits: number }): number {
  checkProbability('alpha', alpha);
  checkPositive('plannedUnits', plannedUnits);
  const excess = -2 * Math.log(alpha);
  // u = w − 1 solves u − log(1 + u) = excess; the start is above it since 1 + s + s²/2 <= exp(s), s = sqrt(2 · excess).
  let u = excess + Math.sqrt(2 * excess);
  for (;;) {
    const next = u - ((u - log1p(u) - excess) * (1 + u)) / u;
    if (!(next < u) || next <= 0) break;
    u = next;
  }
  return Math.sqrt(u / plannedUnits);
}

interface HalfWidthInput {
  /** Of one observation: the squared standard error of the estimate times n. */
  variance: number;
  /** Observations so far; for a comparison those of both arms together. */
  n: number;
  alpha: number;
  /** Observations at which the sequence is tightest. */
  plannedUnits: number;
}

/**
 * Half-width of the two-sided sequence at level 1 − alpha (eq. 9):
 * s sqrt(2 (n ρ² + 1) / (n ρ)² · log(sqrt(n ρ² + 1) / α)).
 *
 * @returns null when n is below 1 or the variance is not above 0
 * @throws RangeError when alpha is outside (0, 1) or plannedUnits is not above 0
 */
export function acsHalfWidth({ variance, n, alpha, plannedUnits }: HalfWidthInput): number | null {
  const rho = acsRho({ alpha, plannedUnits });
  if (!(n >= 1 && variance > 0 && Number.isFinite(n * variance))) return null;
  const t = n * rho * rho + 1;
  return (Math.sqrt(variance) * Math.sqrt(2 * t * (0.5 * Math.log(t) - Math.log(alpha)))) / (n * rho);
}

/**
 * Half-width of the one-sided sequence (eq. 134): the estimate plus it is an upper limit, or the estimate minus it a
 * lower limit, at level 1 − alpha. s sqrt(2 (n ρ² + 1) / (n ρ)² · log(1 + sqrt(n ρ² + 1) / (2 α))), ρ tuned at 2 α.
 *
 * @returns null when n is below 1 or the variance is not above 0
 * @throws RangeError when alpha is outside (0, 0.5) or plannedUnits is not above 0
 */
export function acsHalfWidthOneSided({ variance, n, alpha, plannedUnits }: HalfWidthInput): number | null {
  checkProbability('alpha', alpha, 0.5);
  const rho = acsRho({ alpha: 2 * alpha, plannedUnits });
  if (!(n >= 1 && variance > 0 && Number.isFinite(n * variance))) return null;
  const t = n * rho * rho + 1;
  return (Math.sqrt(variance) * Math.sqrt(2 * t * log1p(Math.sqrt(t) / (2 * alpha)))) / (n * rho);
}

/** An interval that holds at every look, and the p-value of "no difference" that does. Null: not defined. */
export interface SequentialResult extends Interval {
  pValue: number | null;
}

/**
 * Two-sided asymptotic confidence sequence of an estimate (difference, lift, ...) at the present look, and its
 * always-valid p-value min(1, sqrt(n ρ² + 1) · exp(−ρ² S² / (2 (n ρ² + 1)))), S² = n (estimate / standardError)²
 * (eq. 155). The p-value is below alpha exactly when the interval leaves out 0.
 *
 * Looking as often as one likes keeps the chance of ever being wrong at alpha. It rests on the central limit theorem:
 * for rates with few successes or failures use `sequentialSmallCounts` (see `asymptoticIsTrusted`).
 *
 * @param estimate in the unit of the metric
 * @param standardError of the estimate
 * @param n observations of both arms together
 * @param plannedUnits observations of both arms at which the interval is tightest; fixed before the first look
 * @returns nulls when n is below 2, the standard error is not above 0, or either is not finite
 * @throws RangeError when alpha is outside (0, 1) or plannedUnits is not above 0
 */
export function confidenceSequence(input: {
  estimate: number;
  standardError: number;
  n: number;
  plannedUnits: number;
  alpha: number;
}): SequentialResult {
  const { estimate, standardError, n, plannedUnits, alpha } = input;
  const rho = acsRho({ alpha, plannedUnits });
  const halfWidth = acsHalfWidth({ variance: standardError * standardError * n, n, alpha, plannedUnits });
  if (halfWidth === null || !(n >= 2 && standardError > 0) || !Number.isFinite(estimate)) {
    return { low: null, high: null, pValue: null };
  }
  const t = n * rho * rho + 1;
  const z = estimate / standardError;
  const logPValue = 0.5 * Math.log(t) - (rho * rho * n * z * z) / (2 * t);
  return { low: estimate - halfWidth, high: estimate + halfWidth, pValue: Math.min(1, Math.exp(logPValue)) };
}
