import { z } from 'zod';
import { defineDownload, defineEndpoint } from './endpoint.ts';
import { learnAnswerSchema, learningSchema } from './learnings.ts';
import { practicalSchema } from './result.ts';

/** The learnings of the workspace: all tests of it together, computed in the background whenever tests or their codes change. */

export const learnedAttributeSchema = z.object({
  /** As learnings name it. */
  id: z.string(),
  /** In words. */
  name: z.string(),
  /** Of the imports: the column of a text, or of levels. Null: coded by hand. */
  column: z.string().nullable(),
  /** What read it from the text; null where the levels were given. */
  coder: z.string().nullable(),
  /** What counts, in a sentence; null where nobody said. */
  explains: z.string().nullable(),
});
export type LearnedAttribute = z.infer<typeof learnedAttributeSchema>;

/**
 * `empty`: there is nothing to learn from yet. `computing`: for the first time. `ready`: with an answer, which is of before the last
 * change while `outdated`. `failed`: see `failure`; the answer of before stays.
 */
export const libraryStates = ['empty', 'computing', 'ready', 'failed'] as const;

export const librarySchema = z.object({
  state: z.enum(libraryStates),
  outdated: z.boolean(),
  computedAt: z.iso.datetime().nullable(),
  failure: z.string().nullable(),
  /** Of intervals, as in the settings. */
  level: z.number(),
  /** Of what raises or lowers, at most this share is false on average. */
  falseDiscoveries: z.number(),
  /** The smallest change worth having. */
  practical: practicalSchema,
  attributes: z.array(learnedAttributeSchema),
  answer: learnAnswerSchema.nullable(),
});
export type Library = z.infer<typeof librarySchema>;

export const getLearnings = defineEndpoint({
  method: 'GET',
  path: '/api/learnings',
  permission: 'learnings:read',
  summary: 'Read what all tests together say',
  description:
    'Pooled over the tests of the workspace. When tests changed since, it is computed anew in the background; read it again while it is `computing` or `outdated`.',
  answer: librarySchema,
});

const carrierSchema = z.object({
  experimentId: z.uuid(),
  title: z.string(),
  ranOn: z.iso.date().nullable(),
  /** False: invalid or suspect, and left out. */
  believed: z.boolean(),
  /** On the scale of the learning. */
  effect: z.number(),
  low: z.number(),
  high: z.number(),
  units: z.number().int(),
  /** Its share of the pooled effect; 0 where it is left out. */
  weight: z.number(),
});
export type LearningTest = z.infer<typeof carrierSchema>;

/** How to get a learning again without the workspace. */
export const learningRerunSchema = z.object({
  /** One for each import that carries it, the one of the most tests first. */
  imports: z.array(
    z.object({
      importId: z.uuid(),
      name: z.string(),
      /** Tests of it that carry the learning. */
      tests: z.number().int(),
      /** To be run where the file is; null where `why` says that there is none. */
      command: z.string().nullable(),
      why: z.string().nullable(),
    }),
  ),
  /** The coders of the workspace, to be saved beside the file under that name; null where no command names it. */
  coderFile: z.object({ name: z.string(), content: z.string() }).nullable(),
  /** Why the numbers of a command may differ from these. */
  notes: z.array(z.string()),
});
export type LearningRerun = z.infer<typeof learningRerunSchema>;

export const learningDetailsSchema = z.object({
  learning: learningSchema,
  attribute: learnedAttributeSchema,
  computedAt: z.iso.datetime(),
  /** Of its intervals, as in the settings when it was computed. */
  level: z.number(),
  /** Of what raises or lowers, at most this share is false on average. */
  falseDiscoveries: z.number(),
  /** The smallest change worth having: an interval within it is no difference. */
  practical: practicalSchema,
  /** The heaviest first. */
  carriers: z.array(carrierSchema),
  /** Tests that carry it and are not listed. */
  more: z.number().int(),
  rerun: learningRerunSchema,
});
export type LearningDetails = z.infer<typeof learningDetailsSchema>;

const learningId = z.object({ id: z.string().max(100) });

export const getLearning = defineEndpoint({
  method: 'GET',
  path: '/api/learnings/:id',
  permission: 'learnings:read',
  summary: 'Read one learning with the tests behind it',
  params: learningId,
  query: z.object({ limit: z.coerce.number().int().min(1).max(5000).default(200) }),
  answer: learningDetailsSchema,
});

export const computeLearnings = defineEndpoint({
  method: 'POST',
  path: '/api/learnings/compute',
  permission: 'learnings:write',
  summary: 'Compute the learnings anew',
  description:
    'Also done by itself when tests or codes change. Nothing is lost: the old ones stay until the new are there.',
  changes: false,
  answer: librarySchema,
  status: 202,
});

export const exportLearnings = defineDownload({
  method: 'GET',
  path: '/api/learnings/export',
  permission: 'learnings:read',
  summary: 'Download the learnings as CSV or JSON',
  query: z.object({ format: z.enum(['csv', 'json']) }),
  download: ['text/csv', 'application/json'],
});
