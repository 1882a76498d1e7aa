import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { askedCountsSchema } from './imports.ts';
import { resultSchema } from './result.ts';
import { sizeSchema } from './size.ts';

/** What a test needs before it runs, and a verdict from counts alone. Nothing is stored. */

export const answerSize = defineEndpoint({
  method: 'POST',
  path: '/api/sizes',
  permission: 'experiments:read',
  summary: 'Say how many units a test needs, or what a test of a given size can show',
  changes: false,
  body: z.strictObject({
    /** Rate (0.05 is 5%) or mean without the change; null for a mean of unknown level. */
    baseline: z.number().nullable(),
    /** Of one unit; null for a rate. */
    standardDeviation: z.number().positive().nullable(),
    /** The difference to find; null: it is asked for. */
    effect: z.strictObject({ value: z.number(), relative: z.boolean() }).nullable(),
    /** In each variation; null: they are asked for. */
    units: z.number().int().min(2).max(1e12).nullable(),
    power: z.number().min(0.5).max(0.999).default(0.8),
    level: z.number().min(0.5).max(0.999).default(0.95),
    variations: z.number().int().min(2).max(20).default(2),
    sided: z.union([z.literal(1), z.literal(2)]).default(2),
    perDay: z.number().min(1).max(1e12).nullable().default(null),
  }),
  answer: z.object({
    size: sizeSchema,
    /**
     * Units in each variation over the difference to find (absolute, with its sign), from easy to hard to find, around the
     * answer, at the power asked for: where power is the answer, the point of effect and units lies beside the curve.
     */
    curve: z.array(z.object({ effect: z.number(), units: z.number() })),
  }),
});

export const answerCounts = defineEndpoint({
  method: 'POST',
  path: '/api/quick-answers',
  permission: 'experiments:read',
  summary: 'Judge a test by its counts alone',
  changes: false,
  description:
    '`inference`, `level` and `practical` are those of the settings of the workspace where they are left out. Nothing is stored.',
  body: askedCountsSchema,
  answer: resultSchema,
});
