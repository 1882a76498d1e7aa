import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { testActor } from '../../kernel/test-caller.ts';
import { failureOf } from '../files/test-files.ts';
import { day, incoming, testUploads } from './test-uploads.ts';

const { uploads, files, folder, pool, records, importOf, wait } = testUploads();
const table = 'group,clicks\nA,1\nB,0\n';
const hour = 60 * 60_000;

const store = (name = 'x.csv') => uploads().store(testActor, name, incoming(table));
const rowCount = async () => (await pool().query('SELECT count(*)::int AS rows FROM uploads')).rows[0].rows;

describe('deleting', () => {
  test('a file that nobody refers to: nothing stays', async () => {
    const { id } = await store();
    await uploads().remove(testActor, id);
    expect(files()).toEqual([]);
    expect(await rowCount()).toBe(0);
    expect(await failureOf(uploads().get(id))).toMatchObject({ code: 'not-found' });
    expect(await failureOf(uploads().path(id))).toMatchObject({ code: 'not-found' });
    expect(await failureOf(uploads().remove(testActor, id))).toMatchObject({ code: 'not-found' });
    expect(await failureOf(uploads().countValues(randomUUID(), { column: 'a' }))).toMatchObject({ code: 'not-found' });
  });

  test.each(['done', 'failed', 'cancelled'])('one whose import is %s: the row stays', async (state) => {
    const upload = await store();
    await importOf(upload, state);
    await uploads().remove(testActor, upload.id);
    expect(files()).toEqual([]);
    const left = await uploads().get(upload.id);
    // Nothing that stood in its rows: they may be about people.
    const columns = upload.columns.map((column) => ({ ...column, examples: [] }));
    expect(left).toEqual({ ...upload, columns, head: [], deleteAt: null, deletedAt: expect.any(String) });
    expect(await failureOf(uploads().path(upload.id))).toEqual({
      code: 'file-not-found',
      message: 'x.csv is no longer on the server: it has been deleted. Upload it again.',
    });
    wait(hour);
    await uploads().remove(testActor, upload.id);
    expect(await uploads().get(upload.id)).toEqual(left);
  });

  test.each(['queued', 'running'])('one whose import is %s: not now', async (state) => {
    const upload = await store();
    const { analysisId } = await importOf(upload, 'done');
    await importOf(upload, state);
    expect(await failureOf(uploads().remove(testActor, upload.id))).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^x\.csv is being read by an import/),
    });
    expect(files()).toEqual([upload.id]);
    await pool().query(`UPDATE analyses SET state = 'done' WHERE id != $1`, [analysisId]);
    await uploads().remove(testActor, upload.id);
    expect(files()).toEqual([]);
  });

  test('while somebody makes an import of it: one of the two goes first', async () => {
    const upload = await store();
    let removing: Promise<unknown> = Promise.resolve();
    await records().transaction(async (transaction) => {
      await uploads().claim(transaction, upload.id);
      removing = failureOf(uploads().remove(testActor, upload.id));
      await transaction.execute('SELECT pg_sleep(0.2)');
      await transaction.execute(
        `INSERT INTO imports (id, name, source, upload_id) VALUES ('${upload.id}', 'x', 'file', '${upload.id}')`,
      );
      await transaction.execute(
        `INSERT INTO analyses (id, import_id, number) VALUES ('${upload.id}', '${upload.id}', 1)`,
      );
    });
    expect(await removing).toMatchObject({ code: 'conflict' });
    await pool().query(`UPDATE analyses SET state = 'done'`);
    await uploads().remove(testActor, upload.id);
    const claim = records().transaction((transaction) => uploads().claim(transaction, upload.id));
    expect(await failureOf(claim)).toMatchObject({ code: 'file-not-found' });
    const unknown = records().transaction((transaction) => uploads().claim(transaction, randomUUID()));
    expect(await failureOf(unknown)).toMatchObject({ code: 'not-found' });
  });
});

describe('the sweep', () => {
  test('deletes what is older than it is kept, unless it is read or all is kept', async () => {
    const old = await store('old.csv');
    const named = await store('named.csv');
    await importOf(named, 'done');
    const read = await store('read.csv');
    await importOf(read, 'running');
    wait(29 * day);
    await uploads().sweep();
    expect(files()).toHaveLength(3);
    const young = await store('young.csv');
    wait(2 * day);
    await uploads({ keepAll: async () => true }).sweep();
    expect(files()).toHaveLength(4);
    await uploads().sweep();
    expect(files()).toEqual([read.id, young.id].sort());
    expect(await failureOf(uploads().get(old.id))).toMatchObject({ code: 'not-found' });
    expect(await uploads().get(named.id)).toMatchObject({ deletedAt: expect.any(String) });
    await pool().query(`UPDATE analyses SET state = 'done'`);
    await uploads({ keepDays: 60 }).sweep();
    expect(files()).toHaveLength(2);
    await uploads().sweep();
    expect(files()).toEqual([young.id]);
  });

  /** A file that was last written to so long ago. */
  function leave(name: string, age: number): string {
    const path = join(folder(), name);
    writeFileSync(path, 'x');
    const written = (Date.now() - age) / 1000;
    utimesSync(path, written, written);
    return name;
  }

  test('removes what crashes have left, and nothing else', async () => {
    const upload = await store();
    const kept = [
      upload.id,
      leave(`${randomUUID()}.part`, day - hour),
      leave(randomUUID(), hour / 2),
      leave('README', 100 * day),
      leave(`${randomUUID()}.csv`, 100 * day),
    ].sort();
    leave(`${randomUUID()}.part`, day + hour);
    leave(randomUUID(), 2 * hour);
    const deleted = await store();
    await importOf(deleted, 'done');
    await uploads().remove(testActor, deleted.id);
    leave(deleted.id, 2 * hour);
    await uploads().sweep();
    expect(files()).toEqual(kept);
    wait(2 * hour);
    await uploads().sweep();
    expect(files()).toEqual(
      kept.filter((name) => name === upload.id || /\.|README/.test(name)).filter((n) => !n.endsWith('.part')),
    );
  });

  test('follows no link, and touches no folder', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'uploads-outside-'));
    onTestFinished(() => rmSync(outside, { recursive: true, force: true }));
    writeFileSync(join(outside, 'precious'), 'x');
    symlinkSync(join(outside, 'precious'), join(folder(), randomUUID()));
    symlinkSync(outside, join(folder(), `${randomUUID()}.part`));
    mkdirSync(join(folder(), randomUUID()));
    wait(100 * day);
    await uploads().sweep();
    expect(existsSync(join(outside, 'precious'))).toBe(true);
    expect(files()).toHaveLength(3);
  });

  test('two at once do not quarrel', async () => {
    await Promise.all(Array.from({ length: 10 }, () => store()));
    wait(31 * day);
    await Promise.all([uploads().sweep(), uploads().sweep()]);
    expect(files()).toEqual([]);
    expect(await rowCount()).toBe(0);
  });
});

test('the record store goes away in the middle of a deletion: that fails, and the next one works', async () => {
  const upload = await store();
  const holding = await pool().connect();
  await holding.query('BEGIN');
  await holding.query('SELECT FROM uploads FOR UPDATE');
  const removing = uploads()
    .remove(testActor, upload.id)
    .catch((error: unknown) => String(error));
  const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await expect.poll(async () => (await pool().query(waiting)).rowCount, { timeout: 20_000 }).toBe(1);
  await pool().query(`SELECT pg_terminate_backend(pid) FROM (${waiting}) AS w`);
  expect(await removing).toMatch(/Failed query|terminat/);
  await holding.query('ROLLBACK');
  holding.release();
  expect(files()).toEqual([upload.id]);
  await uploads().remove(testActor, upload.id);
  expect(files()).toEqual([]);
});
