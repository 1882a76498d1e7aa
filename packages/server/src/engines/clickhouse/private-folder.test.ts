import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePrivateFolder, sweepLeftovers } from './private-folder.ts';

let parent: string;
let dead: number;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'private-folder-test-'));
  dead = spawnSync(process.execPath, ['--version']).pid;
});

afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** The parts of a folder's name: dandelion-engine-PLACE-PID-STARTED-RANDOM. */
function nameLike(change: (parts: string[]) => void): string {
  const made = makePrivateFolder(parent);
  rmSync(made, { recursive: true });
  const parts = basename(made).split('-');
  change(parts);
  return parts.join('-');
}

const ofDeadOwner = () => nameLike((parts) => parts.splice(3, 1, String(dead)));

test('a folder whose owner is dead goes, with all it holds', () => {
  const leftover = join(parent, ofDeadOwner());
  mkdirSync(join(leftover, 'data', 'deep'), { recursive: true });
  writeFileSync(join(leftover, 'data', 'deep', 'file'), 'x');
  sweepLeftovers(parent);
  expect(readdirSync(parent)).toEqual([]);
});

test.runIf(process.platform === 'linux')('the id of the owner has gone to another process', () => {
  mkdirSync(
    join(
      parent,
      nameLike((parts) => parts.splice(4, 1, '1')),
    ),
  );
  sweepLeftovers(parent);
  expect(readdirSync(parent)).toEqual([]);
});

test.each([
  ['the owner lives', () => basename(makePrivateFolder(parent))],
  ['another machine or container', () => nameLike((parts) => parts.splice(2, 2, '00000000', String(dead)))],
  ['another name', () => `${ofDeadOwner()}.backup`],
  ['somebody else’s', () => 'dandelion-engine-notes'],
])('kept: %s', (_, name) => {
  const kept = name();
  mkdirSync(join(parent, kept), { recursive: true });
  sweepLeftovers(parent);
  expect(readdirSync(parent)).toEqual([kept]);
});

test('a link of such a name is not followed', () => {
  const target = join(parent, 'target');
  mkdirSync(target);
  writeFileSync(join(target, 'file'), 'x');
  symlinkSync(target, join(parent, ofDeadOwner()));
  sweepLeftovers(parent);
  expect(readdirSync(target)).toEqual(['file']);
  expect(readdirSync(parent)).toHaveLength(2);
});

test('a link inside such a folder is removed, not what it points to', () => {
  const target = join(parent, 'target');
  mkdirSync(target);
  writeFileSync(join(target, 'file'), 'x');
  const leftover = join(parent, ofDeadOwner());
  mkdirSync(leftover);
  symlinkSync(target, join(leftover, 'link'));
  sweepLeftovers(parent);
  expect(readdirSync(parent)).toEqual(['target']);
  expect(readdirSync(target)).toEqual(['file']);
});

test.runIf(process.getuid?.() === 0)('kept: the folder of another user', () => {
  const leftover = join(parent, ofDeadOwner());
  mkdirSync(leftover);
  chownSync(leftover, 65534, 65534);
  sweepLeftovers(parent);
  expect(readdirSync(parent)).toEqual([basename(leftover)]);
});
