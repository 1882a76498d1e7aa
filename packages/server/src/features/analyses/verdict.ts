import type { Comparison, ComparisonVerdict, Estimate, HealthVerdict } from '@dandelion-loop/contract';

/** The rules by which numbers become a verdict (docs/methods/verdicts.md). */

export interface VerdictInput {
  health: HealthVerdict;
  difference: Estimate;
  adjustedPValue: number | null;
  level: number;
  lowerIsBetter: boolean;
  /** Half the width of the region of no practical difference, in the metric's unit; null when not defined. */
  margin: number | null;
}

/** 1 − level without the rounding that would let a p-value of 0.05 pass for below 1 − 0.95. */
export const alphaOf = (level: number): number => Number((1 - level).toPrecision(12));

/** Better or worse needs the adjusted p-value; "no difference" needs the whole interval inside the margin. */
export function verdictOf({
  health,
  difference,
  adjustedPValue,
  level,
  lowerIsBetter,
  margin,
}: VerdictInput): ComparisonVerdict {
  if (health === 'invalid') return 'invalid';
  const { value, low, high } = difference;
  if (value === null) return 'inconclusive';
  if (adjustedPValue !== null && adjustedPValue < alphaOf(level) && value !== 0) {
    return value > 0 === !lowerIsBetter ? 'better' : 'worse';
  }
  if (margin !== null && low !== null && high !== null && low >= -margin && high <= margin) return 'no-difference';
  return 'inconclusive';
}

/** Whether a settled difference is large enough to matter: wholly beyond the margin, touching it, or wholly inside. */
export function worthHavingOf(
  verdict: ComparisonVerdict,
  { value, low, high }: Estimate,
  margin: number | null,
): Comparison['worthHaving'] {
  if ((verdict !== 'better' && verdict !== 'worse') || value === null || margin === null) return null;
  if (low !== null && high !== null && low >= -margin && high <= margin) return 'no';
  const nearEnd = value > 0 ? low : high === null ? null : -high;
  return nearEnd !== null && nearEnd > margin ? 'yes' : 'maybe';
}
