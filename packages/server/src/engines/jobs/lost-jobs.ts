import type { Log } from '../../kernel/log.ts';
import { type HeldJobs, lockKeys } from './held-jobs.ts';
import type { JobStore } from './job-store.ts';

interface LostJobsOptions {
  store: JobStore;
  schema: string;
  held: HeldJobs;
  log: Log;
  /** Those that this process works on. */
  queues: () => string[];
}

export interface LostJobs {
  /** Sends again what is under way and was nobody's at this and the last look. */
  look(): Promise<void>;
  /** Lets somebody else begin these again. */
  giveBack(ids: readonly string[]): Promise<void>;
}

/**
 * Work of processes that are gone. One look is not enough: between taking a job and locking it a moment passes, and after a crash of
 * PostgreSQL the living have to take their locks again.
 */
export function createLostJobs({ store, schema, held, log, queues }: LostJobsOptions): LostJobs {
  let suspects = new Set<string>();
  let looking = false;

  async function findNobodys(): Promise<string[]> {
    // OFFSET keeps the locks away from rows that are not under way.
    const { rows } = await store.executeSql(
      `SELECT id FROM (SELECT id FROM ${schema}.job WHERE state = 'active' AND name = ANY($1) AND id <> ALL($2) OFFSET 0) AS under_way
       WHERE pg_try_advisory_xact_lock(${lockKeys('id::text')})`,
      [queues(), held.ids()],
    );
    return rows.map(({ id }: { id: string }) => id);
  }

  async function giveBack(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await store.executeSql(
      `UPDATE ${schema}.job SET state = 'created' WHERE state = 'active' AND name = ANY($1) AND id = ANY($2)`,
      [queues(), ids],
    );
  }

  return {
    giveBack,
    async look() {
      if (looking) return;
      looking = true;
      try {
        const nobodys = await findNobodys();
        const lost = nobodys.filter((id) => suspects.has(id));
        suspects = new Set(nobodys);
        await giveBack(lost);
        if (lost.length > 0) log.warn({ jobs: lost.length }, 'Work of a server that is gone is begun again');
      } catch {
        // The store says so itself. Whatever was seen before it went is to be seen anew.
        suspects = new Set();
      } finally {
        looking = false;
      }
    },
  };
}
