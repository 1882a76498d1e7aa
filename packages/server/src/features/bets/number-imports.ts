import type { AnswerOf, NumberImport, takeBackNumberImport } from '@dandelion-loop/contract';
import { desc, eq, sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import {
  type BetNumberRow,
  betNumbers,
  bets,
  changePlan,
  outcomes,
  outcomeValues,
  type PlanParts,
  planNameOf,
} from '../plan/index.ts';
import { belowNothing } from './numbers.ts';
import { judgeBets } from './trip-breakers.ts';

/** Imports of numbers and values: listed, and taken back as a whole. */

const mostListed = 50;

interface Found {
  id: string | null;
  at: string;
  by: Actor;
  rows: number;
}

const toldAs =
  (of: NumberImport['of']) =>
  ({ id, at, by, rows }: Found): NumberImport => ({ id: id!, of, at: new Date(at).toISOString(), by, rows });

/** Fails with `not-found`. */
export async function listImports({ records }: PlanParts, planId: string): Promise<NumberImport[]> {
  await planNameOf(records, planId);
  const [ofBets, ofOutcomes] = await Promise.all([
    records
      .select({
        id: betNumbers.importId,
        at: sql<string>`max(${betNumbers.createdAt})`,
        by: sql<Actor>`(array_agg(${betNumbers.createdBy}))[1]`,
        rows: sql<number>`count(*)::int`,
      })
      .from(betNumbers)
      .innerJoin(bets, eq(bets.id, betNumbers.betId))
      .where(sql`${bets.planId} = ${planId} AND ${betNumbers.importId} IS NOT NULL`)
      .groupBy(betNumbers.importId)
      .orderBy(desc(sql`max(${betNumbers.createdAt})`))
      .limit(mostListed),
    records
      .select({
        id: outcomeValues.importId,
        at: sql<string>`max(${outcomeValues.createdAt})`,
        by: sql<Actor>`(array_agg(${outcomeValues.createdBy}))[1]`,
        rows: sql<number>`count(*)::int`,
      })
      .from(outcomeValues)
      .innerJoin(outcomes, eq(outcomes.id, outcomeValues.outcomeId))
      .where(sql`${outcomes.planId} = ${planId} AND ${outcomeValues.importId} IS NOT NULL`)
      .groupBy(outcomeValues.importId)
      .orderBy(desc(sql`max(${outcomeValues.createdAt})`))
      .limit(mostListed),
  ]);
  return [...ofBets.map(toldAs('bets')), ...ofOutcomes.map(toldAs('outcomes'))]
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, mostListed);
}

const noImport = () =>
  new DandelionFailure(
    'not-found',
    'There is no such import, or nothing of it is left: it was taken back, or a later one replaced its rows.',
  );

async function planOf({ records }: PlanParts, id: string): Promise<string> {
  const [ofBets] = await records
    .select({ planId: bets.planId })
    .from(betNumbers)
    .innerJoin(bets, eq(bets.id, betNumbers.betId))
    .where(eq(betNumbers.importId, id))
    .limit(1);
  if (ofBets) return ofBets.planId;
  const [ofOutcomes] = await records
    .select({ planId: outcomes.planId })
    .from(outcomeValues)
    .innerJoin(outcomes, eq(outcomes.id, outcomeValues.outcomeId))
    .where(eq(outcomeValues.importId, id))
    .limit(1);
  if (!ofOutcomes) throw noImport();
  return ofOutcomes.planId;
}

async function restore(tx: Transaction, { id, beforeImport }: BetNumberRow): Promise<void> {
  const { createdAt, ...before } = beforeImport!;
  await tx
    .update(betNumbers)
    .set({ ...before, createdAt: new Date(createdAt) })
    .where(eq(betNumbers.id, id));
}

async function giveBack(tx: Transaction, id: string) {
  const rows = await tx.select().from(betNumbers).where(eq(betNumbers.importId, id));
  const replaced = rows.filter(({ beforeImport }) => beforeImport !== null);
  for (const row of replaced) await restore(tx, row);
  const goneValues = await tx
    .delete(outcomeValues)
    .where(eq(outcomeValues.importId, id))
    .returning({ id: outcomeValues.id });
  // Those that were restored name an earlier import by now, or none.
  await tx.delete(betNumbers).where(eq(betNumbers.importId, id));
  return {
    betIds: [...new Set(rows.map(({ betId }) => betId))],
    counts: { removed: rows.length - replaced.length + goneValues.length, restored: replaced.length },
  };
}

export async function takeBackImport(
  parts: PlanParts,
  by: Actor,
  id: string,
): Promise<AnswerOf<typeof takeBackNumberImport>> {
  const today = await parts.today();
  const { result } = await changePlan(parts, await planOf(parts, id), 'fact', async (tx, { plan, bets: own }) => {
    const { betIds, counts } = await giveBack(tx, id);
    if (counts.removed + counts.restored === 0) throw noImport();
    const below = betIds.length === 0 ? null : await belowNothing(tx, betIds);
    if (below !== null) {
      const name = own.find((bet) => bet.id === below.betId)?.name;
      throw new DandelionFailure(
        'conflict',
        `Without it the sum of ${below.kind} of “${name}” would fall below 0: something was corrected since. Take that back first.`,
      );
    }
    await record(tx, by, {
      action: 'plan.import-taken-back',
      subject: { kind: 'plan', id: plan.id, name: plan.name },
      after: { import: id, ...counts },
    });
    await judgeBets(tx, betIds, parts.now(), today);
    return counts;
  });
  return result;
}
