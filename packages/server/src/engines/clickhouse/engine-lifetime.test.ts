import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startPrivateEngine } from './start-private-engine.ts';
import type { Told } from './test-parent.ts';
import { processesWith } from './test-processes.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
/** Inside the package, so that the bundle finds the packages that stay outside of it. Git and the build leave it alone. */
const nodeModules = join(here, '../../../node_modules');
let programs: string;
let temporaryFolder: string;
const patiently = { timeout: 20_000 };

// As the product is shipped: one bundle, and the engine's script beside it.
beforeAll(async () => {
  mkdirSync(nodeModules, { recursive: true });
  programs = mkdtempSync(join(nodeModules, '.engine-lifetime-'));
  const bundle = await rolldown({
    input: join(here, 'test-parent.ts'),
    platform: 'node',
    external: [/^chdb/, 'ffi-rs'],
    logLevel: 'warn',
  });
  await bundle.write({ dir: programs, entryFileNames: 'parent.mjs' });
  await bundle.close();
  cpSync(join(here, 'clickhouse-child.mjs'), join(programs, 'clickhouse-child.mjs'));
});

afterAll(() => rmSync(programs, { recursive: true, force: true }));

beforeEach(() => {
  temporaryFolder = mkdtempSync(join(tmpdir(), 'engine lifetime & <test>-'));
});

afterEach(() => rmSync(temporaryFolder, { recursive: true, force: true }));

interface Parent extends Told {
  process: ChildProcess;
  engineId: number;
  ended: Promise<unknown[]>;
}

async function startParent(ending: string): Promise<Parent> {
  const parent = spawn(process.execPath, [join(programs, 'parent.mjs'), ending, temporaryFolder], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, DANDELION_TEST_SECRET: 'must not be passed on' },
  });
  const ended = once(parent, 'exit');
  const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
  const { folder } = JSON.parse(line) as Told;
  const engineId = folder === '' ? 0 : (processesWith(`--path=${folder}`)[0] ?? 0);
  return { process: parent, ended, folder, engineId };
}

const engines = () => processesWith(`--path=${temporaryFolder}`);
const leftovers = () => readdirSync(temporaryFolder);

describe('with the end of its process, engine and folder are gone', () => {
  test.each([
    ['stop', 0],
    ['nothing more to do', 0],
    ['exit', 0],
    ['exception', 1],
  ])('%s', async (ending, code) => {
    const parent = await startParent(ending);
    expect(parent.folder).toContain(temporaryFolder);
    expect(await parent.ended).toEqual([code, null]);
    expect(leftovers()).toEqual([]);
    await expect.poll(engines, patiently).toEqual([]);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s, and the process ends by that signal', async (signal) => {
    const parent = await startParent('signal');
    expect(engines()).toEqual([parent.engineId]);
    parent.process.kill(signal);
    expect(await parent.ended).toEqual([null, signal]);
    expect(leftovers()).toEqual([]);
    await expect.poll(engines, patiently).toEqual([]);
  });

  test('SIGINT when the program has a handler of its own: that decides how to end', async () => {
    const parent = await startParent('own handler');
    parent.process.kill('SIGINT');
    expect(await parent.ended).toEqual([130, null]);
    expect(leftovers()).toEqual([]);
    await expect.poll(engines, patiently).toEqual([]);
  });

  test('SIGINT while it starts', async () => {
    const parent = await startParent('signal while starting');
    parent.process.kill('SIGINT');
    expect(await parent.ended).toEqual([null, 'SIGINT']);
    await expect.poll(engines, patiently).toEqual([]);
    await expect.poll(leftovers, patiently).toEqual([]);
  });

  test('kill -9: the engine notices, removes the folder and dies', async () => {
    const parent = await startParent('killed');
    expect(engines()).toEqual([parent.engineId]);
    parent.process.kill('SIGKILL');
    await parent.ended;
    await expect.poll(engines, patiently).toEqual([]);
    await expect.poll(leftovers, patiently).toEqual([]);
  });
});

test('kill -9 of both: the next start removes the folder, but not that of an engine that lives', async () => {
  const dead = await startParent('killed');
  const alive = await startParent('killed');
  dead.process.kill('SIGSTOP');
  process.kill(dead.engineId, 'SIGKILL');
  dead.process.kill('SIGKILL');
  await dead.ended;
  expect(existsSync(dead.folder)).toBe(true);

  const engine = await startPrivateEngine({ temporaryFolder });
  expect(existsSync(dead.folder)).toBe(false);
  expect(existsSync(alive.folder)).toBe(true);
  expect(engines()).toContain(alive.engineId);
  await engine.stop();

  alive.process.kill('SIGKILL');
  await alive.ended;
  await expect.poll(engines, patiently).toEqual([]);
  await expect.poll(leftovers, patiently).toEqual([]);
});

test.runIf(process.platform === 'linux')('the environment of the process is not passed on', async () => {
  const parent = await startParent('killed');
  const environment = readFileSync(`/proc/${parent.engineId}/environ`, 'latin1').split('\0').filter(Boolean);
  expect(environment.map((variable) => variable.split('=')[0])).toEqual(['HOME', 'TMPDIR', 'TZ', 'LANG']);
  parent.process.kill('SIGKILL');
  await expect.poll(leftovers, patiently).toEqual([]);
});

test('an engine that is killed under a question: a clear failure, and all is removed', async () => {
  const engine = await startPrivateEngine({ temporaryFolder });
  const [engineId] = engines();
  const asked = engine.rows({ sql: 'SELECT count() FROM numbers(1e13) WHERE NOT ignore(sipHash64(number))' });
  process.kill(engineId!, 'SIGKILL');
  await expect(asked).rejects.toMatchObject({ code: 'engine-failed', message: expect.stringContaining('memory') });
  await expect(engine.rows({ sql: 'SELECT 1' })).rejects.toMatchObject({ code: 'engine-failed' });
  await engine.stop();
  expect(leftovers()).toEqual([]);
});
