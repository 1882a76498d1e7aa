import type { Belief } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { and, count, eq, inArray, isNotNull, lte, notInArray, or, sql } from 'drizzle-orm';
import { system } from '../../kernel/caller.ts';
import { dayIn } from '../../kernel/day-in.ts';
import { dayAfter } from '../../kernel/day-text.ts';
import type { Records } from '../../kernel/records.ts';
import {
  dayOfMoment,
  dueSentence,
  idsOf,
  nothingFound,
  type TodayAsked,
  type TodayFact,
  type TodaySource,
  waitingSince,
} from '../../kernel/today-source.ts';
import { contradicted } from './belief-evidence.ts';
import { viewsOf } from './belief-views.ts';
import { beliefs } from './records.ts';

/** Assumptions that turned out otherwise than believed and were not acted on, and those that are due, for Today. */

/** What turned out longer ago is known by now. */
const freshDays = 30;
const mostResolved = 200;

const subjectOf = ({ id, claim }: Belief) => ({ kind: 'belief', id, name: claim.slice(0, 300) });

function contradictedFact(one: Belief, asked: TodayAsked): TodayFact {
  const { id, claim, state, evidence, hangsOn, costIfWrong, forecasts, by } = one;
  const at = evidence!.at;
  return {
    ...{ id, class: 'shaken', mark: 'warn', minutes: 10, mine: by.id !== null && by.id === asked.caller.member?.id },
    title: `We gave ${numbers.share(forecasts.mean)} to “${claim}”. It is ${state}.`,
    fact: `${evidence!.reason}${hangsOn === '' ? '' : ` What hangs on it: ${hangsOn}`}`.trim(),
    basis: `Contradicted assumption, since ${dayOfMoment(at, asked)} · no decision names it yet`,
    waiting: {
      ...waitingSince(dayIn(asked.timeZone, new Date(at))),
      sentence:
        costIfWrong === null ? null : `Being wrong costs ${numbers.count(costIfWrong)}, as it was written down.`,
    },
    subject: subjectOf(one),
    action: { does: 'open', label: 'See both sides', page: `/beliefs/${id}` },
  };
}

function dueFact(one: Belief, asked: TodayAsked): TodayFact {
  const { id, claim, blocked, dueOn, by } = one;
  const mine = by.id !== null && by.id === asked.caller.member?.id;
  return {
    ...{ id, class: 'promise', mark: 'open', minutes: 5, mine },
    title: `“${claim}” is to be settled`,
    fact: blocked ?? dueSentence(dueOn!, asked.today),
    basis: `Assumption of ${by.name}, since ${dayOfMoment(one.createdAt, asked)}${mine ? ' · yours' : ''}`,
    waiting: waitingSince(dueOn),
    subject: subjectOf(one),
    action: { does: 'open', label: 'Say how it turned out', page: `/beliefs/${id}` },
  };
}

/** Resolved lately, and no decision names it as its evidence. */
const notActedOn = (today: string) =>
  and(
    inArray(beliefs.state, ['true', 'false']),
    sql`${beliefs.evidence} ->> 'at' >= ${dayAfter(today, -freshDays)}`,
    sql`NOT EXISTS (SELECT 1 FROM decisions WHERE decisions.evidence @> jsonb_build_array(jsonb_build_object('kind', 'belief', 'id', ${beliefs.id}::text)))`,
  );

export function beliefsToday(records: Records): TodaySource {
  // Nobody in particular: of an open one no forecast is told.
  const nobody = { actor: system, member: null, permissions: new Set<never>() };
  return {
    name: 'beliefs',
    async read(asked) {
      const { caller, today, except, limit } = asked;
      if (!caller.permissions.has('beliefs:read')) return nothingFound;
      const kept = notInArray(beliefs.id, idsOf(except));
      const due = and(eq(beliefs.state, 'open'), or(lte(beliefs.dueOn, today), isNotNull(beliefs.blocked)), kept);
      const mine = sql`coalesce(${beliefs.createdBy} ->> 'id' = ${caller.member?.id ?? ''}, false)`;
      const [resolved, [counted], open] = await Promise.all([
        records
          .select()
          .from(beliefs)
          .where(and(notActedOn(today), kept))
          .limit(mostResolved),
        records.select({ all: count() }).from(beliefs).where(due),
        records
          .select()
          .from(beliefs)
          .where(due)
          .orderBy(sql`${mine} DESC`, sql`${beliefs.dueOn} ASC NULLS LAST`, beliefs.id)
          .limit(limit),
      ]);
      const [wrong, late] = await Promise.all([
        viewsOf(records, resolved, nobody, today),
        viewsOf(records, open, nobody, today),
      ]);
      const items = [
        ...wrong
          .filter(contradicted)
          .sort((a, b) => (a.evidence!.at < b.evidence!.at ? -1 : 1))
          .map((one) => contradictedFact(one, asked)),
        ...late.map((one) => dueFact(one, asked)),
      ];
      const told = items.slice(0, limit);
      const rest = counted!.all - late.length + items.length - told.length;
      return { items: told, more: { all: rest, urgent: rest } };
    },
  };
}
