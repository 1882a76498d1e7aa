import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { addressesOf, type Stops, type StoreAddresses, startStores, unwind } from './compose-stores.ts';
import type { Config } from './config.ts';
import { connectEngine } from './engines/clickhouse/engine-client.ts';
import { connectRemoteClickhouse } from './engines/clickhouse/start-lasting-clickhouse.ts';
import { askRunning, pauseRunning } from './engines/control-socket.ts';
import { auditHeadsOf, openDataFolder } from './engines/data-folder.ts';
import { explainUnreachable } from './engines/postgres/open-pool.ts';
import { readSteps } from './engines/steps.ts';
import {
  checkBackup,
  type Moved,
  moveWorkspace,
  readContents,
  restoreBackup,
  type WorkspacePlace,
  type WrittenBackup,
  writeBackup,
} from './features/backup/index.ts';
import { DandelionFailure } from './kernel/failure.ts';
import type { Log } from './kernel/log.ts';
import { version } from './version.ts';

/** The wiring of `backup`, `restore` and `move`: they work on the databases of the server that runs, or start them for themselves. */

/** What a command tells and heeds while it works. */
export interface Working {
  onStage: (stage: string) => void;
  signal: AbortSignal;
}

const silent: Log = { info() {}, warn() {}, error() {} };
const steps = () => readSteps(fileURLToPath(new URL('./migrations', import.meta.url)));

/** A connection to the record store; `name` is what a sentence calls the setting that it comes from. */
async function connectRecords(url: string, name: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'dandelion backup',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // What is asked over it fails then.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw explainUnreachable(url, name, error);
  }
}

function placeAt(
  dataFolder: string,
  { databaseUrl, engine }: StoreAddresses,
): { place: WorkspacePlace; close(): Promise<void> } {
  const client = connectEngine(engine);
  const connect = () => connectRecords(databaseUrl, 'DATABASE_URL');
  const place = { connect, engine: client, dataFolder, auditHeads: auditHeadsOf(dataFolder) };
  return { place, close: () => client.close() };
}

const starting = (dataFolder: string) =>
  new DandelionFailure(
    'already-running',
    `Dandelion is starting or ending in ${dataFolder}. Try again in a few seconds.`,
  );

/** The databases of the server that runs on the data folder. Null: none does. */
async function runningPlace(dataFolder: string) {
  const answer = await askRunning(dataFolder, 'stores');
  if (!answer.running) return null;
  if (answer.url === null) throw starting(dataFolder);
  return placeAt(dataFolder, JSON.parse(answer.url) as StoreAddresses);
}

/** Starts the databases for this work alone. */
async function withOwnPlace<Answer>(config: Config, work: (place: WorkspacePlace) => Promise<Answer>): Promise<Answer> {
  const stops: Stops = [];
  try {
    const data = await openDataFolder(config.dataFolder);
    stops.push(() => data.release());
    const stores = await startStores(config, data, silent, stops);
    const { place, close } = placeAt(data.path, addressesOf(stores));
    stops.push(close);
    return await work(place);
  } finally {
    await unwind(stops);
  }
}

function requireFolder(dataFolder: string): void {
  if (existsSync(dataFolder)) return;
  throw new DandelionFailure('not-found', `There is no workspace in ${dataFolder}. DANDELION_DATA names where it is.`);
}

export async function backUp(config: Config, folder: string, working: Working): Promise<WrittenBackup> {
  requireFolder(config.dataFolder);
  const write = (place: WorkspacePlace) => writeBackup({ place, folder, version, ...working });
  const running = await runningPlace(config.dataFolder);
  if (running === null) return withOwnPlace(config, write);
  try {
    return await write(running.place);
  } finally {
    await running.close();
  }
}

export interface Restored {
  moment: string;
  /** Of the server that runs again; null: none did. */
  url: string | null;
}

async function refuseToReplace(place: WorkspacePlace, replace: boolean): Promise<void> {
  const client = await place.connect();
  try {
    const { empty, name, imports } = await readContents(client);
    if (empty || replace) return;
    throw new DandelionFailure(
      'conflict',
      `The workspace “${name}” is not empty: it has ${imports} ${imports === 1 ? 'import' : 'imports'}. Add --replace to put the backup in its place; what is there now is lost then. Make a backup of it first.`,
    );
  } finally {
    await client.end();
  }
}

export async function restore(
  config: Config,
  { folder, replace }: { folder: string; replace: boolean },
  working: Working,
): Promise<Restored> {
  const known = steps();
  const backup = await checkBackup({ folder, steps: known, ...working });
  const { moment } = backup.manifest;
  const load = (place: WorkspacePlace) => restoreBackup({ place, backup, steps: known, ...working });
  const running = await runningPlace(config.dataFolder);
  if (running === null) {
    await withOwnPlace(config, async (place) => {
      await refuseToReplace(place, replace);
      await load(place);
    });
    return { moment, url: null };
  }
  try {
    await refuseToReplace(running.place, replace);
    working.onStage('Waiting for the server to hold still');
    const paused = await pauseRunning(config.dataFolder);
    if (paused === null) throw starting(config.dataFolder);
    const restored = await load(running.place).then(
      () => null,
      (error: unknown) => ({ error }),
    );
    working.onStage('Starting the server again');
    const resumed = await paused.resume().then(
      (url) => ({ url }),
      (error: unknown) => ({ error }),
    );
    // What became of the restore is what was asked; a server that was stopped meanwhile has nothing to add.
    if (restored !== null) throw restored.error;
    if ('url' in resumed) return { moment, url: resumed.url };
    if (resumed.error instanceof DandelionFailure && resumed.error.code === 'interrupted') return { moment, url: null };
    throw resumed.error;
  } finally {
    await running.close();
  }
}

export async function move(
  config: Config,
  to: { databaseUrl: string | null; clickhouseUrl: string | null },
  working: Working,
): Promise<Moved> {
  requireFolder(config.dataFolder);
  const { databaseUrl, clickhouseUrl } = to;
  const known = steps();
  return withOwnPlace(config, async (from) => {
    const toEngine = clickhouseUrl === null ? null : await connectRemoteClickhouse(clickhouseUrl);
    try {
      const toRecords = databaseUrl === null ? null : () => connectRecords(databaseUrl, '--database');
      return await moveWorkspace({ from, toRecords, toEngine, steps: known, ...working });
    } finally {
      await toEngine?.stop();
    }
  });
}
