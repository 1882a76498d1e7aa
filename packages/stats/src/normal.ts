import erfc from '@stdlib/math-base-special-erfc';
import erfcinv from '@stdlib/math-base-special-erfcinv';
import { checkProbability } from './check-range.ts';

/**
 * P(Z > z) of the standard normal. Exact to machine precision far into the upper tail, where 1 − Φ(z) would be 0.
 *
 * @param z any finite number
 * @returns a probability; 0 only beyond z of about 38
 */
export function normalUpperTail(z: number): number {
  return 0.5 * erfc(z / Math.SQRT2);
}

/** P(|Z| > |z|), the two-sided p-value of a standard normal statistic. */
export function normalTwoSided(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2);
}

/**
 * z with P(Z > z) = `tail`, for 0 < tail < 1.
 *
 * By the inverse of erfc: stdlib's normal quantile goes through erfinv and is infinite below a tail of about 1e-16.
 */
export function normalUpperQuantile(tail: number): number {
  return Math.SQRT2 * erfcinv(2 * tail);
}

/**
 * Half-width of a two-sided normal interval in standard errors: 1.96 for level 0.95.
 *
 * @param level confidence level, 0 < level < 1; anything else is a RangeError
 */
export function criticalZ(level: number): number {
  checkProbability('level', level);
  return normalUpperQuantile((1 - level) / 2);
}
