import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DandelionFailure } from '../../kernel/failure.ts';
import { plainSession, quoted, type RecordMoment, type RecordSource } from './record-tables.ts';

/** Puts the records of another store, or of a backup, in the place of what is there. */

/** A step of the record store's tables, in order. `engines/postgres` has them. */
export interface Step {
  name: string;
  hash: string;
  sql: string;
}

export interface LoadRecords {
  /** A connection whose transaction has begun; whoever began it ends it. */
  client: pg.ClientBase;
  source: RecordSource;
  steps: readonly Step[];
  onTable?: (table: string) => void;
  /** When all rows are there, and later steps have not changed them yet. */
  onFilled?: () => Promise<void>;
  signal?: AbortSignal;
}

/** Fails when these records were not made by steps that this program knows. */
export function checkSteps(migrations: RecordMoment['migrations'], steps: readonly Step[], version: string): void {
  for (const { name, hash } of migrations) {
    const same = steps.find((step) => step.name === name);
    if (same?.hash === hash) continue;
    throw new DandelionFailure(
      'data-folder',
      same === undefined
        ? `This was made by a newer Dandelion (${version}; step ${name} is not known here). Install that version and try again.`
        : `This was made by another build of Dandelion (${version}; step ${name} differs). Use that build. Nothing was changed.`,
    );
  }
}

/** Tables of this schema, but for those of extensions. */
async function ownTables(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
     ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** Whether there is anything in this schema that our steps could have made. */
export const isUnused = async (client: pg.ClientBase): Promise<boolean> => (await ownTables(client)).length === 0;

/** Takes away all that steps make: tables with what belongs to them, functions, types. */
async function dropAll(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    `SELECT format('DROP TABLE IF EXISTS %s CASCADE', c.oid::regclass) AS statement FROM pg_class c
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
     UNION ALL
     SELECT format('DROP SEQUENCE IF EXISTS %s CASCADE', c.oid::regclass) FROM pg_class c
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'S'
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
     UNION ALL
     SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure) FROM pg_proc p
     WHERE p.pronamespace = current_schema()::regnamespace
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
     UNION ALL
     SELECT format('DROP TYPE IF EXISTS %s CASCADE', t.oid::regtype) FROM pg_type t
     WHERE t.typnamespace = current_schema()::regnamespace AND t.typtype IN ('e', 'd')
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')`,
  );
  for (const { statement } of rows) await client.query(statement);
}

async function applyStep(client: pg.ClientBase, { name, hash, sql }: Step): Promise<void> {
  await client.query(sql);
  await client.query('INSERT INTO migrations (name, hash) VALUES ($1, $2)', [name, hash]);
  // A later step cannot change a table of which a check is still to be made.
  await client.query('SET CONSTRAINTS ALL IMMEDIATE');
  await client.query('SET CONSTRAINTS ALL DEFERRED');
}

interface ForeignKey {
  table: string;
  name: string;
  deferrable: boolean;
  deferred: boolean;
}

async function foreignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `SELECT conrelid::regclass::text AS table, conname AS name, condeferrable AS deferrable, condeferred AS deferred
     FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`,
  );
  return rows;
}

async function setKey(client: pg.ClientBase, { table, name, deferrable, deferred }: ForeignKey): Promise<void> {
  const when = deferrable ? `DEFERRABLE INITIALLY ${deferred ? 'DEFERRED' : 'IMMEDIATE'}` : 'NOT DEFERRABLE';
  await client.query(`ALTER TABLE ${table} ALTER CONSTRAINT ${quoted(name)} ${when}`);
}

async function fill(client: pg.ClientBase, { source, onTable, signal }: LoadRecords): Promise<void> {
  const tables = await ownTables(client);
  const triggers = (word: 'DISABLE' | 'ENABLE') =>
    client.query(tables.map((table) => `ALTER TABLE ${quoted(table)} ${word} TRIGGER USER`).join('; '));
  // What triggers did, they did when the rows were written first.
  await triggers('DISABLE');
  const keys = await foreignKeys(client);
  for (const key of keys) await setKey(client, { ...key, deferrable: true, deferred: true });
  // What steps wrote.
  await client.query(
    `TRUNCATE ${tables
      .filter((table) => table !== 'migrations')
      .map(quoted)
      .join(', ')}`,
  );
  for (const table of source.tables) {
    onTable?.(table.table);
    const into = `COPY ${quoted(table.table)} (${table.columns.map(quoted).join(', ')}) FROM STDIN`;
    await pipeline(await source.read(table), client.query(copyFrom(into)), { signal });
  }
  // All checks of all rows, now.
  await client.query('SET CONSTRAINTS ALL IMMEDIATE');
  for (const key of keys) await setKey(client, key);
  await triggers('ENABLE');
  for (const { name, last } of source.sequences) {
    if (last !== null) await client.query('SELECT setval($1::regclass, $2::bigint)', [quoted(name), last]);
  }
}

/** Fails when the database has tables that no step makes: then it is not ours to empty. */
function checkForeign(before: readonly string[], made: ReadonlySet<string>): void {
  const foreign = before.filter((table) => !made.has(table) && table !== 'restores');
  if (foreign.length === 0) return;
  throw new DandelionFailure(
    'data-folder',
    `The database has tables that are not of Dandelion, such as "${foreign[0]}". Give Dandelion a database of its own. Nothing was changed.`,
  );
}

/**
 * Makes the tables as they were at the source, fills them, and brings them up to date. What was there before is gone when the
 * transaction is committed, and untouched when it is not.
 */
export async function replaceRecords(load: LoadRecords): Promise<void> {
  const { client, source, steps } = load;
  await client.query(plainSession);
  const before = await ownTables(client);
  await dropAll(client);
  await client.query(
    'CREATE TABLE migrations (name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  const applied = new Set(source.migrations.map(({ name }) => name));
  const made = new Set<string>();
  async function apply(some: readonly Step[]): Promise<void> {
    for (const step of some) {
      await applyStep(client, step);
      // A later one may remove it.
      for (const table of await ownTables(client)) made.add(table);
    }
  }
  await apply(steps.filter(({ name }) => applied.has(name)));
  await fill(client, load);
  await load.onFilled?.();
  await apply(steps.filter(({ name }) => !applied.has(name)));
  checkForeign(before, made);
}
