import { z } from 'zod';

/** What `dandelion size --json` prints (schema 1): what a test needs, or what it can show. Rates are fractions. */
export const sizeSchema = z.object({
  schema: z.literal(1),
  kind: z.enum(['proportion', 'mean']),
  /** What was asked for; the other two were given. */
  solved: z.enum(['units', 'effect', 'power']),
  /** Rate or mean without the change; null for a mean whose level was not given. */
  baseline: z.number().nullable(),
  /** Of a mean. */
  standardDeviation: z.number().nullable(),
  /** The difference to find, in the unit of the baseline, and relative to it (null without a baseline). */
  effect: z.object({ absolute: z.number(), relative: z.number().nullable() }),
  unitsPerVariation: z.number().int(),
  unitsTotal: z.number().int(),
  variations: z.number().int(),
  power: z.number(),
  level: z.number(),
  sided: z.union([z.literal(1), z.literal(2)]),
  /** The convention by name and in words: sample-size tools differ by it. */
  convention: z.object({ name: z.string(), words: z.string() }),
  /** Days until all units have arrived, null when --per-day was not given. */
  days: z.number().int().nullable(),
  sentence: z.string(),
});
export type SizeAnswer = z.infer<typeof sizeSchema>;
