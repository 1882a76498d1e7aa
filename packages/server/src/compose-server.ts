import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config.ts';
import { connectRemoteClickhouse, startLastingClickhouse } from './engines/clickhouse/start-lasting-clickhouse.ts';
import { type DataFolder, openDataFolder } from './engines/data-folder.ts';
import { startJobs } from './engines/jobs/start-jobs.ts';
import { migrate } from './engines/postgres/migrate.ts';
import { openPool } from './engines/postgres/open-pool.ts';
import { startPostgres } from './engines/postgres/start-postgres.ts';
import { accessRoutes, createAccess } from './features/access/index.ts';
import { guessRoles, planningRoutes } from './features/analyses/index.ts';
import { createExperiments, experimentRoutes } from './features/experiments/index.ts';
import { createImports, importsRoutes, inThread } from './features/imports/index.ts';
import { createUploads, uploadsRoutes } from './features/uploads/index.ts';
import { createWorkspace, workspaceRoutes } from './features/workspace/index.ts';
import { createServer } from './http/create-server.ts';
import { listen } from './http/listen.ts';
import { ownNames } from './http/own-names.ts';
import type { Log } from './kernel/log.ts';
import { sampleFile } from './sample/sample-file.ts';

/** The wiring of the server: which engine fulfils which port, which feature knows which other. */

/** Files beside the bundle. */
const beside = (name: string) => new URL(`./${name}`, import.meta.url);
const uploadDays = 30;
const now = () => new Date();

export interface RunningServer {
  url: string;
  /** A link that signs in the owner once. */
  ownerLink(): Promise<string>;
  stop(): Promise<void>;
}

/** What was started is stopped in the opposite order. */
type Stops = (() => unknown)[];

async function unwind(stops: Stops): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop();
}

/** Starts what was not given by URL; both at once, as they take their time. */
async function startStores({ databaseUrl, clickhouseUrl }: Config, data: DataFolder, log: Log, stops: Stops) {
  const stores = await Promise.allSettled([
    databaseUrl === null ? startPostgres({ folder: data.folders.postgres, log }) : null,
    clickhouseUrl === null
      ? startLastingClickhouse({ folder: data.folders.clickhouse, log })
      : connectRemoteClickhouse(clickhouseUrl),
  ]);
  const [postgres, clickhouse] = stores.map((store) => (store.status === 'fulfilled' ? store.value : null));
  for (const store of [postgres, clickhouse]) if (store) stops.push(() => store.stop());
  const failed = stores.find((store) => store.status === 'rejected');
  if (failed) throw failed.reason;
  const url = databaseUrl ?? (stores[0] as PromiseFulfilledResult<{ url: string }>).value.url;
  const engine = (stores[1] as PromiseFulfilledResult<Awaited<ReturnType<typeof connectRemoteClickhouse>>>).value;
  return { postgres, url, engine };
}

async function openRecords(url: string, log: Log, stops: Stops) {
  const pool = await openPool(url, log);
  stops.push(() => pool.end());
  await migrate(pool, fileURLToPath(beside('migrations')));
  return drizzle(pool);
}

async function startAll(config: Config, log: FastifyBaseLogger, stops: Stops): Promise<Omit<RunningServer, 'stop'>> {
  const data = await openDataFolder(config.dataFolder);
  stops.push(() => data.release());
  const { url: databaseUrl, engine, postgres } = await startStores(config, data, log, stops);
  const records = await openRecords(databaseUrl, log, stops);
  const jobs = await startJobs({ url: databaseUrl, log });
  stops.push(() => jobs.stop());

  const access = createAccess({ records, now });
  const workspace = createWorkspace({ records });
  const experiments = createExperiments({ records });
  const uploads = createUploads({
    ...{ records, engine, guessRoles, now },
    folder: data.folders.uploads,
    limitBytes: config.uploadLimit,
    keepDays: uploadDays,
    keepAll: async () => (await workspace.read()).keepUploads,
  });
  const startAnalysis = inThread({
    ...{ script: beside('worker.js'), databaseUrl, engine: () => engine.connection(), log },
    unitKey: data.secret('unit-ids'),
  });
  const imports = createImports({
    ...{ records, engine, jobs, uploads, startAnalysis, log, now },
    sampleFile: sampleFile(),
  });
  await jobs.work('sweep', 1, async () => {
    await Promise.all([uploads.sweep(), access.sweep()]);
  });
  await jobs.schedule('sweep', '17 * * * *');
  await imports.start();
  stops.push(() => imports.stop());

  const server = await createServer({
    routes: [
      ...accessRoutes(access),
      ...workspaceRoutes({ workspace, uploadDays, uploadLimit: config.uploadLimit, isEmpty: experiments.isEmpty }),
      ...uploadsRoutes(uploads),
      ...importsRoutes(imports, { now }),
      ...experimentRoutes({ experiments }),
      ...planningRoutes(),
    ],
    parts: {
      records: postgres?.state ?? jobs.state,
      jobs: jobs.state,
      analytics: engine.state,
    },
    ...{ webFolder: fileURLToPath(beside('web')), log, version: '0.1.0', trustProxy: config.trustProxy },
    hosts: ownNames(config),
    callerOf: access.callerOf,
    secure: config.publicUrl?.startsWith('https:') ?? false,
  });
  stops.push(() => server.close());
  const local = await listen(server, config);
  const url = config.publicUrl ?? local;
  const ownerLink = async () => `${url}/sign-in#token=${await access.ownerToken()}`;
  data.answer({ status: () => url, 'owner-link': ownerLink });
  return { url, ownerLink };
}

/** Starts everything, or nothing. */
export async function composeServer(config: Config, log: FastifyBaseLogger): Promise<RunningServer> {
  const stops: Stops = [];
  try {
    return { ...(await startAll(config, log, stops)), stop: () => unwind(stops) };
  } catch (error) {
    await unwind(stops);
    throw error;
  }
}
