import { randomUUID } from 'node:crypto';
import type { BodyOf, Cadence, changeRitual, createRitual, RitualBlock } from '@dandelion-loop/contract';
import { and, count, eq, sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { checkedCadence } from './expand-rule.ts';
import { changedMeanwhile, holdRitual, subjectOf } from './hold-ritual.ts';
import { localOf } from './local-time.ts';
import { packs } from './packs.ts';
import { checkPeople, peopleOf } from './people.ts';
import { meetings, type RitualRow, ritualExceptions, rituals, workflows } from './records.ts';

/** Rituals made, changed, ended and deleted. */

export interface RitualParts {
  records: Records;
  now: () => Date;
}

type Told = Pick<RitualRow, 'name' | 'purpose' | 'cadence' | 'minutes' | 'members' | 'blocks' | 'summaryTo'>;

const cleanBlocks = (blocks: readonly RitualBlock[]): RitualBlock[] =>
  blocks.map(({ kind, title, why, minutes }) => ({ kind, title: storable(title), why: storable(why), minutes }));

function packOf(id: string | null) {
  if (id === null) return null;
  const found = packs.find((pack) => pack.id === id);
  if (found) return found;
  throw new DandelionFailure(
    'unknown-value',
    `There is no pack “${id}”. There are: ${packs.map((pack) => pack.id).join(', ')}.`,
  );
}

const toldOf = ({ name, purpose, cadence, minutes, members, blocks, summaryTo }: Told): Told => ({
  ...{ name, purpose, cadence, minutes, members, blocks, summaryTo },
});

/** What the audit log keeps of it: members by name, whoever that is later. */
async function told(tx: Transaction, ritual: Told) {
  const people = await peopleOf(tx, ritual.members);
  return { ...toldOf(ritual), members: ritual.members.map((id) => people.get(id)?.name ?? id) };
}

export async function addRitual({ records, now }: RitualParts, by: Actor, body: BodyOf<typeof createRitual>) {
  const pack = packOf(body.pack);
  const name = body.name ?? pack?.name;
  if (name === undefined) throw new DandelionFailure('wrong-use', 'Give the ritual a name, or name a pack.');
  const at = now();
  return records.transaction(async (tx) => {
    const given: Told = {
      name: storable(name),
      purpose: storable(body.purpose ?? pack?.purpose ?? ''),
      cadence: body.cadence && checkedCadence(body.cadence),
      minutes: body.minutes ?? pack?.minutes ?? 60,
      members: await checkPeople(tx, body.members ?? []),
      blocks: cleanBlocks(body.blocks ?? pack?.blocks ?? []),
      summaryTo: body.summaryTo ?? 'members',
    };
    const [row] = await tx
      .insert(rituals)
      .values({
        ...{ id: randomUUID(), ...given, pack: pack?.id ?? null, createdBy: by },
        ...{ cadenceSince: at, createdAt: at, changedAt: at },
      })
      .returning();
    await record(tx, by, { action: 'ritual.created', subject: subjectOf(row!), after: await told(tx, given) });
    return row!;
  });
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const sameCadence = (one: Cadence | null, other: Cadence | null): boolean =>
  same(one && [one.start, one.timeZone, one.rule], other && [other.start, other.timeZone, other.rule]);

/** Of single times with another cadence: those still to come mean nothing in it. */
async function forgetComing(tx: Transaction, { id, cadence }: RitualRow, now: Date): Promise<void> {
  if (cadence === null) return;
  const local = localOf(now, cadence.timeZone);
  const newest = sql`greatest(${ritualExceptions.occurrence} COLLATE "C", coalesce(${ritualExceptions.movedTo}, ${ritualExceptions.occurrence}) COLLATE "C")`;
  await tx.delete(ritualExceptions).where(and(eq(ritualExceptions.ritualId, id), sql`${newest} >= ${local}`));
}

function endOf(before: RitualRow, ended: BodyOf<typeof changeRitual>['ended'], at: Date) {
  if (ended === undefined) return { endedAt: before.endedAt, endedBecause: before.endedBecause };
  if (ended === null) return { endedAt: null, endedBecause: null };
  return { endedAt: before.endedAt ?? at, endedBecause: storable(ended.reason) };
}

function actionOf(ended: string | null, after: string | null) {
  if ((ended === null) === (after === null)) return 'ritual.changed' as const;
  return after === null ? ('ritual.resumed' as const) : ('ritual.ended' as const);
}

/** Fails with `conflict` when it is not as `version` says any more. */
export async function editRitual(
  { records, now }: RitualParts,
  by: Actor,
  id: string,
  { version, ended, ...wanted }: BodyOf<typeof changeRitual>,
): Promise<RitualRow> {
  return records.transaction(async (tx) => {
    const before = await holdRitual(tx, id);
    if (before.version !== version) throw changedMeanwhile();
    const cadence =
      wanted.cadence === undefined || sameCadence(wanted.cadence, before.cadence)
        ? before.cadence
        : wanted.cadence && checkedCadence(wanted.cadence);
    const after: Told = {
      name: storable(wanted.name ?? before.name),
      purpose: storable(wanted.purpose ?? before.purpose),
      cadence,
      minutes: wanted.minutes ?? before.minutes,
      // Who has left since they were added does not keep anybody from changing the rest.
      members: wanted.members === undefined ? before.members : await checkPeople(tx, wanted.members, before.members),
      blocks: wanted.blocks === undefined ? before.blocks : cleanBlocks(wanted.blocks),
      summaryTo: wanted.summaryTo ?? before.summaryTo,
    };
    const at = now();
    const end = endOf(before, ended, at);
    const unchanged = same(toldOf(before), after) && same(before.endedBecause, end.endedBecause);
    if (unchanged) return before;
    const moved = !sameCadence(cadence, before.cadence);
    if (moved) await forgetComing(tx, before, at);
    const shown =
      moved || after.name !== before.name || after.purpose !== before.purpose || after.minutes !== before.minutes;
    const [row] = await tx
      .update(rituals)
      .set({
        ...{ ...after, ...end, changedAt: at, version: version + 1 },
        ...(moved ? { cadenceSince: at } : {}),
        ...(shown ? { sequence: before.sequence + 1 } : {}),
      })
      .where(eq(rituals.id, id))
      .returning();
    await record(tx, by, {
      action: actionOf(before.endedBecause, end.endedBecause),
      subject: subjectOf(before),
      before: { ...(await told(tx, before)), ended: before.endedBecause },
      after: { ...(await told(tx, after)), ended: end.endedBecause },
    });
    return row!;
  });
}

/** A workflow that is for one ritual alone would begin after each of them, were that one gone. */
async function refuseWaitedFor(tx: Transaction, id: string): Promise<void> {
  const [waiting] = await tx
    .select({ name: workflows.name })
    .from(workflows)
    .where(eq(workflows.ritualId, id))
    .limit(1);
  if (waiting === undefined) return;
  throw new DandelionFailure(
    'conflict',
    `The workflow “${waiting.name}” begins after this ritual. Choose another ritual for it, or delete it first.`,
  );
}

/** Fails with `conflict` once it was held, while a workflow is for it alone, or when it is not as `version` says any more. */
export async function deleteRitual({ records }: RitualParts, by: Actor, id: string, version: number): Promise<void> {
  await records.transaction(async (tx) => {
    const before = await holdRitual(tx, id);
    if (before.version !== version) throw changedMeanwhile();
    const [held] = await tx.select({ times: count() }).from(meetings).where(eq(meetings.ritualId, id));
    if (held!.times > 0) {
      throw new DandelionFailure(
        'conflict',
        'This ritual was held, and what was decided in it belongs to it. End it instead of deleting it.',
      );
    }
    await refuseWaitedFor(tx, id);
    await tx.delete(rituals).where(eq(rituals.id, id));
    await record(tx, by, { action: 'ritual.deleted', subject: subjectOf(before), before: await told(tx, before) });
  });
}
