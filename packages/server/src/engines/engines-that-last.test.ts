import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLastingClickhouse } from './clickhouse/start-lasting-clickhouse.ts';
import { processesWith } from './clickhouse/test-processes.ts';
import { askRunning } from './control-socket.ts';
import { openDataFolder } from './data-folder.ts';
import { startPostgres } from './postgres/start-postgres.ts';
import { ask } from './postgres/test-ask.ts';
import type { Told } from './test-lasting-parent.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
/** Inside the package, so that the bundle finds the packages that stay outside of it. Git and the build leave it alone. */
const nodeModules = join(here, '../../node_modules');
const patiently = { timeout: 30_000 };
let programs: string;
let parent: string;
let path: string;

// As the product is shipped: one bundle, and the engine's script beside it.
beforeAll(async () => {
  mkdirSync(nodeModules, { recursive: true });
  programs = mkdtempSync(join(nodeModules, '.engines-that-last-'));
  const bundle = await rolldown({
    input: join(here, 'test-lasting-parent.ts'),
    platform: 'node',
    external: [/^chdb/, 'ffi-rs', 'pg'],
    logLevel: 'warn',
  });
  await bundle.write({ dir: programs, entryFileNames: 'parent.mjs' });
  await bundle.close();
  cpSync(join(here, 'clickhouse', 'clickhouse-child.mjs'), join(programs, 'clickhouse-child.mjs'));
  parent = mkdtempSync(join(tmpdir(), 'engines that last-'));
  path = join(parent, '.dandelion');
});

afterAll(() => {
  rmSync(programs, { recursive: true, force: true });
  rmSync(parent, { recursive: true, force: true });
});

interface Parent extends Told {
  process: ChildProcess;
  ended: Promise<unknown[]>;
}

async function startParent(ending: string, tie = 'tied'): Promise<Parent> {
  const child = spawn(process.execPath, [join(programs, 'parent.mjs'), ending, path, tie], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, DANDELION_TEST_SECRET: 'must not be passed on' },
  });
  const ended = once(child, 'exit');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { process: child, ended, ...(JSON.parse(line) as Told) };
}

/** Of PostgreSQL (by its data folder) and of ClickHouse (by its path). */
const engines = () => [`-D\0${join(path, 'postgres', 'data')}`, `--path=${path}`].flatMap(processesWith);

describe('with the end of their process, nothing of them is left running', () => {
  test.each([
    ['stop', 0],
    ['exit', 0],
    ['nothing more to do', 0],
    ['exception', 1],
  ])('%s', async (ending, code) => {
    const owner = await startParent(ending);
    expect(await owner.ended).toEqual([code, null]);
    await expect.poll(engines, patiently).toEqual([]);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('%s', async (signal) => {
    const owner = await startParent('signal');
    expect(engines()).toHaveLength(2);
    owner.process.kill(signal);
    expect(await owner.ended).toEqual([null, signal]);
    await expect.poll(engines, patiently).toEqual([]);
  });

  test.each(['SIGINT', 'SIGKILL'] as const)('%s while the first start makes what is missing', async (signal) => {
    rmSync(path, { recursive: true, force: true });
    const owner = await startParent('signal while starting');
    await expect.poll(() => existsSync(join(path, 'postgres', 'data.new', 'PG_VERSION')), patiently).toBe(true);
    owner.process.kill(signal);
    expect(await owner.ended).toEqual([null, signal]);
    await expect.poll(() => processesWith(path), patiently).toEqual([]);
    const next = await startParent('stop');
    expect(await next.ended).toEqual([0, null]);
  });

  test('SIGINT while they start', async () => {
    const owner = await startParent('signal while starting');
    owner.process.kill('SIGINT');
    expect(await owner.ended).toEqual([null, 'SIGINT']);
    await expect.poll(engines, patiently).toEqual([]);
  });
});

describe('where the system does not end PostgreSQL with its process', () => {
  test.each([
    ['exit', 0],
    ['exception', 1],
  ])('%s: it is told to end', async (ending, code) => {
    const owner = await startParent(ending, 'untied');
    expect(await owner.ended).toEqual([code, null]);
    await expect.poll(engines, patiently).toEqual([]);
  });

  test('kill -9: the next start ends it', async () => {
    const owner = await startParent('busy', 'untied');
    const old = engines();
    owner.process.kill('SIGKILL');
    await owner.ended;
    const next = await startParent('stop');
    expect(engines().filter((pid) => old.includes(pid))).toEqual([]);
    await next.ended;
  });
});

test('while it runs, a second start is refused; killed with -9 while it works, the next start has all that was saved', async () => {
  const owner = await startParent('busy');
  await ask(owner.url, 'CREATE TABLE saved AS SELECT 7 AS a');
  await expect(openDataFolder(path)).rejects.toMatchObject({
    code: 'already-running',
    message: expect.stringContaining('http://localhost:4600'),
  });
  expect(await askRunning(path, 'owner-link')).toEqual({ running: true, url: 'http://localhost:4600/link' });
  const old = engines();
  owner.process.kill('SIGKILL');
  await owner.ended;

  const started = performance.now();
  const data = await openDataFolder(path);
  const postgres = await startPostgres({ folder: data.folders.postgres });
  const clickhouse = await startLastingClickhouse({ folder: data.folders.clickhouse });
  console.info(`Both engines were ready ${Math.round(performance.now() - started)} ms after a kill -9.`);
  expect(engines().filter((pid) => old.includes(pid))).toEqual([]);
  expect(await ask(postgres.url, 'SELECT a FROM saved')).toEqual([{ a: 7 }]);
  const rows = await clickhouse.rows<{ rows: number }>({ sql: 'SELECT count() AS rows FROM kept' });
  expect(rows[0]?.rows).toBeGreaterThanOrEqual(1000);
  await Promise.all([postgres.stop(), clickhouse.stop()]);
  await data.release();
  expect(engines()).toEqual([]);
});
