import { randomUUID } from 'node:crypto';
import type { Agenda, BodyOf, startMeeting as endpoint } from '@dandelion-loop/contract';
import { and, eq, isNull } from 'drizzle-orm';
import type { Caller } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { holdRitual, peopleOf, type RitualRow, readRitual, type Timed, timedOf, timesOf } from '../rituals/index.ts';
import { type AgendaParts, type Filled, fillAgenda, isPassedOver } from './fill-agenda.ts';
import { searchTextOf } from './hold-meeting.ts';
import { type MeetingRow, meetings } from './records.ts';

type Asking = Pick<Caller, 'actor' | 'member'>;
type Wanted = BodyOf<typeof endpoint>;

const day = 24 * 60 * 60 * 1000;

const refused = (why: string) => new DandelionFailure('conflict', why);

async function runningOf(db: Records | Transaction, ritualId: string): Promise<MeetingRow | undefined> {
  const [running] = await db
    .select()
    .from(meetings)
    .where(and(eq(meetings.ritualId, ritualId), isNull(meetings.endedAt)));
  return running;
}

/** The time that was asked for, or the nearest within a day that was neither held nor cancelled. */
function timeOf(timed: Timed, wanted: Wanted['occurrence'], now: Date) {
  if (wanted === null || timed.row.cadence === null) return null;
  const held = (occurrence: string) => timed.meetings.some((one) => one.occurrence === occurrence);
  const within = (days: number) =>
    timesOf(timed, { from: new Date(now.getTime() - days * day), to: new Date(now.getTime() + days * day) });
  if (wanted === undefined) {
    const away = ({ at }: { at: Date }) => Math.abs(at.getTime() - now.getTime());
    const free = within(1).filter(({ occurrence, state }) => state !== 'cancelled' && !held(occurrence));
    return free.sort((a, b) => away(a) - away(b))[0] ?? null;
  }
  if (held(wanted)) throw refused('This time was held already. Start one that was not planned instead.');
  const found = within(366).find(({ occurrence }) => occurrence === wanted);
  if (!found)
    throw new DandelionFailure(
      'not-found',
      'This ritual has no such time within a year. Look at its times as they are now.',
    );
  if (found.state === 'cancelled')
    throw refused('This time was cancelled. Put it back first, or start one that was not planned.');
  return found;
}

function timerOf({ blocks }: Agenda, now: Date) {
  const first = blocks.findIndex((block) => !isPassedOver(block));
  return {
    block: first < 0 ? null : first,
    blockSince: first < 0 ? null : now,
    spentSeconds: blocks.map(() => 0),
    givenSeconds: blocks.map(({ minutes }) => minutes * 60),
  };
}

/** Those who were to come and are still here, and whoever starts it. */
async function presentAt(tx: Transaction, { members }: RitualRow, { member }: Asking): Promise<string[]> {
  const people = await peopleOf(tx, members);
  const here = members.filter((id) => people.get(id)?.left === false);
  return member === null || here.includes(member.id) ? here : [...here, member.id];
}

async function insert(
  tx: Transaction,
  asking: Asking,
  { id: ritualId }: RitualRow,
  { agenda, memory }: Filled,
  wanted: Wanted,
  now: Date,
) {
  const ritual = await holdRitual(tx, ritualId);
  if (ritual.endedAt !== null) throw refused('This ritual has ended. Let it go on before you hold it.');
  // Somebody else was faster.
  const running = await runningOf(tx, ritualId);
  if (running) return running;
  const [timed] = await timedOf(tx, [ritual]);
  const time = timeOf(timed!, wanted.occurrence, now);
  const about = storable(wanted.about);
  const [row] = await tx
    .insert(meetings)
    .values({
      ...{ id: randomUUID(), ritualId, about, agenda, memory, ...timerOf(agenda, now) },
      ...{ occurrence: time?.occurrence ?? null, scheduledAt: time?.at ?? null, startedAt: now },
      present: await presentAt(tx, ritual, asking),
      searchText: searchTextOf(ritual.name, about, ''),
      startedBy: asking.actor,
    })
    .returning();
  await record(tx, asking.actor, {
    action: 'meeting.started',
    subject: { kind: 'meeting', id: row!.id, name: ritual.name },
    after: { about, occurrence: row!.occurrence, blocks: agenda.blocks.map(({ title }) => title) },
  });
  return row!;
}

/** The one that runs, or a new one with the agenda as it is now. Fails with `not-found` and `conflict`. */
export async function startMeeting(
  parts: AgendaParts,
  asking: Asking,
  ritualId: string,
  wanted: Wanted,
): Promise<MeetingRow> {
  const { records, now } = parts;
  const ritual = await readRitual(records, ritualId);
  const running = await runningOf(records, ritualId);
  if (running) return running;
  // Outside of the transaction: sources take what time they need, and hold up nobody.
  const filled = await fillAgenda(parts, ritual);
  return records.transaction((tx) => insert(tx, asking, ritual, filled, wanted, now()));
}
