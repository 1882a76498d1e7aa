import { z } from 'zod';
import { estimateSchema, nullableNumber, number } from './estimate.ts';

/**
 * For whom does it work? What `dandelion analyze --search COLUMN` adds to the answer: groups of units in which the effect of
 * a variation on the metric that decides differs. One third of the units chooses where to divide, another tests whether the
 * effect differs there, and the last, which had no part in either, gives the effects and the check. Units, rates and differences are those of the rest of the answer.
 */

/**
 * `holds-up`: found, and held-out units agree. `not-confirmed`: found, but they do not. `nothing-found`: no difference
 * beyond chance. `cannot-tell`: too few units, or no column that can be used. `invalid`: the test itself is.
 */
export const searchVerdictSchema = z.enum(['holds-up', 'not-confirmed', 'nothing-found', 'cannot-tell', 'invalid']);
export type SearchVerdict = z.infer<typeof searchVerdictSchema>;

export const searchColumnSchema = z.object({
  name: z.string(),
  /** A number is cut at thresholds; of levels one is set against the rest. Null where it could not be used. */
  kind: z.enum(['number', 'levels']).nullable(),
  /** Different values. */
  values: z.number().int(),
  /** Units without a value; they are a group of their own. */
  missing: z.number().int(),
  /** Why it was left out; null where it was searched. */
  leftOut: z.string().nullable(),
});
export type SearchColumn = z.infer<typeof searchColumnSchema>;

/** One part of a condition: "history is above 120". */
export const searchTermSchema = z.object({
  column: z.string(),
  relation: z.enum(['at-most', 'above', 'is', 'is-not']),
  /** A threshold, or a level; null: not known. */
  value: z.union([number, z.string()]).nullable(),
  /** Units without a value are among them. */
  orUnknown: z.boolean(),
});
export type SearchTerm = z.infer<typeof searchTermSchema>;

const units = z.number().int();

/** Units that meet all terms. Together the groups of a comparison are all units, each once; what no confirmed split divides is one. */
export const searchGroupSchema = z.object({
  condition: z.string(),
  terms: z.array(searchTermSchema),
  /** Of the comparison, all thirds together. */
  units,
  share: number,
  heldOutUnits: units,
  /** Means or rates of held-out units. */
  control: nullableNumber,
  treatment: nullableNumber,
  /** Treatment less control of held-out units. The interval is not adjusted. */
  difference: estimateSchema,
  /** The same in the third that tests, by which groups are ordered: where a split is confirmed it is too large as a rule. */
  tested: estimateSchema,
});
export type SearchGroup = z.infer<typeof searchGroupSchema>;

/** A place where units were divided in two, and whether the effect differs between the two. Differences are of held-out units. */
export const searchSplitSchema = z.object({
  /** The units that it divides; empty: all. */
  within: z.string(),
  first: z.object({ condition: z.string(), difference: estimateSchema }),
  second: z.object({ condition: z.string(), difference: estimateSchema }),
  /** Difference of the first less that of the second. */
  difference: estimateSchema,
  /** The same in the third that tests, with its p-value. */
  tested: estimateSchema,
  pValue: nullableNumber,
  /** Holm over all splits of the search. */
  adjustedPValue: nullableNumber,
  confirmed: z.boolean(),
});
export type SearchSplit = z.infer<typeof searchSplitSchema>;

/** Held-out units, the group with the best effect first: do they gain more than in a random order? */
export const searchCheckSchema = z.object({
  /** Qini coefficient per treated unit, in the metric's unit: area between the curve and a random order. */
  value: number,
  low: number,
  high: number,
  /** From nobody to all, after each group: share of the units so far, gained per treated unit with its band, and by a random order. */
  curve: z.array(z.object({ fraction: number, value: number, low: number, high: number, random: number })),
});
export type SearchCheck = z.infer<typeof searchCheckSchema>;

export const searchComparisonSchema = z.object({
  variation: z.string(),
  /** Null: all other variations pooled. */
  control: z.string().nullable(),
  /** By what each third was for. */
  units: z.object({ choosing: units, testing: units, heldOut: units }),
  /** Fewest units of each variation on both sides of a split, in the third that chooses. */
  minimumPerVariation: units.nullable(),
  splits: z.array(searchSplitSchema),
  groups: z.array(searchGroupSchema),
  /** Null where there is nothing to check. */
  check: searchCheckSchema.nullable(),
  verdict: searchVerdictSchema,
  sentence: z.string(),
  howItCouldBeWrong: z.array(z.string()),
});
export type SearchComparison = z.infer<typeof searchComparisonSchema>;

export const searchSchema = z.object({
  /** The metric that decides. */
  metric: z.string(),
  /** Confidence level of intervals and tests. */
  level: number,
  /** How units were divided into thirds: drawn from this number and what the rows hold, whatever their order. */
  seed: z.number().int(),
  columns: z.array(searchColumnSchema),
  comparisons: z.array(searchComparisonSchema),
  /** How the number of looks was allowed for, in a sentence. */
  multiplicity: z.string(),
  notes: z.array(z.string()),
});
export type Search = z.infer<typeof searchSchema>;
