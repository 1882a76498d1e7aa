import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { betNumberKinds } from './bet-numbers.ts';
import { defineEndpoint } from './endpoint.ts';
import { followUpStates } from './follow-ups.ts';
import { planStatusSchema } from './plan-document.ts';
import { personSchema } from './rituals.ts';

/** Working back from an outcome: what is likely to get in its way, or must be there; the sign of it, and the agreed response. */

const named = z.object({ id: z.uuid(), name: z.string() });
const words = (longest: number) => z.string().trim().max(longest, `At most ${longest} characters.`);

export const constraintKinds = ['constraint', 'enabler'] as const;

const limits = {
  is: z.enum(['above', 'below']),
  limit: z.number().min(-1e12).max(1e12),
  /** So many days without a break, as far as numbers were given; null: once is enough. */
  forDays: z.number().int().min(1).max(366).nullable().default(null),
  /** Numbers of days before do not count, and of days after `until` neither. Null: all do. */
  from: z.iso.date().nullable().default(null),
  until: z.iso.date().nullable().default(null),
};

/** What is watched by itself. `from` and `until` are days where the workspace is. */
export const signWatchSchema = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('outcome'), ...limits }).describe('The newest value of the outcome.'),
  z
    .strictObject({
      ...{ on: z.literal('bet'), betId: z.uuid(), kind: z.enum(betNumberKinds) },
      /** Of a guardrail: which one. */
      measure: z.string().trim().min(1).max(200).nullable().default(null),
      ...limits,
    })
    .describe('Numbers of a bet: the newest of a guardrail, the sum of the others.'),
  z
    .strictObject({ on: z.literal('domain'), domainId: z.uuid(), bets: z.number().int().min(1).max(1000).default(1) })
    .describe('Breakers stop so many bets that draw on a failure domain.'),
  z
    .strictObject({
      ...{ on: z.literal('date'), day: z.iso.date(), betId: z.uuid().nullable().default(null) },
      without: z.enum(['word', 'outcome-value', 'bet-signed', 'bet-started']),
    })
    .describe(
      'A day is over without something. word: nobody has settled it. outcome-value: no value of the outcome for a day since it was watched.',
    ),
]);
export type SignWatch = z.infer<typeof signWatchSchema>;

export const constraintFiringSchema = z.object({
  at: z.iso.datetime(),
  because: z.string(),
  /** Whoever saw it, or the system. */
  by: actorSchema,
  /** The response as a task; null where it is not there any more. */
  followUp: z
    .object({
      id: z.uuid(),
      state: z.enum(followUpStates),
      owner: personSchema,
      dueOn: z.iso.date().nullable(),
      overdue: z.boolean(),
    })
    .nullable(),
});

export const constraintSchema = z.object({
  id: z.uuid(),
  planId: z.uuid(),
  outcome: named,
  kind: z.enum(constraintKinds),
  /** What gets in the way, or must be there. */
  what: z.string(),
  /** The sign of it, in words; empty where what is watched says it. */
  sign: z.string(),
  /** Null: somebody says that they saw the sign. */
  watch: signWatchSchema.nullable(),
  /** What is watched, as a sentence; null where nothing is. */
  watching: z.string().nullable(),
  /** How the sign stands, in a sentence. */
  reading: z.string(),
  /** Day of the newest number that is watched. */
  fedOn: z.iso.date().nullable(),
  response: z.string(),
  /** Null: it falls to the lead. */
  owner: personSchema.nullable(),
  /** The response is due so many days after the sign. */
  withinDays: z.number().int(),
  /** Whether only Monday to Friday count. */
  workingDays: z.boolean(),
  /** fired: the response is a task, and nothing more happens until it is watched again. settled: it is out of the way, or there. */
  state: z.enum(['watching', 'fired', 'settled']),
  settledBecause: z.string(),
  /** Newest first, at most 20. */
  firings: z.array(constraintFiringSchema),
  by: actorSchema,
  createdAt: z.iso.datetime(),
  version: z.number().int(),
});
export type Constraint = z.infer<typeof constraintSchema>;

const shape = {
  outcomeId: z.uuid(),
  kind: z.enum(constraintKinds),
  what: words(300).min(1, 'Say what gets in the way, or must be there.'),
  sign: words(500),
  watch: signWatchSchema.nullable(),
  response: words(1000).min(1, 'Say what is done then.'),
  ownerId: z.uuid().nullable(),
  withinDays: z.number().int().min(0).max(366),
  workingDays: z.boolean(),
};
const params = z.object({ id: z.uuid() });
const version = z.int32();

export const listConstraints = defineEndpoint({
  method: 'GET',
  path: '/api/constraints',
  permission: 'plan:read',
  summary: 'List constraints and enablers of a plan, with what they can be about',
  description: 'Without `plan` of the plan of today, or else the newest. 404 where there is none.',
  query: z.object({ plan: z.uuid().optional() }),
  answer: z.object({
    plan: named,
    outcomes: z.array(
      named.extend({
        ...{ target: z.number(), unit: z.string().nullable(), by: z.iso.date().nullable() },
        /** The newest value; null: none was given. */
        current: z.number().nullable(),
      }),
    ),
    bets: z.array(named.extend({ outcomeId: z.uuid(), status: planStatusSchema })),
    domains: z.array(named),
    constraints: z.array(constraintSchema),
  }),
});

export const addConstraint = defineEndpoint({
  method: 'POST',
  path: '/api/plans/:id/constraints',
  permission: 'plan:write',
  summary: 'Add a constraint or an enabler',
  description: 'What is watched is judged at once. 422 when an outcome, bet, domain or owner is not there.',
  params,
  body: z.strictObject({
    ...shape,
    kind: shape.kind.default('constraint'),
    sign: shape.sign.default(''),
    watch: shape.watch.default(null),
    ownerId: shape.ownerId.default(null),
    withinDays: shape.withinDays.default(7),
    workingDays: shape.workingDays.default(false),
  }),
  answer: constraintSchema,
  status: 201,
});

export const changeConstraint = defineEndpoint({
  method: 'PATCH',
  path: '/api/constraints/:id',
  permission: 'plan:write',
  summary: 'Change a constraint or an enabler',
  description: '409 when it was changed since `version`.',
  params,
  body: z.strictObject({ version, ...z.strictObject(shape).partial().shape }),
  answer: constraintSchema,
});

export const deleteConstraint = defineEndpoint({
  method: 'DELETE',
  path: '/api/constraints/:id',
  permission: 'plan:write',
  summary: 'Delete a constraint or an enabler',
  description: 'Tasks that it made stay.',
  params,
  query: z.object({ version: z.coerce.number().int().min(1).max(2_147_483_647) }),
});

export const reportSign = defineEndpoint({
  method: 'POST',
  path: '/api/constraints/:id/firing',
  permission: 'plan:write',
  summary: 'Say that the sign was seen: the response becomes a task',
  description: '409 when it fired already, or is settled.',
  params,
  body: z.strictObject({ version, because: words(500).min(1, 'Say what you saw.') }),
  answer: constraintSchema,
});

export const settleConstraint = defineEndpoint({
  method: 'POST',
  path: '/api/constraints/:id/settlement',
  permission: 'plan:write',
  summary: 'Say that it is out of the way, or there: it is watched no more',
  params,
  body: z.strictObject({ version, because: words(500).default('') }),
  answer: constraintSchema,
});

export const watchAgain = defineEndpoint({
  method: 'POST',
  path: '/api/constraints/:id/watch',
  permission: 'plan:write',
  summary: 'Watch for the sign again',
  description: 'Numbers given before do not count any more, as with a breaker that is closed.',
  params,
  body: z.strictObject({ version }),
  answer: constraintSchema,
});
