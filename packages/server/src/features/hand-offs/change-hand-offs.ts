import { randomUUID } from 'node:crypto';
import type { addHandOff, BodyOf, changeHandOff } from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { changedMeanwhile, givenFields, noPlan, type PlanParts, plans, readBets } from '../plan/index.ts';
import { checkHere, peopleOf } from '../rituals/index.ts';
import { type Asking, namesThem, seesAll } from './hand-off-views.ts';
import { type HandOffRow, handOffs } from './records.ts';

/** Hand-offs: added, ended by whoever gives or takes them, changed. They touch neither stakes nor chances. */

const noHandOff = () =>
  new DandelionFailure(
    'not-found',
    'There is no such hand-off for you. It may be somebody else’s now. Go back to the list.',
  );

const subjectOf = ({ id, what }: Pick<HandOffRow, 'id' | 'what'>) => ({ kind: 'hand-off', id, name: what });

type Ends = Pick<HandOffRow, 'fromBetId' | 'toBetId' | 'fromId' | 'toId'>;
const given = (ids: readonly (string | null)[]) => ids.filter((id) => id !== null);

/** As the audit log keeps it: bets and people by name. */
async function told(tx: Transaction, row: HandOffRow) {
  const people = await peopleOf(tx, given([row.fromId, row.toId]));
  const bets = new Map((await readBets(tx, given([row.fromBetId, row.toBetId]))).map(({ id, name }) => [id, name]));
  const person = (id: string | null) => (id === null ? null : (people.get(id)?.name ?? id));
  const bet = (id: string | null) => (id === null ? null : (bets.get(id) ?? id));
  const { what, dueOn, state, note } = row;
  return {
    ...{ what, dueOn, state, note, from: person(row.fromId), to: person(row.toId) },
    ...{ fromBet: bet(row.fromBetId), toBet: bet(row.toBetId) },
  };
}

async function checkEnds(tx: Transaction, planId: string, ends: Ends, before: Ends | null): Promise<void> {
  const betIds = given([ends.fromBetId, ends.toBetId]);
  const found = await readBets(tx, betIds);
  const missing = betIds.find((id) => !found.some((bet) => bet.id === id && bet.planId === planId));
  if (missing !== undefined) {
    throw new DandelionFailure('unknown-value', `There is no bet with the id ${missing} in this plan.`);
  }
  const chosen = (['fromId', 'toId'] as const).map((end) => (ends[end] === before?.[end] ? null : ends[end]));
  await checkHere(tx, chosen);
}

export async function makeHandOff(
  { records, now }: PlanParts,
  by: Actor,
  planId: string,
  body: BodyOf<typeof addHandOff>,
): Promise<HandOffRow> {
  return records.transaction(async (tx) => {
    const [plan] = await tx.select({ id: plans.id }).from(plans).where(eq(plans.id, planId)).for('key share');
    if (!plan) throw noPlan();
    await checkEnds(tx, planId, body, null);
    const [row] = await tx
      .insert(handOffs)
      .values({ id: randomUUID(), planId, ...body, createdBy: by, createdAt: now() })
      .returning();
    await record(tx, by, { action: 'hand-off.created', subject: subjectOf(row!), after: await told(tx, row!) });
    return row!;
  });
}

/** Nobody else changes it until the transaction is over. Of what one may not see it is not told that it is there. */
async function hold(tx: Transaction, id: string, asking: Asking): Promise<HandOffRow> {
  const [row] = await tx.select().from(handOffs).where(eq(handOffs.id, id)).for('update');
  if (!row || !(seesAll(asking) || namesThem(row, asking))) throw noHandOff();
  return row;
}

function refuse(
  row: HandOffRow,
  asking: Asking,
  { state: _, note: __, ...others }: object & Partial<HandOffRow>,
): void {
  if (asking.permissions.has('plan:write')) return;
  if (!namesThem(row, asking)) {
    throw new DandelionFailure('not-allowed', 'Only whoever gives or takes it, or who plans, can end it.');
  }
  if (Object.values(others).every((value) => value === undefined)) return;
  throw new DandelionFailure('not-allowed', 'You can end it and write a note. The rest is changed by who plans.');
}

/** Fails with `not-found`, `not-allowed`, and with `conflict` when it is not as `version` says any more. */
export async function editHandOff(
  { records, now }: PlanParts,
  asking: Asking,
  id: string,
  { version, ...body }: BodyOf<typeof changeHandOff>,
): Promise<HandOffRow> {
  const wanted = givenFields(body);
  return records.transaction(async (tx) => {
    const before = await hold(tx, id, asking);
    refuse(before, asking, wanted as Partial<HandOffRow>);
    if (before.version !== version) throw changedMeanwhile('hand-off');
    const after = { ...before, ...wanted };
    await checkEnds(tx, before.planId, after, before);
    const state = wanted.state ?? before.state;
    const ended =
      state === before.state
        ? {}
        : state === 'open'
          ? { endedAt: null, endedBy: null }
          : { endedAt: now(), endedBy: asking.actor };
    const [row] = await tx
      .update(handOffs)
      .set({ ...wanted, ...ended, version: version + 1 })
      .where(eq(handOffs.id, id))
      .returning();
    const turned = state === before.state ? 'changed' : state === 'open' ? 'reopened' : 'ended';
    await record(tx, asking.actor, {
      action: `hand-off.${turned}`,
      subject: subjectOf(row!),
      ...{ before: await told(tx, before), after: await told(tx, row!) },
    });
    return row!;
  });
}
