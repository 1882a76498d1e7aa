import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineEndpoint } from './endpoint.ts';

/** What members say about an experiment. */

export const longestComment = 2000;

export const commentSchema = z.object({
  id: z.uuid(),
  experimentId: z.uuid(),
  /** A member, a key of the API or the machine, under the name of that day. */
  by: actorSchema,
  /** Plain text with line breaks. Null when it was deleted. */
  text: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** When the text was last changed; null: never. */
  changedAt: z.iso.datetime().nullable(),
  deletedBy: actorSchema.nullable(),
  deletedAt: z.iso.datetime().nullable(),
  /** Counts changes; send it back with a change. */
  version: z.number().int(),
  /** What whoever asks may do with it. */
  may: z.object({ change: z.boolean(), delete: z.boolean() }),
});
export type Comment = z.infer<typeof commentSchema>;

const textSchema = z
  .string()
  .trim()
  .min(1, 'Write something.')
  .max(longestComment, `At most ${longestComment} characters.`);

const ofExperiment = z.object({ id: z.uuid() });
const ofComment = z.object({ id: z.uuid() });

export const listComments = defineEndpoint({
  method: 'GET',
  path: '/api/experiments/:id/comments',
  permission: 'experiments:read',
  summary: 'List the comments on an experiment, newest last',
  description: 'Of many, the newest; `earlier` counts the others.',
  params: ofExperiment,
  query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(50) }),
  answer: z.object({ comments: z.array(commentSchema), earlier: z.number().int() }),
});

export const addComment = defineEndpoint({
  method: 'POST',
  path: '/api/experiments/:id/comments',
  permission: 'comments:write',
  summary: 'Comment on an experiment',
  params: ofExperiment,
  body: z.strictObject({ text: textSchema }),
  answer: commentSchema,
  status: 201,
});

export const changeComment = defineEndpoint({
  method: 'PATCH',
  path: '/api/comments/:id',
  permission: 'comments:write',
  summary: 'Change the text of one’s own comment',
  description: '403 when it is somebody else’s. 409 when it was changed or deleted since `version`.',
  params: ofComment,
  body: z.strictObject({ version: z.int32(), text: textSchema }),
  answer: commentSchema,
});

export const deleteComment = defineEndpoint({
  method: 'DELETE',
  path: '/api/comments/:id',
  permission: 'comments:write',
  summary: 'Delete a comment',
  description:
    'One’s own; an owner, any. Who wrote it and who deleted it stays. 409 when its text was changed since `version`.',
  params: ofComment,
  query: z.object({
    version: z.coerce
      .number()
      .int()
      .min(1)
      .max(2 ** 31 - 1),
  }),
  answer: commentSchema,
});
