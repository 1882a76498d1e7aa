import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectEngine } from './engine-client.ts';
import { engineFolders, secretHeader } from './engine-config.ts';
import { findEngineLibrary } from './engine-library.ts';
import { startEngine } from './start-engine.ts';
import {
  connectRemoteClickhouse,
  type SupervisedClickhouse,
  startLastingClickhouse,
} from './start-lasting-clickhouse.ts';
import { processesWith } from './test-processes.ts';

let parent: string;
let folder: string;
let started: SupervisedClickhouse[] = [];
const patiently = { timeout: 30_000 };

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'lasting clickhouse-'));
  folder = join(parent, 'clickhouse');
});

afterEach(async () => {
  for (const engine of started) await engine.stop();
  started = [];
});

afterAll(() => rmSync(parent, { recursive: true, force: true }));

async function start(): Promise<SupervisedClickhouse> {
  const engine = await startLastingClickhouse({ folder });
  started.push(engine);
  return engine;
}

const processes = () => processesWith(`--path=${folder}`);

test('written, killed with -9, it comes back by itself, and its users and workers keep what they hold', async () => {
  const engine = await start();
  const worker = connectEngine(engine.connection());
  await engine.run({ sql: 'CREATE TABLE kept (a UInt32) ENGINE = MergeTree ORDER BY a' });
  await engine.run({ sql: 'INSERT INTO kept SELECT number FROM numbers(1000)' });
  const asked = engine.rows({ sql: 'SELECT count() FROM numbers(1e13) WHERE NOT ignore(sipHash64(number))' });
  const [first] = processes();
  process.kill(first!, 'SIGKILL');

  const restarting = { code: 'engine-failed', message: expect.stringContaining('is being restarted. Try again') };
  await expect(asked).rejects.toMatchObject(restarting);
  await expect(engine.run({ sql: 'SELECT 1' })).rejects.toMatchObject(restarting);
  const data = Readable.from(['1\n']);
  await expect(engine.load({ sql: 'INSERT INTO kept FORMAT CSV' }, data)).rejects.toMatchObject(restarting);
  expect(data.destroyed).toBe(true);
  await expect(worker.rows({ sql: 'SELECT 1' })).rejects.toMatchObject({ code: 'engine-failed' });
  expect(engine.state().reason).toContain('It was killed from outside');

  await expect.poll(() => engine.state(), patiently).toEqual({ state: 'ready', reason: null });
  const question = { sql: 'SELECT count() AS rows FROM kept' };
  expect(await engine.rows(question)).toEqual([{ rows: 1000 }]);
  expect(await worker.rows(question)).toEqual([{ rows: 1000 }]);
  expect(processes()).not.toContain(first);
  await worker.close();
});

test('stopped, it leaves no process; what is still asked fails as interrupted; the next start has the data', async () => {
  const engine = await start();
  await engine.run({ sql: 'CREATE TABLE stopped (a UInt32) ENGINE = MergeTree ORDER BY a' });
  await engine.run({ sql: 'INSERT INTO stopped VALUES (7)' });
  const asked = engine
    .rows({ sql: 'SELECT count() FROM numbers(1e13) WHERE NOT ignore(sipHash64(number))' })
    .catch((error: unknown) => error);
  await engine.stop();
  expect(await asked).toMatchObject({ code: 'interrupted' });
  await expect(engine.rows({ sql: 'SELECT 1' })).rejects.toMatchObject({ code: 'interrupted' });
  expect(processes()).toEqual([]);
  expect(engine.state()).toEqual({ state: 'down', reason: 'ClickHouse was stopped.' });
  expect(await (await start()).rows({ sql: 'SELECT a FROM stopped' })).toEqual([{ a: 7 }]);
});

test('inserts are durable, staging is emptied, and all is for this user alone', async () => {
  const { staging } = engineFolders(folder);
  mkdirSync(staging, { recursive: true });
  writeFileSync(join(staging, 'left.parquet'), 'x');
  const engine = await start();
  expect(engine.stagingFolder).toBe(staging);
  expect(existsSync(join(staging, 'left.parquet'))).toBe(false);
  expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
  const sql = `SELECT name, value FROM system.merge_tree_settings WHERE name LIKE 'fsync_after_insert' OR name = 'fsync_part_directory'`;
  expect(await engine.rows({ sql })).toEqual([
    { name: 'fsync_after_insert', value: '1' },
    { name: 'fsync_part_directory', value: '1' },
  ]);
});

test('an engine of a process that was killed has the data for a moment more: it is waited for', async () => {
  const old = await startEngine({ folder, library: findEngineLibrary(), disposable: false });
  const starting = start();
  await sleep(1500);
  expect(started).toEqual([]);
  old.kill();
  expect(await (await starting).rows({ sql: 'SELECT 1 AS one' })).toEqual([{ one: 1 }]);
});

test('a folder that cannot be used', async () => {
  writeFileSync(join(parent, 'file'), '');
  await expect(startLastingClickhouse({ folder: join(parent, 'file', 'below') })).rejects.toMatchObject({
    code: 'data-folder',
    message: expect.stringContaining('is not a folder'),
  });
});

describe('somebody else’s ClickHouse', () => {
  let proxy: Server | undefined;

  afterEach(() => {
    proxy?.close();
    proxy?.closeAllConnections();
  });

  /** As a server of its own: user and password in a header, no secret. */
  async function startRemote(): Promise<string> {
    const { url, secret } = (await start()).connection();
    proxy = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const known = request.headers.authorization === `Basic ${btoa('ada:p@ss')}`;
      if (!known) return void response.writeHead(403).end('Code: 516. DB::Exception: Wrong. (AUTHENTICATION_FAILED)');
      const headers = { [secretHeader]: secret! };
      const answer = await fetch(`${url}${request.url}`, { method: 'POST', headers, body: Buffer.concat(chunks) });
      response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
    });
    await new Promise<void>((resolve) => proxy?.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  }

  test('is asked with user and password; it has no files of this machine', async () => {
    const host = await startRemote();
    const engine = await connectRemoteClickhouse(`http://ada:p%40ss@${host}/default`);
    const bound = { sql: 'SELECT {a:UInt8} + 1 AS sum, currentDatabase() AS place', values: { a: 1 } };
    expect(await engine.rows(bound)).toEqual([{ sum: 2, place: 'default' }]);
    expect(await engine.state()).toEqual({ state: 'ready', reason: null });
    expect(await connectEngine(engine.connection()).rows(bound)).toHaveLength(1);
    expect(() => engine.stagingFolder).toThrow(/Parquet files cannot be read here.*CSV/);
    proxy?.close();
    proxy?.closeAllConnections();
    expect(await engine.state()).toMatchObject({ state: 'down', reason: expect.stringContaining(host) });
    await engine.stop();
  });

  test('that refuses, or is not there: where, and without the password', async () => {
    const host = await startRemote();
    const refused = connectRemoteClickhouse(`http://ada:guessed@${host}`);
    await expect(refused).rejects.toMatchObject({ code: 'engine-failed', message: expect.stringContaining(host) });
    await expect(refused).rejects.not.toThrow(/guessed/);
    await expect(connectRemoteClickhouse('http://ada:p@127.0.0.1:1')).rejects.toThrow(
      /127\.0\.0\.1:1 \(CLICKHOUSE_URL\)/,
    );
  });
});
