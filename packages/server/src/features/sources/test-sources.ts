import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { migrate } from '../../engines/postgres/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../../engines/postgres/test-postgres.ts';
import type { Records } from '../../kernel/records.ts';
import { createSealer } from '../../kernel/sealed.ts';
import { hashOf } from '../access/index.ts';
import { newWriteToken } from './tokens.ts';

const steps = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
/** Of identity secrets. */
export const sealer = createSealer(Buffer.alloc(32, 7));
export const eventSteps = steps('migrations-of-events');

/** Sources on a real PostgreSQL with a clock of its own, for tests. */
export function useRecords() {
  let database: TestDatabase;
  let pool: pg.Pool;
  let records: Records;
  let time = Date.parse('2026-11-01T10:00:00Z');
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    pool.on('error', () => {});
    pool.on('connect', (client) => client.on('error', () => {}));
    await migrate(pool, steps('migrations'));
    records = drizzle(pool);
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });
  return {
    records: () => records,
    pool: () => pool,
    query: (text: string, values?: unknown[]) => pool.query(text, values),
    now: () => new Date(time),
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
    /** Rows as the service would make them, without it. */
    async sourceWithKey(kind: 'public' | 'secret', origins: string[] = []) {
      const [id, keyId, token] = [randomUUID(), randomUUID(), newWriteToken(kind)];
      const by = JSON.stringify({ kind: 'machine', id: null, name: 'This machine' });
      const { rows } = await pool.query(
        `INSERT INTO sources (id, name, consent, legal_basis, withheld, origins, preferences, created_by, created_at)
         VALUES ($1, $2, 'ask', '', 'drop', $3, '{"analytics": ["collect", "learn"]}', $4, now()) RETURNING number`,
        [id, `Shop ${id}`, origins, by],
      );
      await pool.query(
        `INSERT INTO write_keys (id, source_id, kind, token_hash, beginning, created_by, created_at)
         VALUES ($1, $2, $3, $4, 'x', $5, now())`,
        [keyId, id, kind, hashOf(token), by],
      );
      return { id, keyId, token, number: rows[0].number as number };
    },
  };
}
