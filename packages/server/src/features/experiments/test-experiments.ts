import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Choices } from '@dandelion-loop/contract';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { migrate } from '../../engines/postgres/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../../engines/postgres/test-postgres.ts';
import { createExperiments } from './service.ts';
import { type JudgedTest, storeAnswers } from './store-answers.ts';

/** Experiments on a real PostgreSQL, for tests. */

const migrations = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** How a file of tests was to be read, whole; the changes are what counts. */
export const chosen = (changes: Partial<Choices> = {}): Choices => ({
  ...{ variation: 'variation', control: null, split: null, unit: null, test: 'test', period: null, where: null },
  metrics: [
    {
      ...{ name: 'clicks', kind: 'proportion', numerator: 'clicks', denominator: 'sent', lowerIsBetter: false },
      ...{ practical: { value: 0.01, relative: true }, covariate: null, currency: null },
    },
  ],
  ...{ segments: [], attributes: [], texts: [], held: [], search: [] },
  ...{ inference: 'fixed', level: 0.95, plannedUnits: 5000 },
  ...changes,
});

export interface Imported {
  importId: string;
  importName: string;
}

/** A database for the tests of a file, and what the tier above would do in it. */
export function useExperiments() {
  let database: TestDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    // Its database is dropped while the last connection ends.
    pool.on('error', () => {});
    await migrate(pool, migrations);
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  const records = () => drizzle(pool);

  async function makeImport(importName: string): Promise<Imported> {
    const importId = randomUUID();
    await pool.query("INSERT INTO imports (id, name, source) VALUES ($1, $2, 'file')", [importId, importName]);
    return { importId, importName };
  }

  /** A finished analysis of the import, and its answers as the shown ones. */
  async function judge(
    { importId, importName }: Imported,
    tests: Iterable<JudgedTest>,
    { judgedAt = new Date('2026-05-10T12:00:00Z'), timeZone = 'UTC', single = false } = {},
  ): Promise<string> {
    const analysisId = randomUUID();
    await pool.query(
      `INSERT INTO analyses (id, import_id, number, state, counts, method_version, statements, notes, finished_at)
       SELECT $1, $2, count(*) + 1, 'done', NULL, '1', '[{"sql": "SELECT 1", "milliseconds": 2.5}]', '["A note."]', $3
       FROM analyses WHERE import_id = $2`,
      [analysisId, importId, judgedAt],
    );
    await records().transaction((tx) =>
      storeAnswers(tx, { importId, analysisId, importName, single, judgedAt, timeZone, tests }),
    );
    return analysisId;
  }

  return {
    records,
    /** Of the database, for those that connect by themselves. */
    url: () => database.url,
    query: (text: string, values?: unknown[]) => pool.query(text, values),
    experiments: () => createExperiments({ records: records() }),
    makeImport,
    judge,
  };
}
