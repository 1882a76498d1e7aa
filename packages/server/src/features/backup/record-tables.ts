import type { Readable } from 'node:stream';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Manifest, RecordTable } from './manifest.ts';

/** Tables of the record store as rows of text, by COPY: the same in every version of PostgreSQL, and exact. */

/** Kept by the program itself and made anew by whoever restores. */
const bookkeeping = ['migrations', 'restores'];

/** Names are of our own migrations; a foreign one is quoted all the same. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** So that values are written the same everywhere, and long copies are not cut off. */
export const plainSession = `SET datestyle TO 'ISO'; SET timezone TO 'UTC'; SET intervalstyle TO 'postgres'; SET bytea_output TO 'hex';
  SET extra_float_digits TO 1; SET client_encoding TO 'UTF8'; SET statement_timeout TO 0; SET lock_timeout TO 0;
  SET idle_in_transaction_session_timeout TO 0`;

/** What was there at the moment of the transaction, which must be REPEATABLE READ. */
export interface RecordMoment {
  moment: string;
  snapshot: string;
  migrations: Manifest['migrations'];
  tables: Omit<RecordTable, 'rows'>[];
  sequences: Manifest['sequences'];
}

/** Where rows come from: the store itself, or a backup of one. */
export interface RecordSource extends RecordMoment {
  read(table: Omit<RecordTable, 'rows'>): Promise<Readable>;
}

/** Begins a transaction that sees one moment, whatever is written meanwhile. It goes on until the connection ends it. */
export async function beginMoment(client: pg.ClientBase): Promise<Pick<RecordMoment, 'moment' | 'snapshot'>> {
  await client.query(plainSession);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  // The first statement fixes what is seen, a moment before the clock is read.
  const { rows } = await client.query<{ moment: Date; snapshot: string }>(
    'SELECT pg_current_snapshot()::text AS snapshot, clock_timestamp() AS moment',
  );
  return { moment: rows[0]!.moment.toISOString(), snapshot: rows[0]!.snapshot };
}

/** Our tables with the columns that are stored, in the order of their names. What is unlogged holds nothing that lasts. */
async function readTables(client: pg.ClientBase): Promise<RecordMoment['tables']> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `SELECT c.relname AS table, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relpersistence = 'p' AND c.relname <> ALL($1)
     GROUP BY c.relname ORDER BY c.relname COLLATE "C"`,
    [bookkeeping],
  );
  return rows;
}

async function readSequences(client: pg.ClientBase): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ name: string; last: string | null }>(
    `SELECT sequencename AS name, last_value::text AS last FROM pg_sequences
     WHERE schemaname = current_schema() ORDER BY sequencename COLLATE "C"`,
  );
  return rows;
}

export async function readMigrations(client: pg.ClientBase): Promise<Manifest['migrations']> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('migrations') IS NOT NULL AS there`,
  );
  if (found[0]?.there !== true) return [];
  const { rows } = await client.query('SELECT name, hash FROM migrations ORDER BY name COLLATE "C"');
  return rows as Manifest['migrations'];
}

/** In the order of the primary key, so that the same rows are the same bytes. */
async function keyOf(client: pg.ClientBase, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.attname AS name FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
     WHERE i.indrelid = $1::regclass AND i.indisprimary ORDER BY array_position(i.indkey::int2[], a.attnum)`,
    [quoted(table)],
  );
  return rows.length === 0 ? '' : ` ORDER BY ${rows.map(({ name }) => `${quoted(name)}::text COLLATE "C"`).join(', ')}`;
}

/** The rows of a table as they are seen by this connection. Nothing else may be asked of it until the stream has ended. */
export async function copyOut(client: pg.ClientBase, { table, columns }: Omit<RecordTable, 'rows'>): Promise<Readable> {
  const order = await keyOf(client, table);
  const what = `SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table)}${order}`;
  return client.query(copyTo(`COPY (${what}) TO STDOUT`));
}

/** All of the record store at one moment, over a connection whose transaction has begun. */
export async function recordsAt(
  client: pg.ClientBase,
  begun: Pick<RecordMoment, 'moment' | 'snapshot'>,
): Promise<RecordSource> {
  const migrations = await readMigrations(client);
  const tables = await readTables(client);
  return {
    ...begun,
    migrations,
    tables,
    sequences: await readSequences(client),
    read: (table) => copyOut(client, table),
  };
}
