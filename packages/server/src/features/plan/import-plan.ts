import { randomUUID } from 'node:crypto';
import {
  type AnswerOf,
  type BodyOf,
  type importPlan as importEndpoint,
  isOpenBet,
  type PlanBet,
  type PlanDocument,
  type PlanProblem,
  readPlanDocument,
} from '@dandelion-loop/contract';
import { eq, inArray, isNull } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { brokenCaps, holdPlan, type PlanParts } from './change-plan.ts';
import { toldPlan } from './change-plans.ts';
import { changedSince } from './changed-since.ts';
import { type Difference, differences } from './plan-differences.ts';
import { documentOf, type PlanState, readState } from './plan-state.ts';
import { type BetRow, betNumbers, bets, domains, members, outcomes, type PlanRow, plans } from './records.ts';
import { orTakenBack, TakenBack } from './taken-back.ts';

/** A plan document becomes a plan, or changes one: all of it or nothing. Parts are known again by their names. */

type Asked = BodyOf<typeof importEndpoint>;
type Answer = Omit<AnswerOf<typeof importEndpoint>, 'plan'> & { plan: PlanRow | null };

const refused = (problems: PlanProblem[]) => new TakenBack({ plan: null, problems, notes: [], changes: [] });

/** What else is done in the transaction of an import. */
export interface ImportParts extends PlanParts {
  /** Given the bets that run after it. */
  onRunning(tx: Transaction, running: readonly BetRow[]): Promise<void>;
}

interface Importing extends ImportParts {
  by: Actor;
  tx: Transaction;
}

/** Those who are here, by name; of two of one name neither. */
async function membersByName(tx: Transaction): Promise<ReadonlyMap<string, string>> {
  const here = await tx.select().from(members).where(isNull(members.leftAt));
  const byName = new Map<string, string>();
  const twice = new Set<string>();
  for (const { id, name } of here) {
    if (byName.has(name)) twice.add(name);
    byName.set(name, id);
  }
  for (const name of twice) byName.delete(name);
  return byName;
}

/** What must not be undone by a document. */
function lostHistory(state: PlanState, document: PlanDocument): PlanProblem[] {
  const given = new Map(document.bets.map((bet, i) => [bet.name, { bet, i }]));
  return state.bets.flatMap(({ name, status }): PlanProblem[] => {
    const found = given.get(name);
    if (found === undefined) {
      return status === 'planned'
        ? []
        : [{ path: 'bets', reason: `“${name}” began and is not in the document. Leave it in: what came of it stays.` }];
    }
    const path = `bets[${found.i}].status`;
    if (status !== 'planned' && found.bet.status === 'planned') {
      return [{ path, reason: `“${name}” began already; it cannot be planned again.` }];
    }
    return !isOpenBet({ status }) && found.bet.status !== status
      ? [{ path, reason: `“${name}” is ${status} here; a verdict is not changed by a document.` }]
      : [];
  });
}

async function writePlan({ tx, by, now }: Importing, into: PlanRow | null, document: PlanDocument): Promise<PlanRow> {
  const { period, rates, currency = null } = document;
  const values = {
    ...{ name: document.name ?? into?.name ?? 'Plan', currency, rates, from: period.from, to: period.to },
    failureBudget: period.failureBudget ?? null,
  };
  const [row] =
    into === null
      ? await tx
          .insert(plans)
          .values({ id: randomUUID(), ...values, createdBy: by, createdAt: now() })
          .returning()
      : await tx
          .update(plans)
          .set({ ...values, version: into.version + 1, revision: into.revision + 1 })
          .where(eq(plans.id, into.id))
          .returning();
  return row!;
}

type Known = readonly { id: string; name: string; version: number }[];

const byName = (rows: Known) => new Map(rows.map((row) => [row.name, row]));

/** Ids by name, once all are written. */
async function writeOutcomes(tx: Transaction, planId: string, known: Known, document: PlanDocument) {
  const had = byName(known);
  const ids = new Map<string, string>();
  for (const { name, metric = null, unit = null, by = null, baseline, target, direction } of document.outcomes) {
    const values = { name, metric, unit, by, baseline, target, direction };
    const old = had.get(name);
    const id = old?.id ?? randomUUID();
    ids.set(name, id);
    if (old === undefined) await tx.insert(outcomes).values({ id, planId, ...values });
    else
      await tx
        .update(outcomes)
        .set({ ...values, version: old.version + 1 })
        .where(eq(outcomes.id, id));
  }
  return ids;
}

async function writeDomains(tx: Transaction, planId: string, known: Known, document: PlanDocument) {
  const had = byName(known);
  const ids = new Map<string, string>();
  for (const { name, kind, failure, cap = null } of document.domains) {
    const old = had.get(name);
    const id = old?.id ?? randomUUID();
    ids.set(name, id);
    if (old === undefined) await tx.insert(domains).values({ id, planId, name, kind, failure, cap });
    else {
      const unlinked = kind === 'assumption' ? {} : { beliefId: null };
      const values = { kind, failure, cap, ...unlinked, version: old.version + 1 };
      await tx.update(domains).set(values).where(eq(domains.id, id));
    }
  }
  return ids;
}

interface Ids {
  outcomes: ReadonlyMap<string, string>;
  domains: ReadonlyMap<string, string>;
  bets: ReadonlyMap<string, string>;
  members: ReadonlyMap<string, string>;
}

/** `agreedOn` is taken over as signed on that day, by whoever imports it, in the words of the document. */
function signedOf(bet: PlanBet, before: BetRow | null, by: Actor, at: string): Pick<BetRow, 'signed'> {
  if (before !== null && before.signed !== null) return { signed: before.signed };
  const { agreedOn = null, hypothesis, cap, killCriteria = [], currency = null } = bet;
  if (agreedOn === null || !hypothesis || cap == null || killCriteria.length === 0) return { signed: null };
  return { signed: { at, on: agreedOn, by, terms: { hypothesis, cap, currency, killCriteria } } };
}

function betValues(bet: PlanBet, before: BetRow | null, ids: Ids) {
  const { money, hours, coordinationHours } = bet.stake;
  return {
    ...{ name: bet.name, outcomeId: ids.outcomes.get(bet.outcome)!, hypothesis: bet.hypothesis ?? '' },
    ownerId: bet.owner == null ? null : (ids.members.get(bet.owner) ?? before?.ownerId ?? null),
    ...{ discipline: bet.discipline ?? null, money, hours, coordinationHours, currency: bet.currency ?? null },
    ...{ cap: bet.cap ?? null, startsOn: bet.startsOn ?? null, endsOn: bet.endsOn ?? null },
    ...{
      successMetric: bet.successMetric ?? '',
      guardrails: bet.guardrails ?? [],
      killCriteria: bet.killCriteria ?? [],
    },
    ...{ probability: bet.probability, ...bet.payoff, ifFails: bet.ifFails },
    domainIds: bet.domains.map((name) => ids.domains.get(name)!),
    dependsOnIds: [...new Set(bet.dependsOn.map((name) => ids.bets.get(name)!))],
    ...{ status: bet.status, startedOn: bet.startedOn ?? null, decidedOn: bet.decidedOn ?? null },
    actualPayoff: bet.actualPayoff ?? null,
  };
}

/** `spent` of a document is one number, as of today while the bet runs; of a bet that has numbers already it is what they come to. */
async function writeSpent({ tx, by, now, today }: Importing, id: string, bet: PlanBet): Promise<void> {
  if (bet.spent == null) return;
  const on = bet.decidedOn ?? (await today());
  const value = { kind: 'money' as const, on, value: bet.spent, note: 'From the plan document.' };
  await tx.insert(betNumbers).values({ id: randomUUID(), betId: id, ...value, createdBy: by, createdAt: now() });
}

async function writeBets(
  importing: Importing,
  planId: string,
  state: PlanState | null,
  document: PlanDocument,
  ids: Ids,
) {
  const { tx, by, now } = importing;
  const had = new Map(state?.bets.map((row) => [row.name, row]));
  const at = now().toISOString();
  for (const bet of document.bets) {
    const before = had.get(bet.name) ?? null;
    const id = ids.bets.get(bet.name)!;
    const values = { ...betValues(bet, before, ids), ...signedOf(bet, before, by, at) };
    if (before === null) {
      const rest = { partnerIds: [], experimentIds: [], createdBy: by, createdAt: now() };
      await tx.insert(bets).values({ id, planId, ...values, ...rest });
      await writeSpent(importing, id, bet);
    } else {
      await tx
        .update(bets)
        .set({ ...values, changedSince: changedSince(before, values, by, at), version: before.version + 1 })
        .where(eq(bets.id, id));
    }
  }
}

async function removeRest(tx: Transaction, state: PlanState, document: PlanDocument): Promise<void> {
  const goneOf = (rows: Known, list: readonly { name: string }[]) => {
    const kept = new Set(list.map(({ name }) => name));
    return rows.filter(({ name }) => !kept.has(name)).map(({ id }) => id);
  };
  const [goneBets, goneDomains] = [goneOf(state.bets, document.bets), goneOf(state.domains, document.domains)];
  const goneOutcomes = goneOf(state.outcomes, document.outcomes);
  if (goneBets.length > 0) await tx.delete(bets).where(inArray(bets.id, goneBets));
  if (goneDomains.length > 0) await tx.delete(domains).where(inArray(domains.id, goneDomains));
  if (goneOutcomes.length > 0) await tx.delete(outcomes).where(inArray(outcomes.id, goneOutcomes));
}

const capProblems = (before: PlanDocument | null, document: PlanDocument): PlanProblem[] =>
  brokenCaps(before, document).map(({ domain, sentence }) => ({
    path: `domains[${document.domains.findIndex(({ name }) => name === domain)}].cap`,
    reason: `${sentence} Lower a stake, or raise the cap.`,
  }));

function notesOf(document: PlanDocument, ids: Ids): string[] {
  const unknown = [...new Set(document.bets.flatMap(({ owner }) => owner ?? []))].filter(
    (name) => !ids.members.has(name),
  );
  const unsigned = document.bets.filter(
    (bet) => bet.agreedOn && signedOf(bet, null, { kind: 'system', id: null, name: '' }, '').signed === null,
  );
  return [
    ...(unknown.length === 0
      ? []
      : [`Nobody here, or more than one, is called ${unknown.join(', ')}: those bets have no owner yet.`]),
    ...(unsigned.length === 0
      ? []
      : [
          `Without hypothesis, cap and kill criteria nothing can be signed: ${unsigned.map(({ name }) => `“${name}”`).join(', ')}.`,
        ]),
  ];
}

async function recordImport(
  tx: Transaction,
  by: Actor,
  row: PlanRow,
  before: PlanRow | null,
  changes: readonly Difference[],
) {
  const told = changes.map(({ change, kind, name, before: was, after }) => ({
    change,
    kind,
    name,
    before: was,
    after,
  }));
  await record(tx, by, {
    action: before === null ? 'plan.created' : 'plan.imported',
    subject: { kind: 'plan', id: row.id, name: row.name },
    ...(before === null ? {} : { before: toldPlan(before) }),
    after: { ...toldPlan(row), imported: told },
  });
}

async function importInto(
  importing: Importing,
  { into, revision, dryRun }: Asked,
  document: PlanDocument,
): Promise<Answer> {
  const { tx, by } = importing;
  const held = into === null ? null : await holdPlan(tx, into);
  const state = held === null ? null : await readState(tx, held);
  if (held !== null && revision !== undefined && held.revision !== revision) {
    throw new DandelionFailure(
      'conflict',
      'The plan was changed since the document was made. Export it again, and bring your changes into that.',
    );
  }
  const before = state === null ? null : documentOf(state);
  const problems = [...(state === null ? [] : lostHistory(state, document)), ...capProblems(before, document)];
  if (problems.length > 0) throw refused(problems);
  const row = await writePlan(importing, held, document);
  const had = new Map(state?.bets.map(({ name, id }) => [name, id]));
  const ids: Ids = {
    outcomes: await writeOutcomes(tx, row.id, state?.outcomes ?? [], document),
    domains: await writeDomains(tx, row.id, state?.domains ?? [], document),
    bets: new Map(document.bets.map(({ name }) => [name, had.get(name) ?? randomUUID()])),
    members: await membersByName(tx),
  };
  await writeBets(importing, row.id, state, document, ids);
  if (state !== null) await removeRest(tx, state, document);
  const after = await readState(tx, row);
  await importing.onRunning(
    tx,
    after.bets.filter(({ status }) => status === 'running'),
  );
  if (state !== null) await importing.onChanged?.(tx, state, after);
  const changes = differences(before, documentOf(after));
  await recordImport(tx, by, row, held, changes);
  const told = changes.map(({ change, kind, name, fields }) => ({ change, kind, name, fields }));
  const answer = { plan: row, problems: [], notes: notesOf(document, ids), changes: told };
  if (dryRun) throw new TakenBack({ ...answer, plan: null });
  return answer;
}

/** Fails with `not-found`, and with `conflict` when the plan is at another revision. What is wrong with the document is in the answer. */
export async function importDocument(parts: ImportParts, by: Actor, asked: Asked): Promise<Answer> {
  const read = readPlanDocument(asked.document);
  if ('problems' in read) return refused(read.problems).answer;
  return orTakenBack(parts.records.transaction((tx) => importInto({ ...parts, by, tx }, asked, read.plan)));
}
