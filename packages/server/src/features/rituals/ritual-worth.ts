import type { DecisionLook, RitualWorth } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { and, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm';
import { dayIn } from '../../kernel/day-in.ts';
import { groupBy } from '../../kernel/group-by.ts';
import type { Records } from '../../kernel/records.ts';
import { timeZoneOf } from '../../kernel/workspace-day.ts';
import { peopleOf } from './people.ts';
import { type Brought, enough, hoursText, proposesEnd } from './proposes-end.ts';
import { decisions, followUps, meetings } from './records.ts';
import { pastTimes, type Timed, withoutMeeting } from './ritual-times.ts';

/** Did it help? What came of a ritual's meetings, and what they took. */

const hour = 3_600_000;

type MeetingRow = typeof meetings.$inferSelect;
type DecisionRow = typeof decisions.$inferSelect;
type FollowUpRow = typeof followUps.$inferSelect;

interface Came {
  /** That ended. */
  meetings: readonly MeetingRow[];
  decisions: readonly DecisionRow[];
  followUps: readonly FollowUpRow[];
}

const hoursOf = ({ startedAt, endedAt, present }: Pick<MeetingRow, 'startedAt' | 'endedAt' | 'present'>): number =>
  (Math.max(0, endedAt!.getTime() - startedAt.getTime()) / hour) * present.length;

async function cameOf(records: Records, ritualId: string): Promise<Came> {
  const ended = await records
    .select()
    .from(meetings)
    .where(and(eq(meetings.ritualId, ritualId), isNotNull(meetings.endedAt)));
  const of = ended.map(({ id }) => id);
  const [decided, promised] =
    of.length === 0
      ? [[], []]
      : await Promise.all([
          records.select().from(decisions).where(inArray(decisions.meetingId, of)),
          records.select().from(followUps).where(inArray(followUps.meetingId, of)),
        ]);
  return { meetings: ended, decisions: decided, followUps: promised };
}

/** What the newest meetings of each ritual brought, newest first: as many as are looked at. */
async function broughtBy(records: Records, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Brought[]>> {
  if (ids.length === 0) return new Map();
  const ended = records
    .select({
      ...{ id: meetings.id, ritualId: meetings.ritualId, present: meetings.present },
      ...{ startedAt: meetings.startedAt, endedAt: meetings.endedAt },
      place: sql<number>`row_number() OVER (PARTITION BY ritual_id ORDER BY ended_at DESC, id DESC)`.as('place'),
    })
    .from(meetings)
    .where(and(inArray(meetings.ritualId, [...ids]), isNotNull(meetings.endedAt)))
    .as('ended');
  const rows = await records
    .select({
      ...{ ritualId: ended.ritualId, present: ended.present, startedAt: ended.startedAt, endedAt: ended.endedAt },
      decisions: sql<number>`(SELECT count(*)::int FROM decisions WHERE meeting_id = ended.id)`,
      followUps: sql<number>`(SELECT count(*)::int FROM follow_ups WHERE meeting_id = ended.id)`,
    })
    .from(ended)
    .where(lte(ended.place, enough))
    .orderBy(ended.place);
  return groupBy(
    rows.map((row) => ({ ...row, hours: hoursOf(row) })),
    ({ ritualId }) => ritualId,
  );
}

type People = Awaited<ReturnType<typeof peopleOf>>;

function endOf(timed: Timed, newest: readonly Brought[], people: People, now: Date): string | null {
  const { endedAt, members } = timed.row;
  if (endedAt !== null) return null;
  if (members.length > 0 && members.every((id) => people.get(id)?.left)) {
    return 'Everybody who came has left. Say who comes now, or end it.';
  }
  // Of a daily one the last weeks tell; a rare one has few in all.
  const recent = pastTimes(timed, now, 100);
  const past = recent.length >= enough ? recent : pastTimes(timed, now);
  const missed = new Set(withoutMeeting(past, timed));
  return proposesEnd(newest, past.map((one) => missed.has(one)).reverse());
}

/** The sentences of those that propose their end, by ritual. */
export async function endsProposed(
  records: Records,
  rituals: readonly Timed[],
  people: People,
  now: Date,
): Promise<Map<string, string | null>> {
  const brought = await broughtBy(
    records,
    rituals.map(({ row }) => row.id),
  );
  return new Map(rituals.map((timed) => [timed.row.id, endOf(timed, brought.get(timed.row.id) ?? [], people, now)]));
}

const lastOf = (looks: readonly DecisionLook[]): DecisionLook | undefined => looks.at(-1);

function decisionsOf(rows: readonly DecisionRow[], today: string): RitualWorth['decisions'] {
  const looked = rows.flatMap(({ looks }) => lastOf(looks) ?? []);
  const number = (test: (look: DecisionLook) => boolean) => looked.filter(test).length;
  return {
    taken: rows.length,
    lookedAt: looked.length,
    kept: number(({ kept }) => kept),
    right: number(({ right }) => right === 'right'),
    wrong: number(({ right }) => right === 'wrong'),
    overdue: rows.filter(({ state, lookAgainOn }) => state === 'open' && lookAgainOn !== null && lookAgainOn < today)
      .length,
  };
}

function followUpsOf(rows: readonly FollowUpRow[], today: string, timeZone: string): RitualWorth['followUps'] {
  const done = rows.filter(({ state }) => state === 'done');
  return {
    made: rows.length,
    done: done.length,
    inTime: done.filter(({ dueOn, endedAt }) => dueOn === null || dayIn(timeZone, endedAt!) <= dueOn).length,
    overdue: rows.filter(({ state, dueOn }) => state === 'open' && dueOn !== null && dueOn < today).length,
  };
}

function sentenceOf({
  meetings: held,
  decisions: of,
  followUps: tasks,
  hours,
  hoursPerDecision,
}: Omit<RitualWorth, 'sentence'>) {
  if (held === 0) return 'It was not held yet.';
  const meetingsText = numbers.counted(held, 'meeting');
  if (hoursPerDecision === null)
    return `${meetingsText} took ${hoursText(hours)} and brought no decision${tasks.made > 0 ? `, but ${numbers.counted(tasks.made, 'follow-up')}` : ''}.`;
  const later =
    of.lookedAt === 0
      ? 'None was looked at again yet.'
      : `Of ${numbers.counted(of.lookedAt, 'decision')} looked at again, ${of.kept} ${of.kept === 1 ? 'was' : 'were'} kept and ${of.right} turned out right.`;
  return `${meetingsText} brought ${numbers.counted(of.taken, 'decision')}, at ${hoursText(hoursPerDecision)} of those who came for each. ${later}`;
}

export async function readWorth(records: Records, timed: Timed, now: Date): Promise<RitualWorth> {
  const { row } = timed;
  const people = await peopleOf(records, row.members);
  const [came, ends] = await Promise.all([cameOf(records, row.id), endsProposed(records, [timed], people, now)]);
  const timeZone = await timeZoneOf(records);
  const today = dayIn(timeZone, now);
  const hours = came.meetings.reduce((sum, one) => sum + hoursOf(one), 0);
  const taken = decisionsOf(came.decisions, today);
  const worth = {
    meetings: came.meetings.length,
    missed: row.cadence === null ? null : withoutMeeting(pastTimes(timed, now), timed).length,
    decisions: taken,
    followUps: followUpsOf(came.followUps, today, timeZone),
    hours,
    hoursPerDecision: taken.taken === 0 ? null : hours / taken.taken,
    proposesEnd: ends.get(row.id) ?? null,
  };
  return { ...worth, sentence: sentenceOf(worth) };
}
