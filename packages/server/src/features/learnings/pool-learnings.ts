import type { LearningScale, MetricKind, Practical } from '@dandelion-loop/contract';
import { criticalT, type PooledEffect, poolEffects, studentTwoSided } from '@dandelion-loop/stats';
import { type OutlyingTest, outlyingTests } from './contradictions.ts';
import type { ContrastColumns, Study } from './contrast-columns.ts';
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

export interface PooledLearning {
  pooled: PooledEffect;
  units: number;
  /** Mean value of the reference, by units. */
  baseline: number;
  /** Tests in which a cell was empty and 0.5 was added. */
  corrected: number;
  /** Chance that the next test's true effect has the sign of this one; null for fewer than three tests. */
  nextAgrees: number | null;
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

/**
 * P(a new true effect has the sign of the mean), by the distribution behind the prediction interval: Student's t with k − 2
 * degrees of freedom about the mean, variance tau² + standard error².
 */
function agreement({ mean, tau2, standardError, k }: PooledEffect): number | null {
  if (k < 3) return null;
  const t = Math.abs(mean) / Math.sqrt(tau2 + standardError ** 2);
  return 1 - studentTwoSided(t, k - 2) / 2;
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

function daysOf(studies: readonly Study[], { tests }: TestTable): PooledLearning['days'] {
  let oldest: Study | null = null;
  let newest: Study | null = null;
  for (const study of studies) {
    if (Number.isNaN(study.at)) continue;
    if (oldest === null || study.at < oldest.at) oldest = study;
    if (newest === null || study.at > newest.at) newest = study;
  }
  const dayOf = (study: Study | null) => (study === null ? null : (tests[study.test]?.day ?? null));
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
  const { studies, units, referenceUnits, referenceSum, corrected } = contrasts.together(table, false);
  const pooled = poolEffects(studies, { level });
  if (pooled === null) return null;
  const baseline = referenceSum / referenceUnits;
  const band = practicalBand(scale, practical, baseline);
  const all = studies.length === contrasts.size ? { studies, units } : contrasts.together(table, true);
  return {
    ...{ pooled, units, baseline, corrected },
    nextAgrees: agreement(pooled),
    withinMargin: band !== null && pooled.low > band.low && pooled.high < band.high,
    testsNeeded: testsToSettle(pooled, band === null ? 0 : Math.min(-band.low, band.high), level),
    days: daysOf(studies, table),
    drift: driftOf(studies, level),
    comparisons: compareScopes(studies, table, level),
    outlying: outlyingTests(studies, pooled, level),
    withAll: { pooled: all.studies === studies ? pooled : poolEffects(all.studies, { level })!, units: all.units },
  };
}
