import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineEndpoint } from './endpoint.ts';
import { planStatusSchema } from './plan-document.ts';
import { personSchema } from './rituals.ts';

/** What goes from one bet or person to another until a day; and what partners see of the plan. */

const named = z.object({ id: z.uuid(), name: z.string() });

export const handOffSchema = z.object({
  id: z.uuid(),
  planId: z.uuid(),
  what: z.string(),
  fromBet: named.nullable(),
  toBet: named.nullable(),
  /** Who gives it, and who takes it. Null: nobody, a loose end. */
  from: personSchema.nullable(),
  to: personSchema.nullable(),
  dueOn: z.iso.date().nullable(),
  overdue: z.boolean(),
  state: z.enum(['open', 'done', 'dropped']),
  note: z.string(),
  endedAt: z.iso.datetime().nullable(),
  endedBy: actorSchema.nullable(),
  by: actorSchema,
  createdAt: z.iso.datetime(),
  version: z.number().int(),
  /** What whoever asks may do with it. */
  may: z.object({ end: z.boolean(), change: z.boolean() }),
});
export type HandOff = z.infer<typeof handOffSchema>;

const what = z.string().trim().min(1, 'Say what is handed over.').max(1000, 'At most 1,000 characters.');
const id = z.uuid().nullable();
const params = z.object({ id: z.uuid() });

export const addHandOff = defineEndpoint({
  method: 'POST',
  path: '/api/plans/:id/hand-offs',
  permission: 'plan:write',
  summary: 'Add a hand-off',
  description: '422 when a person is nobody or has left, or a bet is not of this plan.',
  params,
  body: z.strictObject({
    what,
    ...{ fromBetId: id.default(null), toBetId: id.default(null), fromId: id.default(null), toId: id.default(null) },
    dueOn: z.iso.date().nullable().default(null),
  }),
  answer: handOffSchema,
  status: 201,
});

export const changeHandOff = defineEndpoint({
  method: 'PATCH',
  path: '/api/hand-offs/:id',
  permission: 'plan:answer',
  summary: 'End a hand-off, open it again, or change it',
  description:
    'Whoever gives or takes it ends it and writes its note; all else needs `plan:write`. 409 when it was changed since `version`.',
  params,
  body: z.strictObject({
    version: z.int32(),
    state: z.enum(['open', 'done', 'dropped']).optional(),
    note: z.string().trim().max(2000, 'At most 2,000 characters.').optional(),
    what: what.optional(),
    ...{ fromBetId: id.optional(), toBetId: id.optional(), fromId: id.optional(), toId: id.optional() },
    dueOn: z.iso.date().nullable().optional(),
  }),
  answer: handOffSchema,
});

export const planCommentSchema = z.object({
  id: z.uuid(),
  betId: z.uuid(),
  text: z.string(),
  by: actorSchema,
  at: z.iso.datetime(),
  /** When its text was last changed; null: never. */
  changedAt: z.iso.datetime().nullable(),
  version: z.number().int(),
  /** What whoever asks may do with it: one's own is changed and deleted, an owner deletes any. */
  may: z.object({ change: z.boolean(), delete: z.boolean() }),
});
export type PlanComment = z.infer<typeof planCommentSchema>;

const commentText = z.string().trim().min(1, 'Write something.').max(2000, 'At most 2,000 characters.');

export const listBetComments = defineEndpoint({
  method: 'GET',
  path: '/api/bets/:id/comments',
  permission: 'plan:mine',
  summary: 'List the comments on a bet, newest last',
  description: 'Partners: on bets that name them.',
  params,
  query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100) }),
  answer: z.object({ comments: z.array(planCommentSchema), earlier: z.number().int() }),
});

export const addBetComment = defineEndpoint({
  method: 'POST',
  path: '/api/bets/:id/comments',
  permission: 'plan:answer',
  summary: 'Comment on a bet',
  params,
  body: z.strictObject({ text: commentText }),
  answer: planCommentSchema,
  status: 201,
});

export const changeBetComment = defineEndpoint({
  method: 'PATCH',
  path: '/api/bet-comments/:id',
  permission: 'plan:answer',
  summary: 'Change the text of one’s own comment on a bet',
  description: '403 when it is somebody else’s. 409 when it was changed since `version`.',
  params,
  body: z.strictObject({ version: z.int32(), text: commentText }),
  answer: planCommentSchema,
});

export const deleteBetComment = defineEndpoint({
  method: 'DELETE',
  path: '/api/bet-comments/:id',
  permission: 'plan:answer',
  summary: 'Delete a comment on a bet',
  description: 'One’s own; an owner, any. The audit log keeps its text. 409 when it was changed since `version`.',
  params,
  query: z.object({ version: z.coerce.number().int().min(1).max(2_147_483_647) }),
});

/** Of a bet, what a partner whom it names needs to work on it. */
export const ownBetSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  hypothesis: z.string(),
  discipline: z.string().nullable(),
  status: planStatusSchema,
  startsOn: z.iso.date().nullable(),
  endsOn: z.iso.date().nullable(),
  owner: personSchema.pick({ name: true, left: true }).nullable(),
  /** Whether they own it, rather than only see it. */
  mine: z.boolean(),
});

export const readOwnPart = defineEndpoint({
  method: 'GET',
  path: '/api/plan/mine',
  permission: 'plan:mine',
  summary: 'Read the bets and hand-offs that name whoever asks',
  description: 'All that partners see of a plan. Follow-ups are in `/api/follow-ups`.',
  answer: z.object({ bets: z.array(ownBetSchema), handOffs: z.array(handOffSchema) }),
});
