import type { BodyOf, changeMeeting as endpoint } from '@dandelion-loop/contract';
import { and, eq, isNull, lt } from 'drizzle-orm';
import { type Actor, system } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { peopleOf, readRitual } from '../rituals/index.ts';
import { announceEnd } from './announce-end.ts';
import { changedMeanwhile, holdMeeting, holdRunning, searchTextOf, subjectOf } from './hold-meeting.ts';
import { type MeetingRow, meetings } from './records.ts';
import { stopped } from './turn-timer.ts';

interface Parts {
  records: Records;
  now: () => Date;
}

async function namesOf(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  const people = await peopleOf(tx, ids);
  const missing = ids.find((id) => !people.has(id));
  if (missing !== undefined) throw new DandelionFailure('unknown-value', `There is no member with the id ${missing}.`);
  return ids.map((id) => people.get(id)!.name);
}

/** Who was there, and what it was about; also after its end. */
export async function changeMeeting(
  { records }: Parts,
  by: Actor,
  id: string,
  { version, present, about }: BodyOf<typeof endpoint>,
): Promise<MeetingRow> {
  return records.transaction(async (tx) => {
    const before = await holdMeeting(tx, id);
    if (before.version !== version) throw changedMeanwhile(before);
    const set = {
      present: present === undefined ? before.present : [...new Set(present)],
      about: about === undefined ? before.about : storable(about),
    };
    const was = { present: await namesOf(tx, before.present), about: before.about };
    const is = { present: await namesOf(tx, set.present), about: set.about };
    if (JSON.stringify(was) === JSON.stringify(is)) return before;
    const ritual = await readRitual(tx, before.ritualId);
    const [row] = await tx
      .update(meetings)
      .set({ ...set, searchText: searchTextOf(ritual.name, set.about, before.notes), version: version + 1 })
      .where(eq(meetings.id, id))
      .returning();
    await record(tx, by, { action: 'meeting.changed', subject: await subjectOf(tx, before), before: was, after: is });
    return row!;
  });
}

async function end(tx: Transaction, by: Actor, before: MeetingRow, at: Date): Promise<MeetingRow> {
  const [row] = await tx
    .update(meetings)
    .set({ ...stopped(before, at), block: null, endedAt: at, version: before.version + 1 })
    .where(eq(meetings.id, before.id))
    .returning();
  await record(tx, by, {
    action: 'meeting.ended',
    subject: await subjectOf(tx, before),
    before: { endedAt: null },
    after: { endedAt: at.toISOString() },
  });
  await announceEnd(tx, row!, at);
  return row!;
}

/** Ends it and has its summary told. Fails with `conflict` when it is not as `version` says any more. */
export const endMeeting = ({ records, now }: Parts, by: Actor, id: string, version: number): Promise<MeetingRow> =>
  records.transaction(async (tx) => end(tx, by, await holdRunning(tx, id, version), now()));

/** A meeting of half a day is one that somebody forgot to end. */
const longest = 12 * 60 * 60 * 1000;

/** When its agenda was through, or when its clock was last turned: nobody sat there all night. */
function probableEnd({ startedAt, blockSince, agenda }: MeetingRow, now: Date): Date {
  const planned = startedAt.getTime() + agenda.minutes * 60_000;
  return new Date(Math.min(now.getTime(), Math.max(planned, blockSince?.getTime() ?? 0)));
}

/** Ends those that were forgotten, of one ritual or of all: the next could not be started. Answers with how many. */
export async function endForgotten({ records, now }: Parts, ritualId?: string): Promise<number> {
  const at = now();
  const forgotten = await records
    .select({ id: meetings.id })
    .from(meetings)
    .where(
      and(
        isNull(meetings.endedAt),
        lt(meetings.startedAt, new Date(at.getTime() - longest)),
        ritualId === undefined ? undefined : eq(meetings.ritualId, ritualId),
      ),
    );
  for (const { id } of forgotten) {
    await records.transaction(async (tx) => {
      const row = await holdMeeting(tx, id);
      if (row.endedAt === null) await end(tx, system, row, probableEnd(row, at));
    });
  }
  return forgotten.length;
}
