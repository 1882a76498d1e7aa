import type { FollowUp } from '@dandelion-loop/contract';
import { and, desc, eq, gte, inArray, isNotNull, lte, ne, notInArray, or, sql } from 'drizzle-orm';
import { dayAfter } from '../../kernel/day-text.ts';
import type { Records } from '../../kernel/records.ts';
import {
  dayOfMoment,
  dueSentence,
  idsOf,
  type TodayAsked,
  type TodayFact,
  type TodaySource,
  waitingSince,
} from '../../kernel/today-source.ts';
import { seesAll, viewsOf } from './follow-up-views.ts';
import { followUps, members } from './records.ts';

/** Follow-ups that are due or over, those whose owner left, and one's own of the next days, for Today. */

const soonDays = 7;
const minutes = 2;
const mostDone = 3;

function conditions(records: Records, { caller, today, except }: TodayAsked) {
  const me = caller.member?.id ?? null;
  const mine = me === null ? sql<boolean>`false` : eq(followUps.ownerId, me);
  const late = sql`coalesce(${followUps.dueOn} <= ${today}, false)`;
  const gone = inArray(
    followUps.ownerId,
    records.select({ id: members.id }).from(members).where(isNotNull(members.leftAt)),
  );
  const all = seesAll(caller);
  const own = and(mine, lte(followUps.dueOn, dayAfter(today, soonDays)));
  return {
    mine,
    /** As the class of each: a promise, without an owner, soon. */
    place: sql<number>`CASE WHEN ${late} THEN 0 WHEN ${gone} THEN 1 ELSE 2 END`,
    told: and(eq(followUps.state, 'open'), notInArray(followUps.id, idsOf(except)), all ? or(late, gone, own) : own),
  };
}

const fromWhere = ({ meeting, origin, by }: FollowUp, { caller }: TodayAsked): string =>
  origin !== undefined
    ? `From “${origin.name}”`
    : meeting !== null
      ? `Follow-up from “${meeting.ritual}”`
      : `Follow-up${seesAll(caller) ? ` of ${by.name}` : ''}`;

function factOf(one: FollowUp, asked: TodayAsked): TodayFact {
  const { id, what, dueOn, owner, version, may } = one;
  const mine = owner.id === asked.caller.member?.id;
  const late = dueOn !== null && dueOn <= asked.today;
  const when = dueOn === null ? 'Without a day.' : dueSentence(dueOn, asked.today);
  const given = `${fromWhere(one, asked)}, since ${dayOfMoment(one.createdAt, asked)}`;
  return {
    ...{ id, class: late ? 'promise' : owner.left ? 'owner' : 'soon', mark: 'open', minutes, mine },
    title: mine ? what : `${owner.name}: ${what}`,
    fact: owner.left ? `${when} ${owner.name} has left: give it to somebody else.` : when,
    basis: mine ? `${given} · yours` : given,
    waiting: waitingSince(dueOn),
    subject: { kind: 'follow-up', id, name: what.slice(0, 300) },
    action:
      may.end && !owner.left
        ? { does: 'done', label: 'Mark as done', of: 'follow-up', id, version }
        : { does: 'open', label: 'See follow-ups', page: '/rhythm' },
  };
}

async function lately(records: Records, { caller, since }: TodayAsked) {
  if (!seesAll(caller)) return [];
  const others = caller.member === null ? undefined : ne(followUps.ownerId, caller.member.id);
  const rows = await records
    .select()
    .from(followUps)
    .where(and(eq(followUps.state, 'done'), gte(followUps.endedAt, since), others))
    .orderBy(desc(followUps.endedAt), followUps.id)
    .limit(mostDone);
  return rows.map(({ what, endedAt, endedBy }) => ({
    ...{ mark: 'passed' as const, at: endedAt!.toISOString(), page: null },
    sentence: `Done${endedBy === null ? '' : ` by ${endedBy.name}`}: ${what}`,
  }));
}

export function followUpsToday(records: Records): TodaySource {
  return {
    name: 'follow-ups',
    async read(asked) {
      const { place, mine, told } = conditions(records, asked);
      const [[counts], rows, since] = await Promise.all([
        records
          .select({ all: sql<number>`count(*)::int`, urgent: sql<number>`(count(*) FILTER (WHERE ${place} < 2))::int` })
          .from(followUps)
          .where(told),
        records
          .select()
          .from(followUps)
          .where(told)
          .orderBy(
            place,
            sql`CASE WHEN ${mine} THEN 0 ELSE 1 END`,
            sql`${followUps.dueOn} ASC NULLS LAST`,
            followUps.id,
          )
          .limit(asked.limit),
        lately(records, asked),
      ]);
      const items = (await viewsOf(records, rows, asked.caller, asked.now)).map((one) => factOf(one, asked));
      const urgent = items.filter((one) => one.class !== 'soon').length;
      return { items, since, more: { all: counts!.all - items.length, urgent: counts!.urgent - urgent } };
    },
  };
}
