import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineDownload, defineEndpoint } from './endpoint.ts';
import { designKindSchema, proposalSourceSchema, testedAttributeSchema } from './proposals.ts';

/** A draft is a test that is yet to run, in any tool: its design, its size, and who gets which variation. */

/** Units of one assignment list. */
export const longestAssignment = 2_000_000;
/** Ids that can be sent to be assigned. */
export const mostIds = 200_000;

const words = (longest: number) => z.string().trim().min(1, 'Write something.').max(longest);

export const draftSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  design: designKindSchema,
  /** Of a fraction, such as 3 for III; null where nothing is mixed. */
  resolution: z.number().int().nullable(),
  attributes: z.array(testedAttributeSchema),
  /** The first is the control: the reference level of every attribute. Levels in the order of the attributes. */
  variations: z.array(z.object({ name: z.string(), levels: z.array(z.string()) })),
  /** Effects of one attribute or of two together, each with those it cannot be told apart from; names of attributes. */
  aliases: z.array(z.object({ effect: z.array(z.string()), with: z.array(z.array(z.string())) })),
  metric: z.string().nullable(),
  units: z.number().int(),
  unitsPerVariation: z.number().int(),
  days: z.number().int().nullable(),
  hypotheses: z.array(z.string()),
  /** Of the proposal it was made from, as it was then. */
  proposal: z
    .object({
      ...{ id: z.string(), why: z.string(), decision: z.string(), caution: z.string() },
      from: proposalSourceSchema.array(),
    })
    .nullable(),
  /** Columns of the assignment list, to be chosen when the results come back. */
  columns: z.object({ unit: z.string(), variation: z.string(), attributes: z.array(z.string()) }),
  by: actorSchema,
  createdAt: z.iso.datetime(),
});
export type Draft = z.infer<typeof draftSchema>;

const ofDraft = z.object({ id: z.uuid() });

export const createDraft = defineEndpoint({
  method: 'POST',
  path: '/api/drafts',
  permission: 'learnings:write',
  summary: 'Draft a test from a proposal, or from attributes of one’s own',
  description:
    'Of a proposal, what is left out is as it says. With more attributes than variations allow, a fraction is designed and its alias table told.',
  body: z.strictObject({
    /** Of `GET /api/proposals`; null: `attributes` say what is tested. */
    proposalId: z.string().max(300).nullable().default(null),
    title: words(200).optional(),
    attributes: z
      .array(z.strictObject({ name: words(200), levels: z.array(words(200)).min(2).max(8) }))
      .max(8)
      .default([]),
    /** In all variations together. */
    units: z.number().int().min(4).max(1e10).optional(),
    mostVariations: z.number().int().min(2).max(64).optional(),
  }),
  answer: draftSchema,
  status: 201,
});

export const listDrafts = defineEndpoint({
  method: 'GET',
  path: '/api/drafts',
  permission: 'learnings:read',
  summary: 'List drafts of tests, the newest first',
  answer: z.object({ drafts: z.array(draftSchema) }),
});

export const getDraft = defineEndpoint({
  method: 'GET',
  path: '/api/drafts/:id',
  permission: 'learnings:read',
  summary: 'Read a draft of a test',
  params: ofDraft,
  answer: draftSchema,
});

export const deleteDraft = defineEndpoint({
  method: 'DELETE',
  path: '/api/drafts/:id',
  permission: 'learnings:write',
  summary: 'Delete a draft of a test',
  params: ofDraft,
});

export const downloadAssignment = defineDownload({
  method: 'GET',
  path: '/api/drafts/:id/assignment',
  permission: 'learnings:read',
  summary: 'Download who gets which variation, for units 1, 2, 3 …',
  description: 'At random, in groups whose sizes differ by at most one; the same whenever it is asked for.',
  params: ofDraft,
  query: z.object({
    /** How many; as many as the draft says when left out. */
    units: z.coerce.number().int().min(2).max(longestAssignment).optional(),
  }),
  download: ['text/csv'],
});

export const assignUnits = defineDownload({
  method: 'POST',
  path: '/api/drafts/:id/assignment',
  permission: 'learnings:read',
  summary: 'Assign one’s own units to the variations of a draft',
  description: `The body is text with one id on each line, at most ${mostIds.toLocaleString('en')}. The same ids in any order get the same variations. Nothing is stored.`,
  params: ofDraft,
  upload: true,
  changes: false,
  download: ['text/csv'],
});
