import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { cellsOf, failureOf, type Loading, load, testFolder } from './test-files.ts';

const { write } = testFolder();
let engine: PrivateEngine;
beforeAll(async () => {
  engine = await startPrivateEngine();
});
afterAll(() => engine.stop());

const read = async (content: string | Uint8Array, loading?: Loading) =>
  cellsOf(engine, await load(engine, write(content), loading));
const refusal = (content: string | Uint8Array, loading?: Loading) => failureOf(load(engine, write(content), loading));

test('values become the text of cells', async () => {
  const values: [string, string][] = [
    ['"x"', 'x'],
    ['" a\\tb\\u00e9\\"\\n "', 'a\tbé"'],
    ['"\\ud83d\\ude00 {[,"', '😀 {[,'],
    ['"x\\u0000y"', 'x\0y'],
    ['""', ''],
    ['null', ''],
    ['"null"', 'null'],
    ['true', 'true'],
    ['false', 'false'],
    ['-5', '-5'],
    ['1.50', '1.5'],
    ['1e5', '100000'],
    ['0.1', '0.1'],
    ['9007199254740993', '9007199254740993'],
    ['18446744073709551615', '18446744073709551615'],
  ];
  const lines = values.map(([json]) => `{"a": ${json} ,"b":[1,{"a":2}]}`);
  expect(await read(lines.join('\n'), { columns: ['a'] })).toEqual(values.map(([, cell], at) => [at + 1, cell]));
  // The same as one list.
  expect(await read(`[\n${lines.join('\r\n,')}]\n`, { columns: ['a'] })).toEqual(
    values.map(([, cell], at) => [at + 1, cell]),
  );
});

test('keys in any order or missing; blank lines; a unit id of 1 MB', async () => {
  const id = 'x'.repeat(1_000_000);
  expect(
    await read(`{"a":"1","b":2}\r\n\r\n{"b":3,"a":"${id}"}\n \n{}\n{"c":1,"a":4,"a":5}`, { columns: ['a', 'b', 'c'] }),
  ).toEqual([
    [1, '1', '2', ''],
    [2, id, '3', ''],
    [3, '', '', ''],
    [4, '4', '', '1'],
  ]);
});

test('hostile keys stay keys', async () => {
  const keys = ["a') FROM x --", 'b`', 'c\\', '"d"', "{e:String}'", 'f\ng\t', '\\N', '$x', 'a.b', '__proto__', '', 'é'];
  const line = `{${keys.map((key, at) => `${JSON.stringify(key)}:${at}`).join(',')}}\n`;
  const table = await load(engine, write(line.repeat(2)));
  expect([...table.columns.keys()]).toEqual(keys);
  expect(await cellsOf(engine, table)).toEqual([1, 2].map((n) => [n, ...keys.map((_, at) => String(at))]));
});

test('a key that first appears behind the head', async () => {
  const content = `${'{"a":1}\n'.repeat(40_000)}{"a":2,"late":"x"}\n`;
  const table = await load(engine, write(content), { columns: ['late', 'a'] });
  expect(table.rows).toBe(40_001);
  expect(await engine.rows({ sql: `SELECT n, c0 FROM ${table.table} WHERE c0 != ''` })).toEqual([
    { n: 40_001, c0: 'x' },
  ]);
  expect(await refusal(content, { columns: ['lat'] })).toMatchObject({
    code: 'unknown-column',
    message: 'There is no column "lat". Columns: "a".',
  });
});

test('Windows-1252', async () => {
  expect(await read(Buffer.from('{"a":"\x80\xf6"}\n', 'latin1'))).toEqual([[1, '€ö']]);
});

test('row numbers are those of the file, however many threads parse it', async () => {
  const lines = Array.from({ length: 400_000 }, (_, at) => `{"value":${at + 1},"text":"${'x'.repeat(at % 50)}"}\n`);
  const table = await load(engine, write(lines.join('')));
  expect(
    await engine.rows({ sql: `SELECT countIf(toString(n) != c0) AS wrong, count() AS rows FROM ${table.table}` }),
  ).toEqual([{ wrong: 0, rows: 400_000 }]);
});

describe('broken files', () => {
  const good = '{"a":1,"b":{"c":2}}\n';
  test.each([
    ['text', `${good}hello\n`, 'Row 2 of'],
    ['a line cut off', `${good}\n${good}{"a":1,"b`, 'Row 3 of'],
    ['a list', `${good}[1,2]\n`, 'Row 2 of'],
    ['NaN', `${good}{"a":NaN}\n`, 'NaN is not JSON'],
    ['a whole number of 30 digits', `${good}{"a":${'1'.repeat(30)}}\n`, 'above 20 digits'],
    ['two objects on a line', `${good}{"a":1}{"a":2}\n`, 'Row 2 of'],
    ['a nested value', `${good}{"a":[1]}\n`, 'Column "a" holds nested values, first in row 2'],
    ['a list that holds something else', '[{"a":1}, 5]', 'Row 2 of'],
    ['text after a list', '[{"a":1}] {"a":2}', 'goes on after the end'],
  ])('%s', async (_name, content, message) => {
    expect(await refusal(content, { columns: ['a'] })).toMatchObject({
      code: 'format-broken',
      message: expect.stringContaining(message),
    });
  });

  test('a list cut off', async () => {
    expect((await refusal('[{"a":1},{"a":2}', { columns: ['a'] })).code).toBe('file-truncated');
  });
});
