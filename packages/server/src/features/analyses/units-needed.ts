import { criticalZ, sequentialSampleSize } from '@dandelion-loop/stats';
import { momentsOf, type Pair, ratesOf } from './pair.ts';
import type { InferenceRequest } from './request.ts';

/** How many units would settle a comparison that is not settled (docs/methods/verdicts.md). */

/** Power with which the units needed are computed. */
const power = 0.8;

interface UnitsNeededInput extends InferenceRequest {
  pair: Pair;
  /** Estimated difference. */
  difference: number | null;
  /** Half the width of the region of no practical difference; null when not defined. */
  margin: number | null;
  /** Comparisons that share an adjustment. */
  family: number;
  /** Variations that the control group is made of. */
  pooled: number;
}

/** Variance of the difference times the units in each variation, if all had as many. */
function variancePerUnit(pair: Pair, pooled: number): number | null {
  const variances =
    ratesOf(pair)?.map(({ successes, n }) => (successes / n) * (1 - successes / n)) ??
    momentsOf(pair)?.map(({ n, variance }) => (n < 2 ? Number.NaN : variance));
  const [control, treatment] = variances ?? [];
  if (control === undefined || treatment === undefined) return null;
  const sum = control / pooled + treatment;
  return sum > 0 ? sum : null;
}

/**
 * Units in each variation that would settle the comparison with 80% power, if the true difference is the one seen: by
 * finding it, or, where it is inside the margin and closer to 0 than to its edge, by showing that it stays inside. What
 * has to be told apart is then max(|difference|, margin − |difference|), at the level shared by the family (Bonferroni).
 */
export function unitsNeeded(input: UnitsNeededInput): number | null {
  const { pair, difference, margin, family, pooled, inference, level, plannedUnits } = input;
  const variance = variancePerUnit(pair, pooled);
  if (variance === null || difference === null) return null;
  const target = Math.max(Math.abs(difference), (margin ?? 0) - Math.abs(difference));
  if (target === 0) return null;
  const alpha = (1 - level) / Math.max(family, 1);
  const groups = pooled + 1;
  const needed =
    inference === 'sequential'
      ? sequentialSampleSize({ variance: variance * groups, difference: target, alpha, power, plannedUnits })
      : ((criticalZ(1 - alpha) + criticalZ(2 * power - 1)) / target) ** 2 * variance * groups;
  return needed !== null && needed > 0 && needed < 1e15 ? Math.ceil(needed / groups) : null;
}
