import { sql } from 'drizzle-orm';
import { errorFacts } from '../../kernel/error-facts.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { copyingLock } from '../../kernel/held-removals.ts';
import type { Log } from '../../kernel/log.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { noteRestore } from '../audit/index.ts';
import { emptied } from './belongings.ts';
import { workspace } from './records.ts';

/**
 * Deletes the workspace with everything in it, and leaves an empty one with an owner who has no way in but `owner-link`. The record
 * store is whole or empty. What the engine and the disk hold belongs to nobody from then on, and is removed at once, or by the sweeps.
 * Fails with `wrong-use` when this is not its name, with `conflict` while a backup is made or somebody holds a table for long.
 */
export type DeleteWorkspace = (name: string) => Promise<void>;

export interface DeletionOptions {
  records: Records;
  /** Notes of the audit log in the data folder. */
  headFile: string;
  /** Removes what belongs to nobody any more, outside of the record store. */
  removeRest: readonly (() => Promise<void>)[];
  log: Log;
  now: () => Date;
}

const busy = () =>
  new DandelionFailure(
    'conflict',
    'A backup is being made or restored, or something else is written for long. Nothing was deleted. Try again in a moment.',
  );

async function checkName(tx: Transaction, name: string): Promise<void> {
  const [found] = await tx.select({ name: workspace.name }).from(workspace);
  if (found!.name.trim() === name.trim()) return;
  throw new DandelionFailure(
    'wrong-use',
    'This is not the name of the workspace. Nothing was deleted. Type its name as it is in the settings.',
  );
}

/** Codes of PostgreSQL: a table was held for too long, and two waited for each other. */
const heldTable = ['55P03', '40P01'];

const codeOf = (error: unknown): unknown =>
  (error as { code?: unknown }).code ?? (error as { cause?: { code?: unknown } }).cause?.code;

export function createDeletion({ records, headFile, removeRest, log, now }: DeletionOptions): DeleteWorkspace {
  async function empty(tx: Transaction, name: string): Promise<void> {
    await checkName(tx, name);
    // Whoever copies reads what TRUNCATE takes away from under every snapshot.
    const { rows } = await tx.execute<{ free: boolean }>(
      sql`SELECT pg_try_advisory_xact_lock_shared(${copyingLock}) AS free`,
    );
    if (rows[0]?.free !== true) throw busy();
    await tx.execute(sql`SET LOCAL lock_timeout = '10s'`);
    await tx.execute(sql`SET LOCAL dandelion.audit_log = 'deletion'`);
    await tx.execute(sql.raw(`TRUNCATE ${emptied.join(', ')} RESTART IDENTITY`));
    await tx.execute(sql`INSERT INTO workspace DEFAULT VALUES`);
    await tx.execute(sql`INSERT INTO members (id, name, role) VALUES (gen_random_uuid(), 'Owner', 'owner')`);
    await noteRestore(headFile, now());
  }

  return async (name) => {
    try {
      await records.transaction((tx) => empty(tx, name));
    } catch (error) {
      throw heldTable.includes(String(codeOf(error))) ? busy() : error;
    }
    // Once more, for who noted the newest entry in between.
    await noteRestore(headFile, now());
    for (const remove of removeRest) {
      await remove().catch((error: unknown) =>
        log.warn({ error: errorFacts(error) }, 'Some of a deleted workspace is left to the sweep'),
      );
    }
  };
}
