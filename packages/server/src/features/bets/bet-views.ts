import type { Bet, Breaker } from '@dandelion-loop/contract';
import { eq, inArray } from 'drizzle-orm';
import { dayText } from '../../kernel/day-text.ts';
import { groupBy } from '../../kernel/group-by.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { type BetRow, bets, namesOf, type PlanState, sumsOf } from '../plan/index.ts';
import { judgeBreaker } from './judge-breaker.ts';
import { type FedBreaker, readBreakers } from './read-breakers.ts';
import { type BreakerRow, experiments } from './records.ts';

/** Bets as they are told, with their breakers. */

type Db = Records | Transaction;

function sentenceOf(row: BreakerRow, fed: string | null, running: boolean): string {
  const since =
    row.kind === 'date' ? '' : fed === null ? ' It was never fed a number.' : ` Last fed for ${dayText(fed)}.`;
  if (row.state === 'tripped') return `Tripped: ${row.because}${since}`;
  if (row.state === 'half-open') return `On a probe until ${dayText(row.probe!.endsOn)}: ${row.because}${since}`;
  return `${running ? 'All is well.' : 'It acts while the bet runs.'}${since}`;
}

function breakerView({ breaker: row, fed }: FedBreaker, bet: BetRow, today: string): Breaker {
  const { id, kind, measure, trips, state, because, probe, version } = row;
  const judged = judgeBreaker(row, bet, fed, today);
  return {
    ...{ id, kind, measure, trips, state, because, version },
    ...{ limit: judged.limit, limitOn: judged.limitOn, value: judged.value, fedOn: judged.fedOn },
    fedAt: judged.fedAt?.toISOString() ?? null,
    trippedAt: row.trippedAt?.toISOString() ?? null,
    probe: probe === null ? null : { money: probe.money, spent: judged.probeSpent, endsOn: probe.endsOn },
    sentence: sentenceOf(row, judged.fedOn, bet.status === 'running'),
    by: row.createdBy,
  };
}

/** Whether a failure of it would count for the failure budget: empty bets buy nothing. */
function countsOf({ signed, startedOn, status }: Pick<BetRow, 'signed' | 'startedOn' | 'status'>): Bet['counts'] {
  if (signed !== null && (startedOn === null || signed.on <= startedOn)) return { would: true, reason: null };
  const reason =
    status === 'planned'
      ? 'Hypothesis, cap and kill criteria are not signed yet.'
      : 'Hypothesis, cap and kill criteria were not signed before it began.';
  return { would: false, reason };
}

interface Around {
  state: PlanState;
  names: ReadonlyMap<string, string>;
  titles: ReadonlyMap<string, string>;
  /** By bet. */
  breakers: ReadonlyMap<string, FedBreaker[]>;
  today: string;
}

function view(row: BetRow, { state, names, titles, breakers, today }: Around): Bet {
  const sums = sumsOf(state, row.id);
  const { signed, changedSince, money, hours, coordinationHours, low, likely, high } = row;
  const named = (ids: readonly string[]) => ids.map((id) => ({ id, name: names.get(id) ?? '' }));
  return {
    ...{ id: row.id, planId: row.planId, name: row.name, outcome: named([row.outcomeId])[0]! },
    hypothesis: row.hypothesis,
    owner: row.ownerId === null ? null : (state.people.get(row.ownerId) ?? null),
    partners: row.partnerIds.flatMap((id) => state.people.get(id) ?? []),
    ...{ discipline: row.discipline, stake: { money, hours, coordinationHours }, currency: row.currency, cap: row.cap },
    ...{ startsOn: row.startsOn, endsOn: row.endsOn, successMetric: row.successMetric },
    ...{ guardrails: row.guardrails, killCriteria: row.killCriteria },
    ...{ probability: row.probability, payoff: { low, likely, high }, ifFails: row.ifFails },
    ...{ domains: named(row.domainIds), dependsOn: named(row.dependsOnIds) },
    experiments: row.experimentIds.flatMap((id) => {
      const title = titles.get(id);
      return title === undefined ? [] : [{ id, title }];
    }),
    ...{ status: row.status, startedOn: row.startedOn, decidedOn: row.decidedOn },
    ...{ decidedBecause: row.decidedBecause, asAgreed: row.asAgreed, learned: row.learned },
    actualPayoff: row.actualPayoff,
    undecided: row.status === 'running' || row.stoppedBy !== null,
    signed: signed && { at: signed.at, on: signed.on, by: signed.by, terms: signed.terms },
    changedSince,
    counts: countsOf(row),
    spent: { money: sums.money, hours: sums.hours, coordinationHours: sums.coordinationHours },
    harm: { unsubscribes: sums.unsubscribes, complaints: sums.complaints },
    fedOn: sums.fedOn,
    breakers: (breakers.get(row.id) ?? []).map((one) => breakerView(one, row, today)),
    ...{ by: row.createdBy, createdAt: row.createdAt.toISOString(), version: row.version },
  };
}

/** All bets of a plan, or one of them. */
export async function betViews(db: Db, state: PlanState, today: string, only?: string): Promise<Bet[]> {
  const rows = only === undefined ? state.bets : state.bets.filter(({ id }) => id === only);
  const ids = [...new Set(rows.flatMap(({ experimentIds }) => experimentIds))];
  const titled = ids.length === 0 ? [] : await db.select().from(experiments).where(inArray(experiments.id, ids));
  const found = await readBreakers(db, only === undefined ? eq(bets.planId, state.plan.id) : eq(bets.id, only));
  const around = {
    ...{ state, today, names: namesOf(state) },
    titles: new Map(titled.map(({ id, title }) => [id, title])),
    breakers: groupBy(found, ({ breaker }) => breaker.betId),
  };
  return rows.map((row) => view(row, around));
}
