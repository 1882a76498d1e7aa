import type {
  AnswerOf,
  BodyOf,
  changeWorkflow,
  createWorkflow,
  listWorkflowRuns,
  listWorkflows,
  QueryOf,
  startWorkflow,
  Workflow,
  WorkflowRun,
} from '@dandelion-loop/contract';
import { and, asc, count, desc, eq } from 'drizzle-orm';
import { type Actor, system } from '../../kernel/caller.ts';
import type { Transaction } from '../../kernel/records.ts';
import { todayOf } from '../../kernel/workspace-day.ts';
import type { Receiver } from '../announcements/index.ts';
import type { PlanState } from '../plan/index.ts';
import { happened } from './begin-runs.ts';
import { editWorkflow, makeWorkflow, removeWorkflow, startByHand, type WorkflowParts } from './change-workflows.ts';
import { happeningOf, happeningsOf } from './happenings.ts';
import { type RunRow, runs, type WorkflowRow, workflows } from './records.ts';
import { hasOpen, runViews, workflowViews } from './workflow-views.ts';

export interface WorkflowsService {
  list(): Promise<AnswerOf<typeof listWorkflows>>;
  /** Fails with `bad-value` where it contradicts itself, with `unknown-value` where a member or ritual is not there. */
  add(by: Actor, body: BodyOf<typeof createWorkflow>): Promise<Workflow>;
  /** Fails with `not-found`, and with `conflict` when it was changed since `version`. */
  change(by: Actor, id: string, body: BodyOf<typeof changeWorkflow>): Promise<Workflow>;
  remove(by: Actor, id: string, version: number): Promise<void>;
  start(by: Actor, id: string, body: BodyOf<typeof startWorkflow>): Promise<WorkflowRun>;
  runs(query: QueryOf<typeof listWorkflowRuns>): Promise<AnswerOf<typeof listWorkflowRuns>>;
  /** A plan has changed: begins what waits for that, in the same transaction. */
  planChanged(tx: Transaction, before: PlanState, after: PlanState): Promise<void>;
  /** Begins what waits for a meeting or a verdict, in the transaction that marks it as told. */
  readonly onAnnounced: Receiver;
}

async function listRuns({ records, now }: WorkflowParts, query: QueryOf<typeof listWorkflowRuns>) {
  const { workflow, open, offset, limit } = query;
  const fits = and(
    workflow === undefined ? undefined : eq(runs.workflowId, workflow),
    open === 'true' ? hasOpen : undefined,
  );
  const [[counted], rows] = await Promise.all([
    records.select({ total: count() }).from(runs).where(fits),
    records.select().from(runs).where(fits).orderBy(desc(runs.at), runs.id).offset(offset).limit(limit),
  ]);
  return { total: counted!.total, runs: await runViews(records, rows, await todayOf(records, now())) };
}

export function createWorkflows(parts: WorkflowParts): WorkflowsService {
  const { records, now } = parts;
  const one = async (row: WorkflowRow) => (await workflowViews(records, [row]))[0]!;
  const oneRun = async (row: RunRow) => (await runViews(records, [row], await todayOf(records, now())))[0]!;
  return {
    async list() {
      const rows = await records.select().from(workflows).orderBy(asc(workflows.name), workflows.id);
      return { workflows: await workflowViews(records, rows) };
    },
    add: async (by, body) => one(await makeWorkflow(parts, by, body)),
    change: async (by, id, body) => one(await editWorkflow(parts, by, id, body)),
    remove: (by, id, version) => removeWorkflow(parts, by, id, version),
    start: async (by, id, body) => oneRun(await startByHand(parts, by, id, body)),
    runs: (query) => listRuns(parts, query),
    async planChanged(tx, before, after) {
      for (const happening of happeningsOf(before, after)) await happened(tx, system, happening, now());
    },
    onAnnounced: {
      async take(tx, told) {
        const happening = await happeningOf(tx, told);
        if (happening !== null) await happened(tx, system, happening, now());
      },
      wake() {},
    },
  };
}
