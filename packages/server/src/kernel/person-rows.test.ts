import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openPersonRows, type PersonRows } from './person-rows.ts';

test('the door takes plain names and keeps what the rows are read for', () => {
  expect(openPersonRows({ table: 'file_1', purpose: 'learn' })).toMatchObject({ source: 'file_1', purpose: 'learn' });
  for (const table of ['', 'a b', 'a; DROP TABLE b', "file('/etc/passwd')", '(SELECT 1)']) {
    expect(() => openPersonRows({ table, purpose: 'learn' })).toThrow('Not a plain name');
  }
});

test('nobody else can make such rows', () => {
  // @ts-expect-error A mark is missing that only the door can give.
  const forged: PersonRows = { source: 'file_1', purpose: 'learn' };
  expect(forged.source).toBe('file_1');
  // @ts-expect-error A name is not enough either.
  const named: PersonRows = 'file_1';
  expect(named).toBe('file_1');
  // @ts-expect-error And a purpose has to be given.
  expect(() => openPersonRows({ table: 'file_1' })).toThrow('Not a purpose');
});

const folder = fileURLToPath(new URL('..', import.meta.url));
/** What the program asks the engine; files that do not speak of it ask PostgreSQL, which has no such rows. */
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  // The door itself opens what it is told to.
  .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|(^|\/)test-|^kernel\/person-rows\.ts$/.test(path))
  .map((path) => ({ path, code: readFileSync(join(folder, path), 'utf8') }))
  .filter(({ code }) => /\bengine\b/i.test(code));
/** What loads a file checks what it has just written: how many rows arrived, whether each is one. It gives no cell away. */
const loaders = /^features\/files\/load-(file|csv|json)\.ts$/;

/** A backup copies tables as they are, whole; it looks at no row. Who may have one may have the data folder. */
const copiers = /^features\/backup\/(engine-tables|restore-backup)\.ts$/;

/** Tables that are put into a question by a variable, as all tables with rows of persons are. */
const tablesIn = (code: string) =>
  [...code.matchAll(/\b(?:FROM|JOIN)\s+\$\{([^}]*)\}/g)].map(([, expression]) => expression!.trim());

test('what is read by questions comes through the door', () => {
  const found = sources.flatMap(({ path, code }) => tablesIn(code).map((table) => ({ path, table })));
  // The search finds what there is to find.
  expect(found.filter(({ table }) => table.endsWith('.source')).length).toBeGreaterThan(10);
  expect(
    found.filter(({ path, table }) => !table.endsWith('.source') && !loaders.test(path) && !copiers.test(path)),
  ).toEqual([]);
});

test('questions that read rows of persons are in files of questions', () => {
  const asking = sources.filter(({ code }) => /\.source\}/.test(code)).map(({ path }) => path);
  expect(asking.filter((path) => !path.endsWith('.sql.ts'))).toEqual([]);
});
