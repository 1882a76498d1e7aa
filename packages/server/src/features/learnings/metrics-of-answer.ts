import type { TestAnswer } from '@dandelion-loop/contract';
import type { VariationMetric as StoredMetric } from '../experiments/index.ts';
import type { LibraryTest, VariationMetric } from './library-test.ts';

/** A metric of a variation as the library takes it. */
export function libraryMetric({
  name,
  kind,
  direction,
  units,
  value,
  standardDeviation,
}: StoredMetric): VariationMetric {
  return {
    ...{ name, kind, units, value, lowerIsBetter: direction === 'lower-is-better' },
    variance: standardDeviation === null || units === 0 ? null : standardDeviation ** 2 / units,
    ...(kind === 'proportion' && { successes: Math.round(units * (value ?? 0)) }),
  };
}

/** What an answer says of each variation's metrics, by the name of the variation. */
export function metricsOfAnswer({ metrics }: Pick<TestAnswer, 'metrics'>): Map<string, VariationMetric[]> {
  const byVariation = new Map<string, VariationMetric[]>();
  for (const { name, kind, direction, variations } of metrics) {
    for (const { name: variation, units, value, standardDeviation } of variations) {
      const own = byVariation.get(variation) ?? [];
      byVariation.set(variation, own);
      own.push(libraryMetric({ name, kind, direction, units, value, standardDeviation }));
    }
  }
  return byVariation;
}

/** Whether a test may count, by its health. */
export function believedByHealth({ health }: Pick<TestAnswer, 'health'>): Pick<LibraryTest, 'valid' | 'suspect'> {
  return {
    valid: health.verdict !== 'invalid',
    suspect: health.checks.some(({ name }) => name === 'suspect-period'),
  };
}
