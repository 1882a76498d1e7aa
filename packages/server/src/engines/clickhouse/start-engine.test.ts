import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectEngine } from './engine-client.ts';
import { engineFolders, secretHeader } from './engine-config.ts';
import { findEngineLibrary } from './engine-library.ts';
import { type RunningEngine, startEngine } from './start-engine.ts';
import { processesWith } from './test-processes.ts';

let folder: string;
let started: RunningEngine[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engine-test-'));
  started = [];
});

afterEach(async () => {
  for (const engine of started) {
    engine.kill();
    await engine.gone;
  }
  rmSync(folder, { recursive: true, force: true });
});

async function start(choosePort?: () => Promise<number>): Promise<RunningEngine> {
  const place = { folder, library: findEngineLibrary(), disposable: false };
  const engine = await startEngine(choosePort === undefined ? place : { ...place, choosePort });
  started.push(engine);
  return engine;
}

function ask({ url, secret, gone }: RunningEngine) {
  const { staging: stagingFolder } = engineFolders(folder);
  return connectEngine({ url, secret, stagingFolder, place: { folder, disposable: false } }, () => gone);
}

// chdb does not document the entry point that makes it a server: this is what we need of it.
test('written, killed with -9 and started anew on the same folder, it has what it acknowledged', async () => {
  const first = await start();
  const create =
    'CREATE TABLE kept (a UInt32) ENGINE = MergeTree ORDER BY a SETTINGS fsync_after_insert = 1, fsync_part_directory = 1';
  await ask(first).run({ sql: create });
  for (const from of [0, 1000, 2000]) {
    await ask(first).run({
      sql: 'INSERT INTO kept SELECT {from:UInt32} + number FROM numbers(1000)',
      values: { from },
    });
  }
  for (const pid of processesWith(`--path=${folder}`)) process.kill(pid, 'SIGKILL');
  expect(await first.gone).toMatchObject({ code: 'engine-failed' });

  const second = await start();
  const sql = 'SELECT count() AS rows, sum(a) AS total FROM kept';
  expect(await ask(second).rows({ sql })).toEqual([{ rows: 3000, total: (2999 * 3000) / 2 }]);
});

test('a port that somebody took in between: another one', async () => {
  const other = createServer();
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const ports = [port, port, port + 1];
  const engine = await start(async () => ports.shift() ?? port + 2);
  expect([`http://127.0.0.1:${port + 1}`, `http://127.0.0.1:${port + 2}`]).toContain(engine.url);
  expect(await ask(engine).rows({ sql: 'SELECT 1 AS one' })).toEqual([{ one: 1 }]);
  other.close();
});

describe('access', () => {
  test('without the secret there is no handler, but /ping', async () => {
    const { url, secret } = await start();
    const question = '/?query=SELECT+hostName()';
    const attempts: [string, RequestInit][] = [
      [question, {}],
      ['/', { method: 'POST', body: 'SELECT hostName()' }],
      [question, { headers: { [secretHeader]: 'guessed' } }],
      [question, { headers: { [secretHeader]: '' } }],
      [question, { headers: { Authorization: `Basic ${btoa('default:')}` } }],
      [`${question}&user=default&password=`, { headers: { 'X-ClickHouse-User': 'default', 'X-ClickHouse-Key': '' } }],
      [`/ping${question.slice(1)}`, { method: 'POST' }],
      ['/play', {}],
      ['/dashboard', {}],
      ['/metrics', {}],
      ['/replicas_status', {}],
      ['/ping/../', { method: 'POST', body: 'SELECT hostName()' }],
    ];
    for (const [path, init] of attempts) {
      const response = await fetch(`${url}${path}`, init);
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.text()).toMatch(/^There is no handle /);
    }
    expect((await fetch(`${url}/ping`)).status).toBe(200);
    const allowed = await fetch(`${url}/?query=SELECT+1`, { headers: { [secretHeader]: secret } });
    expect(await allowed.text()).toBe('1\n');
  });

  test('what is on the disk is for this user alone', async () => {
    await start();
    const modes = ['config.xml', 'users.xml', 'data', 'spill', 'staging'].map((name) => {
      return [name, (statSync(join(folder, name)).mode & 0o777).toString(8)];
    });
    expect(Object.fromEntries(modes)).toEqual({
      'config.xml': '600',
      'users.xml': '600',
      data: '700',
      spill: '700',
      staging: '700',
    });
  });

  test('the secret is on no command line', async () => {
    const { secret } = await start();
    expect(processesWith(secret)).toEqual([]);
  });
});
