import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { betSchema } from './bets.ts';
import { currencySchema } from './currency.ts';
import { bodyOfFile, defineDownload, defineEndpoint } from './endpoint.ts';
import { handOffSchema } from './hand-offs.ts';
import { planAnswerSchema } from './plan-answer.ts';
import { domainKindSchema, planDocumentSchema, planDomainSchema, planOutcomeSchema } from './plan-document.ts';

/** Plans: a period with its outcomes, failure domains and bets, and what is computed of them. */

const document = planDocumentSchema.shape;
const budget = z.strictObject({ bets: z.number().min(0).max(10_000), money: z.number().min(0).max(1e12) });

export const planSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** In which it adds up; null: its bets name none either. */
  currency: z.string().nullable(),
  rates: z.array(z.object({ currency: z.string(), on: z.string(), rate: z.number() })),
  /** Its first day, and the day after its last. */
  from: z.iso.date(),
  to: z.iso.date(),
  failureBudget: budget.nullable(),
  /** Whether it is the one of today: of several the one that began last. */
  current: z.boolean(),
  by: actorSchema,
  createdAt: z.iso.datetime(),
  version: z.number().int(),
  /** Counts every change of anything in it. */
  revision: z.number().int(),
});
export type Plan = z.infer<typeof planSchema>;

export const outcomeValueSchema = z.object({
  on: z.iso.date(),
  value: z.number(),
  note: z.string(),
  by: actorSchema,
  at: z.iso.datetime(),
});
export type OutcomeValue = z.infer<typeof outcomeValueSchema>;

export const outcomeSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  metric: z.string().nullable(),
  unit: z.string().nullable(),
  baseline: z.number(),
  target: z.number(),
  by: z.iso.date().nullable(),
  direction: z.enum(['rise', 'fall']),
  /** The newest value by its day; null: none was given. */
  current: outcomeValueSchema.nullable(),
  /** One for each day, oldest first: the one that was given last; the newest 400. */
  values: z.array(outcomeValueSchema),
  version: z.number().int(),
});
export type Outcome = z.infer<typeof outcomeSchema>;

export const failureDomainSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: domainKindSchema,
  failure: z.number(),
  cap: z.number().nullable(),
  /** The assumption of the register that it stands for. */
  belief: z.object({ id: z.uuid(), claim: z.string(), state: z.string() }).nullable(),
  version: z.number().int(),
});
export type FailureDomain = z.infer<typeof failureDomainSchema>;

/** How fast and how cheaply is learned. Nothing of it is about a person. */
export const planScoresSchema = z.object({
  decided: z.number().int(),
  /** Median days from the start to the verdict; null where nothing is decided. */
  daysToVerdict: z.number().nullable(),
  costPerVerdict: z.number().nullable(),
  /** Verdicts with a sentence of what was learned. */
  learnings: z.number().int(),
  /** For each 1,000 of the currency of the plan. */
  learningsPerThousand: z.number().nullable(),
  /** Stakes of stopped and failed bets that were not spent. */
  lossesAvoided: z.number(),
  /** Of the decided ones of which it is known: by a breaker, or as whoever decided said. */
  asAgreed: z.object({ of: z.number().int(), share: z.number().nullable() }),
  sentences: z.array(z.string()),
});
export type PlanScores = z.infer<typeof planScoresSchema>;

/** What is left of the failure budget at the end of a day. */
export const burnDownSchema = z.array(
  z.object({
    on: z.iso.date(),
    /** Null after today. */
    bets: z.number().nullable(),
    money: z.number().nullable(),
    /** At an even pace. */
    evenBets: z.number(),
    evenMoney: z.number(),
  }),
);

export const looseEndSchema = z.object({
  kind: z.enum(['bet', 'hand-off']),
  id: z.uuid(),
  name: z.string(),
  /** What is missing, in a sentence. */
  sentence: z.string(),
});

export const wholePlanSchema = z.object({
  plan: planSchema,
  outcomes: z.array(outcomeSchema),
  domains: z.array(failureDomainSchema),
  bets: z.array(betSchema),
  handOffs: z.array(handOffSchema),
  /** As `plan check` computes it, for today. */
  answer: planAnswerSchema,
  /** Null without a failure budget. */
  burnDown: burnDownSchema.nullable(),
  scores: planScoresSchema,
  looseEnds: z.array(looseEndSchema),
  /** What an open bet waits for. */
  waiting: z.array(
    z.object({
      bet: z.object({ id: z.uuid(), name: z.string() }),
      for: z.array(z.object({ id: z.uuid(), name: z.string() })),
    }),
  ),
});
export type WholePlan = z.infer<typeof wholePlanSchema>;

const ofPlan = z.object({ plan: z.uuid().optional() });
const params = z.object({ id: z.uuid() });
const versionQuery = z.object({ version: z.coerce.number().int().min(1).max(2_147_483_647) });

export const listPlans = defineEndpoint({
  method: 'GET',
  path: '/api/plans',
  permission: 'plan:read',
  summary: 'List the plans, the newest period first',
  answer: z.object({ plans: z.array(planSchema) }),
});

export const getPlan = defineEndpoint({
  method: 'GET',
  path: '/api/plan',
  permission: 'plan:read',
  summary: 'Read a plan as a whole, with what is computed of it',
  description: 'Without `plan` the one of today, or else the newest. 404 where there is none.',
  query: ofPlan,
  answer: wholePlanSchema,
});

const shape = {
  name: z.string().trim().min(1, 'Give the plan a name.').max(200, 'At most 200 characters.'),
  currency: currencySchema.nullable(),
  rates: z
    .array(z.strictObject({ currency: currencySchema, on: z.iso.date(), rate: z.number().gt(0).max(1e9) }))
    .max(1000),
  from: document.period.shape.from,
  to: document.period.shape.to,
  failureBudget: budget.nullable(),
};

export const createPlan = defineEndpoint({
  method: 'POST',
  path: '/api/plans',
  permission: 'plan:write',
  summary: 'Make a plan for a period',
  body: z.strictObject({
    ...{ name: shape.name, from: shape.from, to: shape.to },
    currency: shape.currency.default(null),
    rates: shape.rates.default([]),
    failureBudget: shape.failureBudget.default(null),
  }),
  answer: planSchema,
  status: 201,
});

export const changePlan = defineEndpoint({
  method: 'PATCH',
  path: '/api/plans/:id',
  permission: 'plan:write',
  summary: 'Change a plan: its period, failure budget, currency or rates',
  description: '409 when it was changed since `version`. 422 when it would contradict itself.',
  params,
  body: z.strictObject({ version: z.int32() }).extend(z.strictObject(shape).partial().shape),
  answer: planSchema,
});

export const deletePlan = defineEndpoint({
  method: 'DELETE',
  path: '/api/plans/:id',
  permission: 'plan:write',
  summary: 'Delete a plan',
  description:
    'All of it goes: outcomes, bets with their numbers and comments, hand-offs, scenarios, drills and links. Once a bet began it takes `name`, the name of the plan, too: 409 without it. There is no way back; the document that was exported before brings back outcomes, causes and bets.',
  params,
  query: versionQuery.extend({ name: z.string().max(200).optional() }),
});

const outcome = planOutcomeSchema.shape;
const value = z.number().min(-1e12).max(1e12);

export const addOutcome = defineEndpoint({
  method: 'POST',
  path: '/api/plans/:id/outcomes',
  permission: 'plan:write',
  summary: 'Add an outcome to a plan',
  params,
  body: planOutcomeSchema,
  answer: outcomeSchema,
  status: 201,
});

export const changeOutcome = defineEndpoint({
  method: 'PATCH',
  path: '/api/outcomes/:id',
  permission: 'plan:write',
  summary: 'Change an outcome',
  params,
  body: z.strictObject({
    version: z.int32(),
    ...{ name: outcome.name.optional(), metric: outcome.metric, unit: outcome.unit, by: outcome.by },
    ...{ baseline: value.optional(), target: value.optional(), direction: z.enum(['rise', 'fall']).optional() },
  }),
  answer: outcomeSchema,
});

export const deleteOutcome = defineEndpoint({
  method: 'DELETE',
  path: '/api/outcomes/:id',
  permission: 'plan:write',
  summary: 'Delete an outcome that no bet is for',
  description: '409 while bets are for it.',
  params,
  query: versionQuery,
});

export const addOutcomeValue = defineEndpoint({
  method: 'POST',
  path: '/api/outcomes/:id/values',
  permission: 'plan:write',
  summary: 'Say how an outcome stands on a day',
  description: 'A second value for a day takes the place of the first, which is kept.',
  params,
  body: z.strictObject({ on: z.iso.date(), value, note: z.string().trim().max(500).default('') }),
  answer: outcomeSchema,
  status: 201,
});

export const importOutcomeValues = defineEndpoint({
  method: 'POST',
  path: '/api/plans/:id/outcome-values/import',
  permission: 'plan:write',
  summary: 'Import values of outcomes from CSV',
  description: 'Columns: outcome (its name), on, value; and note. All rows or none. The same file again adds nothing.',
  params,
  longestBody: bodyOfFile,
  body: z.strictObject({ csv: z.string().max(2_000_000), dryRun: z.boolean().default(false) }),
  answer: z.object({
    added: z.number().int(),
    unchanged: z.number().int(),
    problems: z.array(z.object({ line: z.number().int(), reason: z.string() })),
    /** By which it can be taken back; null: nothing was changed. */
    importId: z.uuid().nullable(),
  }),
});

const domain = planDomainSchema.shape;

export const addDomain = defineEndpoint({
  method: 'POST',
  path: '/api/plans/:id/domains',
  permission: 'plan:write',
  summary: 'Add a failure domain: what several bets draw on',
  description: 'An assumption can name one of the register (`beliefId`).',
  params,
  body: planDomainSchema.extend({ beliefId: z.uuid().nullable().default(null) }),
  answer: failureDomainSchema,
  status: 201,
});

export const changeDomain = defineEndpoint({
  method: 'PATCH',
  path: '/api/domains/:id',
  permission: 'plan:write',
  summary: 'Change a failure domain',
  description: 'A cap below what is staked and spent is refused with both amounts: 409.',
  params,
  body: z.strictObject({
    version: z.int32(),
    ...{ name: domain.name.optional(), kind: domainKindSchema.optional(), cap: domain.cap },
    failure: z.number().min(0).max(1).optional(),
    beliefId: z.uuid().nullable().optional(),
  }),
  answer: failureDomainSchema,
});

export const deleteDomain = defineEndpoint({
  method: 'DELETE',
  path: '/api/domains/:id',
  permission: 'plan:write',
  summary: 'Delete a failure domain that no bet draws on',
  description: '409 while bets draw on it.',
  params,
  query: versionQuery,
});

export const exportPlan = defineDownload({
  method: 'GET',
  path: '/api/plan/document',
  permission: 'plan:read',
  summary: 'Export a plan as a document',
  description: 'The format of `plan check`: docs/reference/plan-document.md.',
  query: ofPlan,
  download: ['application/json'],
});

export const importPlan = defineEndpoint({
  method: 'POST',
  path: '/api/plan/document',
  permission: 'plan:write',
  summary: 'Import a plan document',
  description:
    'Into the plan `into`, where parts are known by their names and those that the document leaves out are removed, or (null) as a new plan. All or nothing: `problems` has the path and the reason of everything that is wrong, and then nothing is changed. With `dryRun` it only says what would change.',
  longestBody: bodyOfFile,
  body: z.strictObject({
    document: z.json(),
    into: z.uuid().nullable().default(null),
    /** Of the plan that it was made for: 409 when anything in it was changed since. */
    revision: z.number().int().optional(),
    dryRun: z.boolean().default(false),
  }),
  answer: z.object({
    /** Null where it was not imported. */
    plan: planSchema.nullable(),
    problems: z.array(z.object({ path: z.string(), reason: z.string() })),
    /** What was taken over differently than it says, such as an owner whom nobody knows. */
    notes: z.array(z.string()),
    changes: z.array(
      z.object({
        change: z.enum(['added', 'changed', 'removed']),
        kind: z.enum(['plan', 'outcome', 'domain', 'bet']),
        name: z.string(),
        /** Of what was changed. */
        fields: z.array(z.string()),
      }),
    ),
  }),
});
