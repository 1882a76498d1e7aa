import { mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { machine } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Transaction } from '../../kernel/records.ts';
import { noteRestore as noteAuditRestore, record } from '../audit/index.ts';
import { type Backup, openBackup, verifyBackup } from './backup-folder.ts';
import { explainBroken } from './broken-connection.ts';
import { loadTable, newName, renameInRecords } from './engine-tables.ts';
import { checkSteps, replaceRecords, type Step } from './load-records.ts';
import { readMigrations } from './record-tables.ts';
import { copyPrivately, layOutSecrets, noteRestore, settleRestore } from './settle-restore.ts';
import { closeClient, holdRemovals, uploadsOf, type WorkspacePlace } from './write-backup.ts';

export interface CheckBackup {
  folder: string;
  steps: readonly Step[];
  onStage: (stage: string) => void;
}

/** Reads a backup whole and refuses what is damaged, or of a newer Dandelion. Nothing is touched. */
export async function checkBackup({ folder, steps, onStage }: CheckBackup): Promise<Backup> {
  const backup = await openBackup(folder);
  checkSteps(backup.manifest.migrations, steps, backup.manifest.version);
  for (const { table } of backup.manifest.engine) newName(table);
  await verifyBackup(backup, (done, of) => onStage(`Checking the backup: ${done + 1} of ${of} files`));
  return backup;
}

/** What there is in a workspace that somebody would miss. */
export interface WorkspaceContents {
  name: string;
  imports: number;
  /** True: nothing but what a start makes by itself. */
  empty: boolean;
}

/** Tables that a start fills by itself, before anybody has done anything. */
const filledByStart = [
  'migrations',
  'restores',
  'workspace',
  'members',
  'sign_in_links',
  'one_time_links',
  'failed_attempts',
];

/** What is there now, to be replaced. */
export async function readContents(client: pg.ClientBase): Promise<WorkspaceContents> {
  const none = { name: '', imports: 0, empty: true };
  if ((await readMigrations(client)).length === 0) return none;
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT quote_ident(relname) AS name FROM pg_class
     WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname <> ALL($1)`,
    [filledByStart],
  );
  const [named] = (await client.query<{ name: string }>('SELECT name FROM workspace')).rows;
  const [counted] = (await client.query<{ imports: number }>('SELECT count(*)::int AS imports FROM imports')).rows;
  for (const { name } of tables) {
    if (((await client.query(`SELECT FROM ${name} LIMIT 1`)).rowCount ?? 0) > 0) {
      return { name: named?.name ?? '', imports: counted?.imports ?? 0, empty: false };
    }
  }
  return none;
}

export interface RestoreBackup {
  place: WorkspacePlace;
  backup: Backup;
  steps: readonly Step[];
  onStage: (stage: string) => void;
  signal: AbortSignal;
}

/** Answers with the names that the tables have now, by those that the records of the backup have. */
async function loadEngine({ place, backup, onStage, signal }: RestoreBackup): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const { engine } = backup.manifest;
  for (const [at, table] of engine.entries()) {
    signal.throwIfAborted();
    onStage(`Loading rows of imports: ${at + 1} of ${engine.length}`);
    const into = newName(table.table);
    await loadTable(place.engine, table, into, backup.stream(table.file));
    names.set(table.table, into);
  }
  return names;
}

/** A file of that name has the same bytes, unless the disk lost some: its name was given once. */
async function loadFiles({ place, backup, onStage, signal }: RestoreBackup): Promise<void> {
  const folder = uploadsOf(place.dataFolder);
  const owner = await stat(place.dataFolder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const files = backup.manifest.files.filter(({ path }) => path.startsWith('files/'));
  for (const [at, { path }] of files.entries()) {
    signal.throwIfAborted();
    onStage(`Copying files: ${at + 1} of ${files.length}`);
    const target = join(folder, path.slice('files/'.length));
    // `.part` is what the sweep takes for an upload that was cut off.
    const unfinished = `${target.replace(/\.look$/, '')}.part`;
    await copyPrivately(backup.path(path), unfinished, owner);
    await rename(unfinished, target);
  }
}

/** The history says itself that it was put back, and what was noted of a later one is not held against it. */
async function audit(client: pg.Client, { backup, place }: RestoreBackup): Promise<void> {
  const { name } = (await client.query<{ name: string }>('SELECT name FROM workspace')).rows[0]!;
  // The same connection, and so the same transaction.
  const tx = drizzle(client) as unknown as Transaction;
  const subject = { kind: 'workspace', id: null, name };
  await record(tx, machine, { action: 'workspace.restored', subject, after: { asOf: backup.manifest.moment } });
  await noteAuditRestore(place.auditHeads, new Date());
}

/** Begins the transaction, and leaves it to be committed. */
async function loadRecords(
  client: pg.Client,
  restore: RestoreBackup,
  names: ReadonlyMap<string, string>,
): Promise<void> {
  const { backup, place, steps, onStage, signal } = restore;
  const { manifest } = backup;
  const files = new Map(manifest.records.map(({ table, file }) => [table, file]));
  const source = {
    ...{ moment: manifest.moment, snapshot: manifest.snapshot, migrations: manifest.migrations },
    ...{ tables: manifest.records, sequences: manifest.sequences },
    read: async ({ table }: { table: string }) => backup.stream(files.get(table)!),
  };
  const id = await layOutSecrets(backup, place.dataFolder);
  await client.query('BEGIN');
  await replaceRecords({ client, source, steps, signal, onTable: (table) => onStage(`Loading records: ${table}`) });
  await renameInRecords(client, names);
  await noteRestore(client, id, manifest.moment);
  await audit(client, restore);
  signal.throwIfAborted();
}

/** What can be mended, by the codes of PostgreSQL. */
function explained(error: unknown): unknown {
  const { code } = error as { code?: string };
  if (['53100', 'ENOSPC', 'EDQUOT', 'EFBIG'].includes(code ?? '')) {
    return new DandelionFailure(
      'no-space',
      'The disk has no room for what is in the backup beside what is there now. Nothing was changed. Free some space and try again.',
      { cause: error },
    );
  }
  return error;
}

/**
 * Puts a backup in the place of what is there, whole or not at all: first what has new names (tables of the engine, files), then the
 * records in one transaction. What is left over when it is cut off is swept by the next server. Nobody may work on the place meanwhile.
 */
export async function restoreBackup(restore: RestoreBackup): Promise<void> {
  const { place } = restore;
  const client = await place.connect();
  let sent = false;
  try {
    await holdRemovals(client);
    await settleRestore(client, place.dataFolder);
    const names = await loadEngine(restore);
    await loadFiles(restore);
    await loadRecords(client, restore, names);
    sent = true;
    await client.query('COMMIT');
    await settleRestore(client, place.dataFolder);
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    await closeClient(client);
    // Whether the records came is told by themselves: an answer to COMMIT can get lost.
    const came = await settleAnew(place);
    if (came === true) return;
    throw explainBroken(
      explained(error),
      sent && came === null
        ? 'The next start has what was there before, or the backup if all of it had arrived.'
        : 'Nothing was changed.',
    );
  }
  await closeClient(client);
}

/** Null: the records cannot be asked now. The next start does. */
async function settleAnew({ connect, dataFolder }: WorkspacePlace): Promise<boolean | null> {
  try {
    const client = await connect();
    // A server that has not heard of the end of the connection still holds its locks.
    await client.query(`SET lock_timeout TO '15s'`);
    return await settleRestore(client, dataFolder).finally(() => closeClient(client));
  } catch {
    return null;
  }
}
