import type { Constraint } from '@dandelion-loop/contract';
import { desc, inArray } from 'drizzle-orm';
import { isOverdue } from '../../kernel/due-day.ts';
import { groupBy } from '../../kernel/group-by.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import type { PlanState } from '../plan/index.ts';
import { peopleOf } from '../rituals/index.ts';
import { type JudgedSign, judgeSign, watchWords } from './judge-sign.ts';
import { type ConstraintRow, firings, followUps } from './records.ts';
import { readFacts } from './sign-facts.ts';

/** Constraints as they are told. */

type Db = Records | Transaction;
const mostFirings = 20;

async function readFirings(db: Db, ids: readonly string[], today: string) {
  if (ids.length === 0) return new Map<string, (Constraint['firings'][number] & { constraintId: string })[]>();
  const rows = await db
    .select()
    .from(firings)
    .where(inArray(firings.constraintId, [...ids]))
    .orderBy(desc(firings.arming));
  const taskIds = rows.flatMap(({ followUpId }) => followUpId ?? []);
  const tasks = taskIds.length === 0 ? [] : await db.select().from(followUps).where(inArray(followUps.id, taskIds));
  const people = await peopleOf(
    db,
    tasks.map(({ ownerId }) => ownerId),
  );
  const byId = new Map(tasks.map((one) => [one.id, one]));
  const told = rows.map(({ constraintId, at, because, by, followUpId }) => {
    const task = followUpId === null ? undefined : byId.get(followUpId);
    return {
      ...{ constraintId, at: at.toISOString(), because, by },
      followUp:
        task === undefined
          ? null
          : {
              ...{ id: task.id, state: task.state, owner: people.get(task.ownerId)!, dueOn: task.dueOn },
              overdue: isOverdue(task, today),
            },
    };
  });
  return groupBy(told, ({ constraintId }) => constraintId);
}

function readingOf(row: ConstraintRow, judged: JudgedSign | null, last: string | undefined): string {
  if (row.state === 'settled')
    return row.settledBecause === '' ? 'Settled: it is watched no more.' : `Settled: ${row.settledBecause}`;
  if (row.state === 'fired') return last ?? 'The sign was seen.';
  return judged?.reading ?? 'Nobody has said that they saw it.';
}

/** Of one plan, in the order in which they were added. */
export async function viewsOf(
  db: Db,
  rows: readonly ConstraintRow[],
  state: PlanState,
  today: string,
): Promise<Constraint[]> {
  const facts = await readFacts(db, rows, state);
  const people = await peopleOf(
    db,
    rows.flatMap(({ ownerId }) => ownerId ?? []),
  );
  const ids = rows.map(({ id }) => id);
  const fired = await readFirings(db, ids, today);
  const outcomes = new Map(state.outcomes.map(({ id, name }) => [id, name]));
  return rows.map((row) => {
    const { id, planId, kind, what, sign, watch, response, withinDays, workingDays, settledBecause, version } = row;
    const own = facts.get(id);
    const judged = watch === null || own === undefined ? null : judgeSign(watch, own, today);
    const seen = (fired.get(id) ?? []).slice(0, mostFirings);
    return {
      ...{ id, planId, outcome: { id: row.outcomeId, name: outcomes.get(row.outcomeId) ?? '' } },
      ...{ kind, what, sign, watch, response, withinDays, workingDays, state: row.state, settledBecause, version },
      watching: watch === null || own === undefined ? null : `${watchWords(watch, own)}.`,
      reading: readingOf(row, judged, seen[0]?.because),
      fedOn: judged?.fedOn ?? null,
      owner: row.ownerId === null ? null : (people.get(row.ownerId) ?? null),
      firings: seen.map(({ constraintId: _, ...one }) => one),
      by: row.createdBy,
      createdAt: row.createdAt.toISOString(),
    };
  });
}
