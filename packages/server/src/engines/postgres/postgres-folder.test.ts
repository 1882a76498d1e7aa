import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { choosePostgresAccount, ownGroup, waysToRun } from './postgres-account.ts';
import { findPostgres, type PostgresBinaries } from './postgres-binaries.ts';
import { type PostgresOptions, type SupervisedPostgres, startPostgres } from './start-postgres.ts';
import { ask } from './test-ask.ts';

let parent: string;
let folder: string;
let started: SupervisedPostgres[];
const patiently = { timeout: 30_000 };
const isRoot = process.getuid?.() === 0;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'postgres-folder-test-'));
  folder = join(parent, 'data', 'postgres');
  mkdirSync(dirname(folder), { mode: 0o700 });
  started = [];
});

afterEach(async () => {
  for (const postgres of started) await postgres.stop();
  rmSync(parent, { recursive: true, force: true });
});

async function start(options: Partial<PostgresOptions> = {}): Promise<SupervisedPostgres> {
  const postgres = await startPostgres({ folder, ...options });
  started.push(postgres);
  return postgres;
}

const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);

test('made by another version', async () => {
  mkdirSync(join(folder, 'data'), { recursive: true });
  writeFileSync(join(folder, 'data', 'PG_VERSION'), '17\n');
  await expect(start()).rejects.toMatchObject({
    code: 'data-folder',
    message: expect.stringMatching(/made by PostgreSQL 17, and this Dandelion has PostgreSQL 18/),
  });
});

test('below a file', async () => {
  writeFileSync(join(parent, 'file'), '');
  const below = join(parent, 'file', 'postgres');
  await expect(start({ folder: below })).rejects.toMatchObject({
    code: 'data-folder',
    message: expect.stringContaining(below),
  });
});

test.runIf(isRoot)('of another user', async () => {
  mkdirSync(join(folder, 'data'), { recursive: true });
  writeFileSync(join(folder, 'data', 'PG_VERSION'), '18\n');
  execFileSync('chown', ['-R', '12345', join(folder, 'data')]);
  await expect(start()).rejects.toMatchObject({
    code: 'data-folder',
    message: expect.stringContaining('the user with the id 12345'),
  });
});

test('a full disk: when it is made, and while it runs', async (context) => {
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=200m', 'tmpfs', dirname(folder)], { stdio: 'pipe' });
  } catch {
    return context.skip('a small disk cannot be mounted here (needs root on Linux)');
  }
  try {
    const rest = join(dirname(folder), 'rest');
    writeFileSync(rest, Buffer.alloc(190 * 1024 * 1024));
    const message = expect.stringContaining(folder);
    await expect(start()).rejects.toMatchObject({ code: 'no-space', message });
    truncateSync(rest, 100 * 1024 * 1024);
    const postgres = await start();
    const sql = 'CREATE TABLE t AS SELECT repeat(md5(a::text), 50) FROM generate_series(1, 100000) AS a';
    await expect(ask(postgres.url, sql)).rejects.toThrow(/No space left|terminated/);
    // Its log had no room, so it ended; it comes back when there is some.
    await expect.poll(() => postgres.state().reason, patiently).toContain('is full');
    truncateSync(rest, 0);
    await expect.poll(() => postgres.state().state, patiently).toBe('ready');
    expect(await ask(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await postgres.stop();
  } finally {
    execFileSync('/bin/umount', ['-l', dirname(folder)]);
  }
});

describe.runIf(isRoot && process.platform === 'linux')('as root', () => {
  const separately = waysToRun(0).filter(({ ids }) => ids !== null);
  let clone: string;
  let binaries: PostgresBinaries;

  /** A copy of the programs, as npm installs it without running scripts: with no links between the libraries. */
  beforeAll(() => {
    clone = mkdtempSync(join(tmpdir(), 'postgres-clone-'));
    const native = join(clone, 'node_modules', 'native');
    const original = join(dirname(findPostgres().postgres), '..');
    cpSync(original, native, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !file.endsWith('libicuuc.so.60'),
    });
    binaries = findPostgres({ platform: process.platform, arch: process.arch, locate: () => native });
  });

  afterAll(() => rmSync(clone, { recursive: true, force: true }));

  const statusOfServer = () => {
    const pid = Number.parseInt(readFileSync(join(folder, 'data', 'postmaster.pid'), 'latin1'), 10);
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  };

  test('with programs and data that only root reaches; then where there are no user namespaces', async () => {
    chmodSync(clone, 0o700);
    const first = await start({ binaries });
    expect(statusOfServer()).toMatch(/^CapEff:\s+0+$/m);
    await ask(first.url, 'CREATE TABLE kept AS SELECT 7 AS a');
    await first.stop();

    chmodSync(clone, 0o755);
    // mkdtemp makes it 0700, where no other user gets to its data.
    chmodSync(parent, 0o755);
    const account = await choosePostgresAccount(binaries, separately);
    const second = await start({ binaries, account });
    expect(statusOfServer()).toMatch(new RegExp(`^Uid:(\\s+[1-9]\\d*){4}$[^]*^Gid:(\\s+${ownGroup}){4}$`, 'm'));
    expect([mode(dirname(folder)), mode(folder), mode(join(folder, 'password'))]).toEqual(['710', '710', '600']);
    expect(await ask(second.url, 'SELECT a FROM kept')).toEqual([{ a: 7 }]);
    await second.stop();

    const third = await start({ binaries });
    expect(await ask(third.url, 'SELECT a FROM kept')).toEqual([{ a: 7 }]);
  });

  test('where there never were user namespaces', async () => {
    chmodSync(clone, 0o755);
    chmodSync(parent, 0o755);
    const account = await choosePostgresAccount(binaries, separately);
    const { url } = await start({ binaries, account });
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('where nothing works: what to do', async () => {
    chmodSync(clone, 0o700);
    await expect(choosePostgresAccount(binaries, separately)).rejects.toMatchObject({
      code: 'engine-failed',
      message: expect.stringMatching(/does not run as root.*ordinary user/),
    });
    chmodSync(clone, 0o755);
    const account = await choosePostgresAccount(binaries, separately);
    await expect(start({ binaries, account })).rejects.toThrow(/does not run as root, and no other user can reach/);
  });
});
