import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { migrate } from '../../engines/postgres/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../../engines/postgres/test-postgres.ts';
import type { Actor } from '../../kernel/caller.ts';
import { type Change, createAudit, record } from './index.ts';

/** The audit log on a real PostgreSQL, for tests. */

const migrations = fileURLToPath(new URL('../../../migrations', import.meta.url));

export const anna: Actor = { kind: 'member', id: '00000000-0000-4000-8000-00000000a11a', name: 'Anna Åkesson' };

export const changed = (name: string, before: Change['before'], after: Change['after']): Change => ({
  action: 'experiment.changed',
  subject: { kind: 'experiment', id: `id-${name}`, name },
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

/** One database for the test file, an empty log and a folder for each test. */
export function useAudit() {
  let database: TestDatabase;
  let pool: pg.Pool;
  let folder: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    pool.on('error', () => {});
    await migrate(pool, migrations);
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  /** What somebody does who may write to the database. */
  async function tamper(...statements: string[]): Promise<void> {
    await pool.query(['BEGIN', "SET LOCAL dandelion.audit_log = 'restore'", ...statements, 'COMMIT'].join('; '));
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dandelion-audit-'));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await tamper('TRUNCATE audit_log');
  });

  const records = () => drizzle(pool);
  const headFile = () => join(folder, 'audit-heads.jsonl');
  const write = (change: Change, by: Actor = anna) => records().transaction((tx) => record(tx, by, change));

  return {
    ...{ records, headFile, tamper, write },
    pool: () => pool,
    url: () => database.url,
    audit: () =>
      createAudit({
        ...{ records: records(), headFile: headFile(), now: () => new Date('2026-05-10T12:00:00Z') },
        log: { info() {}, warn() {}, error() {} },
      }),
    headLines: () => readFileSync(headFile(), 'utf8').trimEnd().split('\n'),
    headMode: () => statSync(headFile()).mode & 0o777,
    /** `count` entries, one a transaction. */
    async writeMany(count: number): Promise<void> {
      for (let n = 1; n <= count; n++) await write(changed(`test ${n}`, { note: `${n - 1}` }, { note: `${n}` }));
    },
  };
}
