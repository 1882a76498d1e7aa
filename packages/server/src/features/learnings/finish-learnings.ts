import { createHash } from 'node:crypto';
import type { Contradiction, Learning, LearningVerdict } from '@dandelion-loop/contract';
import { benjaminiHochberg, holm, type PooledEffect } from '@dandelion-loop/stats';
import { learningSentence, outlyingSentence, relativeChange, scopeSentence } from '@dandelion-loop/wording';
import { type TestTable, yearsOf } from './library-table.ts';
import type { LearningSubject, PooledLearning } from './pool-learnings.ts';

/** From pooled effects to the learnings of a library: errors bounded over all of them, verdicts, sentences. */

/** With fewer tests a verdict of more than "too few" needs a settled effect. */
const fewestTests = 5;
const daysAYear = 365.25;

export interface Draft {
  subject: LearningSubject;
  pooled: PooledLearning;
  /** Tests that have both levels, whatever else differs between them. */
  testsNotHeld: number;
  /** Columns in which the variations that were compared are equal. */
  held: string[];
}

export interface JudgingRequest {
  level: number;
  /** Share of false learnings among those that raise or lower that is accepted, on average. */
  falseDiscoveries: number;
  /** ISO date of today. */
  now: string;
}

/** Stable: of what the learning is about, not of its numbers. */
export const learningId = ({ attribute, level, reference, metric, scale }: LearningSubject): string =>
  createHash('sha256')
    .update(JSON.stringify([attribute, level, reference, metric, scale, 'all']))
    .digest('hex')
    .slice(0, 16);

function verdictOf(pooled: PooledLearning, qValue: number, request: JudgingRequest): LearningVerdict {
  const { mean, k } = pooled.pooled;
  if (k > 2 && qValue <= request.falseDiscoveries) return mean > 0 ? 'raises' : 'lowers';
  if (k < fewestTests) return 'too-few';
  return pooled.withinMargin ? 'no-difference' : 'not-settled';
}

function contradictionsOf(
  { pooled: { pooled, outlying, comparisons } }: Draft,
  adjusted: readonly number[],
  { tests: known }: TestTable,
  level: number,
): Contradiction[] {
  const tests = outlying.map(({ study: { test, effect }, residual, adjustedPValue, low, high }): Contradiction => {
    const { id, name } = known[test]!;
    const sentence = outlyingSentence(name, effect, pooled.mean);
    return { kind: 'test', test: id, name, effect, low, high, residual, adjustedPValue, sentence };
  });
  const scopes = comparisons.flatMap((comparison, at): Contradiction[] => {
    const adjustedPValue = adjusted[at]!;
    if (adjustedPValue > 1 - level) return [];
    const apart = comparison.scopes.filter(({ low, high }) => pooled.mean < low || pooled.mean > high);
    return apart.map(({ dimension, value, tests: carried, effect, low, high }) => ({
      ...{ kind: 'scope', dimension, value, tests: carried, effect, low, high, adjustedPValue },
      sentence: scopeSentence(dimension, value, effect, pooled.mean),
    }));
  });
  return [...tests, ...scopes];
}

const rangeOf = ({ mean, low, high }: PooledEffect) => ({ effect: mean, low, high });

function reasonsOf({ pooled: { pooled, corrected, drift, days, comparisons } }: Draft, relative: unknown) {
  const reasons: Record<string, string> = {};
  if (pooled.k < 3) {
    for (const name of ['predictionLow', 'predictionHigh', 'nextAgrees'])
      reasons[name] = `a prediction needs three tests, and ${pooled.k === 1 ? 'one carries' : 'two carry'} it.`;
  }
  if (pooled.k < 2) {
    for (const name of ['tau2', 'i2']) reasons[name] = 'one test alone cannot say how tests differ.';
  }
  if (relative === null) reasons.relative = 'the value of the reference is not above 0.';
  if (days.to === null) reasons.age = 'no day of a test is known.';
  if (drift === null) reasons.drift = 'fewer than ten dated tests of different days carry it.';
  if (comparisons.length === 0) reasons.scopes = 'there are no two scopes with three tests each.';
  if (corrected > 0)
    reasons.effect = `in ${corrected} of the tests a count was 0, and 0.5 was added to each count there.`;
  return reasons;
}

/** Of one learning within the numbers that were adjusted over the library. */
interface Adjusted {
  qValue: number;
  /** Of its scope comparisons in their order, then of its drift where there is one. */
  scopes: readonly number[];
}

function finish(
  draft: Draft,
  { qValue, scopes: adjusted }: Adjusted,
  table: TestTable,
  request: JudgingRequest,
): Learning {
  const { subject, pooled: own, testsNotHeld, held } = draft;
  const { pooled, prediction, baseline, days, drift, comparisons, withAll } = own;
  const { attribute, level, reference, metric, kind, scale, lowerIsBetter } = subject;
  const verdict = verdictOf(own, qValue, request);
  const moves = verdict === 'raises' || verdict === 'lowers';
  const [value, low, high] = [pooled.mean, pooled.low, pooled.high].map((e) => relativeChange(scale, e, baseline));
  const relative = value == null || low == null || high == null ? null : { value, low, high };
  const [today, newest] = [yearsOf(request.now), yearsOf(days.to)];
  const age = today === null || newest === null ? null : Math.max(0, Math.round((today - newest) * daysAYear));
  const half = comparisons.findIndex(({ dimension }) => dimension === 'half');
  const halvesDiffer = half >= 0 && adjusted[half]! <= 1 - request.level;
  const learning = {
    id: learningId(subject),
    ...{ attribute, level, reference, metric, kind, scale, scope: 'all' },
    ...rangeOf(pooled),
    ...{ relative, baseline },
    ...{ predictionLow: prediction?.low ?? null, predictionHigh: prediction?.high ?? null },
    nextAgrees: prediction?.agrees ?? null,
    tau2: pooled.k < 2 ? null : pooled.tau2,
    i2: pooled.k < 2 ? null : pooled.i2,
    ...{ tests: pooled.k, testsNotHeld, held, units: own.units, pValue: pooled.pValue, qValue, verdict },
    favorable: moves ? (verdict === 'raises') !== lowerIsBetter : null,
    testsNeeded: verdict === 'not-settled' || verdict === 'too-few' ? own.testsNeeded : null,
    ...{ from: days.from, to: days.to, age, stale: halvesDiffer || (age !== null && age > 365) },
    drift: drift && { ...drift, adjustedPValue: adjusted[comparisons.length]! },
    scopes: comparisons.flatMap(({ scopes }) => scopes),
    scopeDifferences: comparisons.map(({ dimension, pValue }, at) => ({
      ...{ dimension, pValue, adjustedPValue: adjusted[at]! },
    })),
    contradictions: contradictionsOf(draft, adjusted, table, request.level),
    withAll: {
      ...rangeOf(withAll.pooled),
      ...{ pValue: withAll.pooled.pValue, tests: withAll.pooled.k, units: withAll.units },
    },
    reasons: reasonsOf(draft, relative),
  };
  return { ...learning, sentence: learningSentence(learning) };
}

/**
 * The learnings of a whole library.
 *
 * Benjamini-Hochberg over all of their p-values: of those that raise or lower, at most `falseDiscoveries` are false on
 * average. Holm over every question whether scopes of a learning differ or its effect drifts.
 */
export function finishLearnings(drafts: readonly Draft[], table: TestTable, request: JudgingRequest): Learning[] {
  const q = benjaminiHochberg(drafts.map(({ pooled }) => pooled.pooled.pValue));
  const questions = drafts.map(({ pooled: { comparisons, drift } }) => [
    ...comparisons.map(({ pValue }) => pValue),
    ...(drift ? [drift.pValue] : []),
  ]);
  const adjusted = holm(questions.flat());
  let next = 0;
  return drafts.map((draft, at) => {
    const scopes = questions[at]!.map(() => adjusted[next++]!);
    return finish(draft, { qValue: q[at]!, scopes }, table, request);
  });
}
