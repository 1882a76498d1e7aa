import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../../kernel/engine.ts';

const steps = ['0001-events.sql', '0002-customers.sql', '0003-consent.sql'].map((name) =>
  fileURLToPath(new URL(`../../../migrations-of-events/${name}`, import.meta.url)),
);

/** The tables of events and customers as a server has them, empty. */
export async function makeDerivedTables(engine: Engine): Promise<void> {
  const statements = steps.flatMap((step) => readFileSync(step, 'utf8').split(/;\s*(?:\n|$)/));
  for (const sql of statements) if (sql.trim() !== '') await engine.run({ sql });
}

/** Adds rows as objects of columns. */
export async function addRows(engine: Engine, table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`);
  await engine.load({ sql: `INSERT INTO ${table} FORMAT JSONEachRow` }, Readable.from(lines));
}
