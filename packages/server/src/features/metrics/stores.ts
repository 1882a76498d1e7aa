import { statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import { Gauge, type Registry } from 'prom-client';
import type { Engine } from '../../kernel/engine.ts';
import type { PartState } from '../../kernel/readiness.ts';
import type { Records } from '../../kernel/records.ts';

/** What the stores hold and how they are, asked anew for each reading. */

export interface Sources {
  records: Records;
  engine: Engine;
  /** How the parts of the server are. */
  parts: () => Promise<Record<string, PartState>>;
  jobCounts: () => Promise<{ queue: string; state: string; jobs: number }[]>;
  pool: { totalCount: number; idleCount: number; waitingCount: number };
  dataFolder: string;
}

type Gauges = ReturnType<typeof makeGauges>;

/** A store that hangs must not hold up the figures of the others. */
const patience = 2000;
const jobStates = ['waiting', 'active', 'ended'];
const importStates = ['queued', 'running', 'done', 'failed', 'cancelled'];

/** What is the state of the newest analysis of each import? */
const importsByState = sql`
  SELECT state, count(*)::int AS imports
  FROM (SELECT DISTINCT ON (import_id) state FROM analyses ORDER BY import_id, number DESC) AS newest
  GROUP BY state`;
/** How many files are on the disk, and how large? */
const storedUploads = sql`
  SELECT count(*)::int AS files, coalesce(sum(bytes), 0)::float8 AS bytes FROM uploads WHERE deleted_at IS NULL`;
const recordsSize = sql`SELECT pg_database_size(current_database())::float8 AS bytes`;
/** How large are the tables of this database, and how many parts do they have? */
const analyticsSize = `
  SELECT toFloat64(sum(bytes_on_disk)) AS bytes, toFloat64(sum(rows)) AS rows, toUInt32(count()) AS parts
  FROM system.parts WHERE active AND database = currentDatabase()`;
const analyticsMemory = `SELECT toFloat64(value) AS bytes FROM system.metrics WHERE metric = 'MemoryTracking'`;

function makeGauges(registry: Registry) {
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge<Label>({ name: `dandelion_${name}`, help, labelNames, registers: [registry] });
  return {
    partReady: gauge('part_ready', 'Whether a part of the server is ready, as /readyz says it.', ['part']),
    sourceUp: gauge('metrics_source_up', 'Whether the figures of a source could be read this time.', ['source']),
    jobs: gauge('jobs', 'Work in the background by state; ended: within about a day.', ['queue', 'state']),
    imports: gauge('imports', 'Imports by the state of their newest analysis.', ['state']),
    uploads: gauge('uploads', 'Uploaded files on the disk.'),
    uploadsBytes: gauge('uploads_bytes', 'Size of the uploaded files on the disk.'),
    dataFreeBytes: gauge('data_free_bytes', 'Free space on the disk of the data folder.'),
    recordsBytes: gauge('records_bytes', 'Size of the database in PostgreSQL.'),
    connections: gauge('records_connections', 'Connections to PostgreSQL for requests, by state.', ['state']),
    waiting: gauge('records_waiting', 'Requests that wait for a connection to PostgreSQL.'),
    analyticsBytes: gauge('analytics_bytes', 'Size of the tables in ClickHouse.'),
    analyticsRows: gauge('analytics_rows', 'Rows of the tables in ClickHouse.'),
    analyticsParts: gauge('analytics_parts', 'Parts of the tables in ClickHouse.'),
    analyticsMemory: gauge('analytics_memory_bytes', 'Memory that ClickHouse uses.'),
  };
}

async function rowsOf<Row extends Record<string, unknown>>(records: Records, question: SQL): Promise<Row[]> {
  return (await records.execute(question)).rows as Row[];
}

async function readRecords(gauges: Gauges, { records, pool }: Sources): Promise<void> {
  const [byState, [uploads], [size]] = await Promise.all([
    rowsOf<{ state: string; imports: number }>(records, importsByState),
    rowsOf<{ files: number; bytes: number }>(records, storedUploads),
    rowsOf<{ bytes: number }>(records, recordsSize),
  ]);
  gauges.imports.reset();
  for (const state of importStates) gauges.imports.set({ state }, 0);
  for (const { state, imports } of byState) gauges.imports.set({ state }, imports);
  gauges.uploads.set(uploads?.files ?? 0);
  gauges.uploadsBytes.set(uploads?.bytes ?? 0);
  gauges.recordsBytes.set(size?.bytes ?? 0);
  gauges.connections.set({ state: 'idle' }, pool.idleCount);
  gauges.connections.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
  gauges.waiting.set(pool.waitingCount);
}

async function readJobs({ jobs }: Gauges, { jobCounts }: Sources): Promise<void> {
  const counts = await jobCounts();
  jobs.reset();
  for (const queue of new Set(counts.map((count) => count.queue))) {
    for (const state of jobStates) jobs.set({ queue, state }, 0);
  }
  for (const count of counts) jobs.set({ queue: count.queue, state: count.state }, count.jobs);
}

async function readAnalytics(gauges: Gauges, { engine }: Sources): Promise<void> {
  const [[size], [memory]] = await Promise.all([
    engine.rows<{ bytes: number; rows: number; parts: number }>({ sql: analyticsSize }),
    engine.rows<{ bytes: number }>({ sql: analyticsMemory }),
  ]);
  gauges.analyticsBytes.set(size?.bytes ?? 0);
  gauges.analyticsRows.set(size?.rows ?? 0);
  gauges.analyticsParts.set(size?.parts ?? 0);
  gauges.analyticsMemory.set(memory?.bytes ?? 0);
}

async function readDisk({ dataFreeBytes }: Gauges, { dataFolder }: Sources): Promise<void> {
  const { bavail, bsize } = await statfs(dataFolder);
  dataFreeBytes.set(bavail * bsize);
}

async function readParts({ partReady }: Gauges, { parts }: Sources): Promise<void> {
  for (const [part, { state }] of Object.entries(await parts())) partReady.set({ part }, state === 'ready' ? 1 : 0);
}

const readers: Record<string, (gauges: Gauges, sources: Sources) => Promise<void>> = {
  parts: readParts,
  records: readRecords,
  jobs: readJobs,
  analytics: readAnalytics,
  disk: readDisk,
};

/** Figures of a source that does not answer stay as they were; `dandelion_metrics_source_up` tells. */
export function collectStores(registry: Registry, sources: Sources): () => Promise<void> {
  const gauges = makeGauges(registry);
  return async () => {
    await Promise.all(
      Object.entries(readers).map(async ([source, read]) => {
        const done = read(gauges, sources).then(
          () => 1,
          () => 0,
        );
        gauges.sourceUp.set({ source }, await Promise.race([done, sleep(patience, 0, { ref: false })]));
      }),
    );
  };
}
