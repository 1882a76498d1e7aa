import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import type pg from 'pg';
import type { CopyableEngine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { EngineTable } from './manifest.ts';

/** Tables of the analytics engine: which of them belong to a moment, and how they are copied. */

/**
 * The one place that says what of the engine belongs to the records as they are seen by this connection. Rows of analyses never change
 * once they are named; what grows later (events) needs a bound here that the records tell.
 */
export async function engineTablesAt(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ table: string }>(
    // What is judged again shares the rows.
    'SELECT DISTINCT rows_table COLLATE "C" AS table FROM analyses WHERE rows_table IS NOT NULL ORDER BY 1',
  );
  return rows.map(({ table }) => table);
}

/** A name that nothing has yet, of the same analysis, so that what is there stays until the records name the new one. */
export function newName(table: string): string {
  const found = /^(analysis_[0-9a-f]{32}_)[0-9a-f]{8}(_rows)$/.exec(table);
  if (found === null) throw damagedName(table);
  return `${found[1]}${randomBytes(4).toString('hex')}${found[2]}`;
}

/** Lets the records name the tables as they are now called. */
export async function renameInRecords(client: pg.ClientBase, names: ReadonlyMap<string, string>): Promise<void> {
  await client.query(
    `UPDATE analyses SET rows_table = named.new FROM unnest($1::text[], $2::text[]) AS named (old, new)
     WHERE rows_table = named.old`,
    [[...names.keys()], [...names.values()]],
  );
}

const damagedName = (table: string) =>
  new DandelionFailure(
    'format-broken',
    `The backup names a table "${table}", which is none of Dandelion's. Nothing was changed.`,
  );

/** Null: there is no such table. */
export async function describeTable(engine: CopyableEngine, table: string): Promise<EngineTable | null> {
  const [found] = await engine.rows<{ create: string; database: string }>({
    sql: `SELECT create_table_query AS create, database FROM system.tables
          WHERE database = currentDatabase() AND name = {table:String}`,
    values: { table },
  });
  if (found === undefined) return null;
  newName(table);
  const create = found.create.replace(/^CREATE TABLE \S+ /, `CREATE TABLE ${table} `);
  return { table, create, ...(await sumUp(engine, table)) };
}

/** How many rows, and a number that depends on every value but not on their order. */
export async function sumUp(engine: CopyableEngine, table: string): Promise<{ rows: number; digest: string }> {
  const [counted] = await engine.rows<{ rows: number; digest: string }>({
    sql: `SELECT count() AS rows, toString(sum(cityHash64(*))) AS digest FROM ${table}`,
  });
  return counted!;
}

export const dumpTable = (engine: CopyableEngine, table: string): Promise<Readable> =>
  engine.dump({ sql: `SELECT * FROM ${table} FORMAT Native` });

/** Makes a table like one of a backup and fills it. Rejects when its rows are not those that were counted. */
export async function loadTable(
  engine: CopyableEngine,
  { table, create, rows, digest }: EngineTable,
  into: string,
  data: Readable,
): Promise<void> {
  try {
    await engine.run({ sql: creating(create, table, into) });
    await engine.load({ sql: `INSERT INTO ${into} FORMAT Native` }, data);
    const loaded = await sumUp(engine, into);
    if (loaded.rows !== rows || loaded.digest !== digest) {
      throw new DandelionFailure(
        'format-broken',
        `The rows of ${table} are not those that were copied (${loaded.rows} of ${rows}). Nothing was changed.`,
      );
    }
  } catch (error) {
    data.destroy();
    await engine.run({ sql: `DROP TABLE IF EXISTS ${into} SYNC` }).catch(() => undefined);
    throw error;
  }
}

/** The statement of a backup for another name. Only plain tables that keep rows: no view, no query, no other server. */
function creating(create: string, table: string, into: string): string {
  const begin = `CREATE TABLE ${table} (`;
  if (
    !create.startsWith(begin) ||
    !/\) ENGINE = [A-Za-z]*MergeTree\b/.test(create) ||
    / AS (SELECT|WITH) /i.test(create)
  ) {
    throw damagedName(table);
  }
  return `CREATE TABLE ${into} (${create.slice(begin.length)}`;
}
