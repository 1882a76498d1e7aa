import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { createTestDatabase, type TestDatabase } from './test-postgres.ts';

let database: TestDatabase;
let folder: string;
let pools: pg.Pool[];

beforeEach(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'migrate-test-'));
  pools = [];
});

afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

function connect(): pg.Pool {
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on('error', () => {});
  pools.push(pool);
  return pool;
}

const step = (name: string, sql: string) => writeFileSync(join(folder, name), sql);

async function tables(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`);
  return rows.map(({ name }) => name);
}

const applied = async (pool: pg.Pool) =>
  (await pool.query('SELECT name FROM migrations ORDER BY name')).rows.map(({ name }) => name);

/** Whether anybody can begin: no lock is left behind. */
async function expectUnlocked(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query(
    `SELECT count(*)::int AS locks FROM pg_locks JOIN pg_database ON pg_database.oid = database
     WHERE locktype = 'advisory' AND datname = current_database()`,
  );
  expect(rows).toEqual([{ locks: 0 }]);
}

test('the real steps make an empty database ready, once', async () => {
  const pool = connect();
  const real = fileURLToPath(new URL('../../../migrations', import.meta.url));
  const first = await migrate(pool, real);
  expect(first[0]).toMatch(/^0001-/);
  expect(await tables(pool)).toEqual(
    expect.arrayContaining(['analyses', 'imports', 'migrations', 'uploads', 'workspace']),
  );
  expect((await pool.query('SELECT count(*)::int AS rows FROM workspace')).rows).toEqual([{ rows: 1 }]);
  expect(await migrate(pool, real)).toEqual([]);
  await expectUnlocked(pool);
});

test('steps go in order of their names; what is no step is left alone; later steps follow later', async () => {
  step('0002-more.sql', 'ALTER TABLE a ADD COLUMN more int');
  step('0001-begin.sql', 'CREATE TABLE a (id int)');
  step('README.md', 'no SQL');
  step('0003-Wrong_Name.sql', 'no SQL');
  const pool = connect();
  expect(await migrate(pool, folder)).toEqual(['0001-begin', '0002-more']);
  step('0010-later.sql', 'CREATE TABLE b (id int); CREATE TABLE c (id int);');
  expect(await migrate(pool, folder)).toEqual(['0010-later']);
  expect(await tables(pool)).toEqual(['a', 'b', 'c', 'migrations']);
});

test('several servers at once: one does it, the others wait', async () => {
  step('0001-begin.sql', 'CREATE TABLE a (id int); SELECT pg_sleep(0.3);');
  step('0002-more.sql', 'INSERT INTO a VALUES (1)');
  const answers = await Promise.all([connect(), connect(), connect()].map((pool) => migrate(pool, folder)));
  expect(answers.map(({ length }) => length).sort()).toEqual([0, 0, 2]);
  const pool = connect();
  expect((await pool.query('SELECT * FROM a')).rows).toEqual([{ id: 1 }]);
  await expectUnlocked(pool);
});

test('a step that fails leaves the whole steps before it, and says why', async () => {
  step('0001-begin.sql', 'CREATE TABLE a (id int)');
  step('0002-broken.sql', 'CREATE TABLE b (id int); CREATE TABLE a (id int);');
  step('0003-never.sql', 'CREATE TABLE c (id int)');
  const pool = connect();
  await expect(migrate(pool, folder)).rejects.toThrow('relation "a" already exists');
  expect([await tables(pool), await applied(pool)]).toEqual([['a', 'migrations'], ['0001-begin']]);
  await expectUnlocked(pool);
  step('0002-broken.sql', 'CREATE TABLE b (id int)');
  expect(await migrate(pool, folder)).toEqual(['0002-broken', '0003-never']);
});

test('killed in the middle of a step: whole steps stay, and the next start goes on', async () => {
  step('0001-begin.sql', 'CREATE TABLE a (id int)');
  step('0002-slow.sql', 'CREATE TABLE b (id int); SELECT pg_sleep(60);');
  const [killed, other] = [connect(), connect()];
  const migrating = expect(migrate(killed, folder)).rejects.toThrow(/terminat/);
  const sleeping = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`;
  await expect.poll(async () => (await other.query(sleeping)).rowCount, { timeout: 20_000 }).toBe(1);
  await other.query(`SELECT pg_terminate_backend(pid) FROM (${sleeping}) AS migrating`);
  await migrating;
  expect([await tables(other), await applied(other)]).toEqual([['a', 'migrations'], ['0001-begin']]);
  await expectUnlocked(other);
  step('0002-slow.sql', 'CREATE TABLE b (id int)');
  // Also over the pool whose connection broke.
  expect(await migrate(killed, folder)).toEqual(['0002-slow']);
});

test('data of a newer Dandelion are refused, and nothing is changed', async () => {
  step('0001-begin.sql', 'CREATE TABLE a (id int)');
  step('0002-newer.sql', 'CREATE TABLE b (id int)');
  const pool = connect();
  await migrate(pool, folder);
  rmSync(join(folder, '0002-newer.sql'));
  step('0003-mine.sql', 'CREATE TABLE c (id int)');
  await expect(migrate(pool, folder)).rejects.toMatchObject({
    code: 'data-folder',
    message: expect.stringMatching(/newer Dandelion \(step 0002-newer is not known here\)/),
  });
  expect(await tables(pool)).toEqual(['a', 'b', 'migrations']);
  await expectUnlocked(pool);
});

test('a step that is not what it was is refused', async () => {
  step('0001-begin.sql', 'CREATE TABLE a (id int)');
  const pool = connect();
  await migrate(pool, folder);
  step('0001-begin.sql', 'CREATE TABLE a (id bigint)');
  await expect(migrate(pool, folder)).rejects.toMatchObject({
    code: 'data-folder',
    message: expect.stringMatching(/another build of Dandelion \(step 0001-begin differs\)/),
  });
});
