import type { Occurrence } from '@dandelion-loop/contract';
import { inArray } from 'drizzle-orm';
import { groupBy } from '../../kernel/group-by.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import type { Window } from './expand-rule.ts';
import { type Held, nextOccurrence, occurrencesOf, type RitualException } from './occurrences.ts';
import { meetings, type RitualRow, ritualExceptions } from './records.ts';

/** When rituals are held, with what was changed of single times and which meetings were held of them. */

interface HeldMeeting {
  id: string;
  occurrence: string | null;
  startedAt: Date;
  endedAt: Date | null;
}

/** A ritual with what its times are made of. */
export interface Timed {
  row: RitualRow;
  exceptions: readonly RitualException[];
  meetings: readonly HeldMeeting[];
}

export async function timedOf(db: Records | Transaction, rows: readonly RitualRow[]): Promise<Timed[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const exceptions = groupBy(
    await db.select().from(ritualExceptions).where(inArray(ritualExceptions.ritualId, ids)),
    ({ ritualId }) => ritualId,
  );
  const held = groupBy(
    await db.select().from(meetings).where(inArray(meetings.ritualId, ids)),
    ({ ritualId }) => ritualId,
  );
  return rows.map((row) => ({ row, exceptions: exceptions.get(row.id) ?? [], meetings: held.get(row.id) ?? [] }));
}

const minute = 60_000;

export const endOf = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * minute);

export function occurrenceView({ occurrence, local, at, state, reason }: Held, { row, meetings }: Timed): Occurrence {
  return {
    ...{ occurrence, local, state, reason },
    startsAt: at.toISOString(),
    endsAt: endOf(at, row.minutes).toISOString(),
    meetingId: meetings.find((one) => one.occurrence === occurrence)?.id ?? null,
  };
}

/** The times within a window; none where it has no cadence. */
export const timesOf = ({ row: { cadence }, exceptions }: Timed, window: Window): Held[] =>
  cadence === null ? [] : occurrencesOf(cadence, exceptions, window);

/** The next one, or the one that is on: cancelled ones and those whose meeting has ended are over. */
export function nextOf({ row, exceptions, meetings }: Timed, now: Date): Held | null {
  if (row.cadence === null || row.endedAt !== null) return null;
  const over = new Set(
    meetings.flatMap((one) => (one.endedAt !== null && one.occurrence !== null ? [one.occurrence] : [])),
  );
  return nextOccurrence(row.cadence, exceptions, endOf(now, -row.minutes), over);
}

/** Those of the cadence as it is now that are over and were not cancelled, oldest first; of at most so many days. */
export function pastTimes(timed: Timed, now: Date, days = Number.POSITIVE_INFINITY): Held[] {
  const { cadenceSince, endedAt, minutes } = timed.row;
  const to = endOf(endedAt !== null && endedAt < now ? endedAt : now, -minutes);
  const from = new Date(Math.max(cadenceSince.getTime(), to.getTime() - days * 86_400_000));
  return timesOf(timed, { from, to }).filter(({ state }) => state !== 'cancelled');
}

/** How many of those passed without a meeting. */
export const withoutMeeting = (times: readonly Held[], { meetings }: Timed): Held[] => {
  const held = new Set(meetings.map(({ occurrence }) => occurrence));
  return times.filter(({ occurrence }) => !held.has(occurrence));
};
