import type { Estimate } from '@dandelion-loop/contract';
import { type Counts, type Moments, meanEstimate, rateEstimate } from '@dandelion-loop/stats';
import type { GroupEstimate } from './estimate.ts';
import type { MetricPlan } from './request.ts';

/** The two groups of a comparison; `adjusted` and `theta` when a covariate was used. */
export interface Pair {
  plan: MetricPlan;
  control: GroupEstimate;
  treatment: GroupEstimate;
  adjusted: { control: Moments; treatment: Moments; theta: number } | null;
}

/** What a method says of a pair. */
export interface Inferred {
  difference: Estimate;
  lift: Estimate;
  pValue: number | null;
  method: string;
  chanceToWin: number | null;
  expectedLoss: number | null;
  prior: string | null;
  /** Why a null is null, by field. */
  reasons: Record<string, string>;
}

/** The counts by which two rates are compared; null for other kinds, and for rates that a covariate adjusts. */
export const ratesOf = ({ control, treatment, adjusted }: Pair): [Counts, Counts] | null =>
  adjusted === null && control.counts && treatment.counts ? [control.counts, treatment.counts] : null;

/** Moments of control and treatment, adjusted where a covariate was used; null where a group has no value. */
export function momentsOf({ control, treatment, adjusted }: Pair): [Moments, Moments] | null {
  const [a, b] = adjusted ? [adjusted.control, adjusted.treatment] : [control.moments, treatment.moments];
  return a && b ? [a, b] : null;
}

/** Standard error of the difference with each group's own variance; null where a group is too small. */
export function standardErrorOf(pair: Pair): number | null {
  const [a, b] = ratesOf(pair)?.map(rateEstimate) ?? momentsOf(pair)?.map(meanEstimate) ?? [];
  return a && b ? Math.sqrt(a.varianceOfMean + b.varianceOfMean) : null;
}
