import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { breakerSchema } from './breakers.ts';
import { currencySchema } from './currency.ts';
import { defineEndpoint } from './endpoint.ts';
import { planBetSchema, planStatusSchema } from './plan-document.ts';
import { personSchema } from './rituals.ts';

/** Bets of a plan: what is tried, by whom, at what stake, and what was agreed before it began. */

const named = z.object({ id: z.uuid(), name: z.string() });
const fields = planBetSchema.shape;

/** What holds as agreed from the moment on at which it is signed. */
export const betTermsSchema = z.object({
  hypothesis: z.string(),
  cap: z.number(),
  currency: z.string().nullable(),
  killCriteria: z.array(z.string()),
});
export type BetTerms = z.infer<typeof betTermsSchema>;

export const betSchema = z.object({
  id: z.uuid(),
  planId: z.uuid(),
  name: z.string(),
  outcome: named,
  hypothesis: z.string(),
  /** Null: nobody, a loose end. `left`: it needs another owner. */
  owner: personSchema.nullable(),
  /** Partners who see it. */
  partners: z.array(personSchema),
  discipline: z.string().nullable(),
  stake: z.object({ money: z.number(), hours: z.number(), coordinationHours: z.number() }),
  /** Of stake, cap and spent; null: that of the plan. */
  currency: z.string().nullable(),
  cap: z.number().nullable(),
  startsOn: z.iso.date().nullable(),
  endsOn: z.iso.date().nullable(),
  successMetric: z.string(),
  guardrails: z.array(z.string()),
  killCriteria: z.array(z.string()),
  probability: z.number(),
  payoff: z.object({ low: z.number(), likely: z.number(), high: z.number() }),
  ifFails: z.number(),
  domains: z.array(named),
  dependsOn: z.array(named),
  experiments: z.array(z.object({ id: z.uuid(), title: z.string() })),
  status: planStatusSchema,
  startedOn: z.iso.date().nullable(),
  decidedOn: z.iso.date().nullable(),
  /** Why it ended as it did. */
  decidedBecause: z.string(),
  /** Whether what was agreed beforehand was followed, as whoever decided it said; null: not decided, or not said. */
  asAgreed: z.boolean().nullable(),
  /** What was learned from it, in a sentence. */
  learned: z.string(),
  actualPayoff: z.number().nullable(),
  /** Whether people can still say how it ended: it runs, or a breaker stopped it. */
  undecided: z.boolean(),
  /** As it was signed; null: not signed. */
  signed: z
    .object({
      at: z.iso.datetime(),
      /** The day as of which it holds, where the workspace is; of a document the one that it names. */
      on: z.iso.date(),
      by: actorSchema,
      terms: betTermsSchema,
    })
    .nullable(),
  /** What was changed of it since, oldest first. The original stays above. */
  changedSince: z.array(
    z.object({
      at: z.iso.datetime(),
      by: actorSchema,
      field: z.enum(['hypothesis', 'cap', 'currency', 'killCriteria']),
      before: z.json(),
      after: z.json(),
    }),
  ),
  /** Whether its failure would count for the failure budget, and if not, why. */
  counts: z.object({ would: z.boolean(), reason: z.string().nullable() }),
  /** Sums of its numbers; money is null while none was given. */
  spent: z.object({ money: z.number().nullable(), hours: z.number(), coordinationHours: z.number() }),
  harm: z.object({ unsubscribes: z.number(), complaints: z.number() }),
  /** The day of the newest number of any kind. */
  fedOn: z.iso.date().nullable(),
  breakers: z.array(breakerSchema),
  by: actorSchema,
  createdAt: z.iso.datetime(),
  version: z.number().int(),
});
export type Bet = z.infer<typeof betSchema>;

const text = z.string().trim().max(5000, 'At most 5,000 characters.');
const texts = z.array(text.min(1, 'Write something, or leave it out.')).max(50);
const points = z.strictObject({
  ...{ low: z.number(), likely: z.number(), high: z.number() },
});
const value = z.number().min(-1e12).max(1e12);

const shape = {
  name: fields.name,
  outcomeId: z.uuid(),
  hypothesis: text,
  ownerId: z.uuid().nullable(),
  partnerIds: z.array(z.uuid()).max(50),
  discipline: z.string().trim().min(1).max(200).nullable(),
  stake: z.strictObject({
    ...{ money: z.number().min(0).max(1e12), hours: z.number().min(0).max(1e6) },
    coordinationHours: z.number().min(0).max(1e6),
  }),
  currency: currencySchema.nullable(),
  cap: z.number().min(0).max(1e12).nullable(),
  startsOn: z.iso.date().nullable(),
  endsOn: z.iso.date().nullable(),
  successMetric: text,
  guardrails: texts,
  killCriteria: texts,
  probability: z.number().min(0).max(1),
  payoff: points.extend({ low: value, likely: value, high: value }),
  ifFails: value,
  domainIds: z.array(z.uuid()).max(100),
  dependsOnIds: z.array(z.uuid()).max(100),
  experimentIds: z.array(z.uuid()).max(100),
};

const params = z.object({ id: z.uuid() });

export const getBet = defineEndpoint({
  method: 'GET',
  path: '/api/bets/:id',
  permission: 'plan:read',
  summary: 'Read a bet',
  params,
  answer: betSchema,
});

export const betEntrySchema = z.object({
  /** In the audit log. */
  seq: z.number().int(),
  at: z.iso.datetime(),
  actor: actorSchema,
  action: z.string(),
  before: z.record(z.string(), z.json()).nullable(),
  after: z.record(z.string(), z.json()).nullable(),
});
export type BetEntry = z.infer<typeof betEntrySchema>;

export const listBetHistory = defineEndpoint({
  method: 'GET',
  path: '/api/bets/:id/history',
  permission: 'plan:read',
  summary: 'List what was done with a bet, newest first, as the audit log has it',
  description: 'Comments are apart.',
  params,
  query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
  answer: z.object({ entries: z.array(betEntrySchema), earlier: z.boolean() }),
});

export const addBet = defineEndpoint({
  method: 'POST',
  path: '/api/plans/:id/bets',
  permission: 'plan:write',
  summary: 'Plan a bet',
  description:
    '409 when its stake does not fit below the cap of a domain it draws on: the reason says which, and by how much. 422 when it contradicts the rest of the plan.',
  params,
  body: z.strictObject({
    name: shape.name,
    outcomeId: shape.outcomeId,
    hypothesis: shape.hypothesis.default(''),
    ownerId: shape.ownerId.optional(),
    partnerIds: shape.partnerIds.default([]),
    discipline: shape.discipline.default(null),
    stake: shape.stake.default({ money: 0, hours: 0, coordinationHours: 0 }),
    currency: shape.currency.default(null),
    cap: shape.cap.default(null),
    startsOn: shape.startsOn.default(null),
    endsOn: shape.endsOn.default(null),
    successMetric: shape.successMetric.default(''),
    guardrails: shape.guardrails.default([]),
    killCriteria: shape.killCriteria.default([]),
    probability: shape.probability,
    payoff: shape.payoff,
    ifFails: shape.ifFails.default(0),
    domainIds: shape.domainIds.default([]),
    dependsOnIds: shape.dependsOnIds.default([]),
    experimentIds: shape.experimentIds.default([]),
  }),
  answer: betSchema,
  status: 201,
});

export const changeBet = defineEndpoint({
  method: 'PATCH',
  path: '/api/bets/:id',
  permission: 'plan:write',
  summary: 'Change a bet',
  description:
    'What was signed stays beside what it is changed to. 409 when it was changed since `version`, or when its stake does not fit below a cap.',
  params,
  body: z.strictObject({ version: z.int32() }).extend(z.strictObject(shape).partial().shape),
  answer: betSchema,
});

export const deleteBet = defineEndpoint({
  method: 'DELETE',
  path: '/api/bets/:id',
  permission: 'plan:write',
  summary: 'Delete a bet that never began',
  description: '409 once it began: then it is stopped, so that what came of it stays.',
  params,
  query: z.object({ version: z.coerce.number().int().min(1).max(2_147_483_647) }),
});

export const signBet = defineEndpoint({
  method: 'POST',
  path: '/api/bets/:id/sign',
  permission: 'plan:write',
  summary: 'Sign hypothesis, cap and kill criteria of a bet before it begins',
  description: 'All three must be there. Later changes are kept beside what was signed. 409 once the bet began.',
  params,
  body: z.strictObject({ version: z.int32() }),
  answer: betSchema,
});

export const startBet = defineEndpoint({
  method: 'POST',
  path: '/api/bets/:id/start',
  permission: 'plan:write',
  summary: 'Begin a bet',
  description:
    'Its cap and its last day get breakers. One that was not signed may begin, and its failure will not count for the failure budget. 409 while a bet that it waits for has not ended.',
  params,
  body: z.strictObject({ version: z.int32() }),
  answer: betSchema,
});

export const decideBet = defineEndpoint({
  method: 'POST',
  path: '/api/bets/:id/verdict',
  permission: 'plan:write',
  summary: 'Say how a bet ended',
  description:
    '`asAgreed`: whether it was decided by what was agreed beforehand. One that a breaker stopped can be decided too. 409 when it is decided already, or did not begin.',
  params,
  body: z.strictObject({
    version: z.int32(),
    verdict: z.enum(['succeeded', 'failed', 'stopped']),
    because: z.string().trim().min(1, 'Say why.').max(2000, 'At most 2,000 characters.'),
    asAgreed: z.boolean().nullable().default(null),
    learned: z.string().trim().max(2000, 'At most 2,000 characters.').default(''),
    actualPayoff: value.nullable().default(null),
  }),
  answer: betSchema,
});
