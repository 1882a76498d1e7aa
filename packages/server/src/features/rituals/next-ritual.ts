import type { Person } from '@dandelion-loop/contract';
import { and, arrayContains, eq, gt, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { groupBy } from '../../kernel/group-by.ts';
import type { Records } from '../../kernel/records.ts';
import type { Held } from './occurrences.ts';
import { peopleOf } from './people.ts';
import { meetings, type RitualRow, ritualExceptions, rituals } from './records.ts';
import { endOf, timesOf } from './ritual-times.ts';

/** The ritual to which somebody comes next. */

const dayLength = 86_400_000;

export interface NextRitual {
  row: RitualRow;
  held: Held;
  people: Person[];
  /** The meeting that is held of it now. */
  meetingId: string | null;
}

/** Of meetings only those that can be of a time that is still to come: all of them would be years. */
async function readAround(records: Records, ids: readonly string[], now: Date) {
  const [exceptions, held] = await Promise.all([
    records
      .select()
      .from(ritualExceptions)
      .where(inArray(ritualExceptions.ritualId, [...ids])),
    records
      .select()
      .from(meetings)
      .where(
        and(
          inArray(meetings.ritualId, [...ids]),
          or(isNull(meetings.endedAt), gt(meetings.startedAt, new Date(now.getTime() - 2 * dayLength))),
        ),
      ),
  ]);
  return { exceptions: groupBy(exceptions, (one) => one.ritualId), meetings: groupBy(held, (one) => one.ritualId) };
}

/** Within so many days; of a ritual that names nobody all come. Null: there is none. */
export async function nextRitualOf(
  records: Records,
  memberId: string,
  now: Date,
  days: number,
): Promise<NextRitual | null> {
  const rows = await records
    .select()
    .from(rituals)
    .where(
      and(
        isNull(rituals.endedAt),
        isNotNull(rituals.cadence),
        or(arrayContains(rituals.members, [memberId]), eq(sql`cardinality(${rituals.members})`, 0)),
      ),
    );
  if (rows.length === 0) return null;
  const ids = rows.map(({ id }) => id);
  const around = await readAround(records, ids, now);
  const times = rows.flatMap((row) => {
    const own = around.meetings.get(row.id) ?? [];
    const over = new Set(own.flatMap(({ endedAt, occurrence }) => (endedAt === null ? [] : [occurrence])));
    const timed = { row, exceptions: around.exceptions.get(row.id) ?? [], meetings: own };
    const window = { from: endOf(now, -row.minutes), to: new Date(now.getTime() + days * dayLength) };
    const held = timesOf(timed, window).find(({ state, occurrence }) => state !== 'cancelled' && !over.has(occurrence));
    const meetingId = own.find(({ endedAt }) => endedAt === null)?.id ?? null;
    return held === undefined ? [] : [{ row, held, meetingId }];
  });
  const [next] = times.sort((a, b) => a.held.at.getTime() - b.held.at.getTime() || (a.row.name < b.row.name ? -1 : 1));
  if (next === undefined) return null;
  const people = await peopleOf(records, next.row.members);
  return { ...next, people: next.row.members.flatMap((id) => people.get(id) ?? []).filter(({ left }) => !left) };
}
