import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { testActor } from '../../kernel/test-caller.ts';
import { failureOf } from '../files/test-files.ts';
import { incoming, testUploads } from './test-uploads.ts';

const { uploads, staged, engine, tables, wait } = testUploads();

async function count(content: string | Uint8Array, column: string, other: { unit?: string; weight?: string } = {}) {
  const service = uploads();
  const { id } = await service.store(testActor, 'x.csv', incoming(content));
  try {
    return await service.countValues(id, { column, ...other });
  } finally {
    expect(await tables()).toEqual([]);
    expect(staged()).toEqual([]);
    await service.remove(testActor, id);
  }
}

const rows = (...counts: [value: string, rows: number][]) =>
  `v,u\n${counts.flatMap(([value, times]) => Array.from({ length: times }, (_, at) => `${value},${at}\n`)).join('')}`;

describe('the values of a column', () => {
  test('over the whole file, most frequent first', async () => {
    expect(await count(rows(['"b, c"', 3], ['a', 5], ['', 2], ['ä', 3]), 'v')).toEqual({
      values: [
        { value: 'a', count: 5 },
        { value: 'b, c', count: 3 },
        { value: 'ä', count: 3 },
      ],
      distinct: 3,
      empty: 2,
      whole: true,
      unequal: false,
    });
  });

  test('in units: each once in a variation, nobody without an id', async () => {
    const content = 'v,u\nA,1\nA,1\nA,2\nB,2\nB,\n,3\n,3\n';
    expect(await count(content, 'v', { unit: 'u' })).toMatchObject({
      values: [
        { value: 'A', count: 2 },
        { value: 'B', count: 1 },
      ],
      distinct: 2,
      empty: 1,
    });
    expect(await count(content, 'v', { unit: 'v' })).toMatchObject({ values: [{ count: 1 }, { count: 1 }], empty: 0 });
  });

  test('in what a column sums to: where a row holds many units', async () => {
    const groups = Array.from({ length: 60 }, (_, at) => `${at % 3 === 0 ? 'A' : 'B'},${at % 3 === 0 ? 100 : 50},x\n`);
    const equal = await count(`v,sent,other\n${groups.join('')}`, 'v', { weight: 'sent' });
    expect(equal).toMatchObject({ distinct: 2, empty: 0, unequal: false });
    // 20 rows of 100 against 40 of 50.
    expect(equal.values.map(({ count }) => count)).toEqual([2000, 2000]);
    expect((await count(`v,sent,other\n${groups.join('')}`, 'v')).unequal).toBe(false);
    const uneven = await count('v,sent\nA,9000\nB,500\nB,500\n,7\nB,many\n', 'v', { weight: 'sent' });
    expect(uneven).toEqual({
      values: [
        { value: 'A', count: 9000 },
        { value: 'B', count: 1000 },
      ],
      ...{ distinct: 2, empty: 7, whole: true, unequal: true },
    });
  });

  test('in the sum of a column that has no numbers: nothing to tell of a split', async () => {
    expect(await count('v,sent\nA,many\nB,few\n', 'v', { weight: 'sent' })).toMatchObject({
      values: [{ count: 0 }, { count: 0 }],
      unequal: false,
    });
  });

  test('fifty at most, and no text without end', async () => {
    const many = Array.from({ length: 80 }, (_, at) => [`v${at}`, at === 7 ? 100 : 1] as [string, number]);
    const counted = await count(rows(...many), 'v');
    expect(counted).toMatchObject({ distinct: 80, unequal: false });
    expect(counted.values).toHaveLength(50);
    expect(counted.values[0]).toEqual({ value: 'v7', count: 100 });
    const { values } = await count(`v\n${'x'.repeat(100_000)}\n`, 'v');
    expect(values).toEqual([{ value: 'x'.repeat(500), count: 1 }]);
  });

  test.each([
    ['equal', [5000, 5000], false],
    // p = 0.0019 and 0.00078.
    ['as chance has it', [5155, 4845], false],
    ['nearly equal, but not by chance', [5168, 4832], true],
    ['90 to 10', [90, 10], true],
    ['too few to say', [4, 1], false],
    ['three', [1000, 1000, 1200], true],
    ['only one', [100], false],
  ])('unequal: %s', async (_name, counts, unequal) => {
    const content = rows(...counts.map((times, at) => [`v${at}`, times] as [string, number]));
    expect((await count(content, 'v')).unequal).toBe(unequal);
  });

  test.each([
    ['JSON lines', `${JSON.stringify({ v: 'A' })}\n${JSON.stringify({ v: 'B', later: 1 })}\n`],
    ['gzip', gzipSync('v\nA\nB\n')],
    ['UTF-16', Buffer.from('\ufeffv\tx\r\nA\t1\r\nB\t1\r\n', 'utf16le')],
  ])('of %s', async (_name, content) => {
    expect(await count(content, 'v')).toMatchObject({ values: [{ value: 'A' }, { value: 'B' }], whole: true });
  });

  test('of Parquet', async () => {
    await engine().run({
      sql: `INSERT INTO FUNCTION file('made.parquet', 'Parquet') SELECT if(number % 3 = 0, 'A', 'B') AS v FROM numbers(900)`,
    });
    const path = join(engine().stagingFolder, 'made.parquet');
    const content = readFileSync(path);
    rmSync(path);
    expect(await count(content, 'v')).toMatchObject({
      values: [
        { value: 'B', count: 600 },
        { value: 'A', count: 300 },
      ],
      unequal: true,
    });
  });

  test('of what expands to more than a person waits for: the first rows', async () => {
    const content = gzipSync(Buffer.concat([Buffer.from('v,x\n'), Buffer.alloc(300e6, `A,${'x'.repeat(996)}\n`)]), {
      level: 1,
    });
    const counted = await count(content, 'v');
    expect(counted).toMatchObject({ whole: false, distinct: 1 });
    expect(counted.values[0]!.count).toBeGreaterThan(250_000);
    expect(counted.values[0]!.count).toBeLessThan(260_000);
  });
});

describe('what cannot be counted', () => {
  test('a column that is not there, is there twice, or is broken further on', async () => {
    expect(await failureOf(count('variant,x,x\nA,1,2\n', 'varient'))).toMatchObject({
      code: 'unknown-column',
      message: expect.stringContaining('Did you mean "variant"?'),
    });
    expect(await failureOf(count('variant,x,x\nA,1,2\n', 'x'))).toMatchObject({
      message: expect.stringMatching(/^x\.csv has more than one column "x"/),
    });
    const broken = `v,x\n${'A,1\n'.repeat(500)}B\n`;
    expect(await failureOf(count(broken, 'v'))).toMatchObject({
      code: 'format-broken',
      message: expect.stringMatching(/^Row 501 of x\.csv \(line 502\) has 1 cell/),
    });
  });

  test('a file that was deleted by hand', async () => {
    const service = uploads();
    const { id } = await service.store(testActor, 'mine.csv', incoming('v\nA\n'));
    rmSync(await service.path(id));
    const { code, message } = await failureOf(service.countValues(id, { column: 'v' }));
    expect(code).toBe('file-not-found');
    expect(message).toBe('There is no file mine.csv.');
  });
});

test('a table that a crash has left is dropped by the sweep', async () => {
  const make = (name: string) => engine().run({ sql: `CREATE TABLE ${name} (n UInt64) ENGINE = MergeTree ORDER BY n` });
  const left = `upload_values_${Date.now()}_0123456789abcdef`;
  await make(left);
  await make('kept');
  await uploads().sweep();
  expect(await tables()).toEqual(['kept', left]);
  wait(61 * 60_000);
  await uploads().sweep();
  expect(await tables()).toEqual(['kept']);
  await engine().run({ sql: 'DROP TABLE kept SYNC' });
});
