import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { processesWith } from '../clickhouse/test-processes.ts';
import { choosePostgresAccount } from './postgres-account.ts';
import { findPostgres } from './postgres-binaries.ts';
import { postgresSettings } from './postgres-settings.ts';
import { type PostgresOptions, type SupervisedPostgres, startPostgres } from './start-postgres.ts';
import { ask } from './test-ask.ts';

// One folder for all tests, as making a cluster takes a second or more: each finds what the one before it left.
let parent: string;
let folder: string;
let data: string;
let started: SupervisedPostgres[] = [];
const patiently = { timeout: 30_000 };

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'postgres test & <it>-'));
  folder = join(parent, 'data', 'postgres');
  data = join(folder, 'data');
});

afterEach(async () => {
  for (const postgres of started) await postgres.stop();
  started = [];
});

afterAll(() => rmSync(parent, { recursive: true, force: true }));

async function start(options: Partial<PostgresOptions> = {}): Promise<SupervisedPostgres> {
  const postgres = await startPostgres({ folder, ...options });
  started.push(postgres);
  return postgres;
}

const servers = () => processesWith(data);
const postmaster = () => Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'latin1'), 10);
const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);

test('the first start, where an earlier one was killed before it had made the cluster', async () => {
  mkdirSync(join(folder, 'data.new', 'base'), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'data.new', 'PG_VERSION'), '18\n');
  const { url } = await start();
  expect(existsSync(join(folder, 'data.new'))).toBe(false);
  const [found] = await ask(
    url,
    `SELECT current_setting('server_encoding') AS encoding, current_setting('data_checksums') AS checksums,
      current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit, current_setting('TimeZone') AS zone,
      current_setting('listen_addresses') AS addresses, current_database() AS database, rolsuper AS superuser,
      upper('é') AS upper, 'Z' < 'a' AS by_code
    FROM pg_roles WHERE rolname = current_user`,
  );
  expect(found).toEqual({
    encoding: 'UTF8',
    checksums: 'on',
    fsync: 'on',
    commit: 'on',
    zone: 'UTC',
    addresses: '127.0.0.1',
    database: 'dandelion',
    superuser: false,
    upper: 'É',
    by_code: true,
  });
});

test('written, killed with -9, it comes back by itself on the same port with what it had', async () => {
  const postgres = await start();
  const pool = new pg.Pool({ connectionString: postgres.url });
  pool.on('error', () => {});
  await pool.query('CREATE TABLE kept AS SELECT generate_series(1, 1000) AS a');
  const first = postmaster();
  process.kill(first, 'SIGKILL');
  await expect.poll(() => postgres.state().state, patiently).not.toBe('ready');
  expect(postgres.state().reason).toContain('It was killed from outside');
  await expect.poll(() => postgres.state(), patiently).toEqual({ state: 'ready', reason: null });
  expect(postmaster()).not.toBe(first);
  expect((await pool.query('SELECT sum(a)::int AS total FROM kept')).rows).toEqual([{ total: 500_500 }]);
  await pool.end();
});

test('stopped, it leaves no process, and the next start has the data', async () => {
  const first = await start();
  await ask(first.url, 'CREATE TABLE stopped AS SELECT 7 AS a');
  const connected = new pg.Client({ connectionString: first.url });
  connected.on('error', () => {});
  await connected.connect();
  expect(servers()).not.toEqual([]);
  await first.stop();
  expect(servers()).toEqual([]);
  expect(existsSync(join(data, 'postmaster.pid'))).toBe(false);
  expect(first.state()).toEqual({ state: 'down', reason: 'PostgreSQL was stopped.' });
  expect(await ask((await start()).url, 'SELECT a FROM stopped')).toEqual([{ a: 7 }]);
});

describe('access', () => {
  test('only with the password, and never as superuser; nothing is for others', async () => {
    const { url } = await start();
    const wrong = new URL(url);
    wrong.password = 'guessed';
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    const superuser = new URL(url);
    superuser.username = 'postgres';
    await expect(ask(superuser.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect([mode(folder), mode(data), mode(join(folder, 'password'))]).toEqual(['700', '700', '600']);
    expect(processesWith(new URL(url).password)).toEqual([]);
    // No socket file: the lock of one would be beside postmaster.pid.
    expect(readFileSync(join(data, 'postmaster.pid'), 'latin1').split('\n')[4]).toBe('');
  });

  test('a password that is not the one of the database: what to do, and that it helps', async () => {
    writeFileSync(join(folder, 'password'), 'another');
    await expect(start()).rejects.toMatchObject({
      code: 'data-folder',
      message: expect.stringContaining('Remove that file'),
    });
    expect(servers()).toEqual([]);
    rmSync(join(folder, 'password'));
    expect(await ask((await start()).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('what an earlier process left', () => {
  /** A server that nobody supervises, as one that outlived its parent. */
  async function leaveServer(): Promise<number> {
    const { prefix } = await choosePostgresAccount(findPostgres());
    const unwatched = prefix.filter((word) => !['setpriv', '--pdeathsig', 'INT'].includes(word));
    const [command, ...rest] = [...unwatched, findPostgres().postgres, '-D', data, ...postgresSettings(45_871)];
    const server = spawn(command!, rest, { detached: true, stdio: 'ignore', cwd: '/' });
    await expect.poll(() => existsSync(join(data, 'postmaster.pid')), patiently).toBe(true);
    return server.pid!;
  }

  test('a server that outlived its parent is ended', async () => {
    const old = await leaveServer();
    const postgres = await start();
    expect(postmaster()).not.toBe(old);
    expect(servers()).not.toContain(old);
    expect(await ask(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('also one that does not react', async () => {
    const old = await leaveServer();
    process.kill(old, 'SIGSTOP');
    await start();
    expect(servers()).not.toContain(old);
  });

  test('another program that has the id by now is left alone', async () => {
    const innocent = spawn('sleep', ['100'], { stdio: 'ignore' });
    writeFileSync(
      join(data, 'postmaster.pid'),
      `${innocent.pid}\n${data}\n1700000000\n45870\n\n127.0.0.1\n  1234   5\nready   \n`,
    );
    const postgres = await start();
    expect(await ask(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(innocent.exitCode ?? innocent.signalCode).toBe(null);
    innocent.kill('SIGKILL');
  });

  test.each(['', 'nonsense', '-1\n'])('a broken postmaster.pid: %j', async (content) => {
    writeFileSync(join(data, 'postmaster.pid'), content);
    await start();
  });
});

test('a port that somebody took in between: another one', async () => {
  const other = createServer((socket) => socket.end('hello'));
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const ports = [port, port + 1];
  const { url } = await start({ choosePort: async () => ports.shift() ?? port + 2 });
  expect([port + 1, port + 2]).toContain(Number(new URL(url).port));
  other.close();
});
