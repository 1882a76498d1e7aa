import type { LearningScale, MetricKind, Practical } from '@dandelion-loop/contract';
import { criticalT, type PooledEffect, poolEffects, predictEffect } from '@dandelion-loop/stats';
import { type OutlyingTest, outlyingTests } from './contradictions.ts';
import type { ContrastColumns, Studies } from './contrast-columns.ts';
import { practicalBand } from './effect-scale.ts';
import type { TestTable } from './library-table.ts';
import { compareScopes, type Drift, driftOf, type ScopeComparison } from './scopes.ts';

/** What all tests together say of one level against its reference, before it is judged beside the rest of the library. */

export interface PoolingRequest {
  /** Of all intervals, 0.95 for 95%. */
  level: number;
  practical: Practical;
}

/** The attribute level and metric that a learning is about. */
export interface LearningSubject {
  attribute: string;
  level: string;
  reference: string;
  metric: string;
  kind: MetricKind;
  scale: LearningScale;
  lowerIsBetter: boolean;
}

interface Prediction {
  low: number;
  high: number;
  /** Chance that it has the sign of the mean. */
  agrees: number;
}

export interface PooledLearning {
  pooled: PooledEffect;
  units: number;
  /** Mean value of the reference, by units. */
  baseline: number;
  /** Tests in which a cell was empty and 0.5 was added. */
  corrected: number;
  /** Of the true effect of the next test; null for fewer than three tests. */
  prediction: Prediction | null;
  /** The whole interval lies within the practical margin. */
  withinMargin: boolean;
  /** About how many tests would settle it, if the estimate stays. */
  testsNeeded: number;
  days: { from: string | null; to: string | null };
  drift: Drift | null;
  comparisons: ScopeComparison[];
  outlying: OutlyingTest[];
  withAll: { pooled: PooledEffect; units: number };
}

/** The next test by the predictive distribution that has tau unknown: with few tests nobody knows how much tests differ. */
function predictionOf(studies: Studies, { mean, tau2 }: PooledEffect, level: number): Prediction | null {
  const predicted = predictEffect(studies, level, tau2);
  if (predicted === null) return null;
  const { low, high, chancePositive } = predicted;
  return { low, high, agrees: mean > 0 ? chancePositive : 1 - chancePositive };
}

/**
 * About how many tests like these the interval needs until it leaves out 0 or fits into the practical margin, if the
 * estimate stays where it is: the half-width falls with the root of the number of tests.
 */
function testsToSettle({ mean, standardError, k }: PooledEffect, margin: number, level: number): number {
  const aim = Math.max(Math.abs(mean), margin - Math.abs(mean), 1e-12);
  const perTest = standardError * Math.sqrt(k);
  let tests = 2;
  // The critical value depends on the number itself; it settles at once.
  for (let round = 0; round < 8; round++) {
    const critical = criticalT(level, Math.max(2, tests - 1));
    tests = Math.min(1e9, Math.max(3, Math.ceil(((critical * perTest) / aim) ** 2)));
  }
  return tests;
}

function daysOf(studies: Studies, { tests, years }: TestTable): PooledLearning['days'] {
  let [oldest, newest] = [-1, -1];
  for (const test of studies.tests) {
    const at = years[test]!;
    if (Number.isNaN(at)) continue;
    if (oldest < 0 || at < years[oldest]!) oldest = test;
    if (newest < 0 || at > years[newest]!) newest = test;
  }
  const dayOf = (test: number) => tests[test]?.day ?? null;
  return { from: dayOf(oldest), to: dayOf(newest) };
}

/**
 * Pools the contrasts of one subject: random effects by REML, intervals by Hartung and Knapp.
 *
 * @returns null where no believed test carries it
 */
export function poolLearning(
  { scale }: Pick<LearningSubject, 'scale'>,
  contrasts: ContrastColumns,
  table: TestTable,
  { level, practical }: PoolingRequest,
): PooledLearning | null {
  const { studies, units, referenceUnits, referenceSum, corrected } = contrasts.believed(table);
  const pooled = poolEffects(studies, { level });
  if (pooled === null) return null;
  const baseline = referenceSum / referenceUnits;
  const band = practicalBand(scale, practical, baseline);
  const scoping = { level, tau2: pooled.tau2 };
  return {
    ...{ pooled, units, baseline, corrected },
    prediction: predictionOf(studies, pooled, level),
    withinMargin: band !== null && pooled.low > band.low && pooled.high < band.high,
    testsNeeded: testsToSettle(pooled, band === null ? 0 : Math.min(-band.low, band.high), level),
    days: daysOf(studies, table),
    drift: driftOf(studies, table, scoping),
    comparisons: compareScopes(studies, table, scoping),
    outlying: outlyingTests(studies, pooled, level),
    withAll: pooled.k === contrasts.size ? { pooled, units } : withAllTests(contrasts, table, level, pooled.tau2),
  };
}

/** The same with the tests that are left out. */
function withAllTests(contrasts: ContrastColumns, table: TestTable, level: number, near: number) {
  const { studies, units } = contrasts.everything(table);
  return { pooled: poolEffects(studies, { level, near })!, units: units.reduce((sum, own) => sum + own, 0) };
}
