import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineEndpoint } from './endpoint.ts';

/** Learnings that people wrote down, beside the computed ones; and who confirmed which. */

const confirmationSchema = z.object({ by: actorSchema, at: z.iso.datetime() });
export type Confirmation = z.infer<typeof confirmationSchema>;

export const notedLearningSchema = z.object({
  id: z.uuid(),
  sentence: z.string(),
  /** What it rests on, in the words of whoever wrote it. */
  restsOn: z.string(),
  topic: z.string(),
  createdBy: actorSchema,
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime().nullable(),
  /** Of the sentence as it stands: a changed one is to be confirmed anew. */
  confirmedBy: z.array(confirmationSchema),
  version: z.number().int(),
});
export type NotedLearning = z.infer<typeof notedLearningSchema>;

const version = z.int32().min(1);
const sentence = z.string().trim().min(1, 'Write the sentence.').max(500, 'At most 500 characters.');
const restsOn = z.string().trim().max(2000, 'At most 2,000 characters.');
const topic = z.string().trim().max(80, 'At most 80 characters.');
const ofNote = z.object({ id: z.uuid() });
const ofLearning = z.object({ id: z.string().max(100) });

export const listLearningNotes = defineEndpoint({
  method: 'GET',
  path: '/api/learnings/notes',
  permission: 'learnings:read',
  summary: 'List the learnings that people wrote down, newest first',
  answer: z.object({ notes: z.array(notedLearningSchema) }),
});

export const addLearningNote = defineEndpoint({
  method: 'POST',
  path: '/api/learnings/notes',
  permission: 'learnings:write',
  summary: 'Write a learning down',
  description: 'It is shown as written by a person: nothing is computed from it.',
  body: z.strictObject({ sentence, restsOn: restsOn.default(''), topic: topic.default('') }),
  answer: notedLearningSchema,
  status: 201,
});

export const changeLearningNote = defineEndpoint({
  method: 'PATCH',
  path: '/api/learnings/notes/:id',
  permission: 'learnings:write',
  summary: 'Change a learning that somebody wrote down',
  description:
    '409 when it was changed since `version`. With another sentence or another basis, the confirmations go: they were of what stood there.',
  params: ofNote,
  body: z.strictObject({
    version,
    sentence: sentence.optional(),
    restsOn: restsOn.optional(),
    topic: topic.optional(),
  }),
  answer: notedLearningSchema,
});

export const deleteLearningNote = defineEndpoint({
  method: 'DELETE',
  path: '/api/learnings/notes/:id',
  permission: 'learnings:write',
  summary: 'Delete a learning that somebody wrote down',
  description: 'The audit log keeps what it said. 409 when it was changed since `version`.',
  params: ofNote,
  query: z.object({
    version: z.coerce
      .number()
      .int()
      .min(1)
      .max(2 ** 31 - 1),
  }),
});

export const confirmLearningNote = defineEndpoint({
  method: 'POST',
  path: '/api/learnings/notes/:id/confirmation',
  permission: 'learnings:write',
  summary: 'Confirm a learning that somebody wrote down, in one’s own name',
  description: 'Doing it twice changes nothing.',
  params: ofNote,
  answer: notedLearningSchema,
});

export const withdrawNoteConfirmation = defineEndpoint({
  method: 'DELETE',
  path: '/api/learnings/notes/:id/confirmation',
  permission: 'learnings:write',
  summary: 'Withdraw one’s own confirmation of a learning that somebody wrote down',
  params: ofNote,
  answer: notedLearningSchema,
});

/** Of a computed learning. */
const confirmedLearningSchema = z.object({
  /** Of the learning. */
  id: z.string(),
  confirmedBy: z.array(
    confirmationSchema.extend({
      /** What the learning said when it was confirmed. */
      sentence: z.string(),
    }),
  ),
});
export type ConfirmedLearning = z.infer<typeof confirmedLearningSchema>;

export const listLearningConfirmations = defineEndpoint({
  method: 'GET',
  path: '/api/learnings/confirmations',
  permission: 'learnings:read',
  summary: 'List who confirmed which computed learnings',
  answer: z.object({ learnings: z.array(confirmedLearningSchema) }),
});

export const confirmLearning = defineEndpoint({
  method: 'POST',
  path: '/api/learnings/:id/confirmation',
  permission: 'learnings:write',
  summary: 'Confirm a computed learning, in one’s own name',
  description:
    'What it said at that time is kept beside it, as the numbers move with every test. Confirming again is of what it says now.',
  params: ofLearning,
  answer: confirmedLearningSchema,
});

export const withdrawLearningConfirmation = defineEndpoint({
  method: 'DELETE',
  path: '/api/learnings/:id/confirmation',
  permission: 'learnings:write',
  summary: 'Withdraw one’s own confirmation of a computed learning',
  params: ofLearning,
  answer: confirmedLearningSchema,
});
