import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Import, Readiness } from '@dandelion-loop/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { type OwnClickhouse, startOwnClickhouse } from '../../engines/clickhouse/test-own-clickhouse.ts';
import { ask } from '../../engines/postgres/test-ask.ts';
import { noOwnPostgres, type OwnPostgres, startOwnPostgres } from '../../engines/postgres/test-own-postgres.ts';
import { startTestServer, type TestServer } from '../../test-server.ts';
import { smallFile } from '../imports/test-imports.ts';
import { importFile, judgeAgain, names, post, read, readiness, run, until, untilReady } from './test-commands.ts';

/** Dandelion on a PostgreSQL and a ClickHouse of the user: moved there, worked with, and either of them killed. */

if (noOwnPostgres !== null) process.stdout.write(`own-servers.test.ts ${noOwnPostgres}\n`);

describe.skipIf(noOwnPostgres !== null)('servers of your own', () => {
  let postgres: OwnPostgres;
  let clickhouse: OwnClickhouse;
  let before: TestServer;
  let server: TestServer;
  let first: Import;
  const place = mkdtempSync(join(tmpdir(), 'dandelion-own-'));
  const targets = () => ['--database', postgres.url, '--clickhouse', clickhouse.url];

  beforeAll(async () => {
    [postgres, clickhouse, before] = await Promise.all([startOwnPostgres(), startOwnClickhouse(), startTestServer()]);
    await before.signIn();
    first = await importFile(before, 'first');
  }, 180_000);
  afterAll(async () => {
    await server?.stop();
    await Promise.all([postgres?.stop(), clickhouse?.stop()]);
    rmSync(place, { recursive: true, force: true });
    rmSync(before.dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }, 180_000);

  test('a workspace is not moved while it runs, nor to where something is already', async () => {
    expect(await run(before.dataFolder, 'move', ...targets())).toMatchObject({
      code: 3,
      said: expect.stringContaining('is running with the data'),
    });
    await before.stop({ keep: true });
    const used = await postgres.newDatabase('used');
    await ask(used, 'CREATE TABLE somebody_elses (a int)');
    expect(await run(before.dataFolder, 'move', '--database', used)).toMatchObject({
      code: 2,
      said: expect.stringMatching(/database is not empty.*Nothing was changed/),
    });
    expect(await run(before.dataFolder, 'move', '--database', 'http://x')).toMatchObject({ code: 2 });
    expect(await run(before.dataFolder, 'move')).toMatchObject({ code: 2 });
    const wrong = postgres.url.replace('p%40ss', 'guessed');
    const { code, said } = await run(before.dataFolder, 'move', '--database', wrong);
    expect([code, said]).toEqual([3, expect.stringMatching(/\(--database\) cannot be used: the password is wrong/)]);
    expect(said).not.toContain('guessed');
  }, 180_000);

  test('is moved, and runs there with all there was', async () => {
    const { code, said } = await run(before.dataFolder, 'move', ...targets());
    expect([code, said]).toEqual([0, expect.stringContaining('DATABASE_URL=')]);
    expect(said).toContain('the rows of 1 import');
    const env = { DATABASE_URL: postgres.url, CLICKHOUSE_URL: clickhouse.url };
    server = await startTestServer({ dataFolder: before.dataFolder, env });
    const answer = await fetch(`${server.url}/api/imports/${first.id}`, { headers: { cookie: before.cookie() } });
    expect([answer.status, await answer.json()]).toMatchObject([200, { name: 'first' }]);
    await server.signIn();
    await judgeAgain(server, first.id);
    await importFile(server, 'second');
    expect(await names(server)).toEqual(['first', 'second']);
    expect((await ask<{ n: number }>(postgres.url, 'SELECT count(*)::int AS n FROM imports'))[0]).toEqual({ n: 2 });
    const list = await read<{ total: number }>(server, '/api/experiments');
    expect(list.total).toBe(2);
    // Its own are there no more: those of the move are where they were.
    expect(await run(before.dataFolder, 'move', ...targets())).toMatchObject({ code: 3 });
  }, 180_000);

  test('Parquet files of this machine are read for the ClickHouse elsewhere', async () => {
    const maker = await startPrivateEngine();
    writeFileSync(join(maker.stagingFolder, 'made.csv'), smallFile());
    await maker.run({
      sql: `INSERT INTO FUNCTION file('made.parquet', 'Parquet') SELECT * FROM file('made.csv', 'CSVWithNames')`,
    });
    const bytes = readFileSync(join(maker.stagingFolder, 'made.parquet'));
    await maker.stop();
    const { id } = await importFile(server, 'parquet', bytes);
    const rows = async (of: string) => (await server.ask(`/api/imports/${of}/rows`)).text();
    expect((await rows(id)).length).toBeGreaterThan(100);
    await judgeAgain(server, id);
    const { analyses } = await read<Import>(server, `/api/imports/${id}`);
    expect(analyses.map(({ state }) => state)).toEqual(['done', 'done']);
    const left = () =>
      readdirSync(join(server.dataFolder, 'clickhouse')).filter((name) => name.startsWith('dandelion-'));
    await until(() => left().length === 0);
    await server.ask(`/api/imports/${id}`, { method: 'DELETE' });
  }, 180_000);

  test('tells the truth when PostgreSQL is away, and goes on when it is back', async () => {
    await postgres.kill();
    await until(async () => (await readiness(server)) === 503);
    const { parts } = await read<Readiness>(server, '/readyz');
    expect(parts.records?.state).toBe('down');
    const refused = await server.ask('/api/imports');
    expect([refused.status, await refused.text()]).toEqual([503, expect.stringMatching(/does not answer/)]);
    await postgres.start();
    await untilReady(server);
    expect(await names(server)).toEqual(['first', 'second']);
    await judgeAgain(server, first.id);
  }, 180_000);

  test('tells the truth when ClickHouse is away, and goes on with what waited for it', async () => {
    await clickhouse.kill();
    await until(async () => (await readiness(server)) === 503);
    const { parts } = await read<Readiness>(server, '/readyz');
    expect(parts.analytics).toMatchObject({ state: 'down', reason: expect.stringContaining('CLICKHOUSE_URL') });
    expect(JSON.stringify(parts)).not.toMatch(/p%40ss|p@ss/);
    expect(await names(server)).toEqual(['first', 'second']);
    const { version } = await read<Import>(server, `/api/imports/${first.id}`);
    await post(server, `/api/imports/${first.id}/analyses`, { version });
    await clickhouse.start();
    await untilReady(server);
    await until(async () => (await read<Import>(server, `/api/imports/${first.id}`)).analyses[0]?.state === 'done');
  }, 180_000);

  test('is backed up and restored there', async () => {
    const folder = join(place, 'backup');
    const { code, said } = await run(server.dataFolder, 'backup', folder);
    expect([code, said]).toEqual([0, expect.stringContaining('as it was at')]);
    await server.ask(`/api/imports/${first.id}`, { method: 'DELETE' });
    expect(await names(server)).toEqual(['second']);
    expect(await run(server.dataFolder, 'restore', folder, '--replace')).toMatchObject({ code: 0 });
    expect(await names(server)).toEqual(['first', 'second']);
    await judgeAgain(server, first.id);
  }, 180_000);

  test('where it was before all is as it was', async () => {
    await server.stop({ keep: true });
    const again = await startTestServer({ dataFolder: before.dataFolder });
    const answer = await fetch(`${again.url}/api/imports`, { headers: { cookie: before.cookie() } });
    expect(((await answer.json()) as { imports: Import[] }).imports.map(({ name }) => name)).toEqual(['first']);
    await again.stop({ keep: true });
  }, 180_000);
});
