import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { inspectFile, loadFile, unstage } from './index.ts';
import { cellsOf, failureOf, testFolder } from './test-files.ts';

const { folder, write } = testFolder();
let engine: PrivateEngine;
beforeAll(async () => {
  engine = await startPrivateEngine();
});
afterAll(() => engine.stop());

async function makeParquet(query: string): Promise<string> {
  const name = `made-${readdirSync(folder).length}.parquet`;
  await engine.run({ sql: `INSERT INTO FUNCTION file('${name}', 'Parquet') ${query}` });
  copyFileSync(join(engine.stagingFolder, name), join(folder, name));
  await engine.run({ sql: 'SELECT 1' });
  return join(folder, name);
}

const staged = () => readdirSync(engine.stagingFolder).filter((name) => !name.startsWith('made-'));

describe('a file that is called otherwise than its path', () => {
  test.each([
    ['nothing', ''],
    ['a header alone', 'a,b\n'],
    ['a PDF document', '%PDF-1.7\n'],
    ['a quote never closed', 'a,"b\n1,2\n'],
    ['JSON cut off', '{"a": 1'],
    ['too many columns', `${'a,'.repeat(10_000)}b\n1\n`],
    ['gzip cut off', gzipSync('a,b\n1,2\n'.repeat(99)).subarray(0, 25)],
    ['Parquet cut off', 'PAR1xxxxxxxxxxxxxxxxxx'],
  ])('is refused by its name: %s', async (_name, content) => {
    const { message } = await failureOf(inspectFile(write(content, 'on-disk'), { engine, name: 'May \u202etest.csv' }));
    expect(message).toContain('May test.csv');
    expect(message).not.toContain('on-disk');
    expect(message).not.toContain(folder);
    expect(staged()).toEqual([]);
  });

  test('when it is not there, what lies beside it is not told', async () => {
    write('a\n1\n', 'results-1');
    const { code, message } = await failureOf(inspectFile(join(folder, 'results-2'), { engine, name: 'May.csv' }));
    expect([code, message]).toEqual(['file-not-found', 'There is no file May.csv.']);
  });

  test.each([
    ['CSV', 'a,b\n1,2\n3\n'],
    ['JSON lines', '{"a":1,"b":2}\n{"a":{}}\n'],
    ['a JSON list', '[{"a":1,"b":2}'],
    ['a column twice', 'a,a\n1,2\n'],
  ])('is named when it is loaded: %s', async (_name, content) => {
    const file = await inspectFile(write(content, 'on-disk'), { engine, name: 'May.csv' });
    const { message } = await failureOf(loadFile({ engine, file, columns: ['a'] }));
    expect(message).toContain('May.csv');
    expect(message).not.toContain('on-disk');
  });

  test('Parquet too', async () => {
    const path = await makeParquet('SELECT [1, 2] AS a, 1 AS b');
    const file = await inspectFile(path, { engine, name: 'May.parquet' });
    expect((await failureOf(loadFile({ engine, file, columns: ['a'] }))).message).toContain('May.parquet');
    expect(staged()).toHaveLength(1);
    await unstage(engine, file);
    expect(staged()).toEqual([]);
    await unstage(engine, file);
  });
});

describe('only the first rows', () => {
  const rows = Array.from({ length: 200_000 }, (_, at) => at + 1);
  test.each([
    ['CSV', `n,x\n${rows.map((n) => `${n},"x\n"\n`).join('')}`],
    ['CSV with gzip', gzipSync(`n,x\n${rows.map((n) => `${n},x\n`).join('')}`)],
    ['JSON lines', rows.map((n) => `{"n":${n},"x":"\\n"}\n`).join('')],
    ['a JSON list', `[${rows.map((n) => `{"n":${n},"x":[1]}`).join(',\n')}]`],
  ])('of %s, whole and in order', async (_name, content) => {
    const file = await inspectFile(write(content), { engine });
    const whole = await loadFile({ engine, file, columns: ['n'] });
    expect(whole).toMatchObject({ rows: rows.length, whole: true });
    const most = 600_000;
    const first = await loadFile({ engine, file, columns: ['n'], most });
    expect(first.whole).toBe(false);
    expect(first.rows).toBeGreaterThan(20_000);
    expect(first.rows).toBeLessThan(rows.length);
    const cells = await cellsOf(engine, first);
    expect(cells.every(([n, cell], at) => n === at + 1 && cell === String(at + 1))).toBe(true);
    expect(await loadFile({ engine, file, columns: ['n'], most: 1e9 })).toMatchObject({
      rows: rows.length,
      whole: true,
    });
  });

  test('of Parquet', async () => {
    const path = await makeParquet('SELECT number + 1 AS n FROM numbers(5000100)');
    const file = await inspectFile(path, { engine });
    expect(await loadFile({ engine, file, columns: ['n'], most: file.bytes })).toMatchObject({
      rows: 5_000_100,
      whole: true,
    });
    const first = await loadFile({ engine, file, columns: ['n'], most: file.bytes - 1 });
    expect(first).toMatchObject({ rows: 5_000_000, whole: false });
  });
});
