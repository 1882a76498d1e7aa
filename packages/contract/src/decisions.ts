import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineEndpoint } from './endpoint.ts';
import { subjectSchema } from './meetings.ts';

/** What was decided, why, on which evidence, and how it turned out. */

const named = z.object({ id: z.uuid(), name: z.string() });

export const decisionLookSchema = z.object({
  at: z.iso.datetime(),
  by: actorSchema,
  /** Whether what was decided was done and stayed so. */
  kept: z.boolean(),
  right: z.enum(['right', 'wrong', 'cannot-tell']),
  reason: z.string(),
});
export type DecisionLook = z.infer<typeof decisionLookSchema>;

export const decisionSchema = z.object({
  id: z.uuid(),
  what: z.string(),
  why: z.string(),
  /** Who decided. */
  deciders: z.array(named),
  /** Things of the workspace it rests on, under their names of that day. */
  evidence: z.array(subjectSchema),
  meeting: z.object({ id: z.uuid(), ritual: z.string() }).nullable(),
  /** The day on which it is looked at again; null: not again. */
  lookAgainOn: z.iso.date().nullable(),
  /** `closed`: it was looked at for the last time. */
  state: z.enum(['open', 'closed']),
  /** Whether the day has come. */
  due: z.boolean(),
  /** Oldest first. */
  looks: z.array(decisionLookSchema),
  by: actorSchema,
  decidedAt: z.iso.datetime(),
  version: z.number().int(),
});
export type Decision = z.infer<typeof decisionSchema>;

const what = z.string().trim().min(1, 'Say what was decided.').max(1000, 'At most 1,000 characters.');
const why = z.string().trim().max(4000, 'At most 4,000 characters.');
const deciders = z.array(z.uuid()).max(100);
const evidence = z.array(subjectSchema).max(50);
const day = z.iso.date();

const params = z.object({ id: z.uuid() });

export const listDecisions = defineEndpoint({
  method: 'GET',
  path: '/api/decisions',
  permission: 'rituals:read',
  summary: 'List decisions, newest first',
  query: z.object({
    meeting: z.uuid().optional(),
    ritual: z.uuid().optional(),
    /** That were on the agenda of this meeting. */
    agenda: z.uuid().optional(),
    /** `due`: those to be looked at again by now. */
    state: z.enum(['open', 'closed', 'due']).optional(),
    search: z.string().max(200).optional(),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({ total: z.number().int(), decisions: z.array(decisionSchema) }),
});

export const getDecision = defineEndpoint({
  method: 'GET',
  path: '/api/decisions/:id',
  permission: 'rituals:read',
  summary: 'Read a decision',
  params,
  answer: decisionSchema,
});

export const recordDecision = defineEndpoint({
  method: 'POST',
  path: '/api/decisions',
  permission: 'decisions:write',
  summary: 'Record a decision',
  description: '`deciders` left out: who was at the meeting, or whoever records it.',
  body: z.strictObject({
    meetingId: z.uuid().nullable().default(null),
    what,
    why: why.default(''),
    deciders: deciders.optional(),
    evidence: evidence.default([]),
    lookAgainOn: day.nullable().default(null),
  }),
  answer: decisionSchema,
  status: 201,
});

export const changeDecision = defineEndpoint({
  method: 'PATCH',
  path: '/api/decisions/:id',
  permission: 'decisions:write',
  summary: 'Change an open decision',
  description: 'What stood before stays in the audit log. 409 when it was changed or closed since `version`.',
  params,
  body: z.strictObject({
    version: z.int32(),
    what: what.optional(),
    why: why.optional(),
    deciders: deciders.optional(),
    evidence: evidence.optional(),
    lookAgainOn: day.nullable().optional(),
  }),
  answer: decisionSchema,
});

export const lookAtDecision = defineEndpoint({
  method: 'POST',
  path: '/api/decisions/:id/look',
  permission: 'decisions:write',
  summary: 'Say how a decision turned out',
  description:
    'Whether it was kept, and whether it was right. `lookAgainOn` looks once more later; null closes it. 409 when somebody else looked at it, changed or closed it since `version`.',
  params,
  body: z.strictObject({
    version: z.int32(),
    kept: z.boolean(),
    right: z.enum(['right', 'wrong', 'cannot-tell']),
    reason: z.string().trim().max(2000, 'At most 2,000 characters.').default(''),
    lookAgainOn: day.nullable().default(null),
  }),
  answer: decisionSchema,
});
