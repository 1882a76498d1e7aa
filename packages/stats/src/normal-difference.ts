import type { Estimate } from './moments.ts';
import { criticalZ, normalTwoSided } from './normal.ts';

/** Difference of two independent estimates (treatment − control) with a normal test. */
export interface NormalDifference {
  difference: number;
  standardError: number;
  /** Null, like the p-value and the limits, when the standard error is 0. */
  z: number | null;
  /** Two-sided. */
  pValue: number | null;
  low: number | null;
  high: number | null;
}

/**
 * Difference of two independent, approximately normal estimates: ratios, adjusted means, quantiles.
 *
 * @param level confidence level of the interval, 0 < level < 1
 */
export function normalDifference(control: Estimate, treatment: Estimate, level: number): NormalDifference {
  const difference = treatment.mean - control.mean;
  const standardError = Math.sqrt(control.varianceOfMean + treatment.varianceOfMean);
  if (standardError === 0) return { difference, standardError, z: null, pValue: null, low: null, high: null };
  const z = difference / standardError;
  const halfWidth = criticalZ(level) * standardError;
  return {
    difference,
    standardError,
    z,
    pValue: normalTwoSided(z),
    low: difference - halfWidth,
    high: difference + halfWidth,
  };
}
