import type { AnnouncementData, Meeting } from '@dandelion-loop/contract';
import { and, eq, sql } from 'drizzle-orm';
import type { Records } from '../../kernel/records.ts';
import { peopleOf, readRitual } from '../rituals/index.ts';
import { announcements, type MeetingRow } from './records.ts';

const named = (ids: readonly string[], people: Awaited<ReturnType<typeof peopleOf>>) =>
  ids.flatMap((id) => {
    const person = people.get(id);
    return person ? [{ id, name: person.name }] : [];
  });

/** What was announced at its end; announcements are forgotten after a month. */
async function summaryOf(records: Records, { id, endedAt }: MeetingRow): Promise<Meeting['summary']> {
  if (endedAt === null) return null;
  const [found] = await records
    .select()
    .from(announcements)
    .where(and(eq(announcements.type, 'meeting.ended'), sql`${announcements.data} -> 'meeting' ->> 'id' = ${id}`));
  if (!found) return null;
  const { to } = found.data as AnnouncementData['meeting.ended'];
  return { to: named(to, await peopleOf(records, to)), passedOnAt: found.toldAt?.toISOString() ?? null };
}

export async function viewOf(records: Records, row: MeetingRow, now: Date): Promise<Meeting> {
  const { id, about, occurrence, agenda, notes, version } = row;
  const [ritual, people, summary] = await Promise.all([
    readRitual(records, row.ritualId),
    peopleOf(records, row.present),
    summaryOf(records, row),
  ]);
  return {
    ...{ id, about, occurrence, agenda, notes, version },
    ritual: { id: ritual.id, name: ritual.name },
    scheduledAt: row.scheduledAt?.toISOString() ?? null,
    state: row.endedAt === null ? 'running' : 'ended',
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    timer: {
      block: row.block,
      runningSince: row.blockSince?.toISOString() ?? null,
      spentSeconds: row.spentSeconds,
      givenSeconds: row.givenSeconds,
      now: now.toISOString(),
    },
    present: named(row.present, people),
    summary,
    by: row.startedBy,
  };
}
