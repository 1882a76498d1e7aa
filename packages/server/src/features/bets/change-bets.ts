import { randomUUID } from 'node:crypto';
import type { addBet, BodyOf, changeBet } from '@dandelion-loop/contract';
import { eq, inArray } from 'drizzle-orm';
import type { Actor, Caller } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import {
  type BetRow,
  bets,
  changedMeanwhile,
  changedSince,
  changePlan,
  givenFields,
  namesOf,
  type PlanParts,
  type PlanState,
} from '../plan/index.ts';
import { checkHere, peopleOf } from '../rituals/index.ts';
import { experiments } from './records.ts';
import { judgeBets } from './trip-breakers.ts';

/** Bets: planned, changed, deleted while they never began. */

export const noBet = () =>
  new DandelionFailure('not-found', 'There is no such bet. It may have been deleted. Go back to the plan.');

export const subjectOfBet = ({ id, name }: Pick<BetRow, 'id' | 'name'>) => ({ kind: 'bet', id, name });

export async function planIdOf({ records }: Pick<PlanParts, 'records'>, betId: string): Promise<string> {
  const [found] = await records.select({ planId: bets.planId }).from(bets).where(eq(bets.id, betId));
  if (!found) throw noBet();
  return found.planId;
}

/** As `version` says. The plan's row is held. */
export function betIn({ bets: own }: PlanState, id: string, version?: number): BetRow {
  const found = own.find((one) => one.id === id);
  if (found === undefined) throw noBet();
  if (version !== undefined && found.version !== version) throw changedMeanwhile('bet');
  return found;
}

type Written = Pick<BetRow, 'ownerId' | 'partnerIds' | 'outcomeId' | 'domainIds' | 'dependsOnIds' | 'experimentIds'>;

async function checkPeople(tx: Transaction, wanted: Written, before: Written | null): Promise<void> {
  const namedBy = ({ ownerId, partnerIds }: Written) => [ownerId, ...partnerIds];
  const people = await checkHere(tx, namedBy(wanted), before === null ? [] : namedBy(before));
  for (const id of wanted.partnerIds) {
    const person = people.get(id);
    if (person && person.role !== 'partner' && !before?.partnerIds.includes(id)) {
      throw new DandelionFailure('unknown-value', `${person.name} is no partner and sees every bet. Leave them out.`);
    }
  }
}

function checkParts(state: PlanState, id: string, wanted: Written): void {
  const known = (rows: readonly { id: string }[]) => new Set(rows.map((row) => row.id));
  const refuse = (what: string, ids: readonly string[], all: ReadonlySet<string>) => {
    const missing = ids.find((one) => !all.has(one));
    if (missing !== undefined)
      throw new DandelionFailure('unknown-value', `There is no ${what} with the id ${missing} in this plan.`);
  };
  refuse('outcome', [wanted.outcomeId], known(state.outcomes));
  refuse('failure domain', wanted.domainIds, known(state.domains));
  refuse('bet', wanted.dependsOnIds, new Set([...known(state.bets), id]));
}

async function checkExperiments(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const found = await tx
    .select({ id: experiments.id })
    .from(experiments)
    .where(inArray(experiments.id, [...ids]));
  const missing = ids.find((id) => !found.some((one) => one.id === id));
  if (missing !== undefined)
    throw new DandelionFailure('unknown-value', `There is no experiment with the id ${missing}.`);
}

/** As the audit log keeps it: all that points elsewhere by its name. */
async function toldBet(tx: Transaction, row: BetRow, names: ReadonlyMap<string, string>) {
  const people = await peopleOf(tx, row.ownerId === null ? row.partnerIds : [row.ownerId, ...row.partnerIds]);
  const person = (id: string) => people.get(id)?.name ?? id;
  const { name, hypothesis, discipline, money, hours, coordinationHours, currency, cap, startsOn, endsOn } = row;
  const { successMetric, guardrails, killCriteria, probability, low, likely, high, ifFails, experimentIds } = row;
  return {
    ...{ name, hypothesis, discipline, currency, cap, startsOn, endsOn, successMetric, guardrails, killCriteria },
    ...{ probability, payoff: { low, likely, high }, ifFails, experimentIds },
    stake: { money, hours, coordinationHours },
    outcome: names.get(row.outcomeId) ?? row.outcomeId,
    owner: row.ownerId === null ? null : person(row.ownerId),
    partners: row.partnerIds.map(person),
    domains: row.domainIds.map((id) => names.get(id) ?? id),
    dependsOn: row.dependsOnIds.map((id) => names.get(id) ?? id),
  };
}

const unique = (ids: readonly string[]) => [...new Set(ids)];

type Wanted = Omit<BodyOf<typeof changeBet>, 'version'>;

/** Fields of the body as columns; those that are left out stay out. */
function columnsOf({ stake, payoff, ...rest }: Wanted) {
  const { partnerIds, domainIds, dependsOnIds, experimentIds } = rest;
  return {
    ...givenFields(rest),
    ...stake,
    ...payoff,
    ...(partnerIds && { partnerIds: unique(partnerIds) }),
    ...(domainIds && { domainIds: unique(domainIds) }),
    ...(dependsOnIds && { dependsOnIds: unique(dependsOnIds) }),
    ...(experimentIds && { experimentIds: unique(experimentIds) }),
  };
}

async function check(tx: Transaction, state: PlanState, id: string, wanted: Written, before: Written | null) {
  await checkPeople(tx, wanted, before);
  checkParts(state, id, wanted);
  const added = wanted.experimentIds.filter((one) => !before?.experimentIds.includes(one));
  await checkExperiments(tx, added);
}

/** Whoever plans it owns it, unless they say who else. */
export async function makeBet(
  parts: PlanParts,
  { actor, member }: Pick<Caller, 'actor' | 'member'>,
  planId: string,
  { ownerId = member?.id ?? null, stake, payoff, ...body }: BodyOf<typeof addBet>,
) {
  const id = randomUUID();
  return changePlan(parts, planId, 'stake', async (tx, state) => {
    const whole = {
      ...{ ...body, ...stake, ...payoff, ownerId },
      ...{ partnerIds: unique(body.partnerIds), experimentIds: unique(body.experimentIds) },
      ...{ domainIds: unique(body.domainIds), dependsOnIds: unique(body.dependsOnIds) },
    };
    await check(tx, state, id, whole, null);
    const [row] = await tx
      .insert(bets)
      .values({ ...whole, id, planId, status: 'planned', createdBy: actor, createdAt: parts.now() })
      .returning();
    await record(tx, actor, {
      action: 'bet.created',
      subject: subjectOfBet(row!),
      after: await toldBet(tx, row!, namesOf(state)),
    });
    return id;
  });
}

export async function editBet(
  parts: PlanParts,
  by: Actor,
  id: string,
  { version, ...wanted }: BodyOf<typeof changeBet>,
) {
  const today = await parts.today();
  return changePlan(parts, await planIdOf(parts, id), 'stake', async (tx, state) => {
    const before = betIn(state, id, version);
    const set = columnsOf(wanted);
    await check(tx, state, id, { ...before, ...set }, before);
    const changes = changedSince(before, { ...before, ...set }, by, parts.now().toISOString());
    const [row] = await tx
      .update(bets)
      .set({ ...set, changedSince: changes, version: version + 1 })
      .where(eq(bets.id, id))
      .returning();
    const names = namesOf(state);
    await record(tx, by, {
      action: 'bet.changed',
      subject: subjectOfBet(row!),
      ...{ before: await toldBet(tx, before, names), after: await toldBet(tx, row!, names) },
    });
    await judgeBets(tx, [id], parts.now(), today);
  });
}

export async function removeBet(parts: PlanParts, by: Actor, id: string, version: number): Promise<void> {
  await changePlan(parts, await planIdOf(parts, id), 'stake', async (tx, state) => {
    const before = betIn(state, id, version);
    if (before.status !== 'planned') {
      throw new DandelionFailure('conflict', 'This bet began. Stop it instead: what came of it stays.');
    }
    for (const other of state.bets.filter(({ dependsOnIds }) => dependsOnIds.includes(id))) {
      await tx
        .update(bets)
        .set({ dependsOnIds: other.dependsOnIds.filter((one) => one !== id), version: other.version + 1 })
        .where(eq(bets.id, other.id));
    }
    await tx.delete(bets).where(eq(bets.id, id));
    await record(tx, by, {
      action: 'bet.deleted',
      subject: subjectOfBet(before),
      before: await toldBet(tx, before, namesOf(state)),
    });
  });
}
