import type { Comparison, Metric, Segment, TestAnswer } from '@dandelion-loop/contract';
import { answerOf } from '../experiments/test-answers.ts';

/** An answer with a mark in every text that nobody outside may see, for tests. */

/** Whatever has this in it must not go out. */
export const mark = 'MARK';

const marked = (place: string) => `${mark} ${place}`;

const markedComparison = (comparison: Comparison): Comparison => ({
  ...comparison,
  ...{ method: marked('method'), prior: marked('prior'), sentence: marked('sentence') },
  reasons: { lift: marked('reason'), difference: marked('reason') },
});

const markedMetric = (metric: Metric): Metric => ({
  ...metric,
  variations: metric.variations.map((one) => ({ ...one, reasons: { value: marked('reason') } })),
  comparisons: metric.comparisons.map(markedComparison),
});

/** A segment whose groups have so many units in the control and in the challenger. */
function segmentOf(metric: Metric, column: string, groups: Record<string, [number, number]>): Segment {
  return {
    column,
    interactions: [
      {
        ...{ metric: metric.name, variation: 'Challenger', control: 'Control', pValue: 0.4 },
        ...{ adjustedPValue: 0.6, reasons: { pValue: marked('reason') } },
      },
    ],
    values: Object.entries(groups).map(([value, [control, challenger]]) => ({
      value,
      units: control + challenger,
      metrics: [
        {
          ...metric,
          variations: metric.variations.map((one, at) => ({ ...one, units: at === 0 ? control : challenger })),
        },
      ],
    })),
  };
}

/** 500 units of each variation, in groups by two columns; of `town`, Rottum has three. */
export function markedAnswer(changes: Parameters<typeof answerOf>[0] = {}): TestAnswer {
  const answer = answerOf(changes);
  const metrics = answer.metrics.map(markedMetric);
  const [primary] = metrics;
  return {
    source: { ...answer.source, unit: marked('column') },
    health: {
      ...answer.health,
      checks: answer.health.checks.map((check) => ({
        ...check,
        message: `${marked('message')}.`,
        reasons: { pValue: marked('reason') },
      })),
    },
    metrics,
    segments: [
      segmentOf(primary!, 'town', {
        Leer: [300, 301],
        Norden: [150, 149],
        Aurich: [47, 48],
        [`${mark} Rottum`]: [3, 2],
      }),
      segmentOf(primary!, `${mark} other column`, {
        [marked('value one')]: [250, 250],
        [marked('value two')]: [250, 250],
      }),
    ],
    notes: [marked('note')],
  };
}
