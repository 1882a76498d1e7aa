import { chmodSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { choosePostgresAccount, waysToRun } from './postgres-account.ts';
import { findPostgres } from './postgres-binaries.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postgres-binaries-test-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nowhere = () => {
  throw new Error('not found');
};

test.each([
  ['win32', 'x64', 'unsupported-platform', /win32 on x64.*DATABASE_URL/],
  ['linux', 'ia32', 'unsupported-platform', /linux on ia32/],
  ['linux', 'x64', 'engine-missing', /npm ci/],
])('missing on %s %s', (platform, arch, code, words) => {
  const expected = expect.objectContaining({ code, message: expect.stringMatching(words) });
  expect(() => findPostgres({ platform, arch, locate: nowhere })).toThrow(expected);
});

test('links that npm did not make are made', () => {
  const native = join(folder, 'native');
  for (const inner of ['bin', 'lib']) mkdirSync(join(native, inner), { recursive: true });
  for (const file of ['bin/initdb', 'bin/postgres', 'lib/libx.so.1.2']) writeFileSync(join(native, file), '');
  const links = ['native/lib/libx.so.1', 'native/lib/libx.so'];
  const list = links.map((target) => ({ source: 'native/lib/libx.so.1.2', target }));
  writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify(list));
  const machine = { platform: 'linux', arch: 'x64', locate: () => native };
  findPostgres(machine);
  findPostgres(machine);
  expect(links.map((link) => readlinkSync(join(folder, link)))).toEqual(['libx.so.1.2', 'libx.so.1.2']);
  rmSync(join(native, 'bin', 'initdb'));
  expect(() => findPostgres(machine)).toThrow(/is not installed/);
});

test('a program that cannot be run: its words', async () => {
  const postgres = join(folder, 'postgres');
  writeFileSync(postgres, '#!/bin/sh\necho "GLIBC_9 not found" >&2\nexit 1\n');
  chmodSync(postgres, 0o755);
  await expect(choosePostgresAccount({ postgres, initdb: postgres }, waysToRun(1000))).rejects.toMatchObject({
    code: 'engine-missing',
    message: expect.stringContaining('GLIBC_9 not found'),
  });
});

test('where the tools to end with the parent are missing, it runs without', async () => {
  const postgres = join(folder, 'postgres');
  writeFileSync(postgres, '#!/bin/sh\necho "postgres (PostgreSQL) 18.4"\n');
  chmodSync(postgres, 0o755);
  const ways = [
    { prefix: [join(folder, 'no-such-tool')], ids: null },
    { prefix: [], ids: null },
  ];
  expect(await choosePostgresAccount({ postgres, initdb: postgres }, ways)).toEqual({
    prefix: [],
    ids: null,
    version: '18',
  });
});

test('whom root can be: somebody with a name', () => {
  const users = join(folder, 'passwd');
  const ids = () => waysToRun(0, users).flatMap((way) => (way.ids === null ? [] : [way.ids.uid]));
  expect(ids()).toEqual([]);
  writeFileSync(users, 'root:x:0:0::/root:/bin/sh\nada:x:1000:1000::/home/ada:/bin/sh\n');
  expect(ids()).toEqual([1000, 1000]);
  writeFileSync(users, 'root:x:0:0::/root:/bin/sh\ndaemon:x:1:1:::\nnobody:x:65534:65534:::\n');
  expect(ids()).toEqual([65_534, 65_534]);
});
