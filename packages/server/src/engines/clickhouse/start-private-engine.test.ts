import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findEngineLibrary, type Machine } from './engine-library.ts';
import { startPrivateEngine } from './start-private-engine.ts';
import { processesWith } from './test-processes.ts';

let folder: string;
const patiently = { timeout: 20_000 };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'private-engine-test-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const linux: Machine = { platform: 'linux', arch: 'x64', locate: () => findEngineLibrary() };

test('only this user can enter the folder', async () => {
  const engine = await startPrivateEngine({ temporaryFolder: folder });
  expect((statSync(dirname(engine.stagingFolder)).mode & 0o777).toString(8)).toBe('700');
  await engine.stop();
});

describe('a machine that cannot run it', () => {
  test.each([
    ['a file as temporary folder', () => join(folder, 'file'), 'is not a folder'],
    ['a folder below a file', () => join(folder, 'file', 'below'), 'is not a folder'],
    ['a missing folder', () => join(folder, 'nowhere'), 'does not exist'],
  ])('%s', async (_, temporaryFolder, reason) => {
    writeFileSync(join(folder, 'file'), '');
    const work = startPrivateEngine({ temporaryFolder: temporaryFolder() });
    await expect(work).rejects.toMatchObject({ code: 'temporary-folder', message: expect.stringContaining(reason) });
    await expect(work).rejects.toThrow(/Set TMPDIR/);
  });

  test.each([
    ['win32', 'x64', 'unsupported-platform', /WSL/],
    ['linux', 'ia32', 'unsupported-platform', /linux on ia32/],
    ['freebsd', 'x64', 'unsupported-platform', /freebsd on x64/],
  ])('%s on %s', async (platform, arch, code, words) => {
    const work = startPrivateEngine({ temporaryFolder: folder, machine: { ...linux, platform, arch } });
    await expect(work).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('the library is not installed', async () => {
    const locate = () => {
      throw new Error('not found');
    };
    const work = startPrivateEngine({ temporaryFolder: folder, machine: { ...linux, locate } });
    await expect(work).rejects.toMatchObject({
      code: 'engine-missing',
      message: expect.stringMatching(/npm ci.*musl/s),
    });
  });

  test('the library cannot be loaded', async () => {
    const broken = join(folder, 'libchdb.so');
    writeFileSync(broken, 'this is no library');
    const work = startPrivateEngine({ temporaryFolder: folder, machine: { ...linux, locate: () => broken } });
    await expect(work).rejects.toMatchObject({ code: 'engine-missing', message: expect.stringContaining(broken) });
    expect(readdirSync(folder)).toEqual(['libchdb.so']);
  });

  test('it does not get ready in time', async () => {
    const work = startPrivateEngine({ temporaryFolder: folder, patienceSeconds: 0.01 });
    await expect(work).rejects.toMatchObject({
      code: 'engine-failed',
      message: expect.stringContaining('0.01 seconds'),
    });
    await expect.poll(() => processesWith(`--path=${folder}`), patiently).toEqual([]);
    await expect.poll(() => readdirSync(folder), patiently).toEqual([]);
  });
});

describe('a full disk', () => {
  let disk: string;
  let reason: string | undefined;

  beforeEach(() => {
    disk = join(folder, 'disk');
    mkdirSync(disk);
    try {
      execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk], { stdio: 'pipe' });
      reason = undefined;
    } catch (error) {
      reason = `a small disk cannot be mounted here (needs root on Linux): ${(error as Error).message.trim()}`;
    }
  });

  afterEach(() => {
    if (reason === undefined) execFileSync('/bin/umount', ['-l', disk]);
  });

  test('when it starts', async (context) => {
    if (reason !== undefined) return context.skip(reason);
    writeFileSync(join(disk, 'rest'), Buffer.alloc(24 * 1024 * 1024 - 4096));
    await expect(startPrivateEngine({ temporaryFolder: disk })).rejects.toMatchObject({ code: 'no-space' });
    expect(readdirSync(disk)).toEqual(['rest']);
    truncateSync(join(disk, 'rest'), 0);
    await (await startPrivateEngine({ temporaryFolder: disk })).stop();
  });

  test('under a question', async (context) => {
    if (reason !== undefined) return context.skip(reason);
    const engine = await startPrivateEngine({ temporaryFolder: disk });
    await engine.run({ sql: 'CREATE TABLE t (text String) ENGINE = MergeTree ORDER BY ()' });
    const sql = 'INSERT INTO t SELECT randomPrintableASCII(100) FROM numbers(1000000)';
    await expect(engine.run({ sql })).rejects.toMatchObject({
      code: 'no-space',
      message: expect.stringContaining(disk),
    });
    // A value that says so is no full disk.
    const quoting = "SELECT throwIf(1, 'No space left on device')";
    await expect(engine.rows({ sql: quoting })).rejects.toMatchObject({ name: 'EngineError', code: 395 });
    await engine.stop();
    expect(readdirSync(disk)).toEqual([]);
  });
});
