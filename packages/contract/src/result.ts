import { z } from 'zod';
import { currencySchema } from './currency.ts';
import { comparisonVerdictSchema, estimateSchema, nullableNumber, number, reasonsSchema } from './estimate.ts';
import { searchSchema } from './search.ts';
import { whySchema } from './why.ts';

export {
  type ComparisonVerdict,
  comparisonVerdictSchema,
  type Estimate,
  estimateSchema,
  reasonsSchema,
} from './estimate.ts';

/**
 * The answer of a finished test, as `dandelion analyze --json` prints it (schema 1).
 *
 * Rates, shares and lifts are fractions (0.05 is 5%). Differences are in the metric's own unit. A number that is not
 * defined is null, and `reasons` beside it says why, keyed by the field's name.
 */

export const healthVerdictSchema = z.enum(['ok', 'warning', 'invalid']);
export type HealthVerdict = z.infer<typeof healthVerdictSchema>;

export const healthCheckNameSchema = z.enum([
  'sample-ratio',
  'crossovers',
  'duplicates',
  'missing',
  'small-counts',
  'outliers',
  'suspect-period',
]);
export type HealthCheckName = z.infer<typeof healthCheckNameSchema>;

export const healthCheckSchema = z.object({
  name: healthCheckNameSchema,
  verdict: healthVerdictSchema,
  /** Of the check's own test, null where the check is a count. */
  pValue: nullableNumber,
  /** What the check counted (rows, units, cells ...), null where it counts nothing. */
  count: z.number().int().nullable(),
  message: z.string(),
  reasons: reasonsSchema.optional(),
});
export type HealthCheck = z.infer<typeof healthCheckSchema>;

export const metricKindSchema = z.enum(['proportion', 'mean', 'ratio', 'count']);
export type MetricKind = z.infer<typeof metricKindSchema>;

export const inferenceSchema = z.enum(['fixed', 'sequential', 'bayesian']);
export type Inference = z.infer<typeof inferenceSchema>;

/** The smallest difference worth having: `value` as the user gave it, `absolute` in the metric's unit. */
export const practicalSchema = z.object({
  value: number,
  relative: z.boolean(),
});
export type Practical = z.infer<typeof practicalSchema>;

export const comparisonSchema = z.object({
  variation: z.string(),
  /** Null: all other variations pooled. */
  control: z.string().nullable(),
  difference: estimateSchema,
  lift: estimateSchema,
  pValue: nullableNumber,
  /** Holm, see docs/methods/multiplicity.md. Intervals are not adjusted. */
  adjustedPValue: nullableNumber,
  /** Confidence (or credible) level of the intervals, 0.95 for 95%. */
  level: number,
  inference: inferenceSchema,
  /** The methods in words, with the test first. */
  method: z.string(),
  /** Bayesian only: probability that the variation is better (by the metric's direction) than its control. */
  chanceToWin: nullableNumber,
  /** Bayesian only: expected loss of choosing the variation, in the metric's unit, never negative. */
  expectedLoss: nullableNumber,
  /** Bayesian only: the prior in words. */
  prior: z.string().nullable(),
  /** Share of the variance that the covariate removed, null without a covariate. */
  varianceReduction: nullableNumber,
  /** Half the width of the region of no practical difference, in the metric's unit. */
  practicalMargin: nullableNumber,
  /** Units needed in each variation to settle an inconclusive comparison, null when settled or not defined. */
  unitsNeeded: z.number().int().nullable(),
  verdict: comparisonVerdictSchema,
  worthHaving: z.enum(['yes', 'maybe', 'no']).nullable(),
  /** The comparison in one plain sentence. */
  sentence: z.string(),
  reasons: reasonsSchema,
});
export type Comparison = z.infer<typeof comparisonSchema>;

export const metricVariationSchema = z.object({
  name: z.string(),
  units: z.number().int().nonnegative(),
  value: nullableNumber,
  standardDeviation: nullableNumber,
  reasons: reasonsSchema.optional(),
});
export type MetricVariation = z.infer<typeof metricVariationSchema>;

export const metricSchema = z.object({
  name: z.string(),
  kind: metricKindSchema,
  /** ISO 4217, where the metric is money; absent where it is not. */
  currency: currencySchema.optional(),
  primary: z.boolean(),
  direction: z.enum(['higher-is-better', 'lower-is-better']),
  practical: practicalSchema,
  variations: z.array(metricVariationSchema),
  comparisons: z.array(comparisonSchema),
});
export type Metric = z.infer<typeof metricSchema>;

export const interactionSchema = z.object({
  metric: z.string(),
  variation: z.string(),
  control: z.string().nullable(),
  pValue: nullableNumber,
  adjustedPValue: nullableNumber,
  reasons: reasonsSchema,
});
export type Interaction = z.infer<typeof interactionSchema>;

export const segmentSchema = z.object({
  column: z.string(),
  interactions: z.array(interactionSchema),
  values: z.array(z.object({ value: z.string(), units: z.number().int(), metrics: z.array(metricSchema) })),
});
export type Segment = z.infer<typeof segmentSchema>;

export const sourceVariationSchema = z.object({
  name: z.string(),
  units: z.number().int(),
  /** Share of all units, and the share that was planned. */
  share: number,
  planned: number,
});

export const sourceSchema = z.object({
  rows: z.number().int(),
  units: z.number().int(),
  /** What a unit is, in words: the unit column, "row", or the denominator of aggregated rows. */
  unit: z.string(),
  /** Whether the planned split was given by the user or taken as equal. */
  split: z.enum(['given', 'assumed-equal']),
  variations: z.array(sourceVariationSchema),
});
export type Source = z.infer<typeof sourceSchema>;

const answerFields = {
  source: sourceSchema,
  health: z.object({ verdict: healthVerdictSchema, checks: z.array(healthCheckSchema) }),
  metrics: z.array(metricSchema),
  segments: z.array(segmentSchema),
  /** What made the difference; absent where it was not asked for. */
  why: whySchema.optional(),
  /** For whom it works; absent where it was not asked for. */
  search: searchSchema.optional(),
  /** What was assumed or left out, each one sentence: guesses, combined rows, options that were not given. */
  notes: z.array(z.string()),
};

export const testAnswerSchema = z.object(answerFields);
export type TestAnswer = z.infer<typeof testAnswerSchema>;

/** One finished test. */
export const resultSchema = z.object({ schema: z.literal(1), ...answerFields });
export type Result = z.infer<typeof resultSchema>;

/** Many tests of one file (`--test COLUMN`). */
export const manyResultSchema = z.object({
  schema: z.literal(1),
  tests: z.array(z.object({ name: z.string(), ...answerFields })),
  /** What was assumed for all tests alike; the notes of a test are about that test. */
  notes: z.array(z.string()),
});
export type ManyResult = z.infer<typeof manyResultSchema>;
export type NamedTestAnswer = ManyResult['tests'][number];
