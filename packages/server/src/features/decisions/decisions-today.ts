import { and, count, eq, lte, notInArray, sql } from 'drizzle-orm';
import { dayText } from '../../kernel/day-text.ts';
import type { Records } from '../../kernel/records.ts';
import {
  dayOfMoment,
  idsOf,
  nothingFound,
  type TodayAsked,
  type TodayFact,
  type TodaySource,
  waitingSince,
} from '../../kernel/today-source.ts';
import { type DecisionRow, decisions } from './records.ts';

/** Decisions whose day to be looked at again has come, for Today. */

const minutes = 5;

function factOf({ id, what, why, decidedAt, lookAgainOn, deciders }: DecisionRow, asked: TodayAsked): TodayFact {
  const { caller } = asked;
  const mine = caller.member !== null && deciders.includes(caller.member.id);
  return {
    ...{ id, class: 'promise', mark: 'open', minutes, mine },
    title: `Look again: ${what}`,
    fact: `It was to be looked at on ${dayText(lookAgainOn!)}.${why === '' ? '' : ` Because: ${why}`}`,
    basis: `Decision of ${dayOfMoment(decidedAt, asked)}${mine ? ' · yours' : ''}`,
    waiting: waitingSince(lookAgainOn),
    subject: { kind: 'decision', id, name: what.slice(0, 300) },
    action: { does: 'open', label: 'Look at it', page: `/rhythm/decisions/${id}` },
  };
}

export function decisionsToday(records: Records): TodaySource {
  return {
    name: 'decisions',
    async read(asked) {
      const { caller, today, except, limit } = asked;
      if (!caller.permissions.has('rituals:read')) return nothingFound;
      const due = and(
        eq(decisions.state, 'open'),
        lte(decisions.lookAgainOn, today),
        notInArray(decisions.id, idsOf(except)),
      );
      const mine = sql`${decisions.deciders} @> ARRAY[${caller.member?.id ?? null}]::uuid[]`;
      const [[counted], rows] = await Promise.all([
        records.select({ all: count() }).from(decisions).where(due),
        records
          .select()
          .from(decisions)
          .where(due)
          .orderBy(sql`${mine} DESC`, decisions.lookAgainOn, decisions.id)
          .limit(limit),
      ]);
      const rest = counted!.all - rows.length;
      return { items: rows.map((row) => factOf(row, asked)), more: { all: rest, urgent: rest } };
    },
  };
}
