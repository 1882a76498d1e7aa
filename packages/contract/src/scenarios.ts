import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineEndpoint } from './endpoint.ts';
import { capAnswerSchema, outcomeAnswerSchema, planPartKindSchema } from './plan-answer.ts';

/** What if: changes that are tried on a plan without making them. */

const money = z.number().min(0).max(1e12).optional();
const share = z.number().min(0).max(1).optional();
const removed = z.literal(true).optional();

export const whatIfSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bet'), id: z.uuid(), removed, money, probability: share }),
  z.strictObject({ kind: z.literal('domain'), id: z.uuid(), removed, failure: share, cap: money.nullable() }),
  z.strictObject({ kind: z.literal('outcome'), id: z.uuid(), target: z.number().min(-1e12).max(1e12).optional() }),
]);
export type WhatIf = z.infer<typeof whatIfSchema>;

const changes = z.array(whatIfSchema).max(500);

/** What comes of changes, beside what the plan says without them. */
export const whatIfAnswerSchema = z.object({
  outcomes: z.array(
    outcomeAnswerSchema
      .pick({ name: true, probability: true, standardError: true, method: true, mean: true, quantiles: true })
      .extend({ id: z.uuid(), probabilityNow: z.number() }),
  ),
  caps: z.array(capAnswerSchema),
  /** Stakes of open bets, in the currency of the plan. */
  staked: z.number(),
});
export type WhatIfAnswer = z.infer<typeof whatIfAnswerSchema>;

const params = z.object({ id: z.uuid() });

export const tryWhatIf = defineEndpoint({
  method: 'POST',
  path: '/api/plans/:id/what-if',
  permission: 'plan:read',
  changes: false,
  summary: 'Try changes on a plan without making them',
  params,
  body: z.strictObject({ changes }),
  answer: whatIfAnswerSchema,
});

export const scenarioSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  changes: z.array(whatIfSchema),
  /** Changes whose bet, domain or outcome is gone. */
  lost: z.number().int(),
  by: actorSchema,
  createdAt: z.iso.datetime(),
  version: z.number().int(),
});
export type Scenario = z.infer<typeof scenarioSchema>;

const name = z.string().trim().min(1, 'Give it a name.').max(200, 'At most 200 characters.');

export const compareScenarios = defineEndpoint({
  method: 'GET',
  path: '/api/plans/:id/scenarios',
  permission: 'plan:read',
  summary: 'Compare the scenarios of a plan',
  params,
  answer: z.object({ scenarios: z.array(scenarioSchema.extend({ answer: whatIfAnswerSchema })) }),
});

export const addScenario = defineEndpoint({
  method: 'POST',
  path: '/api/plans/:id/scenarios',
  permission: 'plan:write',
  summary: 'Keep changes as a scenario',
  params,
  body: z.strictObject({ name, changes }),
  answer: scenarioSchema,
  status: 201,
});

export const changeScenario = defineEndpoint({
  method: 'PATCH',
  path: '/api/scenarios/:id',
  permission: 'plan:write',
  summary: 'Change a scenario',
  params,
  body: z.strictObject({ version: z.int32(), name: name.optional(), changes: changes.optional() }),
  answer: scenarioSchema,
});

export const deleteScenario = defineEndpoint({
  method: 'DELETE',
  path: '/api/scenarios/:id',
  permission: 'plan:write',
  summary: 'Delete a scenario',
  params,
});

/** Something of the plan is broken at random, and the team says what it would do. */
export const drillSchema = z.object({
  id: z.uuid(),
  /** The same seed breaks the same in the same plan. */
  seed: z.number().int(),
  broken: z.array(z.object({ kind: planPartKindSchema, name: z.string() })),
  /** What it means, as it was on that day. */
  outcomes: z.array(z.object({ name: z.string(), before: z.number(), probability: z.number() })),
  sentence: z.string(),
  /** Oldest first. */
  answers: z.array(z.object({ text: z.string(), by: actorSchema, at: z.iso.datetime() })),
  by: actorSchema,
  at: z.iso.datetime(),
});
export type Drill = z.infer<typeof drillSchema>;

export const listDrills = defineEndpoint({
  method: 'GET',
  path: '/api/plans/:id/drills',
  permission: 'plan:read',
  summary: 'List the failure drills of a plan, newest first',
  params,
  answer: z.object({ drills: z.array(drillSchema) }),
});

export const holdDrill = defineEndpoint({
  method: 'POST',
  path: '/api/plans/:id/drills',
  permission: 'plan:write',
  summary: 'Break something of a plan at random, and say what that means',
  description:
    'Each domain and open bet with the chance that it fails, or the likeliest alone where none would. Nothing of the plan is changed. 409 where nothing can break.',
  params,
  body: z.strictObject({ seed: z.int32().min(0).optional() }),
  answer: drillSchema,
  status: 201,
});

export const answerDrill = defineEndpoint({
  method: 'POST',
  path: '/api/drills/:id/answers',
  permission: 'plan:write',
  summary: 'Say what one would do',
  params,
  body: z.strictObject({ text: z.string().trim().min(1, 'Write something.').max(4000, 'At most 4,000 characters.') }),
  answer: drillSchema,
});
