import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { migrate } from '../../engines/postgres/migrate.ts';
import { createTestDatabase } from '../../engines/postgres/test-postgres.ts';
import { readSteps } from '../../engines/steps.ts';
import type { CopyableEngine } from '../../kernel/engine.ts';
import { checkBackup, restoreBackup } from './restore-backup.ts';
import { type WorkspacePlace, type WrittenBackup, writeBackup } from './write-backup.ts';

/** Workspaces on real stores, for tests of backups. */

const migrations = fileURLToPath(new URL('../../../migrations', import.meta.url));
export const steps = readSteps(migrations);
export const never = new AbortController().signal;
const silent = () => {};

export interface TestWorkspace {
  place: WorkspacePlace;
  url: string;
  ask<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** An import with its file and its rows, judged; answers with their names. */
  addImport(name: string): Promise<{ importId: string; uploadId: string; table: string }>;
  tables(): Promise<string[]>;
  files(): string[];
}

export interface TestStores {
  engine(): CopyableEngine & { kill(): void };
  folder(): string;
  /** An empty one, with its tables unless `bare`. */
  workspace(options?: { bare?: boolean }): Promise<TestWorkspace>;
  backUp(
    from: TestWorkspace,
    name?: string,
    options?: { signal?: AbortSignal; onStage?: (stage: string) => void },
  ): Promise<{ folder: string; written: WrittenBackup }>;
  restore(
    folder: string,
    to: TestWorkspace,
    options?: { signal?: AbortSignal; onStage?: (stage: string) => void },
  ): Promise<void>;
}

const tableOf = (analysisId: string) => `analysis_${analysisId.replaceAll('-', '')}_${randomUUID().slice(0, 8)}_rows`;

/** PostgreSQL of the test run; one ClickHouse, in which each workspace has a database of its own. */
export function useBackups(): TestStores {
  let folder: string;
  let engine: Awaited<ReturnType<typeof startPrivateEngine>>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dandelion-backup-'));
    engine = await startPrivateEngine();
  });
  afterAll(async () => {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function workspace({ bare = false } = {}): Promise<TestWorkspace> {
    const database = await createTestDatabase();
    const pool = new pg.Pool({ connectionString: database.url, max: 4 });
    pool.on('error', silent);
    if (!bare) await migrate(pool, migrations);
    const dataFolder = mkdtempSync(join(folder, 'data-'));
    for (const inner of ['uploads', 'secrets']) mkdirSync(join(dataFolder, inner), { mode: 0o700 });
    writeFileSync(join(dataFolder, 'secrets', 'unit-ids'), Buffer.alloc(32, dataFolder.length), { mode: 0o600 });
    onTestFinished(async () => {
      await pool.end();
      await database.drop();
    });
    const ask: TestWorkspace['ask'] = async (sql, values = []) => (await pool.query(sql, values)).rows;
    const own = inDatabase(engine, `w_${randomUUID().replaceAll('-', '')}`);
    await own.prepare();
    const connect = async () => {
      const client = new pg.Client({ connectionString: database.url });
      client.on('error', silent);
      await client.connect();
      return client;
    };
    const place = { connect, engine: own.engine, dataFolder, auditHeads: join(dataFolder, 'audit-heads.jsonl') };
    return {
      ...{ place, url: database.url, ask },
      addImport: (name) => addImport({ place, ask }, name),
      tables: own.tables,
      files: () => readdirSync(join(dataFolder, 'uploads')).sort(),
    };
  }

  return {
    engine: () => engine as never,
    folder: () => folder,
    workspace,
    async backUp(from, name = randomUUID(), options = {}) {
      const to = join(folder, name);
      const write = { place: from.place, folder: to, version: '0.1.0', onStage: silent, signal: never, ...options };
      return { folder: to, written: await writeBackup(write) };
    },
    async restore(from, to, options = {}) {
      const working = { steps, onStage: silent, signal: never, ...options };
      const backup = await checkBackup({ folder: from, ...working });
      await restoreBackup({ place: to.place, backup, ...working });
    },
  };
}

/** One database of an engine as an engine of its own. */
function inDatabase(engine: CopyableEngine, name: string) {
  // A question has no database of its own but by the names in it; the default is set by the connection.
  const within = <Q extends { sql: string }>(question: Q): Q => ({
    ...question,
    sql: question.sql
      .replaceAll(/\b(analysis_[0-9a-f]{32}_[0-9a-f]{8}_rows)\b/g, `${name}.$1`)
      .replaceAll('currentDatabase()', `'${name}'`),
  });
  const own: CopyableEngine = {
    stagingFolder: engine.stagingFolder,
    fileReader: engine.fileReader,
    rows: (question) => engine.rows(within(question)),
    run: (question) => engine.run(within(question)),
    load: (question, data) => engine.load(within(question), data),
    dump: (question) => engine.dump(within(question)),
  };
  return {
    engine: own,
    prepare: () => engine.run({ sql: `CREATE DATABASE ${name} ENGINE = Atomic` }),
    tables: async () =>
      (
        await engine.rows<{ name: string }>({
          sql: 'SELECT name FROM system.tables WHERE database = {name:String} ORDER BY name',
          values: { name },
        })
      ).map((row) => row.name),
  };
}

type Added = Awaited<ReturnType<TestWorkspace['addImport']>>;

async function addImport({ place, ask }: Pick<TestWorkspace, 'place' | 'ask'>, name: string): Promise<Added> {
  const [uploadId, importId, analysisId, experimentId] = Array.from({ length: 4 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
  ];
  const table = tableOf(analysisId);
  const uploads = join(place.dataFolder, 'uploads');
  writeFileSync(join(uploads, uploadId), `group,y\nA,1\nB,${name}\n`, { mode: 0o600 });
  writeFileSync(join(uploads, `${uploadId}.look`), '{"examples":[["A"],["1"]],"head":[]}', { mode: 0o600 });
  await place.engine.run({
    sql: `CREATE TABLE ${table} (n UInt64, c0 String, c1 String) ENGINE = MergeTree ORDER BY n SETTINGS max_bytes_to_merge_at_max_space_in_pool = 1`,
  });
  await place.engine.run({
    sql: `INSERT INTO ${table} SELECT number, {name:String}, toString(cityHash64(number)) FROM numbers(5000)`,
    values: { name },
  });
  const columns = JSON.stringify([{ name: 'group', cell: 'c0', hashed: false }]);
  await ask(
    `WITH file AS (INSERT INTO uploads (id, name, bytes, format, columns) VALUES ($1, $5 || '.csv', 20, 'csv', '[]')),
       made AS (INSERT INTO imports (id, name, source, upload_id, current_analysis_id) VALUES ($2, $5, 'file', $1, $3)),
       judged AS (
         INSERT INTO analyses (id, import_id, number, state, rows_table, rows_columns, finished_at)
         VALUES ($3, $2, 1, 'done', $6, $7, now())),
       shown AS (
         INSERT INTO experiments (id, import_id, name, title, tags, note, analysis_id, verdict, health, variations, units,
           suspect, listed_on, first_judged_at, judged_at, search_text, sort_title, difference)
         VALUES ($4, $2, '', $5, ARRAY['a "quoted" tag', E'tab\\tand\\nline'], E'back\\\\slash \\u2028 and\\r\\n', $3, 'won', 'ok', 2, 10,
           false, '2026-01-31', now(), now(), '', '', 0.1::float8 + 0.2))
     INSERT INTO results (analysis_id, experiment_id, verdict, answer) VALUES ($3, $4, 'won', '{"p": 0.049999999999999996, "n": null}')`,
    [uploadId, importId, analysisId, experimentId, name, table, columns],
  );
  return { importId, uploadId, table };
}

/** Everything of the records as text, by table; of rows tables only whether there is one. */
export async function contents({ ask }: Pick<TestWorkspace, 'ask'>): Promise<Record<string, string[]>> {
  const tables = await ask<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('migrations', 'restores', 'audit_log', 'audit_pending')`,
  );
  const all: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await ask<{ row: Record<string, unknown> }>(
      `SELECT to_jsonb(t) AS row FROM ${name} t ORDER BY to_jsonb(t)::text`,
    );
    all[name] = rows.map(({ row }) =>
      JSON.stringify({ ...row, ...('rows_table' in row ? { rows_table: row.rows_table !== null } : {}) }),
    );
  }
  return all;
}

/** Changes one byte in the middle of a file. */
export function flipByte(path: string): void {
  const bytes = readFileSync(path);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = bytes[at]! ^ 1;
  writeFileSync(path, bytes);
}
