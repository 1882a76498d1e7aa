import type { SignWatch } from '@dandelion-loop/contract';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { groupBy } from '../../kernel/group-by.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { type BetNumberRow, betNumbers, type PlanState } from '../plan/index.ts';
import type { Point, SignFacts } from './judge-sign.ts';
import { breakers, type ConstraintRow, outcomeValues } from './records.ts';

/** Reads what the signs of a plan's constraints are judged by. */

type Db = Records | Transaction;
type Of<On extends SignWatch['on']> = Extract<SignWatch, { on: On }>;
type ValueRow = typeof outcomeValues.$inferSelect;

interface Found {
  values: ReadonlyMap<string, readonly ValueRow[]>;
  numbers: ReadonlyMap<string, readonly BetNumberRow[]>;
  /** By bet: when its breakers tripped that are tripped. */
  trips: ReadonlyMap<string, readonly { trippedAt: Date | null }[]>;
}

const counts = ({ countedFrom }: ConstraintRow, at: Date | null) =>
  countedFrom === null || (at !== null && at > countedFrom);

/** One for each day: of several the last one. */
function byDay(rows: readonly { on: string; value: number }[]): Point[] {
  const days = new Map(rows.map(({ on, value }) => [on, value]));
  return [...days].map(([day, value]) => ({ day, value })).sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** The sum at the end of each day. */
function sums(rows: readonly { on: string; value: number }[]): Point[] {
  let total = 0;
  const ordered = [...rows].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return byDay(
    ordered.map(({ on, value }) => {
      total += value;
      return { on, value: total };
    }),
  );
}

const measured: Record<BetNumberRow['kind'], string> = {
  money: 'Money spent on',
  hours: 'Hours of',
  'coordination-hours': 'Hours of coordination of',
  unsubscribes: 'Unsubscribes of',
  complaints: 'Complaints of',
  guardrail: '',
};

function betFacts(row: ConstraintRow, watch: Of<'bet'>, state: PlanState, { numbers }: Found): SignFacts {
  const bet = state.bets.find(({ id }) => id === watch.betId);
  if (bet === undefined) return { on: 'gone' };
  const isGuardrail = watch.kind === 'guardrail';
  const own = (numbers.get(bet.id) ?? []).filter(
    ({ kind, measure, createdAt }) =>
      kind === watch.kind && (!isGuardrail || measure === watch.measure) && counts(row, createdAt),
  );
  return {
    on: 'points',
    of: isGuardrail ? `${watch.measure} of “${bet.name}”` : `${measured[watch.kind]} “${bet.name}”`,
    points: isGuardrail ? byDay(own) : sums(own),
  };
}

function domainFacts(row: ConstraintRow, { domainId }: Of<'domain'>, state: PlanState, { trips }: Found): SignFacts {
  const domain = state.domains.find(({ id }) => id === domainId);
  if (domain === undefined) return { on: 'gone' };
  const stopped = state.bets.filter(
    ({ id, domainIds }) =>
      domainIds.includes(domainId) && trips.get(id)?.some(({ trippedAt }) => counts(row, trippedAt)),
  );
  return { on: 'domain', of: `“${domain.name}”`, stopped: stopped.map(({ name }) => name) };
}

function dateFacts(row: ConstraintRow, { without, betId }: Of<'date'>, state: PlanState, { values }: Found): SignFacts {
  const outcome = state.outcomes.find(({ id }) => id === row.outcomeId)!;
  if (without === 'word') return { on: 'date', of: '', isThere: false };
  if (without === 'outcome-value') {
    const isThere = (values.get(outcome.id) ?? []).some(({ on }) => on >= row.armedOn);
    return { on: 'date', of: `“${outcome.name}”`, isThere };
  }
  const bet = state.bets.find(({ id }) => id === betId);
  if (bet === undefined) return { on: 'gone' };
  const isThere = without === 'bet-signed' ? bet.signed !== null : bet.status !== 'planned';
  return { on: 'date', of: `“${bet.name}”`, isThere };
}

function factsOf(row: ConstraintRow, watch: SignWatch, state: PlanState, found: Found): SignFacts {
  if (watch.on === 'bet') return betFacts(row, watch, state, found);
  if (watch.on === 'domain') return domainFacts(row, watch, state, found);
  if (watch.on === 'date') return dateFacts(row, watch, state, found);
  const outcome = state.outcomes.find(({ id }) => id === row.outcomeId)!;
  const own = (found.values.get(outcome.id) ?? []).filter(({ createdAt }) => counts(row, createdAt));
  return { on: 'points', of: `“${outcome.name}”`, points: byDay(own) };
}

async function find(db: Db, rows: readonly ConstraintRow[], state: PlanState): Promise<Found> {
  const watches = rows.flatMap(({ watch, outcomeId }) => (watch === null ? [] : [{ watch, outcomeId }]));
  const outcomeIds = watches.flatMap(({ watch, outcomeId }) =>
    watch.on === 'outcome' || (watch.on === 'date' && watch.without === 'outcome-value') ? [outcomeId] : [],
  );
  const betIds = watches.flatMap(({ watch }) => (watch.on === 'bet' ? [watch.betId] : []));
  const domainIds = watches.flatMap(({ watch }) => (watch.on === 'domain' ? [watch.domainId] : []));
  const drawing = state.bets.filter((bet) => bet.domainIds.some((id) => domainIds.includes(id))).map(({ id }) => id);
  const values =
    outcomeIds.length === 0
      ? []
      : await db
          .select()
          .from(outcomeValues)
          .where(inArray(outcomeValues.outcomeId, [...new Set(outcomeIds)]))
          .orderBy(asc(outcomeValues.id));
  const numbers =
    betIds.length === 0
      ? []
      : await db
          .select()
          .from(betNumbers)
          .where(inArray(betNumbers.betId, [...new Set(betIds)]))
          .orderBy(asc(betNumbers.seq));
  const trips =
    drawing.length === 0
      ? []
      : await db
          .select()
          .from(breakers)
          .where(and(inArray(breakers.betId, drawing), eq(breakers.state, 'tripped')));
  return {
    values: groupBy(values, ({ outcomeId }) => outcomeId),
    numbers: groupBy(numbers, ({ betId }) => betId),
    trips: groupBy(trips, ({ betId }) => betId),
  };
}

/** By constraint; of those that nothing is watched for there is none. */
export async function readFacts(
  db: Db,
  rows: readonly ConstraintRow[],
  state: PlanState,
): Promise<ReadonlyMap<string, SignFacts>> {
  const found = await find(db, rows, state);
  return new Map(
    rows.flatMap((row) => (row.watch === null ? [] : [[row.id, factsOf(row, row.watch, state, found)] as const])),
  );
}
