import type { Counts } from './moments.ts';
import { normalTwoSided, normalUpperTail } from './normal.ts';

/** Difference of two rates (treatment − control) with a normal test. */
export interface ProportionTest {
  difference: number;
  standardError: number;
  z: number;
  /** Two-sided. */
  pValue: number;
  /** One-sided: small when the treatment's rate is the greater one. */
  pGreater: number;
}

function normalTest(difference: number, variance: number): ProportionTest | null {
  const standardError = Math.sqrt(variance);
  if (standardError === 0 && difference !== 0) return null;
  // Nothing but successes, or none at all, in both arms: the arms do not differ in any way.
  const z = standardError === 0 ? 0 : difference / standardError;
  return { difference, standardError, z, pValue: normalTwoSided(z), pGreater: normalUpperTail(z) };
}

/**
 * Two-proportion z test with the pooled variance p(1 − p)(1/n₁ + 1/n₂), no continuity correction. z² is the chi-square
 * statistic of the 2 × 2 table, and the p-value that of the chi-square test.
 *
 * Its level is close to nominal at web sample sizes; with fewer than about 5 expected successes or failures in an arm
 * it is rough. Equal arms of only successes or only failures give a p-value of 1; an arm without units gives null.
 */
export function pooledZTest(control: Counts, treatment: Counts): ProportionTest | null {
  if (control.n <= 0 || treatment.n <= 0) return null;
  const rate = (control.successes + treatment.successes) / (control.n + treatment.n);
  const difference = treatment.successes / treatment.n - control.successes / control.n;
  return normalTest(difference, rate * (1 - rate) * (1 / control.n + 1 / treatment.n));
}

/**
 * Two-proportion z test with each arm's own variance p(1 − p)/n, the test that belongs to the Wald interval.
 * Null for an arm without units, and when both variances are 0 while the rates differ.
 */
export function unpooledZTest(control: Counts, treatment: Counts): ProportionTest | null {
  if (control.n <= 0 || treatment.n <= 0) return null;
  const rates = [control.successes / control.n, treatment.successes / treatment.n] as const;
  const variance = (rates[0] * (1 - rates[0])) / control.n + (rates[1] * (1 - rates[1])) / treatment.n;
  return normalTest(rates[1] - rates[0], variance);
}
