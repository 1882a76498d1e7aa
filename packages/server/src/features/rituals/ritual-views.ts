import type { Ritual } from '@dandelion-loop/contract';
import type { Records } from '../../kernel/records.ts';
import { peopleOf } from './people.ts';
import type { RitualRow } from './records.ts';
import { nextOf, occurrenceView, type Timed, timedOf } from './ritual-times.ts';
import { endsProposed } from './ritual-worth.ts';

/** Rituals as they are answered. */

function viewOf(timed: Timed, people: Awaited<ReturnType<typeof peopleOf>>, end: string | null, now: Date): Ritual {
  const { row, meetings } = timed;
  const { id, name, purpose, cadence, minutes, blocks, summaryTo, pack, version } = row;
  const next = nextOf(timed, now);
  const ends = meetings.flatMap(({ endedAt }) => endedAt?.getTime() ?? []);
  return {
    ...{ id, name, purpose, cadence, minutes, blocks, summaryTo, pack, version },
    members: row.members.flatMap((one) => people.get(one) ?? []),
    next: next && occurrenceView(next, timed),
    meetingId: meetings.find(({ endedAt }) => endedAt === null)?.id ?? null,
    lastHeldAt: ends.length === 0 ? null : new Date(Math.max(...ends)).toISOString(),
    proposesEnd: end,
    ended: row.endedAt === null ? null : { at: row.endedAt.toISOString(), reason: row.endedBecause! },
    by: row.createdBy,
    createdAt: row.createdAt.toISOString(),
  };
}

export async function viewsOf(records: Records, rows: readonly RitualRow[], now: Date): Promise<Ritual[]> {
  const timed = await timedOf(records, rows);
  const people = await peopleOf(
    records,
    rows.flatMap(({ members }) => members),
  );
  const ends = await endsProposed(records, timed, people, now);
  return timed.map((one) => viewOf(one, people, ends.get(one.row.id) ?? null, now));
}
