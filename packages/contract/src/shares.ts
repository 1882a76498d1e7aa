import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineEndpoint } from './endpoint.ts';
import { experimentVerdictSchema } from './experiments.ts';
import {
  comparisonSchema,
  healthCheckSchema,
  healthVerdictSchema,
  interactionSchema,
  metricSchema,
  metricVariationSchema,
} from './result.ts';
import { locales } from './workspace.ts';

/** Links for people without an account: what a link shows, and who made which. */

export const shareKinds = ['experiment'] as const;

/** How long a link can hold. */
export const shareDays = [7, 30, 90, 365] as const;
export type ShareDays = (typeof shareDays)[number];

/** A group is shown from so many units in each variation. */
export const fewestUnitsOfGroup = 20;

export const shareSchema = z.object({
  id: z.uuid(),
  kind: z.enum(shareKinds),
  experiment: z.object({ id: z.uuid(), title: z.string() }),
  /** Whom it was made for, as its maker wrote it; null when they did not. The page does not show it. */
  madeFor: z.string().nullable(),
  /** The column by which the page shows groups; null: it shows none. */
  segment: z.string().nullable(),
  /** Whether the page names who made it. */
  showMaker: z.boolean(),
  by: actorSchema,
  state: z.enum(['active', 'expired', 'revoked']),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
  /** How often its page was loaded. Who did is not known. */
  opens: z.number().int(),
  lastOpenedAt: z.iso.datetime().nullable(),
});
export type Share = z.infer<typeof shareSchema>;

export const listShares = defineEndpoint({
  method: 'GET',
  path: '/api/shares',
  permission: 'shares:read',
  summary: 'List links that were made for people without an account, newest first',
  description: 'The links themselves cannot be shown again: only hashes of their tokens are kept.',
  query: z.object({
    experiment: z.uuid().optional(),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  /** `active`: how many of all of them still hold. */
  answer: z.object({ total: z.number().int(), active: z.number().int(), shares: z.array(shareSchema) }),
});

export const makeShare = defineEndpoint({
  method: 'POST',
  path: '/api/shares',
  permission: 'shares:write',
  summary: 'Make a link to an experiment for people without an account',
  description:
    'Whoever has the link reads the newest answer of the experiment in plain words, until the link ends. The link is in this answer and nowhere else. Groups by one column can be shown with it: small ones are left out. 404 when there is no such experiment, 422 when it has no groups by that column.',
  body: z.strictObject({
    kind: z.enum(shareKinds).default('experiment'),
    experimentId: z.uuid(),
    madeFor: z.string().trim().max(80, 'At most 80 characters.').optional(),
    days: z.literal([...shareDays]).default(90),
    segment: z.string().max(500).nullable().default(null),
    showMaker: z.boolean().default(false),
  }),
  answer: z.object({ share: shareSchema, link: z.url() }),
  status: 201,
});

export const revokeShare = defineEndpoint({
  method: 'DELETE',
  path: '/api/shares/:id',
  permission: 'shares:write',
  summary: 'End a link, so that its page is no longer shown',
  description: 'It stays in the list. Ending it twice changes nothing.',
  params: z.object({ id: z.uuid() }),
});

const sharedComparisonSchema = comparisonSchema.pick({
  ...{ variation: true, control: true, difference: true, lift: true, level: true, inference: true },
  ...{ adjustedPValue: true, chanceToWin: true, practicalMargin: true, unitsNeeded: true },
  ...{ verdict: true, worthHaving: true },
});

const sharedMetricSchema = metricSchema
  .pick({ name: true, kind: true, currency: true, primary: true, direction: true, practical: true })
  .extend({
    variations: z.array(metricVariationSchema.pick({ name: true, units: true, value: true })),
    comparisons: z.array(sharedComparisonSchema),
  });
export type SharedMetric = z.infer<typeof sharedMetricSchema>;

/**
 * All that a link shows: a form of its own, filled field by field, so that nothing that answers gain later is shown by accident.
 * No file, import, note, tag, comment, condition or statement is in it, and no sentence that was made for members.
 */
export const sharedExperimentSchema = z.object({
  kind: z.literal('experiment'),
  workspace: z.string(),
  locale: z.enum(locales),
  /** The day of the answer, and the last full day of the link, where the workspace is. */
  asOf: z.iso.date(),
  endsOn: z.iso.date(),
  /** Who made the link, where they wanted to be named. */
  sharedBy: z.string().nullable(),
  /** As people gave it; null while it is only the name of the import. */
  title: z.string().nullable(),
  /** What the answer answers. */
  question: z.string(),
  ranOn: z.iso.date().nullable(),
  units: z.number().int(),
  /** Whether each row of the data counted for itself. */
  unit: z.enum(['row', 'unit']),
  variations: z.number().int(),
  /** Whether only rows that fit a condition were looked at. */
  filtered: z.boolean(),
  verdict: experimentVerdictSchema,
  health: z.object({
    verdict: healthVerdictSchema,
    checks: z.array(healthCheckSchema.pick({ name: true, verdict: true })),
  }),
  /** Empty where a failed check forbids to read them. */
  metrics: z.array(sharedMetricSchema),
  /** The metric that decides, by the column that the maker chose; null where there is none or nothing may be shown. */
  groups: z
    .object({
      column: z.string(),
      interactions: z.array(interactionSchema.pick({ variation: true, control: true, adjustedPValue: true })),
      values: z.array(sharedMetricSchema.pick({ variations: true, comparisons: true }).extend({ value: z.string() })),
      /** Whether some were too small to be shown. */
      someLeftOut: z.boolean(),
    })
    .nullable(),
});
export type SharedExperiment = z.infer<typeof sharedExperimentSchema>;

export const openShared = defineEndpoint({
  method: 'POST',
  path: '/api/shared',
  permission: 'public',
  summary: 'Read what a link shares',
  changes: false,
  description:
    'The token is what stands behind # in the link. 410 when the link has ended, was revoked, or never was one: which of these is not told. 429 after many wrong tokens, with Retry-After.',
  body: z.strictObject({ token: z.string().min(1).max(200) }),
  answer: sharedExperimentSchema,
});
