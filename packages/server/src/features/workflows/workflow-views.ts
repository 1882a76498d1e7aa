import type { Workflow, WorkflowRun } from '@dandelion-loop/contract';
import { inArray, sql } from 'drizzle-orm';
import { isOverdue } from '../../kernel/due-day.ts';
import { groupBy } from '../../kernel/group-by.ts';
import type { Records } from '../../kernel/records.ts';
import { peopleOf, rituals } from '../rituals/index.ts';
import { followUps, type RunRow, runs, type WorkflowRow, workflows } from './records.ts';

/** Workflows and their runs as they are told. */

const originId = sql<string>`${followUps.origin} ->> 'id'`;

/** Whether a run has a task that is not ended. */
export const hasOpen = sql`EXISTS (SELECT 1 FROM follow_ups f WHERE f.origin ->> 'id' = workflow_runs.id::text AND f.state = 'open')`;

export async function workflowViews(records: Records, rows: readonly WorkflowRow[]): Promise<Workflow[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const counted = await records
    .select({
      workflowId: runs.workflowId,
      total: sql<number>`count(*)::int`,
      open: sql<number>`count(*) FILTER (WHERE ${hasOpen})::int`,
      lastAt: sql<string>`max(${runs.at})`,
    })
    .from(runs)
    .where(inArray(runs.workflowId, ids))
    .groupBy(runs.workflowId);
  const ritualIds = rows.flatMap(({ ritualId }) => ritualId ?? []);
  const held =
    ritualIds.length === 0
      ? []
      : await records
          .select({ id: rituals.id, name: rituals.name })
          .from(rituals)
          .where(inArray(rituals.id, ritualIds));
  const members = ({ steps }: WorkflowRow) => steps.flatMap(({ owner }) => (owner.kind === 'member' ? [owner.id] : []));
  const people = await peopleOf(records, rows.flatMap(members));
  return rows.map((row) => {
    const { id, name, purpose, trigger, verdicts, steps, active, pack, version } = row;
    const own = counted.find(({ workflowId }) => workflowId === id);
    return {
      ...{ id, name, purpose, trigger, verdicts, steps, active, pack, version },
      ritual: held.find((one) => one.id === row.ritualId) ?? null,
      people: [...new Set(members(row))].flatMap((one) => people.get(one) ?? []),
      runs: {
        ...{ total: own?.total ?? 0, open: own?.open ?? 0 },
        lastAt: own === undefined ? null : new Date(own.lastAt).toISOString(),
      },
      ...{ by: row.createdBy, createdAt: row.createdAt.toISOString() },
    };
  });
}

export async function runViews(records: Records, rows: readonly RunRow[], today: string): Promise<WorkflowRun[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const tasks = await records
    .select()
    .from(followUps)
    .where(inArray(originId, ids))
    .orderBy(sql`${followUps.dueOn} ASC NULLS LAST`, followUps.what, followUps.id);
  const people = await peopleOf(
    records,
    tasks.map(({ ownerId }) => ownerId),
  );
  const names = await records
    .select({ id: workflows.id, name: workflows.name })
    .from(workflows)
    .where(
      inArray(
        workflows.id,
        rows.map(({ workflowId }) => workflowId),
      ),
    );
  const byRun = groupBy(tasks, ({ origin }) => origin!.id);
  return rows.map(({ id, workflowId, about, because, by, at }) => ({
    ...{ id, workflow: names.find((one) => one.id === workflowId)!, about, because, by, at: at.toISOString() },
    tasks: (byRun.get(id) ?? []).map(({ ownerId, origin: _, ...task }) => ({
      ...{ ...task, owner: people.get(ownerId)! },
      overdue: isOverdue(task, today),
    })),
  }));
}
