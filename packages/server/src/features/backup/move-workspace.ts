import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type pg from 'pg';
import type { CopyableEngine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { explainBroken } from './broken-connection.ts';
import { describeTable, dumpTable, engineTablesAt, loadTable, sumUp } from './engine-tables.ts';
import { checkSteps, isUnused, replaceRecords, type Step } from './load-records.ts';
import { beginMoment, copyOut, type RecordSource, recordsAt } from './record-tables.ts';
import { closeClient, holdRemovals, type WorkspacePlace } from './write-backup.ts';

export interface MoveWorkspace {
  from: WorkspacePlace;
  /** Null: stays where it is. */
  toRecords: (() => Promise<pg.Client>) | null;
  toEngine: CopyableEngine | null;
  steps: readonly Step[];
  onStage: (stage: string) => void;
  signal: AbortSignal;
}

export interface Moved {
  recordTables: number;
  engineTables: number;
}

/** Older ones were never tried. */
const oldestPostgres = 150_000;

const refused = (message: string) => new DandelionFailure('wrong-use', `${message} Nothing was changed.`);

async function checkTarget(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string; jobs: boolean }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding,
       to_regnamespace('jobs') IS NOT NULL AS jobs`,
  );
  const { version, encoding, jobs } = rows[0]!;
  if (version < oldestPostgres) {
    throw refused(`That PostgreSQL is version ${Math.floor(version / 10_000)}. Dandelion needs version 15 or newer.`);
  }
  if (encoding !== 'UTF8')
    throw refused(`That database has the encoding ${encoding}. Make one with the encoding UTF8.`);
  if (jobs || !(await isUnused(client))) {
    throw refused('That database is not empty. Make a new one for Dandelion and name it.');
  }
}

/** What an earlier move that was cut off has left counts as empty: its tables are the very ones that are moved. */
async function checkEngineTarget(engine: CopyableEngine, moved: readonly string[]): Promise<void> {
  const found = await engine.rows<{ name: string }>({
    sql: 'SELECT name FROM system.tables WHERE database = currentDatabase() AND NOT is_temporary ORDER BY name',
  });
  const other = found.find(({ name }) => !moved.includes(name));
  if (other !== undefined) {
    throw refused(
      `That ClickHouse database is not empty (it has "${other.name}"). Make a new one for Dandelion and name it.`,
    );
  }
}

async function moveTable(from: CopyableEngine, to: CopyableEngine, table: string): Promise<boolean> {
  const described = await describeTable(from, table);
  // Lost before; an analysis then reads its file again.
  if (described === null) return false;
  if ((await describeTable(to, table)) !== null) {
    const there = await sumUp(to, table);
    if (there.rows === described.rows && there.digest === described.digest) return true;
    await to.run({ sql: `DROP TABLE ${table} SYNC` });
  }
  await loadTable(to, described, table, await dumpTable(from, table));
  return true;
}

async function digestOf(rows: Readable): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of rows) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Reads both sides again and compares every byte. */
async function compare(source: RecordSource, target: pg.Client, onStage: MoveWorkspace['onStage']): Promise<void> {
  for (const table of source.tables) {
    onStage(`Comparing records: ${table.table}`);
    const [there, here] = [await digestOf(await copyOut(target, table)), await digestOf(await source.read(table))];
    if (there !== here) {
      throw new DandelionFailure(
        'engine-failed',
        `The records of ${table.table} are not the same on your server as here. Nothing was kept there.`,
      );
    }
  }
}

async function moveRecords(
  source: RecordSource,
  target: pg.Client,
  { steps, onStage, signal }: MoveWorkspace,
): Promise<void> {
  await target.query('BEGIN');
  try {
    await replaceRecords({
      ...{ client: target, source, steps, signal },
      onTable: (table) => onStage(`Copying records: ${table}`),
      onFilled: () => compare(source, target, onStage),
    });
    signal.throwIfAborted();
    await target.query('COMMIT');
  } catch (error) {
    await target.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/**
 * Copies a workspace that nobody works on to other servers, which must be empty, and compares. Where it is now all stays as it is; files
 * and secrets stay in the data folder. The records come last and in one transaction: cut off, it can be done again.
 */
export async function moveWorkspace(move: MoveWorkspace): Promise<Moved> {
  const { from, toRecords, toEngine, steps, onStage, signal } = move;
  const client = await from.connect();
  let target: pg.Client | null = null;
  try {
    await holdRemovals(client);
    const source = await recordsAt(client, await beginMoment(client));
    if (source.migrations.length === 0)
      throw new DandelionFailure('not-found', 'There is no workspace here yet, so there is nothing to move.');
    checkSteps(source.migrations, steps, 'another version');
    const tables = await engineTablesAt(client);
    target = toRecords === null ? null : await toRecords();
    if (target !== null) await checkTarget(target);
    if (toEngine !== null) await checkEngineTarget(toEngine, tables);
    let engineTables = 0;
    for (const [at, table] of toEngine === null ? [] : tables.entries()) {
      signal.throwIfAborted();
      onStage(`Copying rows of imports: ${at + 1} of ${tables.length}`);
      if (await moveTable(from.engine, toEngine!, table)) engineTables += 1;
    }
    if (target !== null) await moveRecords(source, target, move);
    return { recordTables: target === null ? 0 : source.tables.length, engineTables };
  } catch (error) {
    throw explainBroken(error, 'The workspace is where it was.');
  } finally {
    if (target !== null) await closeClient(target);
    await closeClient(client);
  }
}
