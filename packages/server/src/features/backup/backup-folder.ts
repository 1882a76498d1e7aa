import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DandelionFailure } from '../../kernel/failure.ts';
import { type BackupFile, formatVersion, type Manifest, manifestSchema } from './manifest.ts';

/** The folder of a backup on the disk: written whole or not at all, and believed only when every byte is as it was. */

const rooms = ['records', 'engine', 'files', 'secrets'] as const;
const manifestName = 'manifest.json';
/** A workspace with a million imports has less. */
const longestManifest = 500e6;

const wrong = (message: string) => new DandelionFailure('wrong-use', message);

export interface NewBackup {
  /** Writes one file and notes it. `path` begins with a room. */
  add(path: string, data: Readable): Promise<BackupFile>;
  /** With its manifest it becomes a backup. Answers with how many files and bytes it has. */
  finish(manifest: Omit<Manifest, 'files'>): Promise<{ files: number; bytes: number }>;
  /** Removes what was written. Does nothing after `finish`. */
  abandon(): Promise<void>;
}

/** What passes through, counted. */
function counting(): { through: Transform; seen: () => Omit<BackupFile, 'path'> } {
  const hash = createHash('sha256');
  let bytes = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { through, seen: () => ({ bytes, sha256: hash.digest('hex') }) };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What the system said of the place of a backup, in a sentence. */
function placeFailure(folder: string, error: unknown, doing: 'written' | 'read'): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof DandelionFailure || code === undefined) return error;
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) {
    return new DandelionFailure(
      'no-space',
      `The disk of ${folder} has no room for the backup. Nothing of it was kept, and the workspace is as it was. Free some space there or name a folder on another disk.`,
      { cause: error },
    );
  }
  const reasons: Record<string, string> = {
    EACCES: 'you do not have permission',
    EPERM: 'you do not have permission',
    EROFS: 'its disk is read-only',
    ENOTDIR: 'a part of its path is not a folder',
    ENOENT: 'there is no such folder',
  };
  return wrong(`The folder ${folder} cannot be ${doing}: ${reasons[code] ?? message}.`);
}

async function checkPlace(folder: string, dataFolder: string): Promise<void> {
  if (!relative(dataFolder, folder).startsWith('..')) {
    throw wrong(
      `${folder} is in the data folder, which a backup is to outlive. Name a folder elsewhere, best on another disk.`,
    );
  }
  const found = await lstat(folder).catch(() => null);
  if (found === null) return;
  if (!found.isDirectory()) throw wrong(`${folder} exists and is not a folder. Name a folder that does not exist yet.`);
  if ((await readdir(folder)).length > 0) {
    throw wrong(`${folder} is not empty. Name a folder that does not exist yet: a backup never overwrites anything.`);
  }
}

/** Begins a backup beside its place, under the name with `.partial`. What an earlier one that was cut off left there is removed. */
export async function createBackup(folder: string, dataFolder: string, signal: AbortSignal): Promise<NewBackup> {
  const partial = `${folder}.partial`;
  const files: BackupFile[] = [];
  let finished = false;
  try {
    await checkPlace(folder, dataFolder);
    await rm(partial, { recursive: true, force: true });
    await mkdir(dirname(folder), { recursive: true });
    await mkdir(partial, { mode: 0o700 });
    for (const room of rooms) await mkdir(join(partial, room), { mode: 0o700 });
  } catch (error) {
    throw placeFailure(folder, error, 'written');
  }

  async function write(path: string, data: Readable): Promise<BackupFile> {
    const { through, seen } = counting();
    let failure: unknown;
    data.once('error', (error) => {
      failure ??= error;
    });
    const file = createWriteStream(join(partial, path), { mode: 0o600, flags: 'wx', flush: true });
    file.once('error', (error) => {
      failure ??= placeFailure(folder, error, 'written');
    });
    await pipeline(data, through, file, { signal }).catch((error: unknown) => {
      throw failure ?? error;
    });
    return { path, ...seen() };
  }

  return {
    async add(path, data) {
      const file = await write(path, data);
      files.push(file);
      return file;
    },
    async finish(manifest) {
      try {
        const text = `${JSON.stringify({ ...manifest, files }, null, 1)}\n`;
        const handle = await open(join(partial, manifestName), 'wx', 0o600);
        await handle.writeFile(text);
        await handle.sync();
        await handle.close();
        for (const room of rooms) await syncFolder(join(partial, room));
        await syncFolder(partial);
        // Over an empty folder of that name, too.
        await rename(partial, folder);
        await syncFolder(dirname(folder));
        finished = true;
        return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
      } catch (error) {
        throw placeFailure(folder, error, 'written');
      }
    },
    async abandon() {
      if (!finished) await rm(partial, { recursive: true, force: true });
    },
  };
}

export interface Backup {
  folder: string;
  manifest: Manifest;
  /** Of a file that the manifest names. */
  path(file: string): string;
  stream(file: string): Readable;
}

const damaged = (folder: string, what: string) =>
  new DandelionFailure(
    'format-broken',
    `The backup ${folder} is damaged: ${what}. Nothing was changed. Use another backup.`,
  );

/** Reads the manifest, and refuses what this program cannot read. */
export async function openBackup(given: string): Promise<Backup> {
  const folder = resolve(given);
  const manifest = await readManifest(folder);
  const files = new Set(manifest.files.map(({ path }) => path));
  if (files.size !== manifest.files.length) throw damaged(folder, 'its manifest names a file twice');
  const needed = [...manifest.records, ...manifest.engine].find(({ file }) => !files.has(file));
  if (needed !== undefined) throw damaged(folder, `its manifest does not count ${needed.file}`);
  const path = (file: string) => join(folder, file);
  return { folder, manifest, path, stream: (file) => createReadStream(path(file)) };
}

async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    const path = join(folder, manifestName);
    const found = await stat(folder);
    if (!found.isDirectory()) throw wrong(`${folder} is not a folder. Name the folder of a backup.`);
    const file = await lstat(path).catch(() => null);
    if (file === null) {
      const cut = basename(folder).endsWith('.partial') ? ' It was cut off while it was made.' : '';
      throw wrong(`${folder} is not a backup: it has no ${manifestName}.${cut}`);
    }
    if (!file.isFile() || file.size > longestManifest)
      throw damaged(folder, `${manifestName} is no file that Dandelion writes`);
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw placeFailure(folder, error, 'read');
  }
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw damaged(folder, `${manifestName} is not JSON`);
  }
  const { format, version } = (read ?? {}) as { format?: unknown; version?: unknown };
  if (typeof format === 'number' && format > formatVersion) {
    throw new DandelionFailure(
      'data-folder',
      `This backup was made by a newer Dandelion (${version}). Install that version and try again. Nothing was changed.`,
    );
  }
  const manifest = manifestSchema.safeParse(read);
  if (!manifest.success) {
    const { path, message } = manifest.error.issues[0]!;
    throw damaged(folder, `${manifestName} does not fit (${path.join('.')}: ${message})`);
  }
  return manifest.data;
}

/** Reads every byte and compares it with the manifest. */
export async function verifyBackup(backup: Backup, onFile?: (done: number, of: number) => void): Promise<void> {
  const { folder, manifest } = backup;
  for (const [at, file] of manifest.files.entries()) {
    onFile?.(at, manifest.files.length);
    const { path, bytes, sha256 } = file;
    const found = await lstat(backup.path(path)).catch(() => null);
    if (found === null) throw damaged(folder, `${path} is missing`);
    if (!found.isFile()) throw damaged(folder, `${path} is not a file`);
    if (found.size !== bytes) throw damaged(folder, `${path} has ${found.size} bytes instead of ${bytes}`);
    const { through, seen } = counting();
    through.resume();
    await pipeline(backup.stream(path), through).catch((error: unknown) => {
      throw placeFailure(folder, error, 'read');
    });
    if (seen().sha256 !== sha256) throw damaged(folder, `${path} is not as it was written`);
  }
}
