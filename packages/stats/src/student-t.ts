import betainc from '@stdlib/math-base-special-betainc';
import quantile from '@stdlib/stats-base-dists-t-quantile';
import { checkProbability } from './check-range.ts';

/**
 * P(|T| > |t|) of Student's t, the two-sided p-value.
 *
 * As an incomplete beta function, I(df/(df + t²); df/2, 1/2), so that small tails keep their digits.
 *
 * @param t any finite number
 * @param df degrees of freedom, positive, not necessarily whole
 */
export function studentTwoSided(t: number, df: number): number {
  const square = t * t;
  // Both arguments stay away from 1, where they would lose digits.
  if (square < df / 2) return betainc(square / (df + square), 0.5, df / 2, true, true);
  return betainc(df / (df + square), df / 2, 0.5, true, false);
}

/**
 * Half-width of a two-sided t interval in standard errors.
 *
 * @param level confidence level, 0 < level < 1; anything else is a RangeError
 * @param df degrees of freedom, positive
 */
export function criticalT(level: number, df: number): number {
  checkProbability('level', level);
  return -quantile((1 - level) / 2, df);
}
