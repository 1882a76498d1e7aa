import { eq, sql } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { type SourceRow, sources, type WriteKeyRow, writeKeys } from './records.ts';

/** A source and its keys, found or held. */

export const conflict = (message: string) => new DandelionFailure('conflict', message);

const noSource = () => new DandelionFailure('not-found', 'There is no such source. Go back to the list.');

export async function findSource(db: Records, id: string): Promise<SourceRow> {
  const [row] = await db.select().from(sources).where(eq(sources.id, id));
  if (!row) throw noSource();
  return row;
}

/** Nobody else changes it or its keys before the transaction ends. */
export async function holdSource(tx: Transaction, id: string): Promise<SourceRow> {
  const [row] = await tx.select().from(sources).where(eq(sources.id, id)).for('update');
  if (!row) throw noSource();
  return row;
}

/** Oldest first. */
export const keysOf = (db: Records | Transaction, sourceId: string): Promise<WriteKeyRow[]> =>
  db.select().from(writeKeys).where(eq(writeKeys.sourceId, sourceId)).orderBy(writeKeys.createdAt, writeKeys.id);

/** Writes what is given, and lets every server see that something changed. */
export async function writeSource(
  tx: Transaction,
  { id }: Pick<SourceRow, 'id'>,
  change: Partial<SourceRow> = {},
): Promise<SourceRow> {
  const [row] = await tx
    .update(sources)
    .set({ ...change, changes: sql`${sources.changes} + 1` })
    .where(eq(sources.id, id))
    .returning();
  return row!;
}
