import type { Pool, PoolClient } from 'pg';
import { checkHistory, type Migration, readSteps } from '../steps.ts';

/** Any number of servers may start at once: the first migrates, the others wait. Arbitrary, but never to be changed. */
const advisoryLock = 4_600_001;

const ignore = () => {};

/** Where the connection has broken this fails too, and is done already: what went wrong first is what counts. */
const afterwards = (client: PoolClient, statement: string) => client.query(statement).catch(() => {});

async function applyMissing(client: PoolClient, known: Migration[]): Promise<string[]> {
  await client.query(
    'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  const { rows } = await client.query<{ name: string; hash: string }>(
    'SELECT name, hash FROM migrations ORDER BY name',
  );
  checkHistory(rows, known);
  const missing = known.filter(({ name }) => !rows.some((row) => row.name === name));
  for (const { name, sql, hash } of missing) {
    await client.query('BEGIN');
    try {
      await client.query(sql);
      await client.query('INSERT INTO migrations (name, hash) VALUES ($1, $2)', [name, hash]);
      await client.query('COMMIT');
    } catch (error) {
      await afterwards(client, 'ROLLBACK');
      throw error;
    }
  }
  return missing.map(({ name }) => name);
}

/**
 * Brings the tables to what this program expects: each step of `folder` once, in order, in a transaction of its own, so that a
 * process killed in the middle leaves whole steps only. Answers with the names of the steps that were missing.
 */
export async function migrate(pool: Pool, folder: string): Promise<string[]> {
  const known = readSteps(folder);
  const client = await pool.connect();
  // The statement under way says so as well. Without a listener the process would end.
  client.on('error', ignore);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock]);
    try {
      return await applyMissing(client, known);
    } finally {
      await afterwards(client, `SELECT pg_advisory_unlock(${advisoryLock})`);
    }
  } finally {
    client.off('error', ignore);
    client.release();
  }
}
