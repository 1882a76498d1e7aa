import type { HandOff } from '@dandelion-loop/contract';
import { and, eq, inArray, isNotNull, isNull, lte, notInArray, or, sql } from 'drizzle-orm';
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
import { members } from '../plan/index.ts';
import { handOffViews, seesAll } from './hand-off-views.ts';
import { handOffs } from './records.ts';

/** Hand-offs that are due or over, those that nobody takes, and one's own of the next days, for Today. */

const soonDays = 3;
const minutes = 3;

function conditions(records: Records, { caller, today, except }: TodayAsked) {
  const me = caller.member?.id ?? null;
  const mine = me === null ? sql<boolean>`false` : sql<boolean>`coalesce(${handOffs.toId} = ${me}, false)`;
  const late = sql`coalesce(${handOffs.dueOn} <= ${today}, false)`;
  const gone = records.select({ id: members.id }).from(members).where(isNotNull(members.leftAt));
  const nobody = or(isNull(handOffs.toId), inArray(handOffs.toId, gone));
  const own = and(mine, lte(handOffs.dueOn, dayAfter(today, soonDays)));
  const gives = me === null ? sql`false` : eq(handOffs.fromId, me);
  return {
    mine,
    place: sql<number>`CASE WHEN ${late} THEN 0 WHEN ${nobody} THEN 1 ELSE 2 END`,
    told: and(
      eq(handOffs.state, 'open'),
      notInArray(handOffs.id, idsOf(except)),
      seesAll(caller) ? or(late, nobody, own) : or(own, and(gives, late)),
    ),
  };
}

function factOf(one: HandOff, asked: TodayAsked): TodayFact {
  const { caller, today } = asked;
  const { id, what, dueOn, to, from, toBet, may, version } = one;
  const loose = to === null || to.left;
  const mine = to !== null && to.id === caller.member?.id;
  const late = dueOn !== null && dueOn <= today;
  const who = to === null ? 'Nobody takes it.' : to.left ? `${to.name}, who was to take it, has left.` : null;
  return {
    ...{ id, class: late ? 'promise' : loose ? 'owner' : 'soon', mark: 'open', minutes, mine },
    title: to === null || mine || to.left ? what : `${to.name}: ${what}`,
    fact: [dueOn === null ? null : dueSentence(dueOn, today), who, toBet && `“${toBet.name}” waits for it.`]
      .filter((part) => part !== null)
      .join(' '),
    basis: `Hand-off${from === null ? '' : ` from ${from.name}`}, since ${dayOfMoment(one.createdAt, asked)}${mine ? ' · yours' : ''}`,
    waiting: waitingSince(dueOn),
    subject: { kind: 'hand-off', id, name: what.slice(0, 300) },
    action:
      may.end && !loose
        ? { does: 'done', label: 'Mark as done', of: 'hand-off', id, version }
        : { does: 'open', label: 'Find somebody', page: '/plan' },
  };
}

export function handOffsToday(records: Records): TodaySource {
  return {
    name: 'hand-offs',
    async read(asked) {
      const { place, mine, told } = conditions(records, asked);
      const [[counts], rows] = await Promise.all([
        records
          .select({ all: sql<number>`count(*)::int`, urgent: sql<number>`(count(*) FILTER (WHERE ${place} < 2))::int` })
          .from(handOffs)
          .where(told),
        records
          .select()
          .from(handOffs)
          .where(told)
          .orderBy(place, sql`CASE WHEN ${mine} THEN 0 ELSE 1 END`, sql`${handOffs.dueOn} ASC NULLS LAST`, handOffs.id)
          .limit(asked.limit),
      ]);
      const items = (await handOffViews(records, rows, asked.caller, asked.today)).map((one) => factOf(one, asked));
      const urgent = items.filter((one) => one.class !== 'soon').length;
      return { items, more: { all: counts!.all - items.length, urgent: counts!.urgent - urgent } };
    },
  };
}
