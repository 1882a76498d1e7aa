import { randomUUID } from 'node:crypto';
import type {
  BodyOf,
  changeDecision as changeEndpoint,
  DecisionLook,
  lookAtDecision as lookEndpoint,
  recordDecision as recordEndpoint,
  Subject,
} from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import type { Caller } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { foldText, storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { todayOf } from '../../kernel/workspace-day.ts';
import { record } from '../audit/index.ts';
import { peopleOf } from '../rituals/index.ts';
import { type DecisionRow, decisions, meetings } from './records.ts';

export interface DecisionParts {
  records: Records;
  now: () => Date;
}

type Asking = Pick<Caller, 'actor' | 'member'>;

export const noDecision = () => new DandelionFailure('not-found', 'There is no such decision. Go back to the list.');

const subjectOf = ({ id, what }: Pick<DecisionRow, 'id' | 'what'>) => ({ kind: 'decision', id, name: what });

type Told = Pick<DecisionRow, 'what' | 'why' | 'deciders' | 'evidence' | 'lookAgainOn'>;

const searchTextOf = ({ what, why, evidence }: Told): string =>
  foldText([what, why, ...evidence.map(({ name }) => name)].join(' '));

const clean = (evidence: readonly Subject[]): Subject[] =>
  evidence.map(({ kind, id, name }) => ({ kind: storable(kind), id: storable(id), name: storable(name) }));

/** As the audit log keeps it: deciders by name. */
async function told(tx: Transaction, { what, why, deciders, evidence, lookAgainOn }: Told) {
  const people = await peopleOf(tx, deciders);
  return { what, why, deciders: deciders.map((id) => people.get(id)?.name ?? id), evidence, lookAgainOn };
}

async function checkDeciders(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  const different = [...new Set(ids)];
  const people = await peopleOf(tx, different);
  const missing = different.find((id) => !people.has(id));
  if (missing === undefined) return different;
  throw new DandelionFailure('unknown-value', `There is no member with the id ${missing}.`);
}

/** To look again on a day that is over is to look now. */
async function checkDay(tx: Transaction, day: string | null, now: Date): Promise<void> {
  if (day === null || day > (await todayOf(tx, now))) return;
  throw new DandelionFailure('bad-value', 'The day to look again must be after today.');
}

async function presentAt(tx: Transaction, meetingId: string | null): Promise<string[] | null> {
  if (meetingId === null) return null;
  const [found] = await tx.select({ present: meetings.present }).from(meetings).where(eq(meetings.id, meetingId));
  if (!found) throw new DandelionFailure('unknown-value', 'There is no such meeting. Leave it out.');
  return found.present;
}

/** Fails with `unknown-value` where somebody or the meeting is nobody's, with `bad-value` where the day is over. */
export async function addDecision(
  { records, now }: DecisionParts,
  asking: Asking,
  body: BodyOf<typeof recordEndpoint>,
) {
  const at = now();
  return records.transaction(async (tx) => {
    const present = await presentAt(tx, body.meetingId);
    await checkDay(tx, body.lookAgainOn, at);
    const given: Told = {
      what: storable(body.what),
      why: storable(body.why),
      deciders: await checkDeciders(tx, body.deciders ?? present ?? (asking.member ? [asking.member.id] : [])),
      evidence: clean(body.evidence),
      lookAgainOn: body.lookAgainOn,
    };
    const [row] = await tx
      .insert(decisions)
      .values({
        ...{ id: randomUUID(), meetingId: body.meetingId, ...given, searchText: searchTextOf(given) },
        ...{ createdBy: asking.actor, decidedAt: at },
      })
      .returning();
    await record(tx, asking.actor, {
      action: 'decision.created',
      subject: subjectOf(row!),
      after: await told(tx, given),
    });
    return row!;
  });
}

/** Who else was there first, in a sentence: of two people who close the same decision the second has to know. */
function changedMeanwhile({ state, looks }: DecisionRow): DandelionFailure {
  const last = looks.at(-1);
  const why =
    state === 'closed' && last
      ? `${last.by.name} closed this decision meanwhile: ${last.kept ? 'kept' : 'not kept'}, ${last.right === 'cannot-tell' ? 'cannot be told whether it was right' : last.right}.`
      : 'This decision was changed or looked at meanwhile.';
  return new DandelionFailure('conflict', `${why} Nothing of yours was kept. Look at it as it is now.`);
}

/** Open, and as `version` says; nobody else changes it until the transaction is over. */
async function holdOpen(tx: Transaction, id: string, version: number): Promise<DecisionRow> {
  const [row] = await tx.select().from(decisions).where(eq(decisions.id, id)).for('update');
  if (!row) throw noDecision();
  if (row.version !== version || row.state !== 'open') throw changedMeanwhile(row);
  return row;
}

export async function editDecision(
  { records, now }: DecisionParts,
  { actor }: Asking,
  id: string,
  { version, ...wanted }: BodyOf<typeof changeEndpoint>,
): Promise<DecisionRow> {
  return records.transaction(async (tx) => {
    const before = await holdOpen(tx, id, version);
    const lookAgainOn = wanted.lookAgainOn === undefined ? before.lookAgainOn : wanted.lookAgainOn;
    if (lookAgainOn !== before.lookAgainOn) await checkDay(tx, lookAgainOn, now());
    const after: Told = {
      what: storable(wanted.what ?? before.what),
      why: storable(wanted.why ?? before.why),
      deciders: wanted.deciders === undefined ? before.deciders : await checkDeciders(tx, wanted.deciders),
      evidence: wanted.evidence === undefined ? before.evidence : clean(wanted.evidence),
      lookAgainOn,
    };
    const [was, is] = [await told(tx, before), await told(tx, after)];
    if (JSON.stringify(was) === JSON.stringify(is)) return before;
    const [row] = await tx
      .update(decisions)
      .set({ ...after, searchText: searchTextOf(after), version: version + 1 })
      .where(eq(decisions.id, id))
      .returning();
    await record(tx, actor, { action: 'decision.changed', subject: subjectOf(before), before: was, after: is });
    return row!;
  });
}

/** Says how it turned out, and closes it unless it is looked at once more. */
export async function lookAt(
  { records, now }: DecisionParts,
  { actor }: Asking,
  id: string,
  { version, kept, right, reason, lookAgainOn }: BodyOf<typeof lookEndpoint>,
): Promise<DecisionRow> {
  const at = now();
  return records.transaction(async (tx) => {
    const before = await holdOpen(tx, id, version);
    await checkDay(tx, lookAgainOn, at);
    const look: DecisionLook = { at: at.toISOString(), by: actor, kept, right, reason: storable(reason) };
    const state = lookAgainOn === null ? ('closed' as const) : ('open' as const);
    const [row] = await tx
      .update(decisions)
      .set({ looks: [...before.looks, look], lookAgainOn, state, version: version + 1 })
      .where(eq(decisions.id, id))
      .returning();
    await record(tx, actor, {
      action: 'decision.looked-at',
      subject: subjectOf(before),
      before: { state: before.state, lookAgainOn: before.lookAgainOn },
      after: { state, lookAgainOn, kept, right, reason: look.reason },
    });
    return row!;
  });
}
