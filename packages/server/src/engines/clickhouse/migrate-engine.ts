import type { Pool } from 'pg';
import type { Engine } from '../../kernel/engine.ts';
import { checkHistory, readSteps } from '../steps.ts';

/** Any number of servers may start at once. Arbitrary, but never to be changed. */
const advisoryLock = 4_600_002;

/** Statements of a step, which the engine takes one at a time. They hold no semicolon but their ends. */
const statementsOf = (sql: string): string[] =>
  sql
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');

async function applyMissing(engine: Engine, folder: string): Promise<string[]> {
  await engine.run({
    sql: `CREATE TABLE IF NOT EXISTS engine_migrations (name String, hash String, applied DateTime DEFAULT now())
          ENGINE = MergeTree ORDER BY name`,
  });
  const applied = await engine.rows<{ name: string; hash: string }>({
    sql: 'SELECT name, hash FROM engine_migrations ORDER BY name',
  });
  const known = readSteps(folder);
  checkHistory(applied, known);
  const missing = known.filter(({ name }) => !applied.some((one) => one.name === name));
  for (const { name, sql, hash } of missing) {
    for (const statement of statementsOf(sql)) await engine.run({ sql: statement });
    await engine.run({
      sql: 'INSERT INTO engine_migrations (name, hash) VALUES ({name:String}, {hash:String})',
      values: { name, hash },
    });
  }
  return missing.map(({ name }) => name);
}

/**
 * Brings the tables of the analytics engine to what this program expects: each step of `folder` once, in order. The engine knows no
 * transaction over tables, so a step that was cut off by a crash is done again from its beginning: its statements say `IF NOT EXISTS`.
 * Answers with the names of the steps that were missing.
 */
export async function migrateEngine(engine: Engine, pool: Pool, folder: string): Promise<string[]> {
  const client = await pool.connect();
  client.on('error', () => {});
  try {
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock]);
    return await applyMissing(engine, folder);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [advisoryLock]).catch(() => undefined);
    client.release();
  }
}
