import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DandelionFailure } from '../../kernel/failure.ts';
import { dataFolderError } from '../data-folder-failure.ts';
import { writePrivateFile } from '../private-file.ts';
import { endLeftover } from './leftover-postmaster.ts';
import { nobodyElse, ownGroup, type PostgresAccount } from './postgres-account.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { type PostgresChild, runPostgres } from './postgres-child.ts';
import { postgresEndFailure } from './postgres-failures.ts';

export interface PostgresPlace {
  folder: string;
  binaries: PostgresBinaries;
  account: PostgresAccount;
}

export interface PostgresCluster {
  /** PostgreSQL's own folder, a real path. */
  data: string;
  /** Of the role that is not a superuser. Nobody can log in as the superuser. */
  password: string;
}

export const role = 'dandelion';
export const database = 'dandelion';

/** Only with the password, only from this machine. */
const access = 'host all all 127.0.0.1/32 scram-sha-256\n';

/** Makes what is missing: the cluster with role and database, the password. Nothing of it is running afterwards. */
export async function prepareCluster({ folder, ...programs }: PostgresPlace): Promise<PostgresCluster> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const place = { folder: realpathSync(folder), ...programs };
    const data = join(place.folder, 'data');
    if (place.account.ids !== null) makePassable(place.folder, place.account.ids.gid);
    await endLeftover(data);
    if (existsSync(data)) takeOver(place, data);
    else await makeCluster(place, data);
    writeFileSync(join(data, 'pg_hba.conf'), access);
    return { data, password: await findPassword(place, data) };
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : dataFolderError(folder, error);
  }
}

/** Lets a group pass through our two folders, and no further: what is below has modes of its own. */
function makePassable(folder: string, gid: number): void {
  for (const passed of [dirname(folder), folder]) {
    const { mode, uid } = statSync(passed);
    if ((mode & 0o001) !== 0) continue;
    if (uid !== process.getuid?.()) throw nobodyElse(passed);
    chownSync(passed, -1, gid);
    chmodSync(passed, (mode & 0o700) | 0o010);
  }
  for (let outer = dirname(dirname(folder)); ; outer = dirname(outer)) {
    if ((statSync(outer).mode & 0o001) === 0) throw nobodyElse(outer);
    if (outer === dirname(outer)) return;
  }
}

/** A data folder from an earlier start: of the same version, and of the right user. */
function takeOver({ folder, account }: PostgresPlace, data: string): void {
  const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (version !== account.version) {
    throw new DandelionFailure(
      'data-folder',
      `The database in ${folder} was made by PostgreSQL ${version}, and this Dandelion has PostgreSQL ${account.version}. Start the Dandelion that made it, or set DANDELION_DATA to another folder.`,
    );
  }
  const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const wanted = account.ids ?? own;
  const found = statSync(data);
  if (found.uid === wanted.uid) return;
  // Root's own, or of a start as root that had to be somebody else.
  if (own.uid === 0 && (found.uid === 0 || found.gid === ownGroup)) giveTree(data, wanted);
  else {
    throw new DandelionFailure(
      'data-folder',
      `The database in ${folder} belongs to the user with the id ${found.uid}. Run Dandelion as that user.`,
    );
  }
}

/** Itself last: when this is interrupted, the next start sees that it is not done. */
function giveTree(path: string, ids: { uid: number; gid: number }): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) giveTree(join(path, entry.name), ids);
    else lchownSync(join(path, entry.name), ids.uid, ids.gid);
  }
  lchownSync(path, ids.uid, ids.gid);
}

async function makeCluster(place: PostgresPlace, data: string): Promise<void> {
  const { folder, account, binaries } = place;
  const unfinished = join(folder, 'data.new');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (account.ids !== null) chownSync(unfinished, account.ids.uid, account.ids.gid);
  // The order of text is that of its characters' codes, the same on every machine; upper and lower case are Unicode's.
  await untilDone(
    folder,
    runPostgres(account, binaries.initdb, [
      ...['-D', unfinished],
      ...['--username=postgres', '--auth=reject', '--no-instructions', '--data-checksums', '--encoding=UTF8'],
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ]),
  );
  await runAlone(place, unfinished, [
    `CREATE ROLE ${role} LOGIN CREATEDB`,
    `CREATE DATABASE ${database} OWNER ${role}`,
  ]);
  renameSync(unfinished, data);
}

/** A lost password is no loss: PostgreSQL is given a new one. */
async function findPassword(place: PostgresPlace, data: string): Promise<string> {
  const file = join(place.folder, 'password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const password = randomBytes(32).toString('hex');
  await runAlone(place, data, [`ALTER ROLE ${role} PASSWORD '${password}'`]);
  writePrivateFile(file, Buffer.from(password));
  return password;
}

/** Runs statements as superuser, in a PostgreSQL that serves nobody and ends with the last of them. One line each. */
async function runAlone(place: PostgresPlace, data: string, statements: string[]): Promise<void> {
  const { folder, account, binaries } = place;
  const settings = ['-c', 'log_checkpoints=off', '-c', 'exit_on_error=on'];
  const alone = runPostgres(account, binaries.postgres, ['--single', '-D', data, ...settings, 'postgres']);
  alone.child.stdin?.end(`${statements.join('\n')}\n`);
  await untilDone(folder, alone);
}

async function untilDone(folder: string, { end }: PostgresChild): Promise<void> {
  const how = await end;
  if (how.exitCode !== 0) throw postgresEndFailure(folder, how);
}
