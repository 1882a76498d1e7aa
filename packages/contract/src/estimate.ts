import { z } from 'zod';

/** What the parts of an answer are made of. */

export const number = z.number().refine(Number.isFinite, 'must be finite');
export const nullableNumber = number.nullable();

/** Field name to the plain sentence that says why the field is null. */
export const reasonsSchema = z.record(z.string(), z.string());

/** Estimate with its interval at the comparison's level. Low or high is null where that side is unbounded. */
export const estimateSchema = z.object({ value: nullableNumber, low: nullableNumber, high: nullableNumber });
export type Estimate = z.infer<typeof estimateSchema>;

export const comparisonVerdictSchema = z.enum(['better', 'worse', 'no-difference', 'inconclusive', 'invalid']);
export type ComparisonVerdict = z.infer<typeof comparisonVerdictSchema>;
