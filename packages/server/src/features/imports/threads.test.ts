import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Import } from '@dandelion-loop/contract';
import pg from 'pg';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  type SupervisedClickhouse,
  startLastingClickhouse,
} from '../../engines/clickhouse/start-lasting-clickhouse.ts';
import { processesWith } from '../../engines/clickhouse/test-processes.ts';
import { testActor } from '../../kernel/test-caller.ts';
import { inThread, type Run } from './run-in-thread.ts';
import {
  choose,
  newest,
  smallFile,
  type TestServer,
  unitKey,
  untilEnded,
  untilState,
  useStores,
} from './test-imports.ts';

// The built thread, as the product is shipped, with an engine that comes back when it is killed.
const here = fileURLToPath(new URL('.', import.meta.url));
let programs: string;
let engine: SupervisedClickhouse;
let engineFolder: string;
const stores = useStores({
  startEngine: async (folder) => {
    engineFolder = join(folder, 'clickhouse');
    engine = await startLastingClickhouse({ folder: engineFolder });
    return engine;
  },
});

beforeAll(async () => {
  // Inside the package, so that the bundle finds the packages that stay outside of it. Git and the build leave it alone.
  programs = mkdtempSync(join(here, '../../../node_modules/.worker-'));
  const input = { worker: join(here, '../../worker.ts') };
  const bundle = await rolldown({ input, platform: 'node', external: [/^(pg|drizzle-orm)($|\/)/], logLevel: 'warn' });
  await bundle.write({ dir: programs, entryFileNames: '[name].mjs' });
  await bundle.close();
});
afterAll(() => rmSync(programs, { recursive: true, force: true }));

const runs: Run[] = [];

interface Thread {
  script?: string;
  megabytes?: number;
}

async function serve({ script = 'worker.mjs', ...limits }: Thread = {}): Promise<TestServer> {
  const databaseUrl = stores.databaseUrl();
  return stores.serve({
    startAnalysis: (log) => {
      const start = inThread({
        ...{ script: pathToFileURL(join(programs, script)), databaseUrl, unitKey, log, ...limits },
        engine: () => engine.connection(),
      });
      return (task) => {
        const run = start(task);
        runs.push(run);
        return run;
      };
    },
  });
}

/** Ten thousand units: enough for moments in between. */
const rows = Array.from({ length: 10_000 }, (_, n) => `person-${n},${n % 2 === 0 ? 'A' : 'B'},${n % 3 === 0 ? 1 : 0}`);
const largerFile = `id,group,y\n${rows.join('\n')}\n`;

async function create(server: TestServer, text = largerFile): Promise<Import> {
  const uploadId = await stores.store(text);
  return server.imports.create(testActor, {
    source: 'file',
    name: 'Spring',
    uploadId,
    choices: choose({ unit: 'id' }),
  });
}

describe('in a thread', () => {
  test('an analysis is whole', async () => {
    const server = await serve();
    const { id } = await create(server, smallFile());
    const done = await untilEnded(server.imports, id);
    expect(newest(done)).toMatchObject({ state: 'done', failure: null });
    expect(done.experiments).toBe(1);
    expect(server.said).toEqual([]);
  });

  test('ended at any moment, it is whole or absent', async () => {
    const server = await serve();
    const ends: string[] = [];
    for (const milliseconds of [0, 30, 60, 100, 150, 200, 260, 330, 420, 550, 700, 900, 1500, 4000]) {
      const before = await stores.remains();
      const { id } = await create(server);
      await sleep(milliseconds);
      const { state } = newest(await server.imports.cancel(testActor, id));
      ends.push(state);
      const after = { ...before, imports: before.imports + 1, analyses: before.analyses + 1 };
      if (state === 'done') {
        const { tables, ...counts } = await stores.remains();
        const whole = { ...after, experiments: before.experiments + 1, results: before.results + 1 };
        expect({ ...counts, tables: tables.length }).toEqual({ ...whole, tables: before.tables.length + 1 });
      } else {
        expect(state).toBe('cancelled');
        // What the engine was just doing can show up a moment later; then it is swept.
        expect(await stores.remains()).toEqual({ ...after, tables: expect.arrayContaining(before.tables) });
      }
    }
    expect(ends).toContain('cancelled');
    const sweeping = await stores.serve({ working: false });
    await sweeping.imports.resume();
    const kept = await stores.ask<{ table: string }>(
      'SELECT DISTINCT rows_table AS table FROM analyses WHERE rows_table IS NOT NULL ORDER BY 1',
    );
    expect((await stores.remains()).tables.sort()).toEqual(kept.map(({ table }) => table));
  });

  const byItself = async (server: TestServer, id: string) => void (await server.imports.cancel(testActor, id));
  const byAnother = async (server: TestServer, id: string) => {
    const other = await stores.serve({ working: false });
    await other.imports.cancel(testActor, id);
    await server.imports.resume();
  };

  test.each([
    ['its own server', byItself],
    ['way of another server', byAnother],
  ])('ended while it stores by %s, nothing is stored', async (_name, cancel) => {
    const server = await serve();
    const before = await stores.remains();
    const blocker = new pg.Client({ connectionString: stores.databaseUrl() });
    await blocker.connect();
    onTestFinished(() => blocker.end());
    const { id } = await create(server, smallFile());
    // The tests of an import refer to it, and wait for who has it.
    await blocker.query('BEGIN');
    await blocker.query('SELECT 1 FROM imports WHERE id = $1 FOR UPDATE', [id]);
    await expect
      .poll(async () => newest(await server.imports.get(id)).stage, { timeout: 30_000 })
      .toBe('Storing 1 answer');
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE application_name = 'dandelion analysis' AND wait_event_type = 'Lock'`;
    await expect.poll(() => stores.ask(waiting), { timeout: 30_000 }).toHaveLength(1);
    await cancel(server, id);
    expect(newest(await server.imports.get(id)).state).toBe('cancelled');
    await runs.at(-1)!.ended;
    await blocker.query('ROLLBACK');
    await expect
      .poll(() => stores.ask(`SELECT 1 FROM pg_stat_activity WHERE application_name = 'dandelion analysis'`))
      .toHaveLength(0);
    expect(await stores.remains()).toEqual({ ...before, imports: before.imports + 1, analyses: before.analyses + 1 });
    await server.imports.retry(testActor, id);
    expect(newest(await untilEnded(server.imports, id)).state).toBe('done');
  });

  test('with ClickHouse killed in the middle, it begins again when that is back', async () => {
    const server = await serve();
    const many = Array.from({ length: 30 }, (_, n) =>
      rows.map((row) => row.replace('person', `person-${n}`)).join('\n'),
    );
    const { id } = await create(server, `id,group,y\n${many.join('\n')}\n`);
    await untilState(server.imports, id, 'running');
    const [pid] = processesWith(`--path=${engineFolder}`);
    process.kill(pid!, 'SIGKILL');
    const done = await untilEnded(server.imports, id);
    expect(newest(done)).toMatchObject({ state: 'done', failure: null });
    const [{ attempt }] = (await stores.ask('SELECT attempt FROM analyses WHERE import_id = $1', [id])) as [
      { attempt: number },
    ];
    expect(attempt).toBeGreaterThan(1);
  });

  test('without enough memory it fails with what to do', async () => {
    const server = await serve({ megabytes: 12 });
    const made = await server.imports.create(testActor, { source: 'sample' });
    const failed = await untilEnded(server.imports, made.id);
    expect(newest(failed)).toMatchObject({ state: 'failed', failure: { code: 'file-too-large' } });
    await server.imports.remove(testActor, made.id);
  });

  test('that cannot even begin, it is given up', async () => {
    const server = await serve({ script: 'missing.mjs' });
    const { id } = await create(server, smallFile());
    expect(newest(await untilEnded(server.imports, id))).toMatchObject({
      state: 'failed',
      failure: { code: 'internal' },
    });
    expect(server.said.join()).toContain('missing.mjs');
  });

  test('the sample brings its 4,873 tests, called by their headlines, with the week they ran in', {
    timeout: 180_000,
  }, async () => {
    const server = await serve();
    const made = await server.imports.create(testActor, { source: 'sample' });
    expect(made).toMatchObject({ source: 'sample', uploadId: null, uploadThere: true });
    const done = await untilEnded(server.imports, made.id, 150_000);
    expect(done).toMatchObject({ experiments: 4873, experimentId: null });
    const [found] = await stores.ask(
      `SELECT count(*)::int AS answers, min(ran_on)::text AS first, max(ran_on)::text AS last, count(ran_on)::int AS dated,
         count(*) FILTER (WHERE title = e.name)::int AS unnamed
       FROM results JOIN experiments e ON e.id = experiment_id WHERE results.analysis_id = $1`,
      [newest(done).id],
    );
    expect(found).toEqual({ answers: 4873, first: '2013-01-21', last: '2015-04-27', dated: 4873, unnamed: 0 });
    await server.imports.remove(testActor, made.id);
    expect(await stores.ask('SELECT 1 FROM results WHERE analysis_id = $1', [newest(done).id])).toEqual([]);
  });
});
