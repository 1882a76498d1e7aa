import type { AnnouncementData } from '@dandelion-loop/contract';
import { asc, eq } from 'drizzle-orm';
import type { Transaction } from '../../kernel/records.ts';
import { announce } from '../announcements/index.ts';
import { peopleOf, readRitual } from '../rituals/index.ts';
import { decisions, followUps, type MeetingRow } from './records.ts';

/** Enough for a summary; the rest is on the page of the meeting. */
const longestNotes = 4000;
const mostOf = 50;

const shortened = (text: string): string => {
  const characters = [...text];
  return characters.length <= longestNotes ? text : `${characters.slice(0, longestNotes - 1).join('')}…`;
};

/** What is told of a meeting that ended, in the transaction in which it does. */
export async function announceEnd(tx: Transaction, meeting: MeetingRow, at: Date): Promise<void> {
  const ritual = await readRitual(tx, meeting.ritualId);
  const decided = await tx
    .select()
    .from(decisions)
    .where(eq(decisions.meetingId, meeting.id))
    .orderBy(asc(decisions.decidedAt), decisions.id)
    .limit(mostOf);
  const promised = await tx
    .select()
    .from(followUps)
    .where(eq(followUps.meetingId, meeting.id))
    .orderBy(asc(followUps.createdAt), followUps.id)
    .limit(mostOf);
  const people = await peopleOf(tx, [...meeting.present, ...ritual.members, ...promised.map(({ ownerId }) => ownerId)]);
  const named = (id: string) => {
    const person = people.get(id);
    return person ? [{ id, name: person.name }] : [];
  };
  const data: AnnouncementData['meeting.ended'] = {
    meeting: { id: meeting.id, name: ritual.name },
    about: meeting.about,
    startedAt: meeting.startedAt.toISOString(),
    endedAt: at.toISOString(),
    present: meeting.present.flatMap(named),
    decisions: decided.map(({ id, what, why, lookAgainOn }) => ({ id, what, why, lookAgainOn })),
    followUps: promised.map(({ id, what, ownerId, dueOn }) => ({
      ...{ id, what, dueOn },
      owner: people.get(ownerId)?.name ?? '',
    })),
    notes: shortened(meeting.notes),
    to: ritual.summaryTo === 'nobody' ? [] : ritual.members.filter((id) => people.get(id)?.left === false),
  };
  await announce(tx, { type: 'meeting.ended', data }, at);
}
