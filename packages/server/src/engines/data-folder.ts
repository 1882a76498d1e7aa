import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DandelionFailure } from '../kernel/failure.ts';
import { type AskHandlers, askRunning, listenForAsks } from './control-socket.ts';
import { dataFolderError, dataFolderFailure } from './data-folder-failure.ts';
import { lockFile } from './folder-lock.ts';
import { writePrivateFile } from './private-file.ts';

export interface DataFolder {
  /** The real path. */
  readonly path: string;
  /** Only `uploads` exists from the start; each engine makes its own. */
  readonly folders: { readonly postgres: string; readonly clickhouse: string; readonly uploads: string };
  /** Path of the file that notes which entry of the audit log is the newest. */
  readonly auditHeads: string;
  /** 32 random bytes, made at the first call and kept. */
  secret(name: string): Buffer;
  /** Tells commands of this user where the API is and with which key, until the folder is released. A file of mode 0600. */
  writeKey(key: { url: string; key: string }): void;
  /** From now on this program can tell others of its user where it is. */
  answer(handlers: AskHandlers): void;
  /** Lets another program have the folder. */
  release(): Promise<void>;
}

const secretBytes = 32;
const keyFile = 'api-key';

/** Also for who reads it while another program has the folder. */
export const auditHeadsOf = (folder: string): string => join(folder, 'audit-heads.jsonl');

/** Numbers of statfs(2). Two machines could write to such a disk at once, and what is written can be lost with the network. */
const networkDisks: Record<number, string> = { 26985: 'NFS', 20859: 'SMB', 4283649346: 'SMB', 4266872130: 'SMB' };

/** Takes the folder for this program alone. It is made when it does not exist, and only this user can enter it. */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const folder = makeFolder(path);
  const lock = attempt(folder, () => lockFile(join(folder, 'lock')));
  if (lock === undefined) throw await alreadyRunning(folder);
  try {
    // Not before: a program that runs on it can have let another user pass through.
    attempt(folder, () => closeToOthers(folder));
    const folders = {
      postgres: join(folder, 'postgres'),
      clickhouse: join(folder, 'clickhouse'),
      uploads: join(folder, 'uploads'),
    };
    const secrets = join(folder, 'secrets');
    attempt(folder, () => {
      for (const inner of [folders.uploads, secrets]) mkdirSync(inner, { recursive: true, mode: 0o700 });
    });
    const control = await listenForAsks(folder).catch((error: unknown) => {
      throw dataFolderError(folder, error);
    });
    return {
      path: folder,
      folders,
      auditHeads: auditHeadsOf(folder),
      secret: (name) => attempt(folder, () => keepSecret(secrets, name)),
      answer: control.answer,
      writeKey: (key) =>
        attempt(folder, () => writePrivateFile(join(folder, keyFile), Buffer.from(`${JSON.stringify(key)}\n`))),
      async release() {
        control.close();
        rmSync(join(folder, keyFile), { force: true });
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** What `writeKey` wrote, of the program that runs on the folder; null when none runs. */
export function readKey(folder: string): { url: string; key: string } | null {
  const file = join(folder, keyFile);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { url: string; key: string }) : null;
}

function attempt<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw dataFolderError(folder, error);
  }
}

function makeFolder(path: string): string {
  return attempt(path, () => {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const folder = realpathSync(path);
    const network = networkDisks[statfsSync(folder).type];
    if (network !== undefined) {
      throw dataFolderFailure(path, `it is on a network disk (${network}), where a database is not safe`);
    }
    return folder;
  });
}

function closeToOthers(folder: string): void {
  chmodSync(folder, 0o700);
  if ((statSync(folder).mode & 0o077) !== 0) {
    throw dataFolderFailure(folder, 'its disk does not keep who may read a file, as disks of Windows do not');
  }
}

async function alreadyRunning(folder: string): Promise<DandelionFailure> {
  const answer = await askRunning(folder, 'status').catch(() => ({ url: null }));
  const url = 'url' in answer ? answer.url : null;
  return new DandelionFailure(
    'already-running',
    url === null
      ? `Another Dandelion is starting with the data in ${folder}. Wait for it, or set DANDELION_DATA to another folder.`
      : `Dandelion is running with the data in ${folder} already, at ${url}. Open that, or stop it first.`,
  );
}

function keepSecret(secrets: string, name: string): Buffer {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Error(`"${name}" is no name of a secret`);
  const file = join(secrets, name);
  if (!existsSync(file)) writePrivateFile(file, randomBytes(secretBytes));
  const secret = readFileSync(file);
  if (secret.length !== secretBytes) {
    throw new DandelionFailure(
      'data-folder',
      `The file ${file} is damaged: it must have ${secretBytes} bytes. Take it from a backup of the data folder.`,
    );
  }
  return secret;
}
