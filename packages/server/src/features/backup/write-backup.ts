import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Duplex, Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { CopyableEngine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { copyingLock } from '../../kernel/held-removals.ts';
import { createBackup, type NewBackup } from './backup-folder.ts';
import { explainBroken } from './broken-connection.ts';
import { describeTable, dumpTable, engineTablesAt } from './engine-tables.ts';
import { formatVersion, type Manifest } from './manifest.ts';
import { beginMoment, type RecordSource, recordsAt } from './record-tables.ts';

/** Where a workspace lives. */
export interface WorkspacePlace {
  /** A new connection to the record store, of whoever asks: it is ended by them. */
  connect(): Promise<pg.Client>;
  engine: CopyableEngine;
  /** The data folder, a real path. */
  dataFolder: string;
  /** The file with the heads of the audit log. */
  auditHeads: string;
}

export interface WriteBackup {
  place: WorkspacePlace;
  /** Absolute. It must not exist, or be empty. */
  folder: string;
  version: string;
  onStage: (stage: string) => void;
  signal: AbortSignal;
}

export interface WrittenBackup {
  moment: string;
  files: number;
  bytes: number;
  /** What the records name and the disk or the engine has lost. */
  missing: string[];
}

export const uploadsOf = (dataFolder: string) => join(dataFolder, 'uploads');
const secretsOf = (dataFolder: string) => join(dataFolder, 'secrets');

/** Also where a copy is under way that nobody reads to its end. */
export async function closeClient(client: pg.Client): Promise<void> {
  const closed = client.end().catch(() => undefined);
  const late = await Promise.race([closed.then(() => false), sleep(2000, true, { ref: false })]);
  // Its type does not tell of it.
  if (late) (client as unknown as { connection: { stream: Duplex } }).connection.stream.destroy();
}

/** Whoever removes is done in a moment, and of a command that was killed PostgreSQL hears a little later. */
const patience = '15s';

/** From now on nothing that the records name is removed, and nobody else copies or restores. Until the connection ends. */
export async function holdRemovals(client: pg.ClientBase): Promise<void> {
  try {
    await client.query(`SET statement_timeout TO 0; SET lock_timeout TO '${patience}'`);
    await client.query(`SELECT pg_advisory_lock(${copyingLock})`);
    await client.query('SET lock_timeout TO 0');
  } catch (error) {
    if ((error as { code?: string }).code !== '55P03') throw error;
    throw new DandelionFailure('conflict', 'Another backup or restore is under way. Wait until it has ended.');
  }
}

/** Rows of COPY in text format: each ends with a line break, and none has one within. */
function countingLines(): { through: Transform; lines: () => number } {
  let lines = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
      done(null, chunk);
    },
  });
  return { through, lines: () => lines };
}

async function addRecords(backup: NewBackup, source: RecordSource, { onStage, signal }: WriteBackup) {
  const records: Manifest['records'] = [];
  for (const { table, columns } of source.tables) {
    signal.throwIfAborted();
    onStage(`Copying records: ${table}`);
    const file = `records/${table}.copy`;
    const { through, lines } = countingLines();
    const rows = await source.read({ table, columns });
    rows.once('error', (error) => through.destroy(error));
    await backup.add(file, rows.pipe(through));
    records.push({ table, columns, rows: lines(), file });
  }
  return records;
}

async function addEngine(backup: NewBackup, tables: readonly string[], write: WriteBackup, missing: string[]) {
  const { place, onStage, signal } = write;
  const engine: Manifest['engine'] = [];
  for (const [at, table] of tables.entries()) {
    signal.throwIfAborted();
    onStage(`Copying rows of imports: ${at + 1} of ${tables.length}`);
    const described = await describeTable(place.engine, table);
    if (described === null) {
      missing.push(`rows ${table}`);
      continue;
    }
    const file = `engine/${table}.native`;
    await backup.add(file, await dumpTable(place.engine, table));
    engine.push({ ...described, file });
  }
  return engine;
}

/** A file of the data folder; false where there is none. */
async function addFile(backup: NewBackup, from: string, as: string): Promise<boolean> {
  const found = await lstat(from).catch(() => null);
  if (!found?.isFile()) return false;
  await backup.add(as, createReadStream(from));
  return true;
}

async function addFiles(
  backup: NewBackup,
  client: pg.ClientBase,
  write: WriteBackup,
  missing: string[],
): Promise<void> {
  const { place, onStage, signal } = write;
  const { rows } = await client.query<{ id: string; name: string }>(
    'SELECT id, name FROM uploads WHERE deleted_at IS NULL ORDER BY id',
  );
  const folder = uploadsOf(place.dataFolder);
  for (const [at, { id, name }] of rows.entries()) {
    signal.throwIfAborted();
    onStage(`Copying files: ${at + 1} of ${rows.length}`);
    if (!(await addFile(backup, join(folder, id), `files/${id}`))) missing.push(`file ${name}`);
    await addFile(backup, join(folder, `${id}.look`), `files/${id}.look`);
  }
  const secrets = secretsOf(place.dataFolder);
  for (const name of (await readdir(secrets).catch(() => [])).sort()) {
    if (/^[a-z][a-z0-9-]*$/.test(name)) await addFile(backup, join(secrets, name), `secrets/${name}`);
  }
}

async function copyAll(client: pg.Client, backup: NewBackup, write: WriteBackup): Promise<WrittenBackup> {
  await holdRemovals(client);
  const source = await recordsAt(client, await beginMoment(client));
  if (source.migrations.length === 0) {
    throw new DandelionFailure('not-found', 'There is no workspace here yet, so there is nothing to back up.');
  }
  const missing: string[] = [];
  const records = await addRecords(backup, source, write);
  const engine = await addEngine(backup, await engineTablesAt(client), write, missing);
  await addFiles(backup, client, write, missing);
  // Its failure is the point: without the connection nothing was held.
  await client.query('COMMIT');
  const { moment, snapshot, migrations, sequences } = source;
  const manifest = { format: formatVersion, version: write.version, moment, snapshot, migrations } as const;
  const { files, bytes } = await backup.finish({ ...manifest, records, sequences, engine, missing });
  return { moment, missing, files, bytes };
}

/**
 * Copies a workspace as it is at one moment, while others work on it. The folder is whole or absent. Fails with a sentence; what was
 * written is removed then.
 */
export async function writeBackup(write: WriteBackup): Promise<WrittenBackup> {
  const backup = await createBackup(write.folder, write.place.dataFolder, write.signal);
  let client: pg.Client | undefined;
  try {
    client = await write.place.connect();
    return await copyAll(client, backup, write);
  } catch (error) {
    throw explainBroken(error, 'Nothing of the backup was kept.');
  } finally {
    if (client !== undefined) await closeClient(client);
    await backup.abandon();
  }
}
