import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Upload } from '@dandelion-loop/contract';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { migrate } from '../../engines/postgres/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../../engines/postgres/test-postgres.ts';
import type { Records } from '../../kernel/records.ts';
import { guessRoles } from '../analyses/index.ts';
import { createUploads, type Uploads } from './index.ts';

const migrations = fileURLToPath(new URL('../../../migrations', import.meta.url));
export const day = 24 * 60 * 60_000;

export type UploadsTestOptions = Partial<Parameters<typeof createUploads>[0]>;

/** Uploads on real stores: one database and engine for the test file, a folder for each test. */
export function testUploads() {
  let database: TestDatabase;
  let pool: pg.Pool;
  let records: Records;
  let engine: PrivateEngine;
  let folder: string;
  let later = 0;

  beforeAll(async () => {
    [database, engine] = await Promise.all([createTestDatabase(), startPrivateEngine()]);
    pool = new pg.Pool({ connectionString: database.url });
    pool.on('error', () => {});
    // One that is lent out tells it to whoever listens, or to nobody: then the process ends.
    pool.on('connect', (client) => client.on('error', () => {}));
    await migrate(pool, migrations);
    records = drizzle(pool);
  });
  afterAll(async () => {
    await engine.stop();
    await pool.end();
    await database.drop();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'uploads-test-'));
    later = 0;
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await pool.query('TRUNCATE uploads CASCADE');
  });

  const now = () => new Date(Date.now() + later);
  const uploads = (options: UploadsTestOptions = {}): Uploads =>
    createUploads({
      ...{ records, engine, folder, limitBytes: 1e9, keepAll: async () => false, guessRoles, now },
      ...options,
    });

  return {
    uploads,
    pool: () => pool,
    records: () => records,
    engine: () => engine,
    folder: () => folder,
    /** Each with what is shown of it beside it: one name, whichever of the two is there. */
    files: () => [...new Set(readdirSync(folder).map((name) => name.replace(/\.look$/, '')))].sort(),
    staged: () => readdirSync(engine.stagingFolder),
    /** Tables in the engine. */
    tables: async () => (await engine.rows<{ name: string }>({ sql: 'SHOW TABLES' })).map(({ name }) => name),
    /** Time goes on. */
    wait: (milliseconds: number) => {
      later += milliseconds;
    },
    /** Rows of the higher features: an import of the file with an analysis in that state. */
    async importOf(upload: Upload, state: string): Promise<{ importId: string; analysisId: string }> {
      const [importId, analysisId] = [randomUUID(), randomUUID()];
      await pool.query(`INSERT INTO imports (id, name, source, upload_id) VALUES ($1, 'x', 'file', $2)`, [
        importId,
        upload.id,
      ]);
      await pool.query(`INSERT INTO analyses (id, import_id, number, state) VALUES ($1, $2, 1, $3)`, [
        analysisId,
        importId,
        state,
      ]);
      return { importId, analysisId };
    },
  };
}

/** What comes in with a request that says how long it is. */
export function incoming(content: string | Uint8Array, announced: number | null = Buffer.byteLength(content)) {
  return { stream: Readable.from([Buffer.from(content)]), bytes: announced };
}
