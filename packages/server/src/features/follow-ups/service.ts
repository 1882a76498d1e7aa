import type {
  AnswerOf,
  addFollowUp as addEndpoint,
  BodyOf,
  changeFollowUp as changeEndpoint,
  FollowUp,
  listFollowUps,
  QueryOf,
} from '@dandelion-loop/contract';
import { and, asc, count, eq, inArray, lt, sql } from 'drizzle-orm';
import { onAgenda } from '../../kernel/on-agenda.ts';
import { todayOf } from '../../kernel/workspace-day.ts';
import { addFollowUp, changeFollowUp, type FollowUpParts } from './change-follow-ups.ts';
import { type Asking, seesAll, viewsOf } from './follow-up-views.ts';
import { followUps, meetings } from './records.ts';
import { tellLate } from './tell-late.ts';

export interface FollowUpsService {
  list(asking: Asking, query: QueryOf<typeof listFollowUps>): Promise<AnswerOf<typeof listFollowUps>>;
  /** Fails with `unknown-value` where its owner is nobody or has left. */
  add(asking: Asking, body: BodyOf<typeof addEndpoint>): Promise<FollowUp>;
  change(asking: Asking, id: string, body: BodyOf<typeof changeEndpoint>): Promise<FollowUp>;
  /** Days pass: what is over its day is told. */
  sweep(): Promise<void>;
}

async function list({ records, now }: FollowUpParts, asking: Asking, query: QueryOf<typeof listFollowUps>) {
  const { state, owner, meeting, ritual, agenda, offset, limit } = query;
  const me = asking.member?.id ?? null;
  // A key or the machine has none of its own.
  const none = sql`false`;
  const ofOwner = (id: string | null) => (id === null ? none : eq(followUps.ownerId, id));
  const fits = and(
    seesAll(asking) ? undefined : ofOwner(me),
    owner === undefined ? undefined : ofOwner(owner === 'me' ? me : owner),
    state === undefined
      ? undefined
      : state === 'overdue'
        ? and(eq(followUps.state, 'open'), lt(followUps.dueOn, await todayOf(records, now())))
        : eq(followUps.state, state),
    meeting === undefined || !seesAll(asking) ? undefined : eq(followUps.meetingId, meeting),
    ritual === undefined || !seesAll(asking)
      ? undefined
      : inArray(
          followUps.meetingId,
          records.select({ id: meetings.id }).from(meetings).where(eq(meetings.ritualId, ritual)),
        ),
    agenda === undefined || !seesAll(asking) ? undefined : onAgenda(followUps.id, 'follow-up', agenda),
  );
  const [[counted], rows] = await Promise.all([
    records.select({ total: count() }).from(followUps).where(fits),
    records
      .select()
      .from(followUps)
      .where(fits)
      .orderBy(
        sql`${followUps.state} <> 'open'`,
        sql`${followUps.dueOn} ASC NULLS LAST`,
        asc(followUps.createdAt),
        followUps.id,
      )
      .offset(offset)
      .limit(limit),
  ]);
  return { total: counted!.total, followUps: await viewsOf(records, rows, asking, now()) };
}

export function createFollowUps(parts: FollowUpParts): FollowUpsService {
  const { records, now } = parts;
  return {
    list: (asking, query) => list(parts, asking, query),
    add: async (asking, body) =>
      (await viewsOf(records, [await addFollowUp(parts, asking.actor, body)], asking, now()))[0]!,
    change: async (asking, id, body) =>
      (await viewsOf(records, [await changeFollowUp(parts, asking, id, body)], asking, now()))[0]!,
    sweep: () => tellLate(parts),
  };
}
