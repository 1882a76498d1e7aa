import { asc, eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { readRitual } from '../rituals/index.ts';
import { holdMeeting, readMeeting, searchTextOf, subjectOf } from './hold-meeting.ts';
import { mergedNotes, notesSince, updateBytes } from './merge-notes.ts';
import { meetingNotes, meetings } from './records.ts';

/** What several people write at once, as updates that are only added, and what they come to as plain text. */

/** From so many on they become one, which holds the same. */
const mostUpdates = 40;

async function updatesOf(db: Records | Transaction, meetingId: string): Promise<Uint8Array[]> {
  const rows = await db
    .select({ data: meetingNotes.data })
    .from(meetingNotes)
    .where(eq(meetingNotes.meetingId, meetingId))
    .orderBy(asc(meetingNotes.seq));
  // Buffers of the driver are no plain arrays, which the library tells apart.
  return rows.map(({ data }) => new Uint8Array(data));
}

export async function readNotes(records: Records, id: string, state: string | undefined) {
  const [{ notes }, updates] = await Promise.all([readMeeting(records, id), updatesOf(records, id)]);
  return { ...notesSince(updates, state), text: notes };
}

const writerOf = ({ kind, id }: Actor): string => `${kind}:${id ?? ''}`;

/**
 * Adds an update. The meeting is held meanwhile, so that the text is always that of all updates. Fails with `not-found`, with `bad-value`
 * when it cannot be read, with `conflict` when the notes are full.
 */
export async function writeNotes(records: Records, by: Actor, id: string, update: string): Promise<{ state: string }> {
  const added = updateBytes(update);
  return records.transaction(async (tx) => {
    const meeting = await holdMeeting(tx, id);
    const kept = await updatesOf(tx, id);
    const merged = mergedNotes(kept, added);
    const state = notesSince([merged.update], undefined).state;
    if (!merged.changed) return { state };
    if (kept.length + 1 >= mostUpdates) await tx.delete(meetingNotes).where(eq(meetingNotes.meetingId, id));
    const data = kept.length + 1 >= mostUpdates ? merged.update : added;
    await tx.insert(meetingNotes).values({ meetingId: id, data: Buffer.from(data) });
    const notes = storable(merged.text);
    const writer = writerOf(by);
    const first = !meeting.writers.includes(writer);
    const ritual = await readRitual(tx, meeting.ritualId);
    await tx
      .update(meetings)
      .set({
        ...{ notes, searchText: searchTextOf(ritual.name, meeting.about, notes) },
        ...(first ? { writers: [...meeting.writers, writer] } : {}),
      })
      .where(eq(meetings.id, id));
    // Once for each: the words of the notes are theirs, and change with every key.
    if (first) await record(tx, by, { action: 'meeting.notes-written', subject: await subjectOf(tx, meeting) });
    return { state };
  });
}
