import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineEndpoint } from './endpoint.ts';
import { followUpStates } from './follow-ups.ts';
import { subjectSchema } from './meetings.ts';
import { personSchema } from './rituals.ts';

/** Checklists that begin by themselves when something happens; their tasks are follow-ups. */

const named = z.object({ id: z.uuid(), name: z.string() });
const words = (longest: number) => z.string().trim().max(longest, `At most ${longest} characters.`);

export const workflowTriggers = [
  'bet-started',
  'breaker-tripped',
  'bet-decided',
  'test-judged',
  'meeting-ended',
  'by-hand',
] as const;
export const workflowTriggerSchema = z
  .enum(workflowTriggers)
  .describe(
    'bet-started: a bet begins. breaker-tripped: a breaker stops a bet. bet-decided: people give a bet its verdict. test-judged: a test gets a verdict that it did not have. meeting-ended: a meeting of a ritual ends. by-hand: somebody starts it; they can start each of the others too.',
  );
export type WorkflowTrigger = z.infer<typeof workflowTriggerSchema>;

/** Which verdicts a workflow can wait for, by trigger. */
export const workflowVerdicts = {
  'bet-decided': ['succeeded', 'failed', 'stopped'],
  'test-judged': ['won', 'lost', 'no-difference', 'inconclusive', 'invalid'],
} as const;

export const workflowStepSchema = z.strictObject({
  what: words(1000).min(1, 'Say what is to be done.'),
  /** lead: the owner of the workspace who is here longest, who also takes what nobody else can. bet-owner: where there is none, the lead. */
  owner: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('member'), id: z.uuid() }),
    z.strictObject({ kind: z.literal('bet-owner') }),
    z.strictObject({ kind: z.literal('lead') }),
  ]),
  /** It is due so many days after what began it. */
  days: z.number().int().min(0).max(366),
  /** Whether only Monday to Friday count. */
  workingDays: z.boolean(),
});
export type WorkflowStep = z.infer<typeof workflowStepSchema>;

const shape = {
  name: words(120).min(1, 'Give the workflow a name.'),
  purpose: words(1000),
  trigger: workflowTriggerSchema,
  /** Only after these; none: after any. */
  verdicts: z.array(z.enum([...workflowVerdicts['bet-decided'], ...workflowVerdicts['test-judged']])).max(8),
  /** Of meetings: those of one ritual; null: any. */
  ritualId: z.uuid().nullable(),
  steps: z.array(workflowStepSchema).min(1, 'Give it at least one step.').max(50),
  /** Whether it begins by itself. */
  active: z.boolean(),
};

export const workflowSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  purpose: z.string(),
  trigger: workflowTriggerSchema,
  verdicts: shape.verdicts,
  ritual: named.nullable(),
  steps: z.array(workflowStepSchema),
  /** Members whom steps name. */
  people: z.array(personSchema),
  active: z.boolean(),
  pack: z.string().nullable(),
  /** How often it began, and how many of those have a task that is not ended. */
  runs: z.object({ total: z.number().int(), open: z.number().int(), lastAt: z.iso.datetime().nullable() }),
  by: actorSchema,
  createdAt: z.iso.datetime(),
  version: z.number().int(),
});
export type Workflow = z.infer<typeof workflowSchema>;

export const workflowPackSchema = z.object({
  id: z.string(),
  ...{ name: shape.name, purpose: shape.purpose, trigger: shape.trigger, verdicts: shape.verdicts, steps: shape.steps },
});
export type WorkflowPack = z.infer<typeof workflowPackSchema>;

export const workflowRunSchema = z.object({
  id: z.uuid(),
  workflow: named,
  /** What it is about: a bet, a test, a meeting, or what somebody wrote. */
  about: subjectSchema.nullable(),
  /** Why it began. */
  because: z.string(),
  by: actorSchema,
  at: z.iso.datetime(),
  /** Its follow-ups, due first; ended and given to others in `/api/follow-ups`. */
  tasks: z.array(
    z.object({
      ...{ id: z.uuid(), what: z.string(), owner: personSchema, dueOn: z.iso.date().nullable(), overdue: z.boolean() },
      ...{ state: z.enum(followUpStates), note: z.string(), version: z.number().int() },
    }),
  ),
});
export type WorkflowRun = z.infer<typeof workflowRunSchema>;

const params = z.object({ id: z.uuid() });

export const listWorkflows = defineEndpoint({
  method: 'GET',
  path: '/api/workflows',
  permission: 'rituals:read',
  summary: 'List the workflows by name',
  answer: z.object({ workflows: z.array(workflowSchema) }),
});

export const listWorkflowPacks = defineEndpoint({
  method: 'GET',
  path: '/api/workflows/packs',
  permission: 'rituals:read',
  summary: 'List the workflows that ship, to begin with',
  answer: z.object({ packs: z.array(workflowPackSchema) }),
});

export const createWorkflow = defineEndpoint({
  method: 'POST',
  path: '/api/workflows',
  permission: 'rituals:write',
  summary: 'Make a workflow, by hand or from a pack',
  description: 'With `pack` whatever is left out is that of the pack. 422 when a member or a ritual is not there.',
  body: z.strictObject({
    pack: z.string().nullable().default(null),
    ...z.strictObject(shape).partial().shape,
  }),
  answer: workflowSchema,
  status: 201,
});

export const changeWorkflow = defineEndpoint({
  method: 'PATCH',
  path: '/api/workflows/:id',
  permission: 'rituals:write',
  summary: 'Change a workflow',
  description: 'Tasks of runs that began stay as they are. 409 when it was changed since `version`.',
  params,
  body: z.strictObject({ version: z.int32(), ...z.strictObject(shape).partial().shape }),
  answer: workflowSchema,
});

export const deleteWorkflow = defineEndpoint({
  method: 'DELETE',
  path: '/api/workflows/:id',
  permission: 'rituals:write',
  summary: 'Delete a workflow and the list of its runs',
  description: 'Their tasks stay.',
  params,
  query: z.object({ version: z.coerce.number().int().min(1).max(2_147_483_647) }),
});

export const startWorkflow = defineEndpoint({
  method: 'POST',
  path: '/api/workflows/:id/runs',
  permission: 'rituals:write',
  summary: 'Start a workflow by hand',
  description: 'Its steps become follow-ups.',
  params,
  body: z.strictObject({
    /** The bet that it is about, whose owner does what a step gives to them. */
    betId: z.uuid().nullable().default(null),
    about: words(200).default(''),
  }),
  answer: workflowRunSchema,
  status: 201,
});

export const listWorkflowRuns = defineEndpoint({
  method: 'GET',
  path: '/api/workflow-runs',
  permission: 'rituals:read',
  summary: 'List runs of workflows, the newest first',
  query: z.object({
    workflow: z.uuid().optional(),
    /** Only those with a task that is not ended. */
    open: z.enum(['true', 'false']).optional(),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  answer: z.object({ total: z.number().int(), runs: z.array(workflowRunSchema) }),
});
