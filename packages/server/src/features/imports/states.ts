import type { Analysis } from '@dandelion-loop/contract';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { system } from '../../kernel/caller.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { announceFailure } from './announce-outcome.ts';
import { recordImport } from './audited-import.ts';
import { type AnalysisRow, analyses, imports } from './records.ts';

/**
 * The states of an analysis. Each change compares and sets in one statement, so that of two who change it at once one is told no.
 *
 *   queued -> running -> done | failed
 *   queued, running -> cancelled          by a person
 *   running -> queued                     cut off: to be begun again
 *   failed, cancelled -> queued           by a person
 *
 * Who works at an analysis holds its lock for as long as the connection to PostgreSQL lives, and writes over that connection only.
 * Running without a lock therefore means: cut off.
 */

export type Failure = NonNullable<Analysis['failure']>;
type Db = Records | Transaction;

/** An analysis is begun that often before somebody has to ask for it. */
export const mostAttempts = 3;

export const waitingStage = 'Waiting for its turn';
export const waitingForEngine = 'Waiting for the analytics engine';

/** Keys of advisory locks are numbers. The second argument keeps ours apart from other uses; it must never change. */
const lockKey = (id: string) => sql`hashtextextended(${id}, 4600003)`;

const answered = async (db: Db, lock: SQL): Promise<boolean> => {
  const { rows } = await db.execute<{ held: boolean }>(sql`SELECT ${lock} AS held`);
  return rows[0]?.held === true;
};

/** For the connection's life, or until `unlock`. False: somebody else has it. */
export const lockAnalysis = (db: Db, id: string) => answered(db, sql`pg_try_advisory_lock(${lockKey(id)})`);
export const unlockAnalysis = (db: Db, id: string) => answered(db, sql`pg_advisory_unlock(${lockKey(id)})`);
/** Until the end of the transaction. False: somebody works at it. */
export const lockWithin = (tx: Transaction, id: string) => answered(tx, sql`pg_try_advisory_xact_lock(${lockKey(id)})`);

const inState = (id: string, ...states: Analysis['state'][]) =>
  and(eq(analyses.id, id), inArray(analyses.state, states));

/** Null: it is not queued any more. */
export async function begin(db: Db, id: string): Promise<AnalysisRow | null> {
  const [begun] = await db
    .update(analyses)
    .set({ state: 'running', stage: 'Reading the file', fraction: 0, attempt: sql`${analyses.attempt} + 1` })
    .where(inState(id, 'queued'))
    .returning();
  return begun ?? null;
}

/** False: it is not running any more. */
export async function goOn(db: Db, id: string, stage: string, fraction: number | null): Promise<boolean> {
  const { rowCount } = await db.update(analyses).set({ stage, fraction }).where(inState(id, 'running'));
  return rowCount === 1;
}

export async function fail(db: Db, id: string, failure: Failure, now: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [failed] = await tx
      .update(analyses)
      .set({ state: 'failed', stage: '', fraction: null, failure, finishedAt: now })
      .where(inState(id, 'queued', 'running'))
      .returning({ importId: analyses.importId, number: analyses.number });
    if (failed === undefined) return false;
    const [of] = await tx.select().from(imports).where(eq(imports.id, failed.importId));
    // The message can quote a cell.
    const after = { analysis: failed.number, failure: failure.code };
    await recordImport(tx, system, 'failed', of!, { after });
    await announceFailure(tx, of!, failure, now);
    return true;
  });
}

/** To be begun again. `uncounted`: it was not its fault that it was cut off. */
export async function putBack(
  db: Db,
  id: string,
  { stage, now, uncounted }: { stage: string; now: Date; uncounted: boolean },
): Promise<boolean> {
  const attempt = uncounted ? sql`greatest(${analyses.attempt} - 1, 0)` : analyses.attempt;
  const { rowCount } = await db
    .update(analyses)
    .set({ state: 'queued', stage, fraction: null, sentAt: now, attempt: sql`${attempt}` })
    .where(inState(id, 'running'));
  return rowCount === 1;
}

/** By a person. Null: none was under way. */
export async function cancel(
  tx: Transaction,
  importId: string,
  now: Date,
): Promise<Pick<AnalysisRow, 'id' | 'number'> | null> {
  const [cancelled] = await tx
    .update(analyses)
    .set({ state: 'cancelled', stage: '', fraction: null, finishedAt: now })
    .where(and(eq(analyses.importId, importId), inArray(analyses.state, ['queued', 'running'])))
    .returning({ id: analyses.id, number: analyses.number });
  return cancelled ?? null;
}

/** By a person. False: it neither failed nor was stopped. */
export async function queueAgain(db: Db, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await db
    .update(analyses)
    .set({
      ...{ state: 'queued', stage: waitingStage, fraction: null, failure: null },
      ...{ attempt: 0, sentAt: now, finishedAt: null },
    })
    .where(inState(id, 'failed', 'cancelled'));
  return rowCount === 1;
}
