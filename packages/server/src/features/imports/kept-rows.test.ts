import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Choices, Import } from '@dandelion-loop/contract';
import { describe, expect, test } from 'vitest';
import { testActor } from '../../kernel/test-caller.ts';
import { canGo, type KeptRows } from './kept-rows.ts';
import {
  choose,
  inProcess,
  listen,
  metric,
  newest,
  smallFile,
  type TestServer,
  unitKey,
  untilEnded,
  useStores,
} from './test-imports.ts';

const stores = useStores();

async function importFile(server: TestServer, text: string, choices: Choices): Promise<Import> {
  const uploadId = await stores.store(text);
  const made = await server.imports.create(testActor, { source: 'file', name: 'Spring', uploadId, choices });
  const done = await untilEnded(server.imports, made.id);
  expect(newest(done)).toMatchObject({ state: 'done', failure: null });
  return done;
}

async function again(server: TestServer, { id, version }: Import, choices: Choices): Promise<Import> {
  await server.imports.analyzeAgain(testActor, id, { version, choices });
  return untilEnded(server.imports, id);
}

interface Kept {
  rows_table: string;
  rows_columns: { name: string; cell: string; hashed: boolean }[];
}

async function keptBy(analysisId: string): Promise<Kept> {
  const [kept] = await stores.ask<Kept & Record<string, unknown>>(
    'SELECT rows_table, rows_columns FROM analyses WHERE id = $1',
    [analysisId],
  );
  return kept!;
}

async function unitsOf(analysisId: string, column = 'id'): Promise<string[]> {
  const { rows_table, rows_columns } = await keptBy(analysisId);
  const { cell, hashed } = rows_columns.find(({ name }) => name === column)!;
  const shown = hashed ? `lower(hex(${cell}))` : cell;
  const rows = await stores
    .engine()
    .rows<{ id: string }>({ sql: `SELECT ${shown} AS id FROM ${rows_table} ORDER BY n` });
  return rows.map(({ id }) => id);
}

const answerOf = async (analysisId: string) => {
  const [found] = await stores.ask<{ answer: unknown }>('SELECT answer FROM results WHERE analysis_id = $1', [
    analysisId,
  ]);
  return found!.answer as { source: { units: number; rows: number } };
};

describe('ids of units', () => {
  test('are hashes: the same for the same id and key, in every import, and others with another key', async () => {
    const server = await stores.serve();
    const first = await importFile(server, smallFile(), choose({ unit: 'id' }));
    const hashes = await unitsOf(newest(first).id);
    expect(new Set(hashes).size).toBe(200);
    expect(hashes.every((hash) => /^[0-9a-f]{24,32}$/.test(hash))).toBe(true);
    const second = await importFile(server, smallFile(), choose({ unit: 'id', segments: ['country'] }));
    expect(await unitsOf(newest(second).id)).toEqual(hashes);
    await server.stop();
    const { log } = listen();
    const otherKey = Buffer.from(unitKey).fill(8, 31);
    const startAnalysis = () => inProcess(stores.databaseUrl(), stores.engine(), log, otherKey);
    const other = await stores.serve({ startAnalysis });
    const third = await importFile(other, smallFile(), choose({ unit: 'id' }));
    const others = await unitsOf(newest(third).id);
    expect(others.filter((hash) => hashes.includes(hash))).toEqual([]);
    // The numbers are those of the ids themselves.
    const bySelf = await importFile(
      other,
      smallFile((n) => String(n)),
      choose({ unit: 'id' }),
    );
    expect(await answerOf(newest(bySelf).id)).toEqual(await answerOf(newest(third).id));
  });

  test('are not to be found in the files of the engine', async () => {
    const server = await stores.serve();
    // Digits without a pattern: compression leaves most of each as it is.
    const ids = Array.from({ length: 200 }, (_, n) => createHash('sha256').update(`secret ${n}`).digest('hex'));
    const folder = join(stores.engine().stagingFolder, '..');
    const filesWithIds = () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .filter((entry) => {
          const bytes = readFileSync(join(entry.parentPath, entry.name));
          return ids.some((id) => bytes.includes(id.slice(0, 20)));
        })
        .map(({ name }) => name);
    // What the search would find.
    await stores.engine().run({ sql: 'CREATE TABLE plain (id String) ENGINE = MergeTree ORDER BY tuple()' });
    await stores.engine().run({ sql: 'INSERT INTO plain SELECT arrayJoin({ids:Array(String)})', values: { ids } });
    expect(filesWithIds()).not.toEqual([]);
    await stores.engine().run({ sql: 'DROP TABLE plain SYNC' });
    expect(filesWithIds()).toEqual([]);

    const done = await importFile(
      server,
      smallFile((n) => ids[n]!),
      choose({ unit: 'id' }),
    );
    await stores.engine().run({ sql: `OPTIMIZE TABLE ${(await keptBy(newest(done).id)).rows_table} FINAL` });
    expect(filesWithIds()).toEqual([]);
  });

  test('can be read by a condition while the file is there', async () => {
    const server = await stores.serve();
    const where = '!id.startsWith("person-1")';
    const done = await importFile(server, smallFile(), choose({ unit: 'id', where }));
    // 1, 10 to 19, 100 to 199.
    expect((await answerOf(newest(done).id)).source).toMatchObject({ units: 89, rows: 89 });
    expect(await unitsOf(newest(done).id)).toHaveLength(200);
    const { rows_columns } = await keptBy(newest(done).id);
    expect(rows_columns.filter(({ hashed }) => hashed).map(({ name }) => name)).toEqual(['id']);
    await server.imports.analyzeAgain(testActor, done.id, { version: 1, choices: choose({ unit: 'id' }) });
    const all = await untilEnded(server.imports, done.id);
    expect((await answerOf(newest(all).id)).source).toMatchObject({ units: 200 });
  });
});

describe('without the file', () => {
  test('other choices are judged from the rows that were kept, as the file would have been', async () => {
    const server = await stores.serve();
    const choices = choose({ unit: 'id', segments: ['country'], where: 'age < 60' });
    const first = await importFile(server, smallFile(), choices);
    const other = choose({ unit: 'id', where: 'country == "NL" && age > 25', level: 0.9 });
    const withFile = await again(server, first, other);
    await stores.uploads().remove(testActor, first.uploadId!);
    const without = await again(server, withFile, { ...other, plannedUnits: 6000 });
    expect(without.uploadThere).toBe(false);
    expect(newest(without)).toMatchObject({ state: 'done', number: 3 });
    expect(await answerOf(newest(without).id)).toEqual(await answerOf(newest(withFile).id));
    // One table for all of them: the others have no column more.
    const tables = await stores.ask(
      'SELECT DISTINCT rows_table FROM analyses WHERE import_id = $1 AND rows_table IS NOT NULL',
      [first.id],
    );
    expect(tables).toHaveLength(1);
    await server.imports.remove(testActor, first.id);
  });

  test.each([
    ['was not read', choose({ segments: ['country'] }), 'column “country” is gone with it', '“group” and “y”'],
    [
      'several',
      choose({ segments: ['country', 'age'] }),
      'columns “country” and “age” are gone with it',
      '“group” and “y”',
    ],
  ])('a column that %s is refused by name', async (_name, choices, words, left) => {
    const server = await stores.serve();
    const done = await importFile(server, smallFile(), choose());
    await stores.uploads().remove(testActor, done.uploadId!);
    const asked = server.imports.analyzeAgain(testActor, done.id, { version: 1, choices });
    await expect(asked).rejects.toMatchObject({ code: 'unknown-column' });
    const { message } = (await asked.catch((error: unknown) => error)) as Error;
    expect(message).toMatch(/^The file “visitors.csv” was deleted on \d+ [A-Z][a-z]+ \d{4}, and /);
    expect(message).toContain(words);
    expect(message).toContain(`Columns that are left: ${left}. Import the file again`);
    expect((await server.imports.get(done.id)).analyses).toHaveLength(1);
  });

  test('ids can tell units apart and nothing else', async () => {
    const server = await stores.serve();
    const done = await importFile(server, smallFile(), choose({ unit: 'id' }));
    await stores.uploads().remove(testActor, done.uploadId!);
    const asked = server.imports.analyzeAgain(testActor, done.id, {
      ...{ version: 1, choices: choose({ unit: 'id', where: 'id != "person-1"' }) },
    });
    await expect(asked).rejects.toMatchObject({
      message: expect.stringContaining('Of “id” only hashes were kept, which can tell units apart'),
    });
    const failing = server.imports.analyzeAgain(testActor, done.id, {
      version: 1,
      choices: choose({ metrics: [metric('id')] }),
    });
    await expect(failing).rejects.toMatchObject({ code: 'unknown-column' });
  });

  test('a column that becomes the unit is hashed, and its text goes', async () => {
    const server = await stores.serve();
    const done = await importFile(server, smallFile(), choose({ where: 'id != "person-1@example.org"' }));
    expect((await unitsOf(newest(done).id))[1]).toBe('person-1@example.org');
    await stores.uploads().remove(testActor, done.uploadId!);
    const judged = await again(server, done, choose({ unit: 'id' }));
    expect(newest(judged)).toMatchObject({ state: 'done', failure: null });
    expect((await unitsOf(newest(judged).id))[1]).toMatch(/^[0-9a-f]{24,32}$/);
    expect(await keptBy(newest(done).id)).toEqual({ rows_table: null, rows_columns: null });
    const tables = (await stores.remains()).tables.filter((table) =>
      table.includes(newest(done).id.replaceAll('-', '')),
    );
    expect(tables).toEqual([]);
  });

  test('and without rows there is nothing to judge', async () => {
    const server = await stores.serve({ working: false });
    const uploadId = await stores.store(smallFile());
    const made = await server.imports.create(testActor, {
      source: 'file',
      name: 'Spring',
      uploadId,
      choices: choose(),
    });
    await server.imports.cancel(testActor, made.id);
    await stores.uploads().remove(testActor, uploadId);
    const retried = server.imports.retry(testActor, made.id);
    await expect(retried).rejects.toMatchObject({ code: 'file-not-found' });
    expect(newest(await server.imports.get(made.id))).toMatchObject({ state: 'cancelled' });
  });
});

describe('rows of an older analysis', () => {
  const rows = (table: string, ...columns: string[]): KeptRows => ({
    table,
    columns: columns.map((name, at) => ({ name: name.replace('#', ''), cell: `c${at}`, hashed: name.startsWith('#') })),
  });

  test.each([
    [rows('a', 'x', 'y'), rows('a', 'x', 'y'), false],
    [rows('a', 'x', 'y'), rows('b', 'y', 'x', 'z'), true],
    [rows('a', 'x', 'y', 'more'), rows('b', 'x', 'y'), false],
    [rows('a', '#x', 'y'), rows('b', '#x', 'y'), true],
    [rows('a', 'x', 'more'), rows('b', '#x'), true],
    [rows('a', '#x', 'more'), rows('b', '#x'), false],
  ])('%j beside %j can go: %s', (older, newer, can) => {
    expect(canGo(older, newer)).toBe(can);
  });
});
