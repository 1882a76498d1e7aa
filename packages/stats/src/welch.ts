import type { Moments } from './moments.ts';
import { criticalT, studentTwoSided } from './student-t.ts';

/** Difference of two means (treatment − control) with Welch's t test. A null is not defined, see {@link welchTest}. */
export interface WelchTest {
  difference: number | null;
  standardError: number | null;
  t: number | null;
  df: number | null;
  /** Two-sided. */
  pValue: number | null;
  low: number | null;
  high: number | null;
}

/** Satterthwaite's degrees of freedom of a difference, from the squared standard errors of its two means. */
export function satterthwaiteDf(control: { variance: number; n: number }, treatment: { variance: number; n: number }) {
  const [c, t] = [control.variance / control.n, treatment.variance / treatment.n];
  // Shares of the whole, so that tiny variances do not underflow when squared.
  const [shareC, shareT] = [c / (c + t), t / (c + t)];
  return 1 / (shareC ** 2 / (control.n - 1) + shareT ** 2 / (treatment.n - 1));
}

/**
 * Welch's t test of two means with Satterthwaite's degrees of freedom and the t interval (Welch 1947).
 *
 * - An arm without units: everything is null. An arm of one unit: only the difference is known.
 * - No variance in either arm: the difference and a standard error of 0, but no t, df, p-value or interval, because the data
 *   say nothing about how much outcomes vary. One arm without variance is no problem.
 *
 * @param level confidence level of the interval, 0 < level < 1
 */
export function welchTest(control: Moments, treatment: Moments, level: number): WelchTest {
  const unknown = { standardError: null, t: null, df: null, pValue: null, low: null, high: null };
  if (control.n < 1 || treatment.n < 1) return { difference: null, ...unknown };
  const difference = treatment.mean - control.mean;
  if (control.n < 2 || treatment.n < 2) return { difference, ...unknown };
  const standardError = Math.sqrt(control.variance / control.n + treatment.variance / treatment.n);
  if (standardError === 0) return { difference, ...unknown, standardError };
  const df = satterthwaiteDf(control, treatment);
  const t = difference / standardError;
  const halfWidth = criticalT(level, df) * standardError;
  const pValue = studentTwoSided(t, df);
  return { difference, standardError, t, df, pValue, low: difference - halfWidth, high: difference + halfWidth };
}
