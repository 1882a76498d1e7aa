import type { Comparison, Metric, SharedExperiment, SharedMetric, TestAnswer } from '@dandelion-loop/contract';
import { sharedTexts as texts } from '../../texts/share.ts';

/** What a link sent, in the form that the wording of answers reads. What was not sent is null or empty, and is never said. */

type SharedComparison = SharedMetric['comparisons'][number];
type SharedNumbers = Pick<SharedMetric, 'variations' | 'comparisons'>;

const comparisonOf = (comparison: SharedComparison): Comparison => ({
  ...comparison,
  ...{ pValue: null, method: '', expectedLoss: null, prior: null, varianceReduction: null },
  ...{ sentence: '', reasons: {} },
});

const numbersOf = ({ variations, comparisons }: SharedNumbers): Pick<Metric, 'variations' | 'comparisons'> => ({
  variations: variations.map((variation) => ({ ...variation, standardDeviation: null })),
  comparisons: comparisons.map(comparisonOf),
});

const metricOf = (metric: SharedMetric): Metric => ({ ...metric, ...numbersOf(metric) });

function segmentsOf({ groups, metrics }: SharedExperiment): TestAnswer['segments'] {
  const shared = metrics.find(({ primary }) => primary) ?? metrics[0];
  if (groups === null || shared === undefined) return [];
  const primary = metricOf(shared);
  return [
    {
      column: groups.column,
      interactions: groups.interactions.map((one) => ({ ...one, metric: primary.name, pValue: null, reasons: {} })),
      values: groups.values.map((group) => ({
        value: group.value,
        units: group.variations.reduce((sum, { units }) => sum + units, 0),
        metrics: [{ ...primary, ...numbersOf(group) }],
      })),
    },
  ];
}

export function answerOfShared(shared: SharedExperiment): TestAnswer {
  const { units, unit, health, metrics } = shared;
  return {
    source: { rows: units, units, unit, split: 'given', variations: [] },
    health: {
      verdict: health.verdict,
      checks: health.checks.map(({ name, verdict }) => ({
        ...{ name, verdict, pValue: null, count: null },
        message: verdict === 'ok' ? '' : texts.checkWords[name][verdict],
      })),
    },
    metrics: metrics.map(metricOf),
    segments: segmentsOf(shared),
    notes: [],
  };
}
