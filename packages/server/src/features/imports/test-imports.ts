import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Choices, Import, MetricChoice } from '@dandelion-loop/contract';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { type RunningJobs, startJobs } from '../../engines/jobs/start-jobs.ts';
import { migrate } from '../../engines/postgres/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../../engines/postgres/test-postgres.ts';
import type { Engine, Question } from '../../kernel/engine.ts';
import type { Log } from '../../kernel/log.ts';
import { testActor } from '../../kernel/test-caller.ts';
import { sampleFile } from '../../sample/sample-file.ts';
import { createUploads } from '../uploads/index.ts';
import { analysisTables } from './questions.sql.ts';
import { runAnalysis } from './run-analysis.ts';
import type { StartAnalysis } from './run-in-thread.ts';
import { createImports, type ImportsService } from './service.ts';

/** Imports on real stores, for tests. */

const migrations = fileURLToPath(new URL('../../../migrations', import.meta.url));
const now = () => new Date();
export const unitKey = Buffer.alloc(32, 7);

export interface Lines {
  log: Log;
  said: string[];
}

export function listen(): Lines {
  const said: string[] = [];
  const say = (facts: Record<string, unknown>, message: string) => said.push(`${message} ${JSON.stringify(facts)}`);
  // That a job is done is told as well, which is no news.
  return { said, log: { info: () => {}, warn: say, error: say } };
}

/** Does the work in this thread, over a connection of its own as a thread has. */
export function inProcess(databaseUrl: string, engine: Engine, log: Log, key = unitKey): StartAnalysis {
  return (task) => {
    const stop = new AbortController();
    const client = new pg.Client({ connectionString: databaseUrl, application_name: 'test analysis' });
    client.on('error', () => stop.abort());
    async function run(): Promise<void> {
      await client.connect();
      try {
        const records = drizzle(client);
        await runAnalysis({ task, records, engine, unitKey: key, log, now, stop: stop.signal });
      } finally {
        await client.end();
      }
    }
    const ended = run();
    return {
      ended,
      async stop() {
        stop.abort();
        await ended.catch(() => undefined);
      },
    };
  };
}

export const metric = (name: string, changes: Partial<MetricChoice> = {}): MetricChoice => ({
  ...{ name, kind: null, numerator: name, denominator: null, lowerIsBetter: false },
  ...{ practical: { value: 0.01, relative: true }, covariate: null, currency: null },
  ...changes,
});

/** Column y of groups A and B, A the control. */
export const choose = (changes: Partial<Choices> = {}): Choices => ({
  ...{ variation: 'group', control: 'A', split: null, unit: null, metrics: [metric('y')], segments: [] },
  ...{ search: [], attributes: [], texts: [], held: [] },
  ...{ test: null, period: null, where: null, inference: 'fixed', level: 0.95, plannedUnits: 5000 },
  ...changes,
});

/** 200 units of two groups with a yes or no, an age and a country. */
export function smallFile(idOf = (n: number) => `person-${n}@example.org`): string {
  const rows = Array.from({ length: 200 }, (_, n) =>
    [idOf(n), n % 2 === 0 ? 'A' : 'B', n % 3 === 0 ? 1 : 0, 20 + (n % 50), n % 5 < 3 ? 'NL' : 'DE'].join(','),
  );
  return `id,group,y,age,country\n${rows.join('\n')}\n`;
}

export const newest = (of: Import) => of.analyses[0]!;

/** Three tests of clicks with the week they began in. */
export const manyFile = `test,variation,clicks,sent,week
${['first', 'second', 'third']
  .flatMap((test, at) => [`${test},A,${100 + at},1000,20240${at + 1}`, `${test},B,${160 - at},1000,20240${at + 1}`])
  .join('\n')}
`;

export const chooseMany = (changes: Partial<Choices> = {}): Choices =>
  choose({
    ...{ variation: 'variation', test: 'test', period: 'week' },
    metrics: [metric('clicks', { kind: 'proportion', denominator: 'sent' })],
    ...changes,
  });

export interface TestServer {
  imports: ImportsService;
  jobs: RunningJobs;
  log: Log;
  said: string[];
  stop(): Promise<void>;
}

/** PostgreSQL itself may be tidying a database that was much written to. That ends soon, and nobody may end it. */
async function dropWhenQuiet(database: TestDatabase): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await database.drop();
    } catch (error) {
      if (tries === 40) throw error;
      await sleep(500);
    }
  }
}

type StoppableEngine = Engine & { stop(): Promise<void> };

/** PostgreSQL, ClickHouse, a folder for uploads, and servers on them. */
export function useStores({
  startEngine = () => startPrivateEngine(),
}: {
  startEngine?: (folder: string) => Promise<StoppableEngine>;
} = {}) {
  let folder: string;
  let database: TestDatabase;
  let engine: StoppableEngine;
  let pool: pg.Pool;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dandelion-imports-'));
    [database, engine] = await Promise.all([createTestDatabase(), startEngine(folder)]);
    pool = new pg.Pool({ connectionString: database.url, max: 4 });
    pool.on('error', () => {});
    await migrate(pool, migrations);
  });
  afterAll(async () => {
    await pool.end();
    await Promise.all([dropWhenQuiet(database), engine.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const records = () => drizzle(pool);
  const uploads = (with_: Engine = engine) =>
    createUploads({
      ...{ records: records(), engine: with_, folder: join(folder, 'uploads'), limitBytes: 1e9, now },
      keepAll: async () => false,
      guessRoles: (columns) => columns.map(() => ({ guess: 'none' as const, kind: null })),
    });

  interface ServerOptions {
    engine?: Engine;
    startAnalysis?: (log: Log) => StartAnalysis;
    /** False: nothing is done until `resume` is asked. */
    working?: boolean;
  }

  async function serve({
    engine: with_ = engine,
    startAnalysis,
    working = true,
  }: ServerOptions = {}): Promise<TestServer> {
    const { log, said } = listen();
    const jobs = await startJobs({ url: database.url, log });
    const imports = createImports({
      ...{ records: records(), engine: with_, jobs, uploads: uploads(with_), sampleFile: sampleFile(), log, now },
      startAnalysis: startAnalysis?.(log) ?? inProcess(database.url, with_, log),
    });
    if (working) await imports.start();
    let stopped: Promise<void> | undefined;
    const stopNow = async () => {
      await imports.stop();
      await jobs.stop();
    };
    const server = { imports, jobs, log, said, stop: () => (stopped ??= stopNow()) };
    onTestFinished(server.stop);
    return server;
  }

  /** Stores a file and gives its id. */
  async function store(text: string | Buffer, name = 'visitors.csv'): Promise<string> {
    const bytes = Buffer.from(text);
    const { id } = await uploads().store(testActor, name, { stream: Readable.from([bytes]), bytes: bytes.length });
    return id;
  }

  async function ask<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await pool.query<Row>(sql, values)).rows;
  }

  return {
    ...{ serve, store, uploads, records, ask },
    /** All that there is of imports, in both stores. */
    async remains() {
      const [counted] = await ask<{ imports: number; analyses: number; experiments: number; results: number }>(
        `SELECT (SELECT count(*)::int FROM imports) AS imports, (SELECT count(*)::int FROM analyses) AS analyses,
           (SELECT count(*)::int FROM experiments) AS experiments, (SELECT count(*)::int FROM results) AS results`,
      );
      return { ...counted!, tables: (await analysisTables(engine)).map(({ table }) => table) };
    },
    engine: () => engine,
    databaseUrl: () => database.url,
    folder: () => folder,
  };
}

/** An engine that waits before a statement, for tests that have something to do at that moment. */
export function gatedEngine(engine: Engine) {
  let awaited: RegExp | undefined;
  let arrive = () => {};
  let pass: Promise<void> = Promise.resolve();
  const through = async ({ sql }: Question): Promise<void> => {
    if (awaited === undefined || !awaited.test(sql)) return;
    awaited = undefined;
    arrive();
    await pass;
  };
  const gated: Engine = {
    stagingFolder: engine.stagingFolder,
    fileReader: engine.fileReader,
    rows: async (question) => through(question).then(() => engine.rows(question)),
    run: async (question) => through(question).then(() => engine.run(question)),
    load: async (question, data) => through(question).then(() => engine.load(question, data)),
  };
  return {
    engine: gated,
    /** Holds the next statement like this. `reached` settles when it waits, `open` lets it go on. */
    hold(statement: RegExp): { reached: Promise<void>; open: () => void } {
      let open = () => {};
      pass = new Promise((resolve) => {
        open = resolve;
      });
      const reached = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      awaited = statement;
      return { reached, open };
    },
  };
}

/** Waits until the newest analysis is in one of these states. */
export const untilState = (imports: ImportsService, id: string, ...states: string[]): Promise<Import> =>
  until(imports, id, states, 40_000);

async function until(imports: ImportsService, id: string, states: string[], timeout: number): Promise<Import> {
  let found: Import | undefined;
  const state = async () => {
    found = await imports.get(id);
    return newest(found).state;
  };
  await expect.poll(state, { timeout, interval: 30 }).toSatisfy((now: string) => states.includes(now));
  return found!;
}

export const untilEnded = (imports: ImportsService, id: string, timeout = 40_000): Promise<Import> =>
  until(imports, id, ['done', 'failed', 'cancelled'], timeout);
