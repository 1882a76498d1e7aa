import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditVerification } from '@dandelion-loop/contract';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { type Stops, unwind } from './compose-stores.ts';
import type { Config } from './config.ts';
import { askRunning } from './engines/control-socket.ts';
import { openDataFolder } from './engines/data-folder.ts';
import { openPool } from './engines/postgres/open-pool.ts';
import { startPostgres } from './engines/postgres/start-postgres.ts';
import { verifyLog } from './features/audit/index.ts';
import { DandelionFailure } from './kernel/failure.ts';
import type { Log } from './kernel/log.ts';

/** The wiring of `audit verify` where no server runs: it starts the record store for itself. */

const silent: Log = { info() {}, warn() {}, error() {} };

/** Null: a server runs on the data folder, and can be asked. Nothing is written but what starting PostgreSQL writes. */
export async function verifyStopped(config: Config): Promise<AuditVerification | null> {
  const { dataFolder, databaseUrl } = config;
  if ((await askRunning(dataFolder, 'status')).running) return null;
  if (!existsSync(databaseUrl === null ? join(dataFolder, 'postgres') : dataFolder)) {
    throw new DandelionFailure(
      'wrong-use',
      `There are no data in ${dataFolder}. Set DANDELION_DATA to the data folder, or DANDELION_URL and DANDELION_API_KEY to reach a server.`,
    );
  }
  const stops: Stops = [];
  try {
    const data = await openDataFolder(dataFolder);
    stops.push(() => data.release());
    const own = databaseUrl === null ? await startPostgres({ folder: data.folders.postgres, log: silent }) : null;
    stops.push(() => own?.stop());
    const pool = await openPool(databaseUrl ?? own!.url, silent);
    stops.push(() => pool.end());
    const records = drizzle(pool);
    const { rows } = await records.execute<{ there: boolean }>(
      sql`SELECT to_regclass('audit_log') IS NOT NULL AS there`,
    );
    if (rows[0]?.there !== true) {
      throw new DandelionFailure(
        'data-folder',
        `The data in ${dataFolder} have no audit log yet. It begins when this version of Dandelion is started with them.`,
      );
    }
    return await verifyLog(records, data.auditHeads);
  } finally {
    await unwind(stops);
  }
}
