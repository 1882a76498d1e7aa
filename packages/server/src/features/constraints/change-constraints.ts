import { randomUUID } from 'node:crypto';
import type { addConstraint, BodyOf, changeConstraint, SignWatch } from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Transaction } from '../../kernel/records.ts';
import { todayOf } from '../../kernel/workspace-day.ts';
import { record } from '../audit/index.ts';
import { changedMeanwhile, givenFields, holdPlan, type PlanParts, type PlanState, readState } from '../plan/index.ts';
import { checkHere, peopleOf } from '../rituals/index.ts';
import { fire, judgePlan, subjectOf } from './fire.ts';
import { type ConstraintRow, constraints } from './records.ts';

/** Constraints: added, changed, settled, watched again, deleted. They touch neither stakes nor chances. */

const noConstraint = () =>
  new DandelionFailure('not-found', 'There is no such constraint. It may have been deleted. Go back to the list.');
const unknown = (message: string) => new DandelionFailure('unknown-value', message);
const conflict = (message: string) => new DandelionFailure('conflict', message);

/** As the audit log keeps it. */
async function told(tx: Transaction, row: ConstraintRow, state: PlanState) {
  const owner = row.ownerId === null ? null : (await peopleOf(tx, [row.ownerId])).get(row.ownerId);
  const { what, sign, watch, response, withinDays, workingDays } = row;
  const outcome = state.outcomes.find(({ id }) => id === row.outcomeId)?.name ?? null;
  return {
    what,
    outcome,
    sign,
    watch,
    response,
    owner: owner?.name ?? null,
    withinDays,
    workingDays,
    state: row.state,
  };
}

function checkWatch(watch: SignWatch, { bets, domains }: PlanState): void {
  if (watch.on === 'domain') {
    if (!domains.some(({ id }) => id === watch.domainId))
      throw unknown('There is no such failure domain in this plan.');
    return;
  }
  if (watch.on !== 'outcome' && watch.betId !== null && !bets.some(({ id }) => id === watch.betId)) {
    throw unknown('There is no such bet in this plan. Choose one of its bets.');
  }
  if (watch.on === 'date') {
    if (watch.without.startsWith('bet-') && watch.betId === null) throw unknown('Say which bet it is about.');
    return;
  }
  if (watch.on === 'bet' && (watch.kind === 'guardrail') !== (watch.measure !== null)) {
    throw new DandelionFailure('bad-value', 'A guardrail has a measure, its name; other kinds have none.');
  }
  if (watch.from !== null && watch.until !== null && watch.from > watch.until) {
    throw new DandelionFailure('bad-value', 'It would be watched until a day before it begins. Turn the days round.');
  }
}

function checkSign({ watch, sign }: Pick<ConstraintRow, 'watch' | 'sign'>): void {
  if (watch === null && sign === '') throw new DandelionFailure('bad-value', 'Say by which sign one sees it.');
}

function checkOutcome({ outcomes }: PlanState, id: string): void {
  if (!outcomes.some((one) => one.id === id)) throw unknown('There is no such outcome in this plan.');
}

const texts = <Fields extends { what?: string | undefined; sign?: string | undefined; response?: string | undefined }>(
  fields: Fields,
): Fields => ({
  ...fields,
  ...(fields.what !== undefined && { what: storable(fields.what) }),
  ...(fields.sign !== undefined && { sign: storable(fields.sign) }),
  ...(fields.response !== undefined && { response: storable(fields.response) }),
});

export async function makeConstraint(parts: PlanParts, by: Actor, planId: string, body: BodyOf<typeof addConstraint>) {
  return parts.records.transaction(async (tx) => {
    const state = await readState(tx, await holdPlan(tx, planId));
    checkOutcome(state, body.outcomeId);
    if (body.watch !== null) checkWatch(body.watch, state);
    checkSign(body);
    await checkHere(tx, [body.ownerId]);
    const now = parts.now();
    const [row] = await tx
      .insert(constraints)
      .values({
        ...{ id: randomUUID(), planId, ...texts(body), armedOn: await todayOf(tx, now) },
        ...{ createdBy: by, createdAt: now },
      })
      .returning();
    await record(tx, by, {
      action: `${row!.kind}.created`,
      subject: subjectOf(row!),
      after: await told(tx, row!, state),
    });
    await judgePlan(tx, state, now);
    return { id: row!.id, planId };
  });
}

interface Held {
  tx: Transaction;
  row: ConstraintRow;
  state: PlanState;
}

/** Holds its plan, so that no number comes in meanwhile. Fails with `not-found`, and with `conflict` when it is not as `version` says. */
async function change(parts: PlanParts, id: string, version: number, work: (held: Held) => Promise<void>) {
  return parts.records.transaction(async (tx) => {
    const [found] = await tx.select({ planId: constraints.planId }).from(constraints).where(eq(constraints.id, id));
    if (!found) throw noConstraint();
    const state = await readState(tx, await holdPlan(tx, found.planId));
    const [row] = await tx.select().from(constraints).where(eq(constraints.id, id)).for('update');
    if (!row) throw noConstraint();
    if (row.version !== version) throw changedMeanwhile('constraint');
    await work({ tx, row, state });
    return { id, planId: found.planId };
  });
}

export function editConstraint(
  parts: PlanParts,
  by: Actor,
  id: string,
  { version, ...wanted }: BodyOf<typeof changeConstraint>,
) {
  return change(parts, id, version, async ({ tx, row: before, state }) => {
    if (wanted.outcomeId !== undefined) checkOutcome(state, wanted.outcomeId);
    if (wanted.watch) checkWatch(wanted.watch, state);
    if (wanted.ownerId !== undefined) await checkHere(tx, [wanted.ownerId], [before.ownerId]);
    const [row] = await tx
      .update(constraints)
      .set({ ...givenFields(texts(wanted)), version: version + 1 })
      .where(eq(constraints.id, id))
      .returning();
    checkSign(row!);
    await record(tx, by, {
      action: `${row!.kind}.changed`,
      subject: subjectOf(row!),
      ...{ before: await told(tx, before, state), after: await told(tx, row!, state) },
    });
    await judgePlan(tx, state, parts.now());
  });
}

export function removeConstraint(parts: PlanParts, by: Actor, id: string, version: number) {
  return change(parts, id, version, async ({ tx, row, state }) => {
    await tx.delete(constraints).where(eq(constraints.id, id));
    await record(tx, by, {
      action: `${row.kind}.deleted`,
      subject: subjectOf(row),
      before: await told(tx, row, state),
    });
  });
}

export function report(
  parts: PlanParts,
  by: Actor,
  id: string,
  { version, because }: { version: number; because: string },
) {
  return change(parts, id, version, async ({ tx, row, state }) => {
    if (row.state === 'fired')
      throw conflict('The sign was seen already: its response is a task. Watch for it again first.');
    if (row.state === 'settled') throw conflict('This is settled. Watch for it again first.');
    const { id: outcomeId, name } = state.outcomes.find((one) => one.id === row.outcomeId)!;
    await fire(tx, row, { because: storable(because), by, outcome: { id: outcomeId, name } }, parts.now());
  });
}

export function settle(
  parts: PlanParts,
  by: Actor,
  id: string,
  { version, because }: { version: number; because: string },
) {
  return change(parts, id, version, async ({ tx, row }) => {
    if (row.state === 'settled') throw conflict('This is settled already.');
    await tx
      .update(constraints)
      .set({ state: 'settled', settledBecause: storable(because), version: version + 1 })
      .where(eq(constraints.id, id));
    await record(tx, by, {
      action: `${row.kind}.settled`,
      subject: subjectOf(row),
      ...{ before: { state: row.state, because: null }, after: { state: 'settled', because } },
    });
  });
}

/** Numbers and trips count anew from now. */
export function rearm(parts: PlanParts, by: Actor, id: string, version: number) {
  return change(parts, id, version, async ({ tx, row, state }) => {
    if (row.state === 'watching') throw conflict('This is watched already.');
    const now = parts.now();
    await tx
      .update(constraints)
      .set({
        ...{ state: 'watching', settledBecause: '', arming: row.arming + 1, version: version + 1 },
        ...{ armedOn: await todayOf(tx, now), countedFrom: now },
      })
      .where(eq(constraints.id, id));
    await record(tx, by, {
      action: `${row.kind}.watched-again`,
      subject: subjectOf(row),
      ...{ before: { state: row.state }, after: { state: 'watching' } },
    });
    await judgePlan(tx, state, now);
  });
}
