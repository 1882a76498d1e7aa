import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ManyResult, permissions } from '@dandelion-loop/contract';
import { drizzle } from 'drizzle-orm/node-postgres';
import fastify from 'fastify';
import pg from 'pg';
import { migrate } from '../packages/server/src/engines/postgres/migrate.ts';
import { startPostgres } from '../packages/server/src/engines/postgres/start-postgres.ts';
import {
  createExperiments,
  experimentRoutes,
  type JudgedTest,
  storeAnswers,
} from '../packages/server/src/features/experiments/index.ts';
import { createServer } from '../packages/server/src/http/create-server.ts';
import { median, report, timeProcess } from './measure.ts';

/** The list, its summary and one result over HTTP, with the 4,873 tests of the sample stored; and what no query can be faster than. */

const rounds = 60;
const listBudget = { budgetP95Ms: 50 };

/** The sample has no titles; its tests ran for some two years. */
const words =
  'why this one photo of a small town changed what everyone thinks about money love school and science'.split(' ');
const titleOf = (at: number): string =>
  Array.from({ length: 9 }, (_, i) => words[(at * 7 + i * i * (at % 13)) % words.length]).join(' ');
const weekOf = (at: number): string => new Date(Date.UTC(2013, 0, 7 + 7 * (at % 118))).toISOString().slice(0, 10);

async function judgedSample(root: string, folder: string): Promise<ManyResult> {
  const { output } = await timeProcess(join(root, 'dandelion'), ['sample', join(folder, 'sample.csv'), '--json'], root);
  return JSON.parse(output) as ManyResult;
}

function* judgedTests(tests: ManyResult['tests']): Iterable<JudgedTest> {
  for (const [at, { name, ...answer }] of tests.entries()) {
    yield { name, title: titleOf(at), ranOn: weekOf(at), answer };
  }
}

/** Stores the answers as an import does, and once more as judging again does. */
async function store(pool: pg.Pool, { tests }: ManyResult): Promise<void> {
  const records = drizzle(pool);
  const importId = randomUUID();
  await pool.query("INSERT INTO imports (id, name, source) VALUES ($1, 'Sample', 'sample')", [importId]);
  for (const number of [1, 2]) {
    const analysisId = randomUUID();
    await pool.query(
      `INSERT INTO analyses (id, import_id, number, state, method_version, finished_at, choices) VALUES ($1, $2, $3, 'done', '1', now(), NULL)`,
      [analysisId, importId, number],
    );
    const before = process.memoryUsage().rss;
    const started = performance.now();
    await records.transaction((tx) =>
      storeAnswers(tx, {
        ...{ importId, analysisId, importName: 'Sample', single: false, judgedAt: new Date() },
        tests: judgedTests(tests),
      }),
    );
    report({
      bench: number === 1 ? 'experiments: answers stored' : 'experiments: answers stored again',
      tests: tests.length,
      seconds: (performance.now() - started) / 1000,
      grownMegabytes: (process.memoryUsage().rss - before) / 2 ** 20,
    });
  }
  await pool.query("UPDATE experiments SET tags = ARRAY['mail', 'spring'] WHERE units % 3 = 0");
  await pool.query('ANALYZE');
}

async function serve(pool: pg.Pool): Promise<{ url: string; close: () => Promise<unknown> }> {
  const server = await createServer({
    routes: experimentRoutes({ experiments: createExperiments({ records: drizzle(pool) }) }),
    look: async () => ({ ready: true, parts: {} }),
    seen: () => {},
    ...{ hosts: new Set(['loopback']), trustProxy: false, webFolder: null, version: '0', secure: false },
    log: fastify({ logger: false }).log,
    callerOf: async () => ({
      actor: { kind: 'machine', id: null, name: 'Bench' },
      permissions: new Set(permissions),
      ...{ member: null, session: null },
    }),
  });
  return { url: await server.listen({ host: '127.0.0.1', port: 0 }), close: () => server.close() };
}

async function measure(bench: string, work: () => Promise<unknown>, facts: object = {}): Promise<void> {
  for (let i = 0; i < 10; i++) await work();
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  const p95 = times.toSorted((a, b) => a - b)[Math.ceil(0.95 * rounds) - 1];
  report({ bench, medianMs: median(times), p95Ms: p95, ...facts });
}

async function measureAll(pool: pg.Pool, url: string): Promise<void> {
  const ask = async (path: string): Promise<string> => {
    const response = await fetch(`${url}${path}`, { headers: { cookie: 'dandelion=bench' } });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.text();
  };
  await measure('limit: SELECT 1', () => pool.query('SELECT 1'));
  await measure('limit: GET /healthz', () => ask('/healthz'));
  const views = [
    '',
    'search=photo+money',
    'search=nobody+wrote+this',
    'verdict=won',
    'health=ok&health=warning',
    'tag=mail',
    'from=2013-06-01&to=2013-09-01',
    'offset=4500',
    'limit=500',
  ];
  for (const view of views)
    await measure(`list: ${view || 'first page'}`, () => ask(`/api/experiments?${view}`), listBudget);
  for (const sort of ['oldest', 'most-units', 'highest-lift', 'title']) {
    await measure(`list: sort=${sort}`, () => ask(`/api/experiments?sort=${sort}`), listBudget);
  }
  for (const view of ['', 'search=photo&verdict=won&tag=mail']) {
    await measure(`summary: ${view || 'no filter'}`, () => ask(`/api/experiments/summary?${view}`), listBudget);
  }
  const { rows } = await pool.query(
    'SELECT experiment_id AS id FROM results ORDER BY length(answer::text) DESC LIMIT 1',
  );
  await measure('result: the longest answer', () => ask(`/api/experiments/${rows[0].id}`), { budgetP95Ms: 100 });
  await measure('export: the whole list as CSV', () => ask('/api/experiments/export'));
}

export async function run(root: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dandelion-bench-'));
  const postgres = await startPostgres({ folder: join(folder, 'postgres') });
  const pool = new pg.Pool({ connectionString: postgres.url, max: 10 });
  try {
    await migrate(pool, join(root, 'packages/server/migrations'));
    await store(pool, await judgedSample(root, folder));
    const { url, close } = await serve(pool);
    await measureAll(pool, url);
    await close();
  } finally {
    await pool.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
