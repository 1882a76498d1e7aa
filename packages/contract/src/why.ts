import { z } from 'zod';
import { comparisonVerdictSchema, estimateSchema, nullableNumber, reasonsSchema } from './estimate.ts';

/**
 * Why a test came out as it did, as `dandelion analyze --attribute COLUMN` adds it to the answer: what each attribute of
 * the variations did, whether attributes depend on each other, where along a funnel a difference arose, and for whom the
 * effect differs. Units are those of the rest of the answer. A null number has its sentence in `reasons`.
 */

export const effectVerdictSchema = z.enum([...comparisonVerdictSchema.options, 'not-estimable']);
export type EffectVerdict = z.infer<typeof effectVerdictSchema>;

/** Over what an effect is averaged: the combinations of the other attributes count equally, or by their units. */
export const whyWeightsSchema = z.enum(['equal', 'observed']);
export type WhyWeights = z.infer<typeof whyWeightsSchema>;

/** An effect is named by its attributes: one for a main effect, two for an interaction. */
const effectName = z.array(z.string()).min(1);

const finding = {
  difference: estimateSchema,
  /** On the log-odds scale, of proportions only. */
  logOdds: estimateSchema.optional(),
  pValue: nullableNumber,
  /** Holm over the effects, or over the interactions, of the metric. Intervals are not adjusted. */
  adjustedPValue: nullableNumber,
  verdict: effectVerdictSchema,
  /** How it was estimated: `cell-averages` assumes nothing, `two-way` no interactions of three, `main-effects` none at all. */
  model: z.enum(['cell-averages', 'two-way', 'main-effects']).nullable(),
  /** What it cannot be told apart from. */
  confoundedWith: z.array(effectName),
  sentence: z.string(),
  /** How the finding could be wrong, in sentences. */
  caution: z.string(),
  reasons: reasonsSchema,
};

/** A level of an attribute against its reference, averaged over the levels of the other attributes. */
export const attributeEffectSchema = z.object({
  metric: z.string(),
  attribute: z.string(),
  level: z.string(),
  reference: z.string(),
  ...finding,
});
export type AttributeEffect = z.infer<typeof attributeEffectSchema>;

const pairNames = z.tuple([z.string(), z.string()]);

/** By how much the effect of the first attribute's level is larger at the second's level than at its reference. */
export const attributeInteractionSchema = z.object({
  metric: z.string(),
  attributes: pairNames,
  levels: pairNames,
  references: pairNames,
  ...finding,
});
export type AttributeInteraction = z.infer<typeof attributeInteractionSchema>;

/** Two attributes together: the test whether they depend on each other at all, and the means to draw. */
export const attributePairSchema = z.object({
  metric: z.string(),
  attributes: pairNames,
  /** All interactions of the two at once; null where they cannot be estimated. */
  test: z.object({ df: z.number().int(), pValue: nullableNumber, adjustedPValue: nullableNumber }).nullable(),
  means: z.array(z.object({ levels: pairNames, units: z.number().int(), mean: estimateSchema })),
});
export type AttributePair = z.infer<typeof attributePairSchema>;

export const whyCellSchema = z.object({
  /** Level by attribute, in the order of the attributes. */
  levels: z.array(z.string()),
  variations: z.array(z.string()),
  units: z.number().int(),
  metrics: z.array(z.object({ metric: z.string(), units: z.number().int(), mean: estimateSchema })),
});
export type WhyCell = z.infer<typeof whyCellSchema>;

const part = {
  /** What it adds to the difference per unit, in the unit of the last metric; the parts of a funnel add up to the whole. */
  part: estimateSchema,
  pValue: nullableNumber,
};

/** Where along the steps a comparison's difference arose. */
export const whyFunnelSchema = z.object({
  /** Metrics in the order of the steps; the last may be an amount. */
  metrics: z.array(z.string()),
  /** What the whole is a part of, where that is not what the last metric is a part of: clicked per sent, of clicked per opened. */
  per: z.string().nullable().default(null),
  variation: z.string(),
  control: z.string().nullable(),
  whole: z.object({ control: nullableNumber, treatment: nullableNumber, ...part }),
  steps: z.array(
    z.object({
      metric: z.string(),
      /** `rate` among those who took the step before, or `amount` of those who took the last one. */
      kind: z.enum(['rate', 'amount']),
      /** Units that it is of. */
      controlUnits: z.number().int(),
      treatmentUnits: z.number().int(),
      control: nullableNumber,
      treatment: nullableNumber,
      ...part,
      /** Holm over the steps. */
      adjustedPValue: nullableNumber,
    }),
  ),
  sentence: z.string(),
  caution: z.string(),
});
export type WhyFunnel = z.infer<typeof whyFunnelSchema>;

export const whySchema = z.object({
  /** Null where no attribute varies. */
  design: z.enum(['full-factorial', 'fractional', 'unbalanced']).nullable(),
  /**
   * Whether intervals and p-values hold for one look at the end, or at every look as in a sequential test. There are no Bayesian
   * ones: beside Bayesian comparisons they are those of one look, as all were in answers that were stored before this was said.
   */
  inference: z.enum(['fixed', 'sequential']).default('fixed'),
  weights: whyWeightsSchema,
  attributes: z.array(
    z.object({
      name: z.string(),
      /** What its other levels are compared with; null where it has none. */
      reference: z.string().nullable(),
      levels: z.array(z.object({ name: z.string(), units: z.number().int() })),
    }),
  ),
  /** What cannot be told apart: to be read before the effects. */
  aliases: z.array(z.object({ effect: effectName, with: z.array(effectName) })),
  effects: z.array(attributeEffectSchema),
  interactions: z.array(attributeInteractionSchema),
  pairs: z.array(attributePairSchema),
  cells: z.array(whyCellSchema),
  funnel: z.array(whyFunnelSchema).optional(),
  /** What was assumed, put together or left out. */
  notes: z.array(z.string()),
});
export type Why = z.infer<typeof whySchema>;
