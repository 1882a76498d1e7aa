import type { Comparison, HealthCheckName, Metric, TestAnswer } from '@dandelion-loop/contract';
import { primaryMetric, testVerdict } from '@dandelion-loop/wording';
import { storable } from '../../kernel/fold-text.ts';
import type { experiments } from './records.ts';

/** What the list shows of an answer. Pure. */

type Row = typeof experiments.$inferSelect;

export type ShownAnswer = Pick<
  Row,
  | 'verdict'
  | 'health'
  | 'invalidBecause'
  | 'variations'
  | 'units'
  | 'metric'
  | 'kind'
  | 'currency'
  | 'variation'
  | 'control'
  | 'difference'
  | 'differenceLow'
  | 'differenceHigh'
  | 'lift'
  | 'liftLow'
  | 'liftHigh'
  | 'unitsNeeded'
  | 'splitOff'
  | 'suspect'
>;

/** In the place of the numbers that are not to be read, so a few words. */
const invalidWords: Record<HealthCheckName, string> = {
  'sample-ratio': 'split is off',
  crossovers: 'units in two groups',
  duplicates: 'duplicates',
  missing: 'values are missing',
  'small-counts': 'too few events',
  outliers: 'a few large values',
  'suspect-period': 'suspect period',
};

/** How much better the variation is, in the direction that the metric wants. */
function benefit({ direction }: Metric, { difference: { value } }: Comparison): number {
  if (value === null) return Number.NEGATIVE_INFINITY;
  return direction === 'lower-is-better' ? -value : value;
}

/** The best challenger; of those that settled the verdict where one did, and the worst of a test that was lost. */
function tellingComparison(metric: Metric, verdict: string): Comparison | undefined {
  const settled = verdict === 'won' ? 'better' : verdict === 'lost' ? 'worse' : null;
  const among = metric.comparisons.filter((comparison) => settled === null || comparison.verdict === settled);
  const sign = verdict === 'lost' ? -1 : 1;
  return among.toSorted((a, b) => sign * (benefit(metric, b) - benefit(metric, a)) || 0)[0];
}

const stored = (name: string | null | undefined): string | null => (name == null ? null : storable(name));

function unitsNeeded(comparison: Comparison | undefined, variations: number): number | null {
  if (comparison?.verdict !== 'inconclusive' || comparison.unitsNeeded === null) return null;
  return Math.min(comparison.unitsNeeded * variations, Number.MAX_SAFE_INTEGER);
}

export function shownAnswer(answer: TestAnswer): ShownAnswer {
  const { source, health } = answer;
  const verdict = testVerdict(answer);
  const metric = primaryMetric(answer);
  const comparison = metric && tellingComparison(metric, verdict);
  const variations = source.variations.length;
  const failed = health.checks.find((check) => check.verdict === 'invalid');
  const split = health.checks.find(({ name }) => name === 'sample-ratio');
  return {
    verdict,
    health: health.verdict,
    invalidBecause: verdict === 'invalid' && failed ? invalidWords[failed.name] : null,
    variations,
    units: source.units,
    metric: stored(metric?.name),
    kind: metric?.kind ?? null,
    currency: metric?.currency ?? null,
    variation: stored(comparison?.variation),
    control: stored(comparison?.control),
    difference: comparison?.difference.value ?? null,
    differenceLow: comparison?.difference.low ?? null,
    differenceHigh: comparison?.difference.high ?? null,
    lift: comparison?.lift.value ?? null,
    liftLow: comparison?.lift.low ?? null,
    liftHigh: comparison?.lift.high ?? null,
    unitsNeeded: verdict === 'inconclusive' ? unitsNeeded(comparison, variations) : null,
    splitOff: split === undefined || split.pValue === null ? null : split.verdict === 'invalid',
    suspect: health.checks.some((check) => check.name === 'suspect-period' && check.verdict !== 'ok'),
  };
}
