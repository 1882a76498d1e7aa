import type { Readable } from 'node:stream';
import type {
  Agenda,
  AnswerOf,
  BodyOf,
  changeMeeting as changeEndpoint,
  listMeetings,
  Meeting,
  QueryOf,
  readNotes as readNotesEndpoint,
  startMeeting as startEndpoint,
  turnTimer as turnEndpoint,
} from '@dandelion-loop/contract';
import { and, count, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Caller } from '../../kernel/caller.ts';
import { hasWords } from '../../kernel/has-words.ts';
import type { Records } from '../../kernel/records.ts';
import { readRitual, rituals } from '../rituals/index.ts';
import { changeMeeting, endForgotten, endMeeting } from './change-meeting.ts';
import { type AgendaParts, fillAgenda } from './fill-agenda.ts';
import { followMeetings } from './follow-meetings.ts';
import { readMeeting } from './hold-meeting.ts';
import { viewOf } from './meeting-views.ts';
import { readNotes, writeNotes } from './notes.ts';
import { decisions, followUps, type MeetingRow, meetings } from './records.ts';
import { startMeeting } from './start-meeting.ts';
import { turnTimer } from './turn-timer.ts';

type Asking = Pick<Caller, 'actor' | 'member'>;

export interface MeetingsService {
  agenda(ritualId: string): Promise<Agenda>;
  /** A new one, or the one that runs. Fails with `not-found`, and with `conflict` where this time was held or the ritual has ended. */
  start(asking: Asking, ritualId: string, body: BodyOf<typeof startEndpoint>): Promise<Meeting>;
  list(query: QueryOf<typeof listMeetings>): Promise<AnswerOf<typeof listMeetings>>;
  read(id: string): Promise<Meeting>;
  /** These fail with `conflict` when the meeting is not as `version` says any more. */
  turn(asking: Asking, id: string, body: BodyOf<typeof turnEndpoint>): Promise<Meeting>;
  change(asking: Asking, id: string, body: BodyOf<typeof changeEndpoint>): Promise<Meeting>;
  end(asking: Asking, id: string, version: number): Promise<Meeting>;
  notes(id: string, state: string | undefined): Promise<AnswerOf<typeof readNotesEndpoint>>;
  write(asking: Asking, id: string, update: string): Promise<{ state: string }>;
  follow(asking: Asking, id: string): Promise<Readable>;
  /** Ends meetings that somebody forgot to end. */
  sweep(): Promise<number>;
  stop(): Promise<void>;
}

async function list(records: Records, query: QueryOf<typeof listMeetings>) {
  const { ritual, state, search = '', offset, limit } = query;
  const fits = and(
    ...hasWords(meetings.searchText, search),
    ritual === undefined ? undefined : eq(meetings.ritualId, ritual),
    state === undefined ? undefined : state === 'running' ? isNull(meetings.endedAt) : isNotNull(meetings.endedAt),
  );
  const [[counted], rows] = await Promise.all([
    records.select({ total: count() }).from(meetings).where(fits),
    records
      .select({
        meeting: meetings,
        ritual: rituals.name,
        decisions: sql<number>`(SELECT count(*)::int FROM ${decisions} WHERE ${decisions.meetingId} = ${meetings.id})`,
        followUps: sql<number>`(SELECT count(*)::int FROM ${followUps} WHERE ${followUps.meetingId} = ${meetings.id})`,
      })
      .from(meetings)
      .innerJoin(rituals, eq(rituals.id, meetings.ritualId))
      .where(fits)
      .orderBy(desc(meetings.startedAt), desc(meetings.id))
      .offset(offset)
      .limit(limit),
  ]);
  return {
    total: counted!.total,
    meetings: rows.map(({ meeting: { id, ritualId, about, startedAt, endedAt }, ritual: name, ...counts }) => ({
      ...{ id, about, ritual: { id: ritualId, name }, ...counts },
      state: endedAt === null ? ('running' as const) : ('ended' as const),
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    })),
  };
}

export function createMeetings(parts: AgendaParts): MeetingsService {
  const { records, now, log } = parts;
  const followed = followMeetings({ records, log });
  /** Answers with the meeting, and tells those who follow it. */
  const changed = async (row: MeetingRow): Promise<Meeting> => {
    followed.wake();
    return viewOf(records, row, now());
  };
  return {
    agenda: async (ritualId) => (await fillAgenda(parts, await readRitual(records, ritualId))).agenda,
    async start(asking, ritualId, body) {
      await endForgotten(parts, ritualId);
      return changed(await startMeeting(parts, asking, ritualId, body));
    },
    list: (query) => list(records, query),
    read: async (id) => viewOf(records, await readMeeting(records, id), now()),
    turn: async ({ actor }, id, body) => changed(await turnTimer(parts, actor, id, body)),
    change: async ({ actor }, id, body) => changed(await changeMeeting(parts, actor, id, body)),
    end: async ({ actor }, id, version) => changed(await endMeeting(parts, actor, id, version)),
    notes: (id, state) => readNotes(records, id, state),
    async write({ actor }, id, update) {
      const answer = await writeNotes(records, actor, id, update);
      followed.wake();
      return answer;
    },
    async follow({ actor }, id) {
      await readMeeting(records, id);
      return followed.follow(actor, id);
    },
    sweep: () => endForgotten(parts),
    stop: () => followed.stop(),
  };
}
