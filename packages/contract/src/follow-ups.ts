import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineEndpoint } from './endpoint.ts';
import { subjectSchema } from './meetings.ts';
import { personSchema } from './rituals.ts';

/** What somebody is to do until when. It comes back in every meeting until it is done. */

export const followUpStates = ['open', 'done', 'dropped'] as const;

export const followUpSchema = z.object({
  id: z.uuid(),
  what: z.string(),
  /** `left`: it needs another owner. */
  owner: personSchema,
  /** The last day for it, where the workspace is; null: none was agreed. */
  dueOn: z.iso.date().nullable(),
  overdue: z.boolean(),
  state: z.enum(followUpStates),
  /** How it ended, or how it stands. */
  note: z.string(),
  /** The meeting it comes from. Partners are not told. */
  meeting: z.object({ id: z.uuid(), ritual: z.string() }).nullable(),
  decisionId: z.uuid().nullable(),
  /** The constraint or the run of a workflow that made it; absent where somebody wrote it down. Partners are not told. */
  origin: subjectSchema.optional(),
  by: actorSchema,
  createdAt: z.iso.datetime(),
  /** When it was done or dropped, and by whom. */
  endedAt: z.iso.datetime().nullable(),
  endedBy: actorSchema.nullable(),
  version: z.number().int(),
  /** What whoever asks may do with it: end it or write its note; change what it says, its owner and its day. */
  may: z.object({ end: z.boolean(), change: z.boolean() }),
});
export type FollowUp = z.infer<typeof followUpSchema>;

const what = z.string().trim().min(1, 'Say what is to be done.').max(1000, 'At most 1,000 characters.');

export const listFollowUps = defineEndpoint({
  method: 'GET',
  path: '/api/follow-ups',
  permission: 'follow-ups:read',
  summary: 'List follow-ups, what is due first',
  description: 'Partners see their own and no others.',
  query: z.object({
    state: z.enum([...followUpStates, 'overdue']).optional(),
    /** Of one member; `me`: one’s own. */
    owner: z.union([z.uuid(), z.literal('me')]).optional(),
    meeting: z.uuid().optional(),
    ritual: z.uuid().optional(),
    /** That were on the agenda of this meeting. */
    agenda: z.uuid().optional(),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({ total: z.number().int(), followUps: z.array(followUpSchema) }),
});

export const addFollowUp = defineEndpoint({
  method: 'POST',
  path: '/api/follow-ups',
  permission: 'follow-ups:write',
  summary: 'Add a follow-up',
  description: '422 when its owner is nobody, or has left.',
  body: z.strictObject({
    what,
    ownerId: z.uuid(),
    dueOn: z.iso.date().nullable().default(null),
    meetingId: z.uuid().nullable().default(null),
    decisionId: z.uuid().nullable().default(null),
  }),
  answer: followUpSchema,
  status: 201,
});

export const changeFollowUp = defineEndpoint({
  method: 'PATCH',
  path: '/api/follow-ups/:id',
  permission: 'follow-ups:end',
  summary: 'End a follow-up, open it again, or change it',
  description:
    'Everybody ends and notes their own; changing what it says, its owner and its day, and ending those of others, needs `follow-ups:write`. 409 when it was changed since `version`.',
  params: z.object({ id: z.uuid() }),
  body: z.strictObject({
    version: z.int32(),
    state: z.enum(followUpStates).optional(),
    note: z.string().trim().max(2000, 'At most 2,000 characters.').optional(),
    what: what.optional(),
    ownerId: z.uuid().optional(),
    dueOn: z.iso.date().nullable().optional(),
  }),
  answer: followUpSchema,
});
