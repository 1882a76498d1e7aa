import { z } from 'zod';
import { reasonsSchema } from './result.ts';

/** How well forecasts did, as `dandelion beliefs score --json` prints it (schema 1) and the API answers it. */

const fraction = z.number().min(0).max(1);
const nullable = z.number().nullable();

/** Forecasts between two tenths, the upper one not included but 1 itself, and how often what they speak of happened. */
export const calibrationRowSchema = z.object({
  from: fraction,
  to: fraction,
  n: z.number().int(),
  meanForecast: fraction,
  /** Share of them that happened, with the limits of its 95% interval (Wilson). */
  observed: fraction,
  low: fraction,
  high: fraction,
});
export type CalibrationRow = z.infer<typeof calibrationRowSchema>;

export const beliefScoreSchema = z.object({
  /** Forecasts whose outcome is known. */
  n: z.number().int(),
  meanForecast: nullable,
  /** Share of them that happened. */
  observed: nullable,
  /** Mean squared distance of forecast and outcome: 0 is perfect, 0.25 is what 50% always gets, 1 is always wrong and sure. */
  brier: nullable,
  /** brier = reliability − resolution + uncertainty (Murphy 1973), by equal forecasts. */
  reliability: nullable,
  resolution: nullable,
  uncertainty: nullable,
  /** 1 − brier / uncertainty: 0 is saying the share that happened each time. */
  skill: nullable,
  /** Mean of −ln of the probability given to what happened. */
  logScore: nullable,
  /** Forecasts of 0% or 100% (nearly) whose logarithm was held to a bound. */
  clipped: z.number().int(),
  calibration: z.array(calibrationRowSchema),
  /** Logistic recalibration on the log-odds of the forecasts: 0 and 1 where they mean what they say. A slope below 1: too sure. */
  intercept: nullable,
  slope: nullable,
  /** Chance that something that happened had been given more than something that did not; 0.5 is a coin (area under the ROC curve). */
  discrimination: nullable,
  /** Of its 95% interval. */
  discriminationLow: nullable,
  discriminationHigh: nullable,
  /**
   * Of a member, topic or role: drawn towards the mean of the others of its kind, the more the fewer forecasts it has (empirical
   * Bayes, docs/methods/forecasts.md).
   */
  shrunkenBrier: nullable,
  shrunkenDiscrimination: nullable,
  /** In one sentence. */
  sentence: z.string(),
  reasons: reasonsSchema,
});
export type BeliefScore = z.infer<typeof beliefScoreSchema>;

/** By name, never by score: it is for learning, not for ranking. */
export const beliefScoresSchema = z.object({
  schema: z.literal(1),
  overall: beliefScoreSchema,
  members: z.array(beliefScoreSchema.extend({ member: z.string() })),
  topics: z.array(beliefScoreSchema.extend({ topic: z.string() })),
  /** What was assumed or left out, each one sentence. */
  notes: z.array(z.string()),
});
export type BeliefScores = z.infer<typeof beliefScoresSchema>;
