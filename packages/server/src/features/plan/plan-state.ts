import type { Person, PlanBet, PlanDocument } from '@dandelion-loop/contract';
import { asc, eq, inArray, sql } from 'drizzle-orm';
import { groupBy } from '../../kernel/group-by.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { peopleOf } from '../rituals/index.ts';
import {
  type BetRow,
  betNumbers,
  bets,
  type DomainRow,
  domains,
  type OutcomeRow,
  outcomes,
  type PlanRow,
} from './records.ts';

/** A plan with all that is in it, as it is stored. */

export interface BetSums {
  /** Null while no amount was given. */
  money: number | null;
  hours: number;
  coordinationHours: number;
  unsubscribes: number;
  complaints: number;
  /** Day of the newest number of any kind. */
  fedOn: string | null;
}

export interface PlanState {
  plan: PlanRow;
  outcomes: readonly OutcomeRow[];
  domains: readonly DomainRow[];
  bets: readonly BetRow[];
  /** By bet; of one without numbers there is none. */
  sums: ReadonlyMap<string, BetSums>;
  /** Owners and partners of bets. */
  people: ReadonlyMap<string, Person>;
}

const nothing: BetSums = {
  ...{ money: null, hours: 0, coordinationHours: 0, unsubscribes: 0, complaints: 0, fedOn: null },
};

export const sumsOf = (state: Pick<PlanState, 'sums'>, betId: string): BetSums => state.sums.get(betId) ?? nothing;

async function readSums(db: Records | Transaction, planId: string): Promise<Map<string, BetSums>> {
  const rows = await db
    .select({
      betId: betNumbers.betId,
      kind: betNumbers.kind,
      sum: sql<number>`sum(${betNumbers.value})`,
      fedOn: sql<string>`max(${betNumbers.on})::text`,
    })
    .from(betNumbers)
    .innerJoin(bets, eq(bets.id, betNumbers.betId))
    .where(eq(bets.planId, planId))
    .groupBy(betNumbers.betId, betNumbers.kind);
  return new Map(
    [...groupBy(rows, ({ betId }) => betId)].map(([betId, own]) => {
      const sum = (kind: string) => own.find((row) => row.kind === kind)?.sum ?? null;
      const days = own.map(({ fedOn }) => fedOn).sort();
      return [
        betId,
        {
          money: sum('money'),
          ...{ hours: sum('hours') ?? 0, coordinationHours: sum('coordination-hours') ?? 0 },
          ...{ unsubscribes: sum('unsubscribes') ?? 0, complaints: sum('complaints') ?? 0 },
          fedOn: days.at(-1) ?? null,
        },
      ];
    }),
  );
}

/** All of a plan whose row is at hand. */
export async function readState(db: Records | Transaction, plan: PlanRow): Promise<PlanState> {
  const [ownOutcomes, ownDomains, ownBets, sums] = [
    await db.select().from(outcomes).where(eq(outcomes.planId, plan.id)).orderBy(asc(outcomes.seq)),
    await db.select().from(domains).where(eq(domains.planId, plan.id)).orderBy(asc(domains.seq)),
    await db.select().from(bets).where(eq(bets.planId, plan.id)).orderBy(asc(bets.seq)),
    await readSums(db, plan.id),
  ];
  const people = await peopleOf(
    db,
    ownBets.flatMap(({ ownerId, partnerIds }) => (ownerId === null ? partnerIds : [ownerId, ...partnerIds])),
  );
  return { plan, outcomes: ownOutcomes, domains: ownDomains, bets: ownBets, sums, people };
}

const optional = <T>(name: string, value: T | null | undefined): Record<string, T> =>
  value === null || value === undefined ? {} : { [name]: value };
const text = (name: string, value: string) => (value === '' ? {} : { [name]: value });
const list = (name: string, values: readonly string[]) => (values.length === 0 ? {} : { [name]: [...values] });

interface Names {
  outcomes: ReadonlyMap<string, string>;
  domains: ReadonlyMap<string, string>;
  bets: ReadonlyMap<string, string>;
}

const namesIn = (rows: readonly { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]));

function documentBet(bet: BetRow, state: PlanState, names: Names): PlanBet {
  const { money, hours, coordinationHours, low, likely, high } = bet;
  const sums = sumsOf(state, bet.id);
  return {
    ...{ name: bet.name, outcome: names.outcomes.get(bet.outcomeId) ?? bet.outcomeId },
    stake: { money, hours, coordinationHours },
    ...optional('currency', bet.currency),
    ...{ probability: bet.probability, payoff: { low, likely, high }, ifFails: bet.ifFails },
    domains: bet.domainIds.map((id) => names.domains.get(id) ?? id),
    status: bet.status,
    ...optional('owner', bet.ownerId === null ? null : state.people.get(bet.ownerId)?.name),
    ...optional('discipline', bet.discipline),
    ...text('hypothesis', bet.hypothesis),
    ...text('successMetric', bet.successMetric),
    ...list('guardrails', bet.guardrails),
    ...list('killCriteria', bet.killCriteria),
    ...optional('cap', bet.cap),
    ...optional('agreedOn', bet.signed?.on),
    ...optional('startsOn', bet.startsOn),
    ...optional('endsOn', bet.endsOn),
    ...optional('startedOn', bet.startedOn),
    ...optional('decidedOn', bet.decidedOn),
    ...optional('spent', sums.money === null ? null : Math.max(0, sums.money)),
    ...optional('actualPayoff', bet.actualPayoff),
    dependsOn: bet.dependsOnIds.map((id) => names.bets.get(id) ?? id),
  };
}

/** The plan as a document: what chances, caps and budget are computed of, and what is exported. Pure. */
export function documentOf(state: PlanState): PlanDocument {
  const { plan } = state;
  const names = { outcomes: namesIn(state.outcomes), domains: namesIn(state.domains), bets: namesIn(state.bets) };
  return {
    schema: 1,
    name: plan.name,
    ...optional('currency', plan.currency),
    rates: plan.rates,
    period: { from: plan.from, to: plan.to, ...optional('failureBudget', plan.failureBudget) },
    domains: state.domains.map(({ name, kind, failure, cap }) => ({ name, kind, failure, ...optional('cap', cap) })),
    outcomes: state.outcomes.map(({ name, metric, unit, baseline, target, by, direction }) => ({
      ...{ name, ...optional('metric', metric), ...optional('unit', unit), baseline, target, ...optional('by', by) },
      direction,
    })),
    bets: state.bets.map((bet) => documentBet(bet, state, names)),
  };
}

/** Bets by id, those of other plans too, in the order in which they were made. */
export const readBets = (db: Records | Transaction, ids: readonly string[]): Promise<BetRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .select()
        .from(bets)
        .where(inArray(bets.id, [...ids]))
        .orderBy(asc(bets.seq));
