import erfcx from '@stdlib/math-base-special-erfcx';
import { checkNotNegative, checkPositive, checkProbability } from './check-range.ts';
import { normalUpperTail } from './normal.ts';
import { findRoot } from './root.ts';

/**
 * Normal mixture boundaries for sums of sub-Gaussian steps. Howard, Ramdas, McAuliffe and Sekhon, "Time-uniform,
 * nonparametric, nonasymptotic confidence sequences", Annals of Statistics 49(2), 2021, sections 3.2 and 3.3.
 *
 * Time v is intrinsic: the sum of the variances of the steps so far. A boundary u(v) is crossed by the sum s, at any
 * time whatsoever, with a probability of at most alpha.
 */

/** The tuning of the two-sided mixture: ρ = v* / (2 log(1/α) + log(1 + 2 log(1/α))), about tightest at v = v*. */
export function normalMixtureRho({ vOpt, alpha }: { vOpt: number; alpha: number }): number {
  checkPositive('vOpt', vOpt);
  checkProbability('alpha', alpha);
  const a = -2 * Math.log(alpha);
  return vOpt / (a + Math.log(1 + a));
}

interface BoundInput {
  /** Intrinsic time, 0 or more. */
  v: number;
  /** From `normalMixtureRho`; for the one-sided boundary at twice alpha. */
  rho: number;
  alpha: number;
}

/** Log of the two-sided mixture supermartingale at sum s: ½ log(ρ / (v + ρ)) + s² / (2 (v + ρ)). */
export function logNormalMixture({ s, v, rho }: { s: number; v: number; rho: number }): number {
  checkNotNegative('v', v);
  checkPositive('rho', rho);
  return 0.5 * Math.log(rho / (v + rho)) + (s * s) / (2 * (v + rho));
}

/**
 * Two-sided boundary: |s| stays below sqrt((v + ρ) (2 log(1/α) + log((v + ρ) / ρ))) with probability 1 − alpha.
 *
 * @throws RangeError when alpha is outside (0, 1), v is negative or rho is not above 0
 */
export function normalMixtureBound({ v, rho, alpha }: BoundInput): number {
  checkProbability('alpha', alpha);
  checkNotNegative('v', v);
  checkPositive('rho', rho);
  return Math.sqrt((v + rho) * (Math.log((v + rho) / rho) - 2 * Math.log(alpha)));
}

/**
 * Log of the one-sided mixture supermartingale: log(2 sqrt(ρ / (v + ρ)) exp(s² / (2 (v + ρ))) Φ(s / sqrt(v + ρ))).
 * Left of 0 the product of exp and Φ is ½ erfcx, which neither overflows nor loses digits.
 */
export function logNormalMixtureOneSided({ s, v, rho }: { s: number; v: number; rho: number }): number {
  checkNotNegative('v', v);
  checkPositive('rho', rho);
  const x = s / Math.sqrt(v + rho);
  const logTail = x < 0 ? Math.log(erfcx(-x / Math.SQRT2) / 2) : (x * x) / 2 + Math.log(normalUpperTail(-x));
  return Math.LN2 + 0.5 * Math.log(rho / (v + rho)) + logTail;
}

/**
 * One-sided boundary: s stays below it with probability 1 − alpha. Tune rho at twice alpha. Searched between 0 and
 * the two-sided boundary, which lies above it.
 *
 * @returns the boundary, at least 0
 * @throws RangeError when alpha is outside (0, 0.5), v is negative or rho is not above 0
 */
export function normalMixtureBoundOneSided({ v, rho, alpha }: BoundInput): number {
  checkProbability('alpha', alpha, 0.5);
  const high = normalMixtureBound({ v, rho, alpha });
  return findRoot((s) => logNormalMixtureOneSided({ s, v, rho }) + Math.log(alpha), 0, high);
}
