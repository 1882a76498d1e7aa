import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DandelionFailure } from '../kernel/failure.ts';
import { askRunning } from './control-socket.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';

let parent: string;
let path: string;
let opened: DataFolder[];

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'data-folder-test-'));
  path = join(parent, 'deep', '.dandelion');
  opened = [];
});

afterEach(async () => {
  for (const folder of opened) await folder.release();
  rmSync(parent, { recursive: true, force: true });
});

async function open(at = path): Promise<DataFolder> {
  const folder = await openDataFolder(at);
  opened.push(folder);
  return folder;
}

const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);
const handlers = {
  status: () => 'http://localhost:4600',
  'owner-link': async () => 'http://localhost:4600/link/x',
  'owner-link-without-second-factor': async () => 'http://localhost:4600/link/y',
  stores: () => '{}',
  pause: async () => async () => 'http://localhost:4600',
};

test('only its user can enter it, also when it was there before', async () => {
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o755);
  const folder = await open();
  folder.secret('sessions');
  const found = ['', 'uploads', 'secrets', 'secrets/sessions', 'lock', 'control.sock'].map((name) => [
    name,
    mode(join(path, name)),
  ]);
  expect(Object.fromEntries(found)).toEqual({
    '': '700',
    uploads: '700',
    secrets: '700',
    'secrets/sessions': '600',
    lock: '600',
    'control.sock': '600',
  });
});

describe('secrets', () => {
  test('stay the same, and differ by name', async () => {
    const folder = await open();
    const first = folder.secret('units');
    expect(first).toHaveLength(32);
    expect(folder.secret('units')).toEqual(first);
    expect(folder.secret('sessions')).not.toEqual(first);
    await folder.release();
    expect((await open()).secret('units')).toEqual(first);
  });

  test('a damaged one is not replaced in silence', async () => {
    const folder = await open();
    folder.secret('units');
    writeFileSync(join(path, 'secrets', 'units'), 'short');
    expect(() => folder.secret('units')).toThrow(/secrets\/units is damaged.*backup/);
  });

  test('a name that is a path is a bug', async () => {
    const folder = await open();
    expect(() => folder.secret('../lock')).toThrow('is no name of a secret');
  });
});

describe('a second start', () => {
  test('is refused, and told where the first one is', async () => {
    (await open()).answer(handlers);
    await expect(openDataFolder(path)).rejects.toMatchObject({
      code: 'already-running',
      message: expect.stringMatching(/already, at http:\/\/localhost:4600\./),
    });
  });

  test('while the first one is starting', async () => {
    await open();
    await expect(openDataFolder(path)).rejects.toMatchObject({
      code: 'already-running',
      message: expect.stringContaining('is starting'),
    });
  });

  test('at the same moment: one of them gets it', async () => {
    const starts = await Promise.allSettled(Array.from({ length: 8 }, () => open()));
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const start of starts) {
      if (start.status === 'rejected') expect(start.reason).toMatchObject({ code: 'already-running' });
    }
  });

  test('after the first one was released', async () => {
    await (await open()).release();
    expect(existsSync(join(path, 'control.sock'))).toBe(false);
    await open();
  });

  test('after the first one was killed: what it left is no hindrance', async () => {
    mkdirSync(path, { recursive: true });
    // A socket that nobody listens on, as a killed process leaves it.
    const code = `require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
    expect(() => execFileSync(process.execPath, ['--eval', code, join(path, 'control.sock')])).toThrow();
    expect(existsSync(join(path, 'control.sock'))).toBe(true);
    (await open()).answer(handlers);
    expect(await askRunning(path, 'status')).toEqual({ running: true, url: 'http://localhost:4600' });
  });
});

describe('who asks the running one', () => {
  test('gets its answers', async () => {
    (await open()).answer(handlers);
    expect(await askRunning(path, 'status')).toEqual({ running: true, url: 'http://localhost:4600' });
    expect(await askRunning(path, 'owner-link')).toEqual({ running: true, url: 'http://localhost:4600/link/x' });
  });

  test('learns that it is still starting', async () => {
    await open();
    expect(await askRunning(path, 'owner-link')).toEqual({ running: true, url: null });
  });

  test('learns that there is none', async () => {
    expect(await askRunning(path, 'status')).toEqual({ running: false });
    await (await open()).release();
    expect(await askRunning(path, 'status')).toEqual({ running: false });
  });

  test('gets its failure', async () => {
    const failing = () => {
      throw new DandelionFailure('engine-failed', 'PostgreSQL is away.');
    };
    (await open()).answer({ ...handlers, 'owner-link': failing });
    const work = askRunning(path, 'owner-link');
    await expect(work).rejects.toMatchObject({ name: 'DandelionFailure', code: 'engine-failed' });
    await expect(work).rejects.toThrow('PostgreSQL is away.');
  });

  test('may have a folder with a long path', async () => {
    const long = join(parent, 'ä'.repeat(100), '.dandelion');
    (await open(long)).answer(handlers);
    expect(existsSync(join(long, 'control.sock'))).toBe(true);
    expect(await askRunning(long, 'status')).toEqual({ running: true, url: 'http://localhost:4600' });
    await expect(openDataFolder(long)).rejects.toMatchObject({ code: 'already-running' });
  });

  test.each(['nonsense\n', '{"ask":"password"}\n', 'x'.repeat(5000), ''])('may say what it likes: %#', async (said) => {
    (await open()).answer(handlers);
    const socket = connect(join(path, 'control.sock'));
    socket.end(said);
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).not.toContain('4600');
    expect(await askRunning(path, 'status')).toMatchObject({ running: true });
  });
});

describe('a folder that cannot be used', () => {
  test.each([
    ['a file', () => join(parent, 'file'), 'is not a folder'],
    ['below a file', () => join(parent, 'file', 'below'), 'is not a folder'],
  ])('%s', async (_, at, reason) => {
    writeFileSync(join(parent, 'file'), '');
    await expect(openDataFolder(at())).rejects.toMatchObject({
      code: 'data-folder',
      message: expect.stringMatching(new RegExp(`${reason}.*DANDELION_DATA`)),
    });
  });

  test('a full or read-only disk', async (context) => {
    const disk = join(parent, 'disk');
    mkdirSync(disk);
    try {
      execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'pipe' });
    } catch {
      return context.skip('a small disk cannot be mounted here (needs root on Linux)');
    }
    try {
      const folder = await open(join(disk, 'data'));
      try {
        writeFileSync(join(disk, 'rest'), Buffer.alloc(2 * 1024 * 1024));
      } catch {
        // That is the point.
      }
      const full = expect.objectContaining({ code: 'no-space', message: expect.stringContaining(disk) });
      expect(() => folder.secret('units')).toThrow(full);
      await folder.release();
      execFileSync('/bin/mount', ['-o', 'remount,ro', disk]);
      await expect(openDataFolder(join(disk, 'data'))).rejects.toMatchObject({
        code: 'data-folder',
        message: expect.stringContaining('its disk is read-only'),
      });
    } finally {
      execFileSync('/bin/umount', ['-l', disk]);
    }
  });
});
