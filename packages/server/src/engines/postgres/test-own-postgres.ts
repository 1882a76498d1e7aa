import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../free-port.ts';
import { choosePostgresAccount } from './postgres-account.ts';
import { type PostgresChild, runPostgres } from './postgres-child.ts';
import { ask } from './test-ask.ts';

/** A PostgreSQL of the system, as somebody who has one runs it: another version than ours, with its own settings. For tests. */

const folders = [18, 17, 16, 15].map((version) => `/usr/lib/postgresql/${version}/bin`);
const bin = folders.find((folder) => existsSync(join(folder, 'initdb')));

/** Why there is none here; null: there is. */
export const noOwnPostgres =
  bin === undefined ? 'skipped: no PostgreSQL of the system below /usr/lib/postgresql' : null;

export interface OwnPostgres {
  /** Of a user who owns an empty database and is no superuser. */
  url: string;
  /** Another such database. */
  newDatabase(name: string): Promise<string>;
  start(): Promise<void>;
  /** kill -9 of the server. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export async function startOwnPostgres(): Promise<OwnPostgres> {
  const binaries = { initdb: join(bin!, 'initdb'), postgres: join(bin!, 'postgres') };
  const account = await choosePostgresAccount(binaries);
  const folder = mkdtempSync(join(tmpdir(), 'dandelion-own-postgres-'));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(join(folder, 'password'), 'admin');
  const access = ['--username=admin', `--pwfile=${join(folder, 'password')}`, '--auth=scram-sha-256'];
  const made = await runPostgres(account, binaries.initdb, ['-D', data, '--encoding=UTF8', '--locale=C', ...access])
    .end;
  if (made.exitCode !== 0) throw new Error(`initdb: ${made.lastWords}`);
  const port = await freePort();
  const urlOf = (user: string, database: string) => `postgres://${user}@127.0.0.1:${port}/${database}`;
  const admin = urlOf('admin:admin', 'postgres');
  let running: PostgresChild;

  async function start(): Promise<void> {
    const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories=', 'fsync=off'];
    running = runPostgres(account, binaries.postgres, ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]);
    for (let left = 300; ; left--) {
      const answered = await ask(admin, 'SELECT 1').then(
        () => true,
        (error: unknown) => error,
      );
      if (answered === true) return;
      if (left === 0) throw answered;
      await sleep(100);
    }
  }

  async function newDatabase(name: string): Promise<string> {
    await ask(admin, `CREATE DATABASE ${name} OWNER ada`);
    return urlOf('ada:p%40ss', name);
  }

  await start();
  await ask(admin, `CREATE ROLE ada LOGIN PASSWORD 'p@ss'`);
  const url = await newDatabase('dandelion');
  return {
    ...{ url, newDatabase, start },
    async kill() {
      running.child.kill('SIGKILL');
      await running.end;
    },
    async stop() {
      running.child.kill('SIGINT');
      await running.end;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
