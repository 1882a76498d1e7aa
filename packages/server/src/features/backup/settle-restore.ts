import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chown, lstat, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { copyingLock } from '../../kernel/held-removals.ts';
import type { Backup } from './backup-folder.ts';

/**
 * Secrets are files, and cannot change in the same moment as the records. So those of a backup wait in a folder of their own, and the
 * transaction that brings the records notes its id: whoever starts next sees which of the two is true, and ends it or forgets it.
 */

const waitingName = 'restoring';
const idName = 'id';

/** What asks the record store: a pool or a connection. */
interface Asked {
  query<Row extends object>(sql: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

/** A file as private and as safe as those of the data folder, and of its owner. */
export async function copyPrivately(from: string, to: string, owner: { uid: number; gid: number }): Promise<void> {
  await pipeline(createReadStream(from), createWriteStream(to, { mode: 0o600, flags: 'w', flush: true }));
  // Root may do this for a service that runs as somebody else.
  if (process.getuid?.() === 0) await chown(to, owner.uid, owner.gid);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Lets the secrets of a backup wait in the data folder. Answers with the id that the records are to note. */
export async function layOutSecrets(backup: Backup, dataFolder: string): Promise<string> {
  const id = randomUUID();
  const waiting = join(dataFolder, waitingName);
  const owner = await stat(dataFolder);
  const unfinished = `${waiting}.new`;
  for (const folder of [waiting, unfinished]) await rm(folder, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  if (process.getuid?.() === 0) await chown(unfinished, owner.uid, owner.gid);
  const secrets = backup.manifest.files.filter(({ path }) => path.startsWith('secrets/'));
  for (const { path } of secrets) {
    await copyPrivately(backup.path(path), join(unfinished, path.slice('secrets/'.length)), owner);
  }
  await writeFile(join(unfinished, idName), id, { mode: 0o600, flush: true });
  await syncFolder(unfinished);
  await rename(unfinished, waiting);
  await syncFolder(dataFolder);
  return id;
}

/** In the transaction that brings the records. */
export async function noteRestore(client: Asked, id: string, moment: string): Promise<void> {
  await client.query(
    'CREATE TABLE restores (id uuid PRIMARY KEY, moment timestamptz NOT NULL, restored_at timestamptz NOT NULL DEFAULT now())',
  );
  await client.query('INSERT INTO restores (id, moment) VALUES ($1, $2)', [id, moment]);
}

async function isNoted(client: Asked, id: string): Promise<boolean> {
  const { rows: found } = await client.query<{ there: boolean }>(`SELECT to_regclass('restores') IS NOT NULL AS there`);
  if (found[0]?.there !== true) return false;
  const { rows } = await client.query('SELECT FROM restores WHERE id = $1', [id]);
  return rows.length > 0;
}

/**
 * Ends what a restore has left in the data folder: its secrets take their place when its records did, else they are removed. To be
 * called before any secret is read. True: there was one whose records came.
 */
export async function settleRestore(client: Asked, dataFolder: string): Promise<boolean> {
  const waiting = join(dataFolder, waitingName);
  await rm(`${waiting}.new`, { recursive: true, force: true });
  if ((await lstat(waiting).catch(() => null)) === null) return false;
  // Whose restore it is may be gone while PostgreSQL still ends its transaction.
  await client.query(`SELECT pg_advisory_xact_lock_shared(${copyingLock})`);
  const id = await readFile(join(waiting, idName), 'utf8').catch(() => '');
  const came = /^[0-9a-f-]{36}$/.test(id) && (await isNoted(client, id));
  if (came) {
    const secrets = join(dataFolder, 'secrets');
    for (const name of await readdir(waiting)) {
      // The id goes last: until then this is begun again.
      if (name !== idName) await rename(join(waiting, name), join(secrets, name));
    }
    await syncFolder(secrets);
  }
  await rm(waiting, { recursive: true, force: true });
  return came;
}
