import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import type { Engine } from '../../kernel/engine.ts';
import { inspectFile, loadFile, unstage } from './index.ts';
import { cellsOf, failureOf, load, testFolder } from './test-files.ts';

const { folder, write } = testFolder();
let engine: PrivateEngine;
let made = 0;
beforeAll(async () => {
  engine = await startPrivateEngine();
});
afterAll(() => engine.stop());

/** The engine writes a file with the rows of a query. */
async function make(query: string, format = 'Parquet', ending = ''): Promise<string> {
  const name = `made-${++made}${ending}`;
  await engine.run({ sql: `INSERT INTO FUNCTION file('${name}', '${format}') ${query}` });
  const path = join(folder, name);
  copyFileSync(join(engine.stagingFolder, name), path);
  return path;
}

test('values become the text of cells', async () => {
  const values: [string, string][] = [
    [`' x '`, 'x'],
    [`CAST(NULL, 'Nullable(String)')`, ''],
    [`CAST(NULL, 'Nullable(Int32)')`, ''],
    [`toNullable(5)`, '5'],
    [`true`, 'true'],
    [`CAST(false, 'Nullable(Bool)')`, 'false'],
    [`18446744073709551615`, '18446744073709551615'],
    [`-1.5`, '-1.5'],
    [`toFloat64(1000000000000000)`, '1000000000000000'],
    [`toFloat32(0.1)`, '0.1'],
    [`nan`, 'nan'],
    [`toDecimal64(1.5, 4)`, '1.5'],
    [`toDate32('2024-01-31')`, '2024-01-31'],
    [`CAST(NULL, 'Nullable(Date32)')`, ''],
    [`toDateTime64('2024-01-31 10:11:12.5', 3, 'UTC')`, '2024-01-31T10:11:12.500Z'],
    [`toDateTime64('2024-01-31 10:00:00', 6, 'UTC')`, '2024-01-31T10:00:00Z'],
    [`CAST(NULL, 'Nullable(DateTime64(3, ''UTC''))')`, ''],
    [`toLowCardinality('low')`, 'low'],
    [`'a\\0b'`, 'a\0b'],
  ];
  const path = await make(`SELECT ${values.map(([sql], at) => `${sql} AS v${at}`).join(', ')}`);
  const file = await inspectFile(path, { engine });
  expect(file).toMatchObject({ layout: { format: 'parquet' }, columns: values.map((_, at) => `v${at}`) });
  expect(Object.values(file.head[0] ?? {})).toEqual(values.map(([, cell]) => cell));
  expect(await cellsOf(engine, await load(engine, path))).toEqual([[1, ...values.map(([, cell]) => cell)]]);
});

test('hostile column names stay names', async () => {
  const names = [
    "a') FROM x --",
    'b`',
    'c\\',
    '"d"',
    "{e:String}'",
    'f\ng',
    '0; DROP TABLE t',
    '$x',
    'a.b',
    'n',
    'row',
    'x1',
  ];
  const quoted = names.map((name, at) => `${at} AS \`${name.replace(/[\\`]/g, '\\$&').replace('\n', '\\n')}\``);
  const table = await load(engine, await make(`SELECT ${quoted.join(', ')}`));
  expect([...table.columns.keys()]).toEqual(names);
  expect(await cellsOf(engine, table)).toEqual([[1, ...names.map((_, at) => String(at))]]);
});

test('row numbers are those of the file, whichever row group is read first', async () => {
  const path = await make(
    'SELECT number + 1 AS value, number % 7 AS other FROM numbers(1200000) SETTINGS max_threads = 1',
  );
  const table = await load(engine, path, { columns: ['value'] });
  expect(table).toMatchObject({ rows: 1_200_000, encoding: null });
  expect(await engine.rows({ sql: `SELECT countIf(toString(n) != c0) AS wrong FROM ${table.table}` })).toEqual([
    { wrong: 0 },
  ]);
});

test('nested columns are in the way only when asked for', async () => {
  const path = await make(`SELECT 1 AS a, [1, 2] AS list, (1, 'x') AS pair, map('k', 1) AS keys`);
  expect((await inspectFile(path, { engine })).columns).toEqual(['a', 'list', 'pair', 'keys']);
  expect(await cellsOf(engine, await load(engine, path, { columns: ['a'] }))).toEqual([[1, '1']]);
  for (const column of ['list', 'pair', 'keys']) {
    expect(await failureOf(load(engine, path, { columns: ['a', column] }))).toMatchObject({
      code: 'format-broken',
      message: expect.stringContaining(`Column "${column}" of`),
    });
  }
});

test('compressed as a whole', async () => {
  const path = await make('SELECT number AS a FROM numbers(3)');
  expect(await cellsOf(engine, await load(engine, write(gzipSync(readFileSync(path)))))).toEqual([
    [1, '0'],
    [2, '1'],
    [3, '2'],
  ]);
});

describe('an engine elsewhere', () => {
  const elsewhere = (): Engine => ({
    rows: engine.rows,
    run: engine.run,
    load: engine.load,
    get stagingFolder(): string {
      throw new Error('It has none.');
    },
    fileReader: () => startPrivateEngine({ temporaryFolder: folder }),
  });

  async function loadElsewhere(path: string, columns: readonly string[]) {
    const file = await inspectFile(path, { engine: elsewhere() });
    return loadFile({ engine: elsewhere(), file, columns }).finally(async () => {
      await unstage(elsewhere(), file);
      expect(readdirSync(folder).filter((name) => name.startsWith('dandelion-engine-'))).toEqual([]);
    });
  }

  test('is sent the same rows, in the order of the file', async () => {
    const path = await make(
      `SELECT number + 1 AS value, toLowCardinality(if(number % 2 = 0, 'é ', '')) AS low, [1] AS list FROM numbers(1200000) SETTINGS max_threads = 1`,
    );
    const table = await loadElsewhere(path, ['low', 'value']);
    expect(table.rows).toBe(1_200_000);
    const wrong = `countIf(toString(n) != c1 OR c0 != if(n % 2 = 1, 'é', ''))`;
    expect(await engine.rows({ sql: `SELECT ${wrong} AS wrong FROM ${table.table}` })).toEqual([{ wrong: 0 }]);
  });

  test('is not left with a part of a damaged file', async () => {
    const bytes = readFileSync(await make('SELECT rand64() AS a FROM numbers(3000000)'));
    bytes.fill(0x55, Math.floor(bytes.length * 0.7), Math.floor(bytes.length * 0.9));
    const count = () =>
      engine.rows({ sql: 'SELECT count() AS tables FROM system.tables WHERE database = currentDatabase()' });
    const before = await count();
    expect(await failureOf(loadElsewhere(write(bytes), ['a']))).toMatchObject({
      code: 'format-broken',
      message: expect.stringContaining('is damaged and cannot be read to its end'),
    });
    expect(await count()).toEqual(before);
  });
});

describe('broken files', () => {
  test('cut off', async () => {
    const whole = readFileSync(await make('SELECT number AS a FROM numbers(100000)'));
    for (const length of [4, 10, whole.length >> 1, whole.length - 1]) {
      expect((await failureOf(load(engine, write(whole.subarray(0, length))))).code).toBe('file-truncated');
    }
  });

  test('damaged inside', async () => {
    const bytes = readFileSync(await make('SELECT rand64() AS a FROM numbers(100000)'));
    bytes.fill(0x55, bytes.length >> 2, bytes.length >> 1);
    const path = write(bytes);
    const { code, message } = await failureOf(load(engine, path));
    expect(code).toBe('format-broken');
    expect(message).toContain(`${path} is damaged and cannot be read to its end`);
    expect(message).not.toContain(engine.stagingFolder);
  });

  test.each([
    ['no rows', 'SELECT 1 AS a WHERE a = 2', 'no-rows', 'has columns but no rows. Columns: "a".'],
    ['a name that is taken', 'SELECT 1 AS a, 2 AS _row_number', 'format-broken', 'Rename it'],
  ])('%s', async (_name, query, code, message) => {
    expect(await failureOf(load(engine, await make(query)))).toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  test('a misspelt column', async () => {
    const path = await make('SELECT 1 AS conversion');
    expect((await failureOf(load(engine, path, { columns: ['Conversions'] }))).message).toContain(
      'Did you mean "conversion"?',
    );
  });
});

describe('zstd', () => {
  const rows = `SELECT number AS a, toString(cityHash64(number)) AS b FROM numbers(60000)`;

  test('is expanded', async () => {
    const path = await make(rows, 'CSVWithNames', '.csv.zst');
    expect(readFileSync(path).readUInt32LE(0)).toBe(0xfd2fb528);
    const file = await inspectFile(path, { engine });
    expect(file).toMatchObject({ compression: 'zstd', columns: ['a', 'b'], head: { length: 200 } });
    const table = await load(engine, path);
    expect(table.rows).toBe(60_000);
    expect(
      await engine.rows({
        sql: `SELECT countIf(c0 != toString(n - 1) OR c1 != toString(cityHash64(n - 1))) AS wrong FROM ${table.table}`,
      }),
    ).toEqual([{ wrong: 0 }]);
    // Frame after frame, with one to be skipped between.
    const frame = readFileSync(path);
    const skipped = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
    expect((await load(engine, write(Buffer.concat([skipped, frame, skipped])))).rows).toBe(60_000);
  });

  test('cut off, damaged, and a bomb', async () => {
    const whole = readFileSync(await make(rows, 'CSVWithNames', '.csv.zst'));
    for (const length of [6, whole.length >> 1, whole.length - 1]) {
      expect((await failureOf(load(engine, write(whole.subarray(0, length))))).code).toBe('file-truncated');
    }
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, 30, 60);
    expect((await failureOf(load(engine, write(damaged)))).code).toBe('format-broken');

    const bomb = await make(`SELECT 'x' AS a FROM numbers(20000000)`, 'CSVWithNames', '.csv.zst');
    expect(readFileSync(bomb).length).toBeLessThan(20_000);
    const limits = { expandedBytes: 30e6, rowBytes: 1e6, columns: 10 };
    expect((await failureOf(load(engine, bomb, { limits }))).code).toBe('file-too-large');
  });

  test('a window that would take the memory of the machine', async () => {
    const frame = Buffer.alloc(64);
    // No single segment, a window of 2^41 bytes.
    frame.set([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xf8]);
    expect(await failureOf(load(engine, write(frame)))).toMatchObject({
      code: 'file-too-large',
      message: expect.stringContaining('window too large'),
    });
  });
});
