import { randomUUID } from 'node:crypto';
import type {
  AnswerOf,
  addBetNumber,
  BetNumber,
  BodyOf,
  importBetNumbers,
  listBetNumbers,
  QueryOf,
} from '@dandelion-loop/contract';
import { and, count, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { groupBy } from '../../kernel/group-by.ts';
import type { Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import {
  type BetNumberRow,
  betNumbers,
  bets,
  changePlan,
  lastDayOf,
  orTakenBack,
  type PlanParts,
  TakenBack,
  tooLate,
} from '../plan/index.ts';
import { betIn, noBet, planIdOf, subjectOfBet } from './change-bets.ts';
import { type NumberRow, type RowProblem, readNumberRows } from './read-number-rows.ts';
import { judgeBets } from './trip-breakers.ts';

/** Numbers of bets come in by hand or by file, and breakers judge them at once. */

const viewOf = (row: BetNumberRow): BetNumber => ({
  ...{ id: row.id, betId: row.betId, kind: row.kind, measure: row.measure, on: row.on, value: row.value },
  ...{ note: row.note, key: row.key, by: row.createdBy, at: row.createdAt.toISOString() },
});

export async function listNumbers(
  { records }: PlanParts,
  betId: string,
  { kind, offset, limit }: QueryOf<typeof listBetNumbers>,
): Promise<AnswerOf<typeof listBetNumbers>> {
  const [there] = await records.select({ id: bets.id }).from(bets).where(eq(bets.id, betId));
  if (!there) throw noBet();
  const which = and(eq(betNumbers.betId, betId), kind === undefined ? undefined : eq(betNumbers.kind, kind));
  const [[counted], rows] = await Promise.all([
    records.select({ total: count() }).from(betNumbers).where(which),
    records
      .select()
      .from(betNumbers)
      .where(which)
      .orderBy(desc(betNumbers.on), desc(betNumbers.seq))
      .offset(offset)
      .limit(limit),
  ]);
  return { total: counted!.total, numbers: rows.map(viewOf) };
}

/** A sum below nothing is a correction that went too far. The bet and kind, or null. */
export async function belowNothing(tx: Transaction, betIds: readonly string[]) {
  const [found] = await tx
    .select({ betId: betNumbers.betId, kind: betNumbers.kind })
    .from(betNumbers)
    .where(and(inArray(betNumbers.betId, [...betIds]), sql`${betNumbers.kind} <> 'guardrail'`))
    .groupBy(betNumbers.betId, betNumbers.kind)
    .having(sql`sum(${betNumbers.value}) < -1e-6`)
    .limit(1);
  return found ?? null;
}

export async function addNumber(
  parts: PlanParts,
  by: Actor,
  betId: string,
  body: BodyOf<typeof addBetNumber>,
): Promise<BetNumber> {
  const today = await parts.today();
  if ((body.kind === 'guardrail') !== (body.measure !== null)) {
    throw new DandelionFailure('bad-value', 'A guardrail has a measure, its name; other kinds have none.');
  }
  const { result } = await changePlan(parts, await planIdOf(parts, betId), 'fact', async (tx, state) => {
    const bet = betIn(state, betId);
    const late = tooLate(body.on, lastDayOf(state.plan, today));
    if (late !== null) throw new DandelionFailure('bad-value', late);
    const [row] = await tx
      .insert(betNumbers)
      .values({ id: randomUUID(), betId, ...body, createdBy: by, createdAt: parts.now() })
      .returning();
    if ((await belowNothing(tx, [betId])) !== null) {
      throw new DandelionFailure('bad-value', 'This corrects more than there is: the sum would fall below 0.');
    }
    await record(tx, by, { action: 'bet.number-added', subject: subjectOfBet(bet), after: body });
    await judgeBets(tx, [betId], parts.now(), today);
    return row!;
  });
  return viewOf(result);
}

interface Sorted {
  added: NumberRow[];
  replaced: { row: NumberRow; stored: BetNumberRow }[];
  unchanged: number;
}

const same = (row: NumberRow, stored: BetNumberRow) =>
  (['kind', 'measure', 'on', 'value', 'note'] as const).every((field) => row[field] === stored[field]);

async function sortRows(tx: Transaction, rows: readonly NumberRow[]): Promise<Sorted> {
  const ids = [...new Set(rows.map(({ betId }) => betId))];
  const known = ids.length === 0 ? [] : await tx.select().from(betNumbers).where(inArray(betNumbers.betId, ids));
  const byKey = new Map(known.map((one) => [`${one.betId} ${one.key}`, one]));
  const sorted: Sorted = { added: [], replaced: [], unchanged: 0 };
  for (const row of rows) {
    const stored = byKey.get(`${row.betId} ${row.key}`);
    if (stored === undefined) sorted.added.push(row);
    else if (same(row, stored)) sorted.unchanged++;
    else sorted.replaced.push({ row, stored });
  }
  return sorted;
}

const columnsOf = ({ line: _, ...columns }: NumberRow) => columns;
/** Rows that one statement takes: parameters of a statement are limited. */
const chunk = 1000;

const asBefore = ({ kind, measure, on, value, note, createdBy, createdAt, importId, beforeImport }: BetNumberRow) => ({
  ...{ kind, measure, on, value, note, createdBy, createdAt: createdAt.toISOString(), importId, beforeImport },
});

interface Written {
  by: Actor;
  at: Date;
  importId: string;
}

async function write(tx: Transaction, { added, replaced }: Sorted, { by, at, importId }: Written): Promise<void> {
  const written = { createdBy: by, createdAt: at, importId };
  for (let i = 0; i < added.length; i += chunk) {
    const rows = added.slice(i, i + chunk);
    await tx.insert(betNumbers).values(rows.map((row) => ({ id: randomUUID(), ...columnsOf(row), ...written })));
  }
  for (const { row, stored } of replaced)
    await tx
      .update(betNumbers)
      .set({ ...columnsOf(row), ...written, beforeImport: asBefore(stored) })
      .where(eq(betNumbers.id, stored.id));
}

type Answer = AnswerOf<typeof importBetNumbers>;

const refused = (problems: readonly RowProblem[]) =>
  new TakenBack({ added: 0, replaced: 0, unchanged: 0, problems: problems.slice(0, 200), stopped: [], importId: null });

/** All rows or none; the same file again adds nothing. */
export async function importNumbers(
  parts: PlanParts,
  by: Actor,
  planId: string,
  { csv, dryRun }: BodyOf<typeof importBetNumbers>,
): Promise<Answer> {
  const today = await parts.today();
  return orTakenBack(
    (async () => {
      const { result } = await changePlan(parts, planId, 'fact', async (tx, state) => {
        const { rows, problems } = readNumberRows(csv, state.bets, {
          currency: state.plan.currency,
          last: lastDayOf(state.plan, today),
        });
        if (problems.length > 0) throw refused(problems);
        const sorted = await sortRows(tx, rows);
        const { added, replaced, unchanged } = sorted;
        const importId = randomUUID();
        await write(tx, sorted, { by, at: parts.now(), importId });
        const changed = groupBy([...added, ...replaced.map(({ row }) => row)], ({ betId }) => betId);
        const below = changed.size === 0 ? null : await belowNothing(tx, [...changed.keys()]);
        if (below !== null) {
          const line = Math.max(...changed.get(below.betId)!.map((row) => row.line));
          throw refused([{ line, reason: `The sum of ${below.kind} of this bet would fall below 0.` }]);
        }
        for (const [betId, own] of changed) {
          const bet = betIn(state, betId);
          await record(tx, by, {
            action: 'bet.numbers-imported',
            subject: subjectOfBet(bet),
            after: {
              rows: own.length,
              money: own.reduce((all, one) => all + (one.kind === 'money' ? one.value : 0), 0),
            },
          });
        }
        const tripped = await judgeBets(tx, [...changed.keys()], parts.now(), today);
        const stopped = tripped.map(({ id, name }) => ({ id, name }));
        const counts = { added: added.length, replaced: replaced.length, unchanged, problems: [], stopped };
        if (dryRun || changed.size === 0) throw new TakenBack({ ...counts, importId: null });
        return { ...counts, importId };
      });
      return result;
    })(),
  );
}
