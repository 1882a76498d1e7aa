import { parentPort, workerData } from 'node:worker_threads';
import { drizzle } from 'drizzle-orm/node-postgres';
import { readTracing } from './config.ts';
import { connectAnywhere } from './engines/clickhouse/connect-elsewhere.ts';
import type { EngineAddress } from './engines/clickhouse/engine-client.ts';
import { TracedClient } from './engines/postgres/traced-postgres.ts';
import { startTracing } from './engines/tracing/start-tracing.ts';
import { runAnalysis, type WorkerData, type WorkerLine } from './features/imports/index.ts';
import type { Log } from './kernel/log.ts';
import { span } from './kernel/trace.ts';

/** Door of the thread that does one analysis: connects to both stores, and ends when it is done. */

const { task, databaseUrl, engine: address, unitKey, sentBy, version } = workerData as WorkerData<EngineAddress>;

const say = (level: WorkerLine['level']) => (facts: Record<string, unknown>, message: string) =>
  parentPort?.postMessage({ level, facts, message } satisfies WorkerLine);
const log: Log = { info: say('info'), warn: say('warn'), error: say('error') };

const client = new TracedClient({
  connectionString: databaseUrl,
  application_name: 'dandelion analysis',
  keepAlive: true,
});
const stop = new AbortController();
// Without its connection it has no lock, and somebody else may begin.
client.on('error', () => stop.abort());
const engine = connectAnywhere(address);
const tracing = readTracing();
const traces = tracing === null ? null : await startTracing({ ...tracing, version, log });
await client.connect();
try {
  const key = Buffer.from(unitKey);
  const records = drizzle(client);
  await span({ name: 'analysis', kind: 'internal', parent: sentBy ?? undefined }, () =>
    runAnalysis({ task, records, engine, unitKey: key, log, now: () => new Date(), stop: stop.signal }),
  );
} finally {
  await engine.close();
  await client.end().catch(() => undefined);
  await traces?.stop();
}
