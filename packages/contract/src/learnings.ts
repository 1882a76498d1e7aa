import { z } from 'zod';
import { metricKindSchema, reasonsSchema } from './result.ts';

/**
 * What many tests say together of attributes, as `dandelion learn --json` prints it (schema 1).
 *
 * Effects are of a level against its reference on the learning's scale; `relative` says the same as a change of the
 * reference's value, 0.02 for 2% more. A number that is not defined is null, and `reasons` beside it says why.
 */

const number = z.number().refine(Number.isFinite, 'must be finite');
const nullable = number.nullable();
const whole = z.number().int().nonnegative();

export const learningScaleSchema = z.enum(['log-odds', 'difference', 'log-rate']);
export type LearningScale = z.infer<typeof learningScaleSchema>;

/**
 * `raises`, `lowers`: the metric's value, settled with the false-discovery rate of the whole library kept.
 * `no-difference`: the interval lies within the practical margin. `too-few`: fewer tests carry it than can tell anything.
 */
export const learningVerdictSchema = z.enum(['raises', 'lowers', 'no-difference', 'not-settled', 'too-few']);
export type LearningVerdict = z.infer<typeof learningVerdictSchema>;

const range = { effect: number, low: number, high: number };

/** One scope of a learning: the tests of one channel, year, import ... */
export const learningScopeSchema = z.object({
  dimension: z.string(),
  value: z.string(),
  tests: whole,
  ...range,
  /** Drawn toward the whole: what to expect in this scope. Null where scopes cannot be compared. */
  shrunken: nullable,
  shrunkenLow: nullable,
  shrunkenHigh: nullable,
});
export type LearningScope = z.infer<typeof learningScopeSchema>;

/** Whether the scopes of one dimension differ; Holm over all such questions of the library. */
export const scopeDifferenceSchema = z.object({ dimension: z.string(), pValue: number, adjustedPValue: number });
export type ScopeDifference = z.infer<typeof scopeDifferenceSchema>;

export const contradictionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('test'),
    test: z.string(),
    name: z.string(),
    ...range,
    /** Externally studentised: distance from what the other tests say, in standard deviations. */
    residual: number,
    /** Holm over the tests of the learning. */
    adjustedPValue: number,
    sentence: z.string(),
  }),
  z.object({
    kind: z.literal('scope'),
    dimension: z.string(),
    value: z.string(),
    tests: whole,
    ...range,
    adjustedPValue: number,
    sentence: z.string(),
  }),
]);
export type Contradiction = z.infer<typeof contradictionSchema>;

export const learningSchema = z.object({
  /** Stays as long as attribute, level, reference, metric, scale and scope do. */
  id: z.string(),
  attribute: z.string(),
  level: z.string(),
  reference: z.string(),
  metric: z.string(),
  kind: metricKindSchema,
  scale: learningScaleSchema,
  scope: z.string(),
  ...range,
  /** As changes of the reference's mean value; null where that is not above 0. */
  relative: z.object({ value: number, low: number, high: number }).nullable(),
  /** Mean value of the reference in the tests that carry it, by units. */
  baseline: number,
  /** Where the true effect of the next test lies. */
  predictionLow: nullable,
  predictionHigh: nullable,
  /** Chance that the true effect of the next test has the sign of this one. */
  nextAgrees: nullable,
  tau2: nullable,
  i2: nullable,
  /** Tests that carry it, and how many would when nothing had to be held equal. */
  tests: whole,
  testsNotHeld: whole,
  /** Columns in which the variations that were compared are equal: all that they are made of but what is asked about. */
  held: z.array(z.string()),
  units: number,
  pValue: number,
  /** Benjamini-Hochberg over all learnings of the library. */
  qValue: number,
  verdict: learningVerdictSchema,
  /** Whether the effect is to the good, by the metric's direction; null unless it raises or lowers. */
  favorable: z.boolean().nullable(),
  /** About how many tests would settle it if the estimate stays; null when settled. */
  testsNeeded: z.number().int().nullable(),
  /** ISO dates of the oldest and newest test that carries it. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Days since the newest test that carries it. */
  age: nullable,
  stale: z.boolean(),
  /** Change of the effect in a year. */
  drift: z.object({ perYear: number, low: number, high: number, pValue: number, adjustedPValue: number }).nullable(),
  scopes: z.array(learningScopeSchema),
  scopeDifferences: z.array(scopeDifferenceSchema),
  contradictions: z.array(contradictionSchema),
  /** With the tests that are invalid or suspect as well. */
  withAll: z.object({ ...range, pValue: number, tests: whole, units: number }),
  sentence: z.string(),
  reasons: reasonsSchema,
});
export type Learning = z.infer<typeof learningSchema>;

export const notEstimableCodeSchema = z.enum([
  'unknown',
  'constant',
  'not-held',
  'confounded',
  'no-events',
  'left-out',
]);
export type NotEstimableCode = z.infer<typeof notEstimableCodeSchema>;

export const notEstimableSchema = z.object({
  attribute: z.string(),
  /** Null where it is so for every level. */
  level: z.string().nullable(),
  reference: z.string().nullable(),
  metric: z.string().nullable(),
  code: notEstimableCodeSchema,
  /** Attributes that cannot be told from it; of `not-held` the columns that differ wherever it does. */
  confoundedWith: z.array(z.string()),
  reason: z.string(),
});
export type NotEstimable = z.infer<typeof notEstimableSchema>;

/** How well learnings and past effects foretell tests that they have not seen. Ratios below 1 mean: better. */
export const learningPriorSchema = z.object({
  metric: z.string(),
  /** Comparisons of a variation with the others of its test, on the log of the rate. */
  comparisons: whole,
  tests: whole,
  mean: number,
  /** Standard deviation of true effects. */
  sd: number,
  /** Mean share of its effect that the best variation of a test loses to shrinkage. */
  winnersShrink: nullable,
  /** The prior is worth as many units in each variation. */
  worthUnits: nullable,
  /** Median units of a variation, and the chance that a test of two such variations finds an effect as they have been. */
  typicalUnits: number,
  chanceToFind: nullable,
  heldOut: z
    .object({
      comparisons: whole,
      /** Mean squared error of the shrunken over the raw effect of one half of each test, as a forecast of the other. */
      errorRatio: number,
      /** Mean overstatement of the winners, on the log scale: raw and shrunken. */
      rawWinnersOver: number,
      shrunkenWinnersOver: number,
    })
    .nullable(),
});
export type LearningPrior = z.infer<typeof learningPriorSchema>;

export const learnAnswerSchema = z.object({
  schema: z.literal(1),
  tests: z.object({ all: whole, believed: whole, invalid: whole, suspect: whole }),
  learnings: z.array(learningSchema),
  notEstimable: z.array(notEstimableSchema),
  priors: z.array(learningPriorSchema),
  /** Leaving tests out in five folds: error of the learnings over that of expecting no effect, and how often intervals hold. */
  heldOut: z.object({ contrasts: whole, errorRatio: number, covered: number, level: number }).nullable(),
  notes: z.array(z.string()),
});
export type LearnAnswer = z.infer<typeof learnAnswerSchema>;
