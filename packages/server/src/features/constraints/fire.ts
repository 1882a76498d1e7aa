import { and, asc, eq, isNotNull } from 'drizzle-orm';
import { type Actor, system } from '../../kernel/caller.ts';
import { dueDay } from '../../kernel/due-day.ts';
import type { Transaction } from '../../kernel/records.ts';
import { todayOf } from '../../kernel/workspace-day.ts';
import { announce } from '../announcements/index.ts';
import { record } from '../audit/index.ts';
import { giveTask } from '../follow-ups/index.ts';
import type { PlanState } from '../plan/index.ts';
import { judgeSign } from './judge-sign.ts';
import { type ConstraintRow, constraints, firings } from './records.ts';
import { readFacts } from './sign-facts.ts';

/** A sign that is there makes a task of the agreed response, once until it is watched again. */

export const subjectOf = ({ id, kind, what }: Pick<ConstraintRow, 'id' | 'kind' | 'what'>) => ({
  kind,
  id,
  name: what,
});

interface Seen {
  because: string;
  by: Actor;
  outcome: { id: string; name: string };
}

/** Answers whether it did: of two who see the sign at once, one. */
export async function fire(tx: Transaction, row: ConstraintRow, { because, by, outcome }: Seen, now: Date) {
  const [fired] = await tx
    .update(constraints)
    .set({ state: 'fired', version: row.version + 1 })
    .where(and(eq(constraints.id, row.id), eq(constraints.state, 'watching'), eq(constraints.arming, row.arming)))
    .returning();
  if (fired === undefined) return false;
  const dueOn = dueDay(await todayOf(tx, now), row.withinDays, row.workingDays);
  const agreed = { what: row.response, ownerId: row.ownerId, leadBecause: null };
  const task = await giveTask(tx, { ...agreed, dueOn, origin: subjectOf(row) }, now);
  await tx.insert(firings).values({
    ...{ constraintId: row.id, arming: row.arming, at: now, because, by },
    followUpId: task?.id ?? null,
  });
  await record(tx, by, {
    action: `${row.kind}.fired`,
    subject: subjectOf(row),
    before: { state: 'watching' },
    after: { state: 'fired', because, response: row.response, owner: task?.owner ?? null, dueOn },
  });
  const data = {
    ...{ constraint: { id: row.id, name: row.what, kind: row.kind }, outcome, because, response: row.response },
    followUp: task === null ? null : { id: task.id, owner: task.owner, dueOn },
    to: task === null ? [] : [task.ownerId],
  };
  await announce(tx, { type: 'constraint.fired', data }, now);
  return true;
}

/** Judges all that is watched in a plan. Its row is held by whoever calls. */
export async function judgePlan(tx: Transaction, state: PlanState, now: Date): Promise<void> {
  const watched = and(
    ...[eq(constraints.planId, state.plan.id), eq(constraints.state, 'watching'), isNotNull(constraints.watch)],
  );
  const rows = await tx.select().from(constraints).where(watched).orderBy(asc(constraints.seq));
  if (rows.length === 0) return;
  const [facts, today] = [await readFacts(tx, rows, state), await todayOf(tx, now)];
  for (const row of rows) {
    const { fires } = judgeSign(row.watch!, facts.get(row.id)!, today);
    const outcome = state.outcomes.find(({ id }) => id === row.outcomeId);
    if (fires === null || outcome === undefined) continue;
    await fire(tx, row, { because: fires, by: system, outcome: { id: outcome.id, name: outcome.name } }, now);
  }
}
