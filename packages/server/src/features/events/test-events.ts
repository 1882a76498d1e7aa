import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { migrateEngine } from '../../engines/clickhouse/migrate-engine.ts';
import {
  type SupervisedClickhouse,
  startLastingClickhouse,
} from '../../engines/clickhouse/start-lasting-clickhouse.ts';
import { migrate } from '../../engines/postgres/migrate.ts';
import { createTestDatabase } from '../../engines/postgres/test-postgres.ts';

/** Both stores as a server finds them, for tests of what lies on them. */
export interface TestStores {
  engine: SupervisedClickhouse;
  pool: pg.Pool;
  /** Of the record store. */
  url: string;
  stop(): Promise<void>;
}

const steps = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));

export async function startTestStores(): Promise<TestStores> {
  const folder = mkdtempSync(join(tmpdir(), 'dandelion-events-'));
  const [engine, database] = await Promise.all([
    startLastingClickhouse({ folder: join(folder, 'clickhouse') }),
    createTestDatabase(),
  ]);
  const pool = new pg.Pool({ connectionString: database.url });
  await migrate(pool, steps('migrations'));
  await migrateEngine(engine, pool, steps('migrations-of-events'));
  return {
    ...{ engine, pool, url: database.url },
    async stop() {
      await pool.end();
      await engine.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
