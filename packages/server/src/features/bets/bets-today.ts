import type { SinceItem } from '@dandelion-loop/contract';
import { moneyText } from '@dandelion-loop/portfolio';
import { and, count, desc, eq, gt, gte, inArray, isNotNull, isNull, lte, notInArray, or, sql } from 'drizzle-orm';
import { dayIn } from '../../kernel/day-in.ts';
import { daysBetween, dayText } from '../../kernel/day-text.ts';
import type { Records } from '../../kernel/records.ts';
import {
  foundOf,
  idsOf,
  momentText,
  nothingFound,
  type TodayAsked,
  type TodayFact,
  type TodaySource,
  waitingSince,
} from '../../kernel/today-source.ts';
import { type BetRow, bets, members, plans } from '../plan/index.ts';
import { peopleOf } from '../rituals/index.ts';
import { awaitsVerdict, beginsUnsigned, unsignedSentence, verdictSentence } from './bet-evidence.ts';
import { spentOf } from './read-breakers.ts';
import { type BreakerRow, breakers } from './records.ts';

/** Bets that stopped themselves, wait for a verdict, begin unsigned or have no owner, for Today. */

const name = 'bets';
const mostSince = 3;

interface Row {
  bet: BetRow;
  /** Of the plan. */
  currency: string | null;
  breaker: BreakerRow | null;
  /** Money, in the currency of the bet. */
  spent: number;
  /** Of its class. */
  place: number;
}
type People = Awaited<ReturnType<typeof peopleOf>>;

const ownerOf = ({ ownerId }: BetRow, people: People): string => {
  const owner = ownerId === null ? undefined : people.get(ownerId);
  return owner === undefined
    ? 'nobody owns it'
    : owner.left
      ? `${owner.name}, who owned it, has left`
      : `owner ${owner.name}`;
};

const amount = ({ bet, currency }: Row, value: number): string => moneyText(value, bet.currency ?? currency);

/** What it spent a day so far; null where that is nothing, or in another currency than the plan's. */
function perDay({ bet, currency, spent }: Row, today: string): number | null {
  if (bet.status !== 'running' || bet.startedOn === null || spent <= 0) return null;
  if (bet.currency !== null && bet.currency !== currency) return null;
  return spent / Math.max(1, daysBetween(bet.startedOn, today));
}

const common = ({ bet }: Row, { caller }: TodayAsked) => ({
  id: bet.id,
  mine: bet.ownerId !== null && bet.ownerId === caller.member?.id,
  subject: { kind: 'bet', id: bet.id, name: bet.name.slice(0, 300) },
});

const openBet = (label: string, { id }: BetRow): TodayFact['action'] => ({
  ...{ does: 'open', label, page: `/plan/bets/${id}` },
});

function stoppedFact(row: Row, asked: TodayAsked, people: People): TodayFact {
  const { bet, breaker, spent } = row;
  const what = { spend: 'spending', date: 'its last day', harm: 'harm to relationships', guardrail: 'a guardrail' };
  return {
    ...{ ...common(row, asked), class: 'stopped', mark: 'stopped', minutes: 8 },
    title: `“${bet.name}” stopped itself ${momentText(breaker!.trippedAt ?? asked.now, asked)}`,
    fact: `${breaker!.because} ${amount(row, spent)} of ${amount(row, bet.money)} was spent.`,
    basis: `Breaker: ${what[breaker!.kind]} · ${ownerOf(bet, people)}`,
    waiting: { ...waitingSince(bet.decidedOn), sentence: 'Nothing more is spent on it while it stands.' },
    action: openBet('Review the stop', bet),
  };
}

function verdictFact(row: Row, asked: TodayAsked, people: People): TodayFact {
  const { bet } = row;
  const daily = perDay(row, asked.today);
  return {
    ...{ ...common(row, asked), class: 'verdict', mark: 'open', minutes: 8 },
    title: `“${bet.name}” waits for its verdict`,
    fact: verdictSentence(bet, asked.today),
    basis: `Verdict due since ${dayText(bet.endsOn ?? bet.decidedOn!)} · ${ownerOf(bet, people)}`,
    waiting: {
      ...{ ...waitingSince(bet.endsOn ?? bet.decidedOn), moneyPerDay: daily },
      sentence: daily === null ? null : `It spent about ${amount(row, daily)} a day so far.`,
    },
    action: openBet('Decide', bet),
  };
}

/** Bets that lack the same are one thing: it is mended together. Of these the first few are named. */
const mostNamed = 3;

interface Group {
  all: number;
  first: BetRow[];
}

const namesOf = ({ all, first }: Group): string => {
  const rest = all - first.length;
  return `${first.map(({ name: called }) => `“${called}”`).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
};

interface GroupWords {
  id: string;
  class: TodayFact['class'];
  /** Of one, and of several. */
  title: (one: string) => string;
  titles: (all: number) => string;
  fact: (one: BetRow) => string;
  facts: string;
  basis: string;
  label: string;
}

function groupFact(group: Group, words: GroupWords): TodayFact[] {
  const [one] = group.first;
  if (one === undefined) return [];
  const several = group.all > 1;
  return [
    {
      ...{ id: words.id, class: words.class, mark: 'open', minutes: 5, mine: false, basis: words.basis },
      title: several ? words.titles(group.all) : words.title(one.name),
      fact: several ? `${namesOf(group)}: ${words.facts}` : words.fact(one),
      waiting: waitingSince(one.startsOn),
      subject: several ? null : { kind: 'bet', id: one.id, name: one.name.slice(0, 300) },
      action: several ? { does: 'open', label: words.label, page: '/plan' } : openBet(words.label, one),
    },
  ];
}

const unsigned = {
  title: (one: string) => `Sign “${one}” before it begins`,
  facts: 'hypothesis, cap and kill criteria are not signed, and their failure would not count.',
  ...{ basis: 'Planned and not signed', label: 'Sign' },
};

const ownerless: GroupWords = {
  ...{ id: 'owners', class: 'owner', title: (one) => `“${one}” has no owner` },
  titles: (all) => `${all} open bets have no owner`,
  fact: () => 'Nobody owns it, or who did has left.',
  facts: 'nobody owns them, or who did has left.',
  ...{ basis: 'Loose ends of the plan', label: 'Find an owner' },
};

/** As the places of the classes in the order of Today. */
const places = { stopped: 0, verdict: 1 } as const;

function factOf(row: Row, asked: TodayAsked, people: People): TodayFact {
  return row.place === places.stopped ? stoppedFact(row, asked, people) : verdictFact(row, asked, people);
}

/** The rule of docs/methods/today.md in SQL, so that only what is told is read whole; it is ranked once more with the rest. */
function inOrder({ today, caller }: TodayAsked) {
  const place = sql<number>`(CASE WHEN ${bets.status} = 'stopped' AND ${breakers.kind} <> 'date'
    THEN ${places.stopped}::int ELSE ${places.verdict}::int END)`;
  const daily = sql`CASE WHEN ${bets.status} = 'running' AND (${bets.currency} IS NULL OR ${bets.currency} = ${plans.currency})
    THEN ${spentOf} / greatest(1, ${today}::date - ${bets.startedOn}) ELSE 0 END`;
  const day = sql`coalesce(CASE WHEN ${place} > 0 THEN ${bets.endsOn} END, ${bets.decidedOn})`;
  const mine = sql`coalesce(${bets.ownerId} = ${caller.member?.id ?? null}::uuid, false)`;
  return { place, order: [place, sql`${daily} DESC`, sql`${mine} DESC`, sql`${day} ASC NULLS LAST`, bets.id] };
}

async function readNeeding(records: Records, asked: TodayAsked): Promise<{ rows: Row[]; all: number }> {
  const { today, except, limit } = asked;
  const { place, order } = inOrder(asked);
  const needing = and(awaitsVerdict(today), notInArray(bets.id, idsOf(except)));
  const [rows, [counted]] = await Promise.all([
    records
      .select({ bet: bets, currency: plans.currency, breaker: breakers, spent: spentOf, place })
      .from(bets)
      .innerJoin(plans, eq(plans.id, bets.planId))
      .leftJoin(breakers, eq(breakers.id, bets.stoppedBy))
      .where(needing)
      .orderBy(...order)
      .limit(limit),
    records.select({ all: count() }).from(bets).where(needing),
  ]);
  return { rows, all: counted!.all };
}

async function readGroup(records: Records, of: ReturnType<typeof and>): Promise<Group> {
  const [[counted], first] = await Promise.all([
    records.select({ all: count() }).from(bets).innerJoin(plans, eq(plans.id, bets.planId)).where(of),
    records
      .select({ bet: bets })
      .from(bets)
      .innerJoin(plans, eq(plans.id, bets.planId))
      .where(of)
      .orderBy(sql`${bets.startsOn} ASC NULLS LAST`, bets.seq)
      .limit(mostNamed),
  ]);
  return { all: counted!.all, first: first.map(({ bet }) => bet) };
}

/** Of plans whose period is not over. */
async function readGroups(records: Records, { today, except }: TodayAsked): Promise<TodayFact[]> {
  const gone = records.select({ id: members.id }).from(members).where(isNotNull(members.leftAt));
  const open = and(inArray(bets.status, ['planned', 'running']), gt(plans.to, today));
  const [late, soon, loose] = await Promise.all([
    readGroup(records, and(beginsUnsigned(today), lte(bets.startsOn, today))),
    readGroup(records, and(beginsUnsigned(today), gt(bets.startsOn, today))),
    readGroup(records, and(open, or(isNull(bets.ownerId), inArray(bets.ownerId, gone)))),
  ]);
  const fact = (one: BetRow) => unsignedSentence(one, today);
  const titles = (when: string) => (all: number) => `${all} bets ${when} and are not signed`;
  return [
    ...groupFact(late, { ...unsigned, fact, id: 'unsigned', class: 'promise', titles: titles('were to begin') }),
    ...groupFact(soon, { ...unsigned, fact, id: 'unsigned soon', class: 'soon', titles: titles('begin soon') }),
    ...groupFact(loose, ownerless),
  ].filter(({ id }) => !except.includes(id));
}

async function lately(records: Records, { since, timeZone }: TodayAsked): Promise<SinceItem[]> {
  const from = dayIn(timeZone, since);
  const rows = await records
    .select()
    .from(bets)
    .where(
      or(
        and(eq(bets.status, 'running'), gte(bets.startedOn, from)),
        and(
          inArray(bets.status, ['succeeded', 'failed', 'stopped']),
          isNull(bets.stoppedBy),
          gte(bets.decidedOn, from),
        ),
      ),
    )
    .orderBy(desc(sql`coalesce(${bets.decidedOn}, ${bets.startedOn})`), bets.id)
    .limit(mostSince);
  const words = { running: 'started', succeeded: 'succeeded', failed: 'failed', stopped: 'was stopped', planned: '' };
  const marks = {
    running: 'running',
    succeeded: 'won',
    failed: 'lost',
    stopped: 'stopped',
    planned: 'running',
  } as const;
  return rows.map(({ id, name: called, status, decidedBecause, decidedOn, startedOn }) => ({
    ...{ mark: marks[status], page: `/plan/bets/${id}`, at: `${decidedOn ?? startedOn}T00:00:00.000Z` },
    sentence: `“${called}” ${words[status]}${decidedBecause === '' ? '.' : `: ${decidedBecause}`}`,
  }));
}

export function betsToday(records: Records): TodaySource {
  return {
    name,
    async read(asked) {
      if (!asked.caller.permissions.has('plan:read')) return nothingFound;
      const [{ rows, all }, groups, since] = await Promise.all([
        readNeeding(records, asked),
        readGroups(records, asked),
        lately(records, asked),
      ]);
      const people = await peopleOf(
        records,
        rows.flatMap(({ bet }) => bet.ownerId ?? []),
      );
      const facts = [...rows.map((row) => factOf(row, asked, people)), ...groups];
      const { items, more } = foundOf(name, facts, asked.limit);
      const unread = all - rows.length;
      return { items, since, more: { all: more.all + unread, urgent: more.urgent + unread } };
    },
  };
}
