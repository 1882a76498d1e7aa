import { fileURLToPath } from 'node:url';
import type { ConsentPurpose } from '@dandelion-loop/contract';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { migrate } from '../../engines/postgres/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../../engines/postgres/test-postgres.ts';
import type { ConsentStatement } from '../../kernel/consent-gate.ts';
import { createConsentGate, type RunningConsentGate } from './consent-gate.ts';

/** The ledger on a real PostgreSQL, for tests. */

const migrations = fileURLToPath(new URL('../../../migrations', import.meta.url));

export const moment = Date.parse('2026-11-20T10:00:00Z');

/** Said in a banner, unless the test says otherwise. */
export const statement = (
  choices: Partial<Record<ConsentPurpose, boolean>>,
  rest: Partial<Omit<ConsentStatement, 'choices'>> = {},
): ConsentStatement => ({
  ...{ anonymous: '', user: '', trust: 1, source: 1, at: moment, place: 'sdk', page: null, policy: null, proof: null },
  ...rest,
  choices: new Map(Object.entries(choices) as [ConsentPurpose, boolean][]),
});

/** One database for the test file, an empty ledger for each test. */
export function useConsent() {
  let database: TestDatabase;
  let pool: pg.Pool;
  const running: RunningConsentGate[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 12 });
    pool.on('error', () => {});
    await migrate(pool, migrations);
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  const empty = () =>
    pool.query(
      `BEGIN; SET LOCAL dandelion.audit_log = 'deletion'; TRUNCATE consents, subjects RESTART IDENTITY; COMMIT`,
    );

  afterEach(async () => {
    for (const gate of running.splice(0)) await gate.stop();
    await empty();
  });

  return {
    pool: () => pool,
    url: () => database.url,
    records: () => drizzle(pool),
    empty,
    /** A server's gate, which stops after the test. Its clock is an hour after `moment`. */
    async gate(on: pg.Pool = pool): Promise<RunningConsentGate> {
      const gate = createConsentGate({
        ...{ records: drizzle(on), now: () => new Date(moment + 3_600_000) },
        log: { info() {}, warn() {}, error() {} },
      });
      running.push(gate);
      await gate.start();
      return gate;
    },
    async ask<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
      return (await pool.query<Row>(sql, values)).rows;
    },
  };
}
