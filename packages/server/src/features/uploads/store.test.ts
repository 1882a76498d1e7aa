import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { testActor } from '../../kernel/test-caller.ts';
import { failureOf } from '../files/test-files.ts';
import { incoming, testUploads } from './test-uploads.ts';

const { uploads, files, folder, staged, engine, pool } = testUploads();
const table = 'group,clicks\nA,1\nB,0\n';

/** A stream that says how much was taken from it. */
function endless(chunk = Buffer.alloc(64 * 1024, 'a,b\n')) {
  let taken = 0;
  const stream = new Readable({
    read() {
      taken += chunk.length;
      this.push(chunk);
    },
  });
  return { stream, taken: () => taken };
}

const nothingStays = async () => {
  expect(files()).toEqual([]);
  expect(staged()).toEqual([]);
  expect((await pool().query('SELECT count(*)::int AS rows FROM uploads')).rows).toEqual([{ rows: 0 }]);
};

describe('a table', () => {
  test('is stored as it is, for this user alone, and told of', async () => {
    const service = uploads();
    const content = gzipSync('Gruppe;Öffnungen\nA;3,5\n"B;\n";\n');
    const upload = await service.store(testActor, 'C:\\Daten\\Test Mai.csv', incoming(content));
    expect(upload).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Test Mai.csv',
      bytes: content.length,
      format: 'CSV with semicolons, zipped',
      columns: [
        { name: 'Gruppe', examples: ['A', 'B;'], guess: expect.any(String), kind: null },
        { name: 'Öffnungen', examples: ['3,5'], guess: expect.any(String), kind: 'mean' },
      ],
      head: [
        ['A', '3,5'],
        ['B;', ''],
      ],
      storedAt: expect.any(String),
      deleteAt: expect.any(String),
      deletedAt: null,
    });
    expect(Date.parse(upload.deleteAt!) - Date.parse(upload.storedAt)).toBe(30 * 24 * 60 * 60_000);
    const path = await service.path(upload.id);
    expect(readFileSync(path)).toEqual(content);
    expect(files()).toEqual([upload.id]);
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    expect(await service.get(upload.id)).toEqual(upload);
    // What is deleted from the record store stays in its pages for a while: no cell ever gets there.
    const { rows } = await pool().query<{ text: string }>('SELECT uploads::text AS text FROM uploads');
    expect(rows[0]!.text).toContain('Gruppe');
    expect(rows[0]!.text).not.toMatch(/B;|3,5/);
  });

  test('without an announced length', async () => {
    const upload = await uploads().store(testActor, 'x.csv', incoming(table, null));
    expect(upload.bytes).toBe(table.length);
  });

  test('kept for ever when the workspace says so', async () => {
    expect((await uploads({ keepAll: async () => true }).store(testActor, 'x.csv', incoming(table))).deleteAt).toBe(
      null,
    );
  });

  test('Parquet leaves nothing where the engine reads', async () => {
    await engine().run({ sql: `INSERT INTO FUNCTION file('made.parquet', 'Parquet') SELECT 'A' AS variant, 1 AS n` });
    const content = readFileSync(join(engine().stagingFolder, 'made.parquet'));
    execFileSync('rm', [join(engine().stagingFolder, 'made.parquet')]);
    const upload = await uploads().store(testActor, 'x.parquet', incoming(content));
    expect(upload).toMatchObject({ format: 'Parquet', head: [['A', '1']] });
    expect(staged()).toEqual([]);
    const cut = content.subarray(0, content.length - 5);
    expect(await failureOf(uploads().store(testActor, 'cut.parquet', incoming(cut)))).toMatchObject({
      code: 'file-truncated',
      message: expect.stringMatching(/^cut\.parquet begins like a Parquet file/),
    });
    expect(staged()).toEqual([]);
    expect(files()).toEqual([upload.id]);
  });

  test('a header of 2 MB, and cells that are no text', async () => {
    const names = Array.from({ length: 2500 }, (_, at) => `column-${at}-${'x'.repeat(800)}`);
    const cells = names.map((_, at) => `${'y'.repeat(300)}${at}`);
    const row = cells.join(',');
    const upload = await uploads().store(
      testActor,
      'wide.csv',
      incoming(`${names.join(',')}\n${`${row}\n`.repeat(30)}`),
    );
    expect(upload.columns.map(({ name }) => name)).toEqual(names);
    // As many rows as fit, cells cut.
    expect(upload.head).toHaveLength(1);
    expect(upload.head[0]![7]).toBe(`${'y'.repeat(200)}…`);
    expect(upload.columns[7]!.examples).toEqual([`${'y'.repeat(60)}…`]);
    const odd = await uploads().store(testActor, 'odd.jsonl', incoming('{"a":"x\\u0000y","b":"\\ud800"}\n'));
    expect(odd.head).toEqual([['x\ufffdy', '\ufffd']]);
  });

  test.each([
    ['/etc/passwd', 'passwd'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['a\u0000b.csv', 'ab.csv'],
    ['gpj.\u202evsc.exe', 'gpj.vsc.exe'],
    ['\u001b[31mred\u0007.csv', '[31mred.csv'],
    ['..', 'file'],
    ['a/', 'file'],
    ['\u200f', 'file'],
    ["'; DROP TABLE uploads; --", "'; DROP TABLE uploads; --"],
    ['😀'.repeat(300), '😀'.repeat(255)],
    ['\ud800half.csv', 'half.csv'],
  ])('called %j', async (given, name) => {
    const upload = await uploads().store(testActor, given, incoming(table));
    expect(upload.name).toBe(name);
    expect(files()).toEqual([upload.id]);
  });
});

describe('what is no table is refused by its name, and nothing of it stays', () => {
  test.each([
    ['nothing', '', 'no-rows', 'it.csv is empty.'],
    ['a header alone', 'a,b\n', 'no-rows', 'it.csv has a header but no rows. Columns: "a", "b".'],
    [
      'a picture',
      Buffer.from('\x89PNG\r\n', 'latin1'),
      'format-unknown',
      'it.csv is a picture, whatever its name says.',
    ],
    ['a quote never closed', 'a,"b\n1,2\n', 'format-broken', 'A quote that opens on line 1 of it.csv'],
    ['cut gzip', gzipSync(table.repeat(9)).subarray(0, 30), 'file-truncated', 'it.csv ends in the middle of its gzip'],
    ['damaged gzip', Buffer.from('1f8b0800000000000003ffff', 'hex'), 'format-broken', 'The gzip data of it.csv'],
    ['a long name', `${'n'.repeat(1001)},b\n1,2\n`, 'format-broken', 'The name of column 1 of it.csv is longer'],
    ['a name that is no text', 'a,b\0\n1,2\n', 'format-broken', 'The name of column 2 of it.csv holds a character'],
  ])('%s', async (_name, content, code, message) => {
    const failure = await failureOf(uploads().store(testActor, 'dir/it.csv', incoming(content as string)));
    expect(failure).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(failure.message).not.toContain(folder());
    await nothingStays();
    // Not announced: seen only when it has come.
    expect(await failureOf(uploads().store(testActor, 'it.csv', incoming(content as string, null)))).toMatchObject({
      code,
    });
    await nothingStays();
  });

  test('a bomb is looked at no further than its head', async () => {
    const bomb = gzipSync(Buffer.alloc(150e6, 'a'), { level: 1 });
    expect(await failureOf(uploads().store(testActor, 'bomb.gz', incoming(bomb)))).toMatchObject({
      code: 'format-broken',
    });
    await nothingStays();
    const rows = gzipSync(Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(150e6, '1,2\n')]), { level: 1 });
    expect(await uploads().store(testActor, 'rows.gz', incoming(rows))).toMatchObject({ bytes: rows.length });
  });
});

describe('size', () => {
  test('announced above the limit: nothing is read', async () => {
    const { stream, taken } = endless();
    const failure = await failureOf(uploads({ limitBytes: 5e9 }).store(testActor, 'big.csv', { stream, bytes: 6.2e9 }));
    expect(failure).toEqual({
      code: 'file-too-large',
      message:
        'big.csv has 6.2 GB, and the 5 GB that this server takes at most. Compress it with gzip, or keep only the columns of the test.',
    });
    stream.destroy();
    expect(taken()).toBeLessThan(1e6);
    await nothingStays();
  });

  test.each([null, 900_000])('more than the limit comes, announced %s', async (bytes) => {
    const { stream, taken } = endless();
    const failure = await failureOf(uploads({ limitBytes: 1e6 }).store(testActor, 'big.csv', { stream, bytes }));
    stream.destroy();
    expect(failure).toMatchObject({
      code: 'file-too-large',
      message: expect.stringContaining('is larger than the 1 MB that this server takes.'),
    });
    expect(taken()).toBeLessThan(2e6);
    await nothingStays();
  });

  test('no more is taken than is written', async () => {
    const written = () => files().reduce((sum, file) => sum + statSync(join(folder(), file)).size, 0);
    let taken = 0;
    let most = 0;
    const stream = new Readable({
      read() {
        most = Math.max(most, taken - written());
        taken += 64 * 1024;
        this.push(Buffer.alloc(64 * 1024, '1,2\n'));
      },
    });
    await failureOf(uploads({ limitBytes: 20e6 }).store(testActor, 'x.csv', { stream, bytes: null }));
    stream.destroy();
    expect(taken).toBeGreaterThan(20e6);
    expect(most).toBeLessThan(1e6);
  });
});

describe('cut off', () => {
  test('the connection breaks', async () => {
    const stream = new Readable({ read() {} });
    stream.push(table);
    const storing = failureOf(uploads().store(testActor, 'x.csv', { stream, bytes: 1000 }));
    setTimeout(() => stream.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })), 20);
    expect(await storing).toEqual({
      code: 'file-truncated',
      message:
        'The connection ended before all of x.csv had arrived (21 bytes of 1 kB). Nothing of it was stored. Upload it again.',
    });
    await nothingStays();
  });

  test('it was broken before it began, and it ends without a word', async () => {
    const stream = new Readable({ read() {} });
    stream.destroy();
    expect(await failureOf(uploads().store(testActor, 'x.csv', { stream, bytes: 1000 }))).toMatchObject({
      code: 'file-truncated',
    });
    const other = new Readable({ read() {} });
    other.push(table);
    setTimeout(() => other.destroy(), 20);
    expect(await failureOf(uploads().store(testActor, 'x.csv', { stream: other, bytes: null }))).toMatchObject({
      code: 'file-truncated',
    });
    await nothingStays();
  });

  test('fewer bytes than announced', async () => {
    expect(await failureOf(uploads().store(testActor, 'x.csv', incoming(table, table.length + 1)))).toMatchObject({
      code: 'file-truncated',
    });
    await nothingStays();
  });
});

describe('a full disk', () => {
  /** A disk of that size in the folder of the test; null (with the reason printed) where none can be had. */
  function smallDisk(megabytes: number): string | null {
    const disk = join(folder(), 'disk');
    mkdirSync(disk);
    try {
      execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk], { stdio: 'pipe' });
      return disk;
    } catch {
      return null;
    }
  }
  const noDisk = 'a small disk cannot be mounted here (needs root on Linux)';
  const noRoom = {
    code: 'no-space',
    message:
      'The disk of the server has no room for big.csv. Nothing of it was stored. Free some space there and upload it again.',
  };

  test('announced: nothing is read; while it comes: it is removed; and room is left for the databases', async (context) => {
    const disk = smallDisk(150);
    if (disk === null) return context.skip(noDisk);
    try {
      const inFolder = () => execFileSync('ls', [disk], { encoding: 'utf8' });
      const announced = endless();
      const reserving = uploads({ folder: disk, reserveBytes: 100e6 });
      expect(
        await failureOf(reserving.store(testActor, 'big.csv', { stream: announced.stream, bytes: 100e6 })),
      ).toEqual(noRoom);
      announced.stream.destroy();
      expect(announced.taken()).toBeLessThan(1e6);

      const unannounced = endless();
      expect(
        await failureOf(reserving.store(testActor, 'big.csv', { stream: unannounced.stream, bytes: null })),
      ).toEqual(noRoom);
      unannounced.stream.destroy();
      // It is looked at every 64 MB.
      expect(unannounced.taken()).toBeLessThan(140e6);

      const filling = endless();
      const greedy = uploads({ folder: disk, reserveBytes: 0 });
      expect(await failureOf(greedy.store(testActor, 'big.csv', { stream: filling.stream, bytes: null }))).toEqual(
        noRoom,
      );
      filling.stream.destroy();
      expect(inFolder()).toBe('');

      const upload = await greedy.store(testActor, 'x.csv', incoming(table));
      expect(inFolder().trim().split('\n')).toEqual([upload.id, `${upload.id}.look`]);
    } finally {
      execFileSync('/bin/umount', ['-l', disk]);
    }
  });
});

test('when the records are away, the file does not stay', async () => {
  const away = new pg.Pool({ connectionString: 'postgresql://nobody@127.0.0.1:9/none' });
  await expect(uploads({ records: drizzle(away) }).store(testActor, 'x.csv', incoming(table))).rejects.toThrow();
  await nothingStays();
});
