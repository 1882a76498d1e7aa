import { randomBytes } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import type { CopyableEngine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import type { PartState } from '../../kernel/readiness.ts';
import { freePort } from '../free-port.ts';
import { type Supervised, supervise } from '../supervise.ts';
import { connectAnywhere } from './connect-elsewhere.ts';
import { connectEngine, type EngineAddress } from './engine-client.ts';
import { engineFolders } from './engine-config.ts';
import { folderFailure } from './engine-failures.ts';
import { findEngineLibrary } from './engine-library.ts';
import { type EngineStart, type RunningEngine, startEngine } from './start-engine.ts';

/** The engine of a server. It stays the same for its users whatever happens to the process behind it. */
export interface LastingEngine extends CopyableEngine {
  state(): PartState | Promise<PartState>;
  /** For a worker thread that connects by itself, with `connectEngine`. It holds over restarts of the engine. */
  connection(): EngineAddress;
  stop(): Promise<void>;
}

export interface SupervisedClickhouse extends LastingEngine {
  state(): PartState;
  onState(listener: (state: PartState) => void): void;
}

export interface LastingClickhouseOptions extends Pick<EngineStart, 'memoryBytes' | 'patienceSeconds'> {
  /** Its data are kept there. It is made when it does not exist. */
  folder: string;
  log?: Log;
}

/**
 * A ClickHouse whose data last. It is started again when it ends by itself; until then its users get `engine-failed`. When this process
 * dies, so does the engine, within about a second.
 */
export async function startLastingClickhouse(options: LastingClickhouseOptions): Promise<SupervisedClickhouse> {
  const { log, ...limits } = options;
  const library = findEngineLibrary();
  const folder = prepareFolder(options.folder);
  const secret = randomBytes(32).toString('hex');
  let port = 0;

  async function start(signal: AbortSignal): Promise<RunningEngine> {
    const place = { ...limits, folder, library, disposable: false, secret, signal };
    // The port of the first start is kept, so that workers find the engine again.
    const running = await startEngine({ ...place, choosePort: async () => port || freePort() });
    port = Number(new URL(running.url).port);
    return running;
  }

  const supervised = await supervise({ name: 'ClickHouse', start, log });
  const { url } = supervised.run();
  const { staging: stagingFolder } = engineFolders(folder);
  const address = { url, secret, stagingFolder, place: { folder, disposable: false } };
  const engine = connectEngine(address, () => whyGone(supervised));

  /** Nothing is sent while the engine is away: somebody else could have taken its port. */
  async function present<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    if (supervised.state().state !== 'ready') throw await whyGone(supervised);
    return ask();
  }

  return {
    stagingFolder,
    fileReader: null,
    rows: (question) => present(() => engine.rows(question)),
    run: (question) => present(() => engine.run(question)),
    load: (question, data) => present(() => engine.load(question, data)).finally(() => data.destroy()),
    dump: (question) => present(() => engine.dump(question)),
    state: supervised.state,
    onState: supervised.onState,
    connection: () => address,
    async stop() {
      // An open connection makes the end of the engine last.
      await engine.close();
      await supervised.stop();
    },
  };
}

async function whyGone(supervised: Supervised<RunningEngine>): Promise<DandelionFailure> {
  const cause = await supervised.run().gone;
  if (cause.code !== 'engine-failed') return cause;
  return new DandelionFailure(
    'engine-failed',
    'The analytics engine stopped and is being restarted. Try again in some seconds.',
    { cause },
  );
}

/** Makes it, and empties its staging: that was for a process that is no more. Answers with the real path, which the engine compares. */
function prepareFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const real = realpathSync(folder);
    rmSync(engineFolders(real).staging, { recursive: true, force: true });
    return real;
  } catch (error) {
    throw folderFailure({ folder, disposable: false }, error);
  }
}

/**
 * Somebody else's ClickHouse, by a URL with user and password. Files of this machine are not within its reach: engines that read them for
 * it are made in `readersFolder`. Left out: no Parquet file will be read.
 */
export async function connectRemoteClickhouse(url: string, readersFolder?: string): Promise<LastingEngine> {
  const readers = readersFolder === undefined ? {} : { readersFolder };
  const address: EngineAddress = { url, secret: null, stagingFolder: null, place: null, ...readers };
  const engine = connectAnywhere(address);
  const { host } = new URL(url);

  async function state(): Promise<PartState> {
    try {
      await engine.rows({ sql: 'SELECT 1' });
      return { state: 'ready', reason: null };
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      return { state: 'down', reason: `The ClickHouse at ${host} (CLICKHOUSE_URL) cannot be asked: ${words}` };
    }
  }

  const { reason } = await state();
  if (reason !== null) {
    await engine.close();
    throw new DandelionFailure('engine-failed', reason);
  }
  return Object.assign(engine, { state, connection: () => address, stop: () => engine.close() });
}
