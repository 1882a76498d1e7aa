import type { Practical, Result } from '@dandelion-loop/contract';
import type { Door } from '@dandelion-loop/wording';
import { countsAsMoments } from './arms.sql.ts';
import { assembleTest, equalSplitNote } from './assemble.ts';
import type { InferenceRequest, MetricPlan } from './request.ts';

/** Tried and succeeded of each variation, the control first. */
export interface QuickRequest extends InferenceRequest {
  variations: readonly { name: string; tried: number; succeeded: number }[];
  /** Planned weights in the order of the variations; null: equal. */
  split: readonly number[] | null;
  lowerIsBetter: boolean;
  practical: Practical;
  door: Door;
}

/** The verdict of a test from its counts alone. Pure: nothing is read or stored. */
export function quickAnswer({ variations, split, lowerIsBetter, practical, door, ...request }: QuickRequest): Result {
  const plan: MetricPlan = {
    name: 'success',
    kind: 'proportion',
    aggregated: true,
    numerator: 'succeeded',
    denominator: 'tried',
    covariate: null,
    currency: null,
    lowerIsBetter,
    practical,
  };
  const arms = variations.map(({ name, tried, succeeded }) => ({
    ...{ test: '', segment: '', period: '', variation: name, units: tried, rows: 1 },
    metrics: [{ moments: countsAsMoments(succeeded, tried), missing: 0 }],
  }));
  const facts = { crossovers: null, combined: null, withoutVariation: 0, withoutUnit: 0, outliers: [null] };
  const notes = split === null ? [equalSplitNote(door)] : [];
  const answer = assembleTest(arms, facts, {
    plans: [plan],
    request,
    control: variations[0]?.name ?? null,
    split: split && new Map(variations.map(({ name }, i) => [name, split[i] ?? 1])),
    unit: 'tried',
    door,
    notes,
  });
  return { schema: 1, ...answer };
}
