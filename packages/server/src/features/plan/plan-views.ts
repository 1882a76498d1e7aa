import type { FailureDomain, Outcome, OutcomeValue, Plan } from '@dandelion-loop/contract';
import { asc, eq, inArray } from 'drizzle-orm';
import { groupBy } from '../../kernel/group-by.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import type { PlanState } from './plan-state.ts';
import { beliefs, type DomainRow, type OutcomeRow, outcomes, outcomeValues, type PlanRow } from './records.ts';

/** Plans, outcomes and domains as they are told. */

type Value = typeof outcomeValues.$inferSelect;

/** Of a long history the newest days are told. */
const mostDays = 400;

/** The plan of a day: of those whose period holds it the one that began last, or else the newest. Null: there is none. */
export function currentOf<Row extends Pick<PlanRow, 'from' | 'to' | 'createdAt'>>(
  rows: readonly Row[],
  today: string,
): Row | null {
  const newest = [...rows].sort((a, b) =>
    a.from === b.from ? b.createdAt.getTime() - a.createdAt.getTime() : a.from < b.from ? 1 : -1,
  );
  return newest.find(({ from, to }) => from <= today && today < to) ?? newest[0] ?? null;
}

export function planView(row: PlanRow, currentId: string | null): Plan {
  const { id, name, currency, rates, from, to, failureBudget, version, revision } = row;
  return {
    ...{ id, name, currency, rates, from, to, failureBudget, version, revision },
    current: id === currentId,
    by: row.createdBy,
    createdAt: row.createdAt.toISOString(),
  };
}

const told = ({ on, value, note, createdBy, createdAt }: Value): OutcomeValue => ({
  ...{ on, value, note, by: createdBy, at: createdAt.toISOString() },
});

/** Of several values for a day, the last one. */
function outcomeView(row: OutcomeRow, own: readonly Value[]): Outcome {
  const byDay = new Map(own.map((one) => [one.on, one]));
  const values = [...byDay.values()].sort((a, b) => (a.on < b.on ? -1 : 1)).map(told);
  const { id, name, metric, unit, baseline, target, by, direction, version } = row;
  return {
    ...{ id, name, metric, unit, baseline, target, by, direction, version },
    current: values.at(-1) ?? null,
    values: values.slice(-mostDays),
  };
}

export async function outcomeViews(db: Records | Transaction, rows: readonly OutcomeRow[]): Promise<Outcome[]> {
  if (rows.length === 0) return [];
  const of = inArray(
    outcomeValues.outcomeId,
    rows.map(({ id }) => id),
  );
  const values = groupBy(
    await db.select().from(outcomeValues).where(of).orderBy(asc(outcomeValues.id)),
    ({ outcomeId }) => outcomeId,
  );
  return rows.map((row) => outcomeView(row, values.get(row.id) ?? []));
}

export async function readOutcome(db: Records | Transaction, id: string): Promise<Outcome> {
  const rows = await db.select().from(outcomes).where(eq(outcomes.id, id));
  return (await outcomeViews(db, rows))[0]!;
}

export async function domainViews(db: Records | Transaction, rows: readonly DomainRow[]): Promise<FailureDomain[]> {
  const ids = rows.flatMap(({ beliefId }) => beliefId ?? []);
  const found = ids.length === 0 ? [] : await db.select().from(beliefs).where(inArray(beliefs.id, ids));
  const byId = new Map(found.map((one) => [one.id, one]));
  return rows.map(({ id, name, kind, failure, cap, beliefId, version }) => ({
    ...{ id, name, kind, failure, cap, version },
    belief: beliefId === null ? null : (byId.get(beliefId) ?? null),
  }));
}

/** Names of what a bet row points at, for the audit log and for sentences. */
export function namesOf({ outcomes: all, domains: parts, bets }: Pick<PlanState, 'outcomes' | 'domains' | 'bets'>) {
  return new Map([...all, ...parts, ...bets].map(({ id, name }) => [id, name]));
}
