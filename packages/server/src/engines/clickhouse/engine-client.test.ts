import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EngineError } from '../../kernel/engine.ts';
import { type PrivateEngine, startPrivateEngine } from './start-private-engine.ts';

let engine: PrivateEngine;

beforeAll(async () => {
  // Small, so that the test below sees it spill.
  engine = await startPrivateEngine({ memoryBytes: 900 * 1024 * 1024 });
});

afterAll(() => engine.stop());

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => expect.unreachable('It should have failed'),
    (error: unknown) => error,
  );
}

describe('rows', () => {
  test('binds values, whatever they hold', async () => {
    const text = `it's "quoted" \\ {a:String} \t\n\r ünï ${String.fromCodePoint(0x1f33c)} '; DROP TABLE t; --`;
    const rows = await engine.rows({
      sql: 'SELECT {text:String} AS text, {list:Array(String)} AS list, {nothing:Nullable(Int64)} AS nothing, {count:UInt32} AS count',
      values: { text, list: [text, ''], nothing: null, count: 7 },
    });
    expect(rows).toEqual([{ text, list: [text, ''], nothing: null, count: 7 }]);
  });

  test('binds values of megabytes', async () => {
    const text = 'x'.repeat(3_000_000);
    expect(await engine.rows({ sql: 'SELECT length({text:String}) AS length', values: { text } })).toEqual([
      { length: 3_000_000 },
    ]);
  });

  test('answers 64-bit integers and decimals as numbers, and what is no number as null', async () => {
    const sql = `SELECT toUInt64(9007199254740991) AS unsigned, toInt64(-9007199254740991) AS signed,
      toDecimal64(1.25, 4) AS decimal, nan AS notANumber, -inf AS infinite, toFloat64(0.1) AS float`;
    expect(await engine.rows({ sql })).toEqual([
      {
        unsigned: 9007199254740991,
        signed: -9007199254740991,
        decimal: 1.25,
        notANumber: null,
        infinite: null,
        float: 0.1,
      },
    ]);
  });

  test('cannot write', async () => {
    const error = await failureOf(engine.rows({ sql: 'CREATE TABLE t (a Int8) ENGINE = Memory' }));
    expect(error).toMatchObject({ code: 164, type: 'READONLY' });
  });

  test('takes settings', async () => {
    const sql = "SELECT getSetting('max_threads') AS threads";
    expect(await engine.rows({ sql, settings: { max_threads: 3 } })).toEqual([{ threads: 3 }]);
  });

  test('fails as a whole when an error comes after the first rows', async () => {
    const sql = 'SELECT number, throwIf(number = 3000000) FROM numbers(5000000) SETTINGS max_block_size = 1000';
    expect(await failureOf(engine.rows({ sql }))).toMatchObject({ code: 395 });
  });

  test('groups by ten million keys that do not fit into memory', async () => {
    const sql =
      'SELECT count() AS keys FROM (SELECT toString(number) AS key, count() FROM numbers(10000000) GROUP BY key)';
    expect(await engine.rows({ sql })).toEqual([{ keys: 10_000_000 }]);
    const onDisk = { max_bytes_before_external_group_by: 0 };
    expect(await failureOf(engine.rows({ sql, settings: onDisk }))).toMatchObject({ code: 241 });
  });

  test('reads staged files by base name', async () => {
    writeFileSync(join(engine.stagingFolder, 'staged.csv'), 'a,b\n1,x\n2,y\n');
    expect(await engine.rows({ sql: "SELECT * FROM file('staged.csv', CSVWithNames)" })).toEqual([
      { a: 1, b: 'x' },
      { a: 2, b: 'y' },
    ]);
  });
});

test('a refused statement rejects with the code and message of ClickHouse', async () => {
  const error = await failureOf(engine.run({ sql: 'SELECT nonsense' }));
  expect(error).toBeInstanceOf(EngineError);
  expect(error).toMatchObject({ code: 47, type: 'UNKNOWN_IDENTIFIER', message: expect.stringContaining('nonsense') });
});

test('a statement beyond the limit of the HTTP layer rejects with an EngineError too', async () => {
  const error = await failureOf(engine.rows({ sql: 'SELECT {text:String}', values: { text: 'x'.repeat(9_000_000) } }));
  expect(error).toBeInstanceOf(EngineError);
});

describe('load', () => {
  beforeEach(async () => {
    await engine.run({ sql: 'DROP TABLE IF EXISTS loaded' });
    await engine.run({ sql: 'CREATE TABLE loaded (a Int64, b String) ENGINE = MergeTree ORDER BY a' });
  });

  const insert = { sql: 'INSERT INTO loaded FORMAT CSV' };
  const count = async () =>
    (await engine.rows<{ rows: number }>({ sql: 'SELECT count() AS rows FROM loaded' }))[0]?.rows;
  const block = Buffer.from('1,a value of some thirty bytes \n'.repeat(2048));

  test('streams text and bytes, and settings hold for it', async () => {
    await engine.load({ ...insert, settings: { format_csv_delimiter: ';' } }, Readable.from(['1;"x\ny"\n2;', 'z\n']));
    await engine.load(insert, Readable.from([Buffer.from('3,'), Buffer.from('u\n')]));
    expect(await engine.rows({ sql: 'SELECT * FROM loaded ORDER BY a' })).toEqual([
      { a: 1, b: 'x\ny' },
      { a: 2, b: 'z' },
      { a: 3, b: 'u' },
    ]);
  });

  test('holds no more than a few chunks in memory', async () => {
    let highest = 0;
    const before = process.memoryUsage().rss;
    const data = Readable.from(
      (function* () {
        for (let chunk = 0; chunk < 5000; chunk++) {
          if (chunk % 50 === 0) highest = Math.max(highest, process.memoryUsage().rss);
          yield Buffer.from(block);
        }
      })(),
    );
    await engine.load(insert, data);
    expect(await count()).toBe(5000 * 2048);
    // 320 MB passed through.
    expect(highest - before).toBeLessThan(150 * 1024 * 1024);
  });

  test('a source that fails half way: its own error, and no insert goes on', async () => {
    const broken = new Error('the source broke');
    async function* half() {
      for (let chunk = 0; chunk < 20; chunk++) yield block;
      throw broken;
    }
    expect(await failureOf(engine.load(insert, Readable.from(half())))).toBe(broken);
    await expect
      .poll(() => engine.rows({ sql: "SELECT query FROM system.processes WHERE query LIKE 'INSERT%'" }), {
        timeout: 20_000,
      })
      .toEqual([]);
    // All of it was smaller than one block of the engine.
    expect(await count()).toBe(0);
  });

  test('a source that failed or was closed before', async () => {
    const failed = Readable.from(['1,x\n']);
    failed.on('error', () => {});
    failed.destroy(new Error('it was over before'));
    expect(await failureOf(engine.load(insert, failed))).toMatchObject({ message: 'it was over before' });
    const closed = Readable.from(['1,x\n']);
    closed.destroy();
    expect(await failureOf(engine.load(insert, closed))).toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
  });

  test.each([0, 500])('a bad row after %i blocks of a large stream: the error of the engine', async (good) => {
    const data = Readable.from(
      (function* () {
        for (let chunk = 0; chunk < 1500; chunk++) yield chunk === good ? 'not a number,x\n' : block;
      })(),
    );
    const error = await failureOf(engine.load(insert, data));
    expect(error).toMatchObject({ name: 'EngineError', code: 27 });
    expect(data.destroyed).toBe(true);
    // The connection is usable afterwards.
    expect(await engine.rows({ sql: 'SELECT 1 AS one' })).toEqual([{ one: 1 }]);
  });

  test('an unknown table', async () => {
    const work = engine.load({ sql: 'INSERT INTO nowhere FORMAT CSV' }, Readable.from([block, block]));
    expect(await failureOf(work)).toMatchObject({ name: 'EngineError', code: 60 });
  });
});

test('what is asked of a stopped engine fails as interrupted, and its folder is gone', async () => {
  const other = await startPrivateEngine();
  const asked = failureOf(other.rows({ sql: 'SELECT count() FROM numbers(1e13) WHERE NOT ignore(sipHash64(number))' }));
  await other.rows({ sql: 'SELECT 1' });
  await Promise.all([other.stop(), other.stop()]);
  expect(await asked).toMatchObject({ code: 'interrupted' });
  expect(await failureOf(other.rows({ sql: 'SELECT 1' }))).toMatchObject({ code: 'interrupted' });
  expect(existsSync(join(other.stagingFolder, '..'))).toBe(false);
});
