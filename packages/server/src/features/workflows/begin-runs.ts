import { randomUUID } from 'node:crypto';
import type { Subject, WorkflowTrigger } from '@dandelion-loop/contract';
import { and, asc, eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { dueDay } from '../../kernel/due-day.ts';
import type { Transaction } from '../../kernel/records.ts';
import { todayOf } from '../../kernel/workspace-day.ts';
import { record } from '../audit/index.ts';
import { giveTask } from '../follow-ups/index.ts';
import { type RunRow, runs, type WorkflowRow, workflows } from './records.ts';

/** Something that can begin a workflow. */
export interface Happening {
  trigger: WorkflowTrigger;
  /** The same for the same thing, however often it is told: it begins a workflow once. */
  event: string;
  /** Those that it came to; a workflow that waits for one of them begins. */
  verdicts?: readonly string[];
  ritualId?: string;
  about: Subject | null;
  because: string;
  betOwnerId: string | null;
}

export const subjectOf = ({ id, name }: Pick<WorkflowRow, 'id' | 'name'>) => ({ kind: 'workflow', id, name });

const longestName = 300;
const runName = ({ name }: WorkflowRow, about: Subject | null) =>
  [...(about === null ? name : `${name}: ${about.name}`)].slice(0, longestName).join('');

/** The steps of a workflow become follow-ups. Null: this began it already. */
export async function beginRun(
  tx: Transaction,
  by: Actor,
  workflow: WorkflowRow,
  { event, about, because, betOwnerId }: Happening,
  now: Date,
): Promise<RunRow | null> {
  const [run] = await tx
    .insert(runs)
    .values({ ...{ id: randomUUID(), workflowId: workflow.id, event, about, because }, by, at: now })
    .onConflictDoNothing()
    .returning();
  if (run === undefined) return null;
  const origin = { kind: 'workflow-run', id: run.id, name: runName(workflow, about) };
  const today = await todayOf(tx, now);
  const noOwner = about?.kind === 'bet' ? 'The bet has no owner' : 'There is no bet whose owner could do it';
  for (const { what, owner, days, workingDays } of workflow.steps) {
    const ownerId = owner.kind === 'member' ? owner.id : owner.kind === 'bet-owner' ? betOwnerId : null;
    const leadBecause = owner.kind === 'lead' ? null : noOwner;
    await giveTask(tx, { what, ownerId, leadBecause, dueOn: dueDay(today, days, workingDays), origin }, now);
  }
  await record(tx, by, {
    action: 'workflow.begun',
    subject: subjectOf(workflow),
    after: { about: about?.name ?? null, because, tasks: workflow.steps.length },
  });
  return run;
}

const fits = ({ verdicts, ritualId }: WorkflowRow, happening: Happening) =>
  (verdicts.length === 0 || verdicts.some((verdict) => happening.verdicts?.includes(verdict))) &&
  (ritualId === null || ritualId === happening.ritualId);

/** Begins what waits for it, in the transaction in which it happens. */
export async function happened(tx: Transaction, by: Actor, happening: Happening, now: Date): Promise<void> {
  const waiting = await tx
    .select()
    .from(workflows)
    .where(and(eq(workflows.trigger, happening.trigger), eq(workflows.active, true)))
    .orderBy(asc(workflows.createdAt), workflows.id)
    // One that is being deleted begins no more, and does not keep out what happened.
    .for('key share');
  for (const workflow of waiting) if (fits(workflow, happening)) await beginRun(tx, by, workflow, happening, now);
}
