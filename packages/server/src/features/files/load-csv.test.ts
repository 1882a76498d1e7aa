import { once } from 'node:events';
import { createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createGzip, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { defaultLimits, inspectFile, loadFile } from './index.ts';
import { cellsOf, failureOf, type Loading, load, testFolder } from './test-files.ts';

const { folder, write } = testFolder();
let engine: PrivateEngine;
beforeAll(async () => {
  engine = await startPrivateEngine();
});
afterAll(() => engine.stop());

const read = async (content: string | Uint8Array, loading?: Loading) =>
  cellsOf(engine, await load(engine, write(content), loading));
const refusal = (content: string | Uint8Array, loading?: Loading) => failureOf(load(engine, write(content), loading));

describe('cells', () => {
  const one = [
    [1, '1', 'x'],
    [2, '', 'y'],
  ];
  test.each([
    ['commas', 'a,b\n1,x\n,y\n'],
    ['carriage returns', 'a,b\r\n1,x\r\n,y\r\n'],
    ['lone carriage returns', 'a,b\r1,x\r,y'],
    ['no line end at the end', 'a,b\n1,x\n,y'],
    ['blank lines', '\na,b\r\n\r\n1,x\n  \n\n,y\n\n\n'],
    ['tabs', 'a\tb\n1\tx\n\t"y"\n'],
    ['semicolons under sep=', 'sep=;\na;b\n1;x\n;y\n'],
    ['pipes', 'a|b\n1|x\n|y\n'],
    ['white space', 'a, b\n 1 ,"x\t"\n"" , "y" \n'],
    ['a delimiter at the end of the rows', 'a,b\n1,x,\n,y,\n'],
    ['comments above the header', '# from, to\r\n# "x"\r\n\r\na,b\r\n1,x\r\n,y\r\n'],
    ['a byte order mark and quotes', '\ufeff"a","b"\n"1","x"\n"","y"\n'],
  ])('%s', async (_name, content) => {
    expect(await read(content)).toEqual(one);
  });

  test('a delimiter at the end of the header', async () => {
    expect(await read('a,b,\n1,x,\n,y\n', { columns: ['a', 'b'] })).toEqual(one);
    expect(await read('a,b,\n1,x,z\n,y\n')).toEqual([
      [1, '1', 'x', 'z'],
      [2, '', 'y', ''],
    ]);
  });

  test('are text as it is', async () => {
    const cells = [
      '\\N',
      'NULL',
      '\\n',
      "it's",
      '5" pipe',
      "'; DROP TABLE t --",
      '{x:String}',
      'x\0y',
      '\u202e',
      '007',
      '1e5',
    ];
    expect(await read(`a,b\n${cells.map((cell) => `${cell},1\n`).join('')}`, { columns: ['a'] })).toEqual(
      cells.map((cell, at) => [at + 1, cell]),
    );
  });

  test('line breaks in quotes shift no row number', async () => {
    expect(await read('a,b\n"1\n\n2","x\r\ny"\n3,"say ""hi"""\n')).toEqual([
      [1, '1\n\n2', 'x\r\ny'],
      [2, '3', 'say "hi"'],
    ]);
  });

  test('only the columns asked for, in the order asked', async () => {
    const table = await load(engine, write('a,b,c\n1,2,3\n'), { columns: ['c', 'a', 'c'], table: 'chosen' });
    expect(table).toMatchObject({ table: 'chosen', rows: 1, encoding: 'utf-8' });
    expect([...table.columns]).toEqual([
      ['c', 'c0'],
      ['a', 'c1'],
    ]);
    expect(await cellsOf(engine, table)).toEqual([[1, '3', '1']]);
  });

  test('hostile column names stay names', async () => {
    const names = ["a') FROM x --", 'b`', 'c\\', '"d"', "{e:String}'", 'f\ng', '0; DROP TABLE t', '$x', '\u202eh'];
    const header = names.map((name) => `"${name.replaceAll('"', '""')}"`).join(',');
    const table = await load(engine, write(`${header}\n${names.map((_, at) => at).join(',')}\n`));
    expect([...table.columns.keys()]).toEqual(names);
    expect(await cellsOf(engine, table)).toEqual([[1, ...names.map((_, at) => String(at))]]);
  });

  test('a unit id of 1 MB', async () => {
    const id = 'x'.repeat(1_000_000);
    const rows = await read(`unit,b\n${id}1,2\n"${id}2",3\n`);
    expect(rows.map(([n, unit, b]) => [n, unit === `${id}${n}`, b])).toEqual([
      [1, true, '2'],
      [2, true, '3'],
    ]);
  });

  test('a thousand columns', async () => {
    const names = Array.from({ length: 1000 }, (_, at) => `name ${at}`);
    const rows = `${names.map((_, at) => at).join(',')}\n`.repeat(50);
    const table = await load(engine, write(`${names.join(',')}\n${rows}`), { columns: ['name 999', 'name 0'] });
    expect((await cellsOf(engine, table)).at(-1)).toEqual([50, '999', '0']);
  });
});

describe('encodings', () => {
  test.each([
    ['utf-8', Buffer.from('a,b\n€,ö\n')],
    ['windows-1252', Buffer.from('a,b\n\x80,\xf6\n', 'latin1')],
    ['utf-16le', Buffer.from('\ufeffa,b\n€,ö\n', 'utf16le')],
  ])('%s', async (encoding, bytes) => {
    const table = await load(engine, write(bytes));
    expect(table.encoding).toBe(encoding);
    expect(await cellsOf(engine, table)).toEqual([[1, '€', 'ö']]);
  });

  test('Windows-1252 that shows only far behind the head, and UTF-8 cut anywhere', async () => {
    const rows = 150_000;
    const lines = Array.from({ length: rows }, (_, at) => `${at},ä€😀${'x'.repeat(at % 7)}\n`).join('');
    const bytes = Buffer.concat([Buffer.from(`a,b\n${lines}`), Buffer.from('last,\xe9\x80\n', 'latin1')]);
    const table = await load(engine, write(bytes));
    expect(table).toMatchObject({ rows: rows + 1, encoding: 'windows-1252' });
    const [wrong] = await engine.rows({
      sql: `SELECT countIf(c1 != concat('ä€😀', repeat('x', modulo(n - 1, 7)))) AS count FROM ${table.table}`,
    });
    expect(wrong).toEqual({ count: 1 });
    expect(await engine.rows({ sql: `SELECT c1 FROM ${table.table} WHERE n = ${rows + 1}` })).toEqual([{ c1: 'é€' }]);
  });
});

describe('broken files', () => {
  test.each([
    ['a long row', 'a,b\n1,2\n3,4,5\n', 'Row 2 of', '(line 3) has 3 cells, but the header has 2'],
    ['a short row', 'a,b,c\n1,2,3\n\n4,5\n', 'Row 2 of', '(line 4) has 2 cells, but the header has 3'],
    ['rows numbered past line breaks', 'a,b\n"1\n2",2\n3\n', 'Row 2 of', '(line 4) has 1 cell, but'],
    ['a quote closed too late', 'a,b\n1,2\n"3,4\n5,6\n7",8,9\n', 'Row 2 of', 'runs over 3 lines'],
    ['a quote never closed', 'a,b\n1,2\n3,"4\n5,6\n', 'A quote that opens on line 3 of', 'never closed'],
    ['text after a quote', 'a,b\n1,2\n"say "hi"",4\n', 'Row 2 of', 'after the closing quote of cell 1'],
    ['text after a quote in the header', 'a,"b"c\n1,2\n', 'The header of', 'after the closing quote of cell 2'],
    ['an asked column twice', 'a,a\n1,2\n', 'more than one column "a"', 'Rename'],
  ])('%s', async (_name, content, where, what) => {
    const { code, message } = await refusal(content);
    expect(code).toBe('format-broken');
    expect(message).toContain(where);
    expect(message).toContain(what);
  });

  test('leave no table behind', async () => {
    await refusal(`a,b\n${'1,2\n'.repeat(300_000)}3\n`, { table: 'broken' });
    expect(await engine.rows({ sql: `SELECT name FROM system.tables WHERE name = 'broken'` })).toEqual([]);
  });

  test('a row that never ends', async () => {
    const limits = { ...defaultLimits, rowBytes: 100_000 };
    const rest = 'x\n'.repeat(600_000);
    expect((await refusal(`a,b\n1,2\n3,"${rest}`, { limits })).message).toContain('opens on line 3');
    expect((await refusal(`a,b\n1,2\n3,${rest.replaceAll('\n', ' ')}`, { limits })).message).toContain(
      'is longer than',
    );
  });

  test('a misspelt column', async () => {
    expect(await refusal('conversion,b\n1,2\n', { columns: ['convrsion'] })).toEqual({
      code: 'unknown-column',
      message: 'There is no column "convrsion". Did you mean "conversion"? Columns: "conversion", "b".',
    });
    const many = Array.from({ length: 100 }, (_, at) => `n${at}\u202e`).join(',');
    const { message } = await refusal(`${many}\n${many}\n`, { columns: ['something else'] });
    expect(message).toContain('"n19" and 80 more.');
    expect(message).not.toContain('Did you mean');
  });

  test('a file that goes away', async () => {
    const path = write('a,b\n1,2\n');
    const file = await inspectFile(path, { engine });
    rmSync(path);
    expect((await failureOf(loadFile({ engine, file, columns: ['a'] }))).code).toBe('file-unreadable');
  });
});

describe('compressed', () => {
  const content = `a,b\n${Array.from({ length: 5000 }, (_, at) => `${at * 7919},x${at}\n`).join('')}`;

  test('gzip, also of several members', async () => {
    const half = content.indexOf('\n2') + 1;
    const bytes = Buffer.concat([gzipSync(content.slice(0, half)), gzipSync(content.slice(half))]);
    expect(await read(bytes)).toEqual(await read(content));
  });

  test('gzip cut off or damaged', async () => {
    const whole = gzipSync(content);
    for (const length of [5, 100, whole.length - 4]) {
      expect(await refusal(whole.subarray(0, length))).toMatchObject({
        code: 'file-truncated',
        message: expect.stringContaining('cut off; get the file again'),
      });
    }
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, 2000, 2020);
    expect((await refusal(damaged)).code).toBe('format-broken');
    const wrongSum = Buffer.from(whole);
    wrongSum[whole.length - 8]! ^= 1;
    expect((await refusal(wrongSum)).code).toBe('format-broken');
  });

  test('a bomb stops at the limit', async () => {
    const limits = { ...defaultLimits, expandedBytes: 2_000_000 };
    const bomb = gzipSync(`a,b\n${'1,2\n'.repeat(1_000_000)}`);
    expect(bomb.length).toBeLessThan(20_000);
    expect(await refusal(bomb, { limits })).toMatchObject({
      code: 'file-too-large',
      message: expect.stringContaining('expands to more than 0.002 GB'),
    });
    expect(await read(gzipSync(content), { limits })).toHaveLength(5000);
  });
});

test('row numbers are those of the file, however many threads parse it', async () => {
  const path = join(folder, 'many.csv.gz');
  const stream = createGzip({ level: 1 });
  stream.pipe(createWriteStream(path));
  stream.write('value,text\n');
  const rows = 1_200_000;
  for (let from = 1; from <= rows; from += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, at) => `${from + at},"t${'\n'.repeat((from + at) % 3)}"\n`);
    if (!stream.write(lines.join(''))) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');

  const told: number[] = [];
  const total = (await inspectFile(path, { engine })).bytes;
  const table = await load(engine, path, { onProgress: ({ bytes }) => told.push(bytes) });
  expect(table.rows).toBe(rows);
  const [wrong] = await engine.rows({ sql: `SELECT countIf(toString(n) != c0) AS rows FROM ${table.table}` });
  expect(wrong).toEqual({ rows: 0 });
  expect(told.at(-1)).toBe(total);
  expect(told).toEqual([...told].sort((a, b) => a - b));
});

describe('the head and the engine read the same', () => {
  // Mulberry32, as published by Tommy Ettinger (public domain).
  function random(seed: number): () => number {
    let state = seed;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
  }

  test.each([',', ';', '\t', '|'])('delimiter %j', async (delimiter) => {
    const next = random(delimiter.charCodeAt(0));
    const pick = <Item>(items: readonly Item[]) => items[Math.floor(next() * items.length)]!;
    const plain = ['', 'x', ' ', '"', "'", '\\', 'é', '1,5', ' "', '\\N'];
    const quoted = ['x', '\n', '\r', '\r\n', '""', delimiter, ' ', '\t', "'", '\\'];
    const cell = () => {
      const parts = Array.from({ length: Math.floor(next() * 4) }, () => pick(next() < 0.5 ? plain : ['x', 'y']));
      const text = parts.join('');
      const isSafe = !text.trim().startsWith('"') && !text.includes(delimiter);
      if (isSafe && next() < 0.6) return text;
      return `"${Array.from({ length: Math.floor(next() * 5) }, () => pick(quoted)).join('')}"`;
    };
    const line = () => `x${delimiter}${cell()}${delimiter}${cell()}${pick(['\n', '\r\n', '\r'])}`;
    const content = `a${delimiter}b${delimiter}c\n${Array.from({ length: 200 }, line).join('')}`;
    const path = write(content);
    const file = await inspectFile(path, { engine });
    const loaded = await cellsOf(engine, await load(engine, path));
    expect(file.layout).toMatchObject({ delimiter });
    expect(loaded.map(([, ...cells]) => cells)).toEqual(file.head.map((row) => Object.values(row)));
    expect(loaded).toHaveLength(200);
  });
});
