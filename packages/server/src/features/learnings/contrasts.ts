import type { LearningScale, MetricKind } from '@dandelion-loop/contract';
import { type PooledArm, scaledEffect, scaleFor } from './effect-scale.ts';
import { strataOf } from './held-columns.ts';
import type { LibraryTest, LibraryVariation, VariationMetric } from './library-test.ts';

/** What one test says of a level against its reference: compared only between variations that are equal in all else. */

export interface Contrast {
  effect: number;
  /** Squared standard error. */
  variance: number;
  /** Units in the variations that were compared. */
  units: number;
  corrected: boolean;
  /** Units of the reference, and its value times those. */
  referenceUnits: number;
  referenceSum: number;
}

export interface FoundContrast {
  attribute: string;
  level: string;
  metric: string;
  kind: MetricKind;
  lowerIsBetter: boolean;
  /** Null: both levels are there, yet never with the same held content, or without any event. */
  contrast: Contrast | null;
  /** Why there is none. */
  without: 'not-held' | 'no-events' | null;
}

/** Every metric's values by variation, null where a variation has none. */
function metricsOf(variations: readonly LibraryVariation[]): Map<string, (VariationMetric | null)[]> {
  const metrics = new Map<string, (VariationMetric | null)[]>();
  variations.forEach((variation, at) => {
    for (const metric of variation.metrics) {
      if (!metrics.has(metric.name))
        metrics.set(
          metric.name,
          variations.map(() => null),
        );
      if (metric.value !== null && metric.units > 0) metrics.get(metric.name)![at] = metric;
    }
  });
  return metrics;
}

function pool(arm: PooledArm, { units, value, variance, successes }: VariationMetric): void {
  arm.units += units;
  arm.sum += successes ?? units * value!;
  arm.variance += units ** 2 * (variance ?? 0);
}

const empty = (): PooledArm => ({ units: 0, sum: 0, variance: 0 });

interface Places {
  strata: readonly (readonly number[])[];
  levels: readonly (string | undefined)[];
  level: string;
  reference: string;
}

/** By inverse variance over the strata that have both levels. */
function contrastOf(
  { strata, levels, level, reference }: Places,
  values: readonly (VariationMetric | null)[],
  scale: LearningScale,
  kind: MetricKind,
): Pick<FoundContrast, 'contrast' | 'without'> | null {
  let [weight, weighted, units, referenceUnits, referenceSum] = [0, 0, 0, 0, 0];
  let [corrected, hadBoth, hasLevel, hasReference] = [false, false, false, false];
  for (const stratum of strata) {
    const [one, other] = [empty(), empty()];
    for (const at of stratum) {
      const metric = values[at];
      if (!metric) continue;
      if (levels[at] === level) pool(one, metric);
      else if (levels[at] === reference) pool(other, metric);
    }
    hasLevel ||= one.units > 0;
    hasReference ||= other.units > 0;
    if (one.units === 0 || other.units === 0) continue;
    hadBoth = true;
    const scaled = scaledEffect(scale, kind, other, one);
    if (scaled === null) continue;
    const w = 1 / scaled.variance;
    weight += w;
    weighted += w * scaled.effect;
    corrected ||= scaled.corrected;
    units += one.units + other.units;
    referenceUnits += other.units;
    referenceSum += other.sum;
  }
  if (!hasLevel || !hasReference) return null;
  if (weight === 0) return { contrast: null, without: hadBoth ? 'no-events' : 'not-held' };
  const contrast = {
    ...{ effect: weighted / weight, variance: 1 / weight, units, corrected, referenceUnits, referenceSum },
  };
  return { contrast, without: null };
}

/** Level of each variation; null where there are not two different ones. */
function levelsOf(variations: readonly LibraryVariation[], attribute: string): (string | undefined)[] | null {
  let first: string | undefined;
  let differs = false;
  const levels = variations.map(({ attributes }) => {
    const level = attributes.get(attribute);
    if (level !== undefined) {
      if (first === undefined) first = level;
      else if (level !== first) differs = true;
    }
    return level;
  });
  return differs ? levels : null;
}

export interface ContrastRequest {
  /** Level that the others of an attribute are compared with; an attribute without one is skipped. */
  references: ReadonlyMap<string, string>;
  /** Columns that may differ when it is asked about an attribute; the same object for the same columns. */
  freeOf: (attribute: string) => ReadonlySet<string>;
  /** Null: by the kind of the metric. */
  scale: LearningScale | null;
}

/**
 * The contrasts of one test: one a level other than the reference, and metric.
 *
 * @param attributes which to look at
 */
export function contrastsOf(
  { variations }: LibraryTest,
  attributes: Iterable<string>,
  { references, freeOf, scale }: ContrastRequest,
): FoundContrast[] {
  const strataBy = new Map<ReadonlySet<string>, number[][]>();
  const metrics = [...metricsOf(variations)].map(([metric, values]) => ({ metric, values, of: values.find(Boolean) }));
  const found: FoundContrast[] = [];
  for (const attribute of attributes) {
    const reference = references.get(attribute);
    const levels = levelsOf(variations, attribute);
    if (levels === null || reference === undefined || !levels.includes(reference)) continue;
    const free = freeOf(attribute);
    const strata = strataBy.get(free) ?? strataOf(variations, free);
    strataBy.set(free, strata);
    for (const level of new Set(levels)) {
      if (level === undefined || level === reference) continue;
      for (const { metric, values, of } of metrics) {
        if (!of) continue;
        const { kind, lowerIsBetter } = of;
        const result = contrastOf({ strata, levels, level, reference }, values, scale ?? scaleFor(kind), kind);
        if (result) found.push({ attribute, level, metric, kind, lowerIsBetter, ...result });
      }
    }
  }
  return found;
}
