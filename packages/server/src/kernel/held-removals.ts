import { sql } from 'drizzle-orm';
import type { Records } from './records.ts';

/**
 * A backup reads the records as they were at one moment, and then copies the tables of the engine and the files that they name. These
 * must still be there: so whoever removes one asks here, after the records have let go of it. Who may not now leaves it to a sweep.
 *
 * The lock is PostgreSQL's: held by whoever copies or restores, however many servers there are, and gone with their connection.
 */

/** Arbitrary, but never to be changed. */
export const copyingLock = 4_600_021;

/** Removes, unless somebody copies just now. False: nothing was done. */
export async function removeUnlessCopied(records: Records, remove: () => Promise<void>): Promise<boolean> {
  return records.transaction(async (tx) => {
    // Shared: those who remove are in nobody's way but that of who copies.
    const { rows } = await tx.execute<{ free: boolean }>(
      sql`SELECT pg_try_advisory_xact_lock_shared(${copyingLock}) AS free`,
    );
    if (rows[0]?.free !== true) return false;
    await remove();
    return true;
  });
}
