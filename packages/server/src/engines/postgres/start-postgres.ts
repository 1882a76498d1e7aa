import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import type { PartState } from '../../kernel/readiness.ts';
import { type End, endsWithin, readyOrEnd, setHold } from '../end-of-child.ts';
import { freePort } from '../free-port.ts';
import { dismissal, type Run, supervise } from '../supervise.ts';
import { endLeftover } from './leftover-postmaster.ts';
import { choosePostgresAccount, type PostgresAccount } from './postgres-account.ts';
import { findPostgres, type PostgresBinaries } from './postgres-binaries.ts';
import { type PostgresChild, runPostgres } from './postgres-child.ts';
import { postgresEndFailure } from './postgres-failures.ts';
import { database, type PostgresCluster, prepareCluster, role } from './postgres-folder.ts';
import { postgresSettings } from './postgres-settings.ts';

export interface PostgresOptions {
  /** Its data are kept there. It is made when it does not exist. */
  folder: string;
  /** Those that npm installed when left out. */
  binaries?: PostgresBinaries;
  /** The first that works on this machine when left out. */
  account?: PostgresAccount;
  choosePort?: () => Promise<number>;
  log?: Log;
}

export interface SupervisedPostgres {
  /** The role owns the database and is no superuser. It holds over restarts of PostgreSQL. */
  readonly url: string;
  state(): PartState;
  onState(listener: (state: PartState) => void): void;
  stop(): Promise<void>;
}

interface RunningPostgres extends Run {
  port: number;
}

type Start = PostgresCluster & {
  folder: string;
  binaries: PostgresBinaries;
  account: PostgresAccount;
  choosePort: () => Promise<number>;
  signal: AbortSignal;
};

const attempts = 5;
/** What is left of a server that was killed lets go of the data within that time. */
const patienceWithRemainsSeconds = 15;
/** After a crash it reads its log again, at most 1 GB. */
const patienceSeconds = 300;

/**
 * A PostgreSQL of our own. It is started again when it ends by itself, on the same port, so that pools of connections find it again.
 * When this process dies, it ends too; where the system has no way for that (macOS), the next start on the same folder ends it.
 */
export async function startPostgres(options: PostgresOptions): Promise<SupervisedPostgres> {
  const { folder, log, choosePort = freePort } = options;
  const binaries = options.binaries ?? findPostgres();
  const account = options.account ?? (await choosePostgresAccount(binaries));
  const cluster = await prepareCluster({ folder, binaries, account });
  let port = 0;

  async function start(signal: AbortSignal): Promise<RunningPostgres> {
    const chosen = async () => port || choosePort();
    const running = await startOnce({ ...cluster, folder, binaries, account, choosePort: chosen, signal });
    port = running.port;
    return running;
  }

  const { state, onState, stop } = await supervise({ name: 'PostgreSQL', start, log });
  return { url: urlOf(cluster, port), state, onState, stop };
}

function urlOf({ password }: PostgresCluster, port: number): string {
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
}

async function startOnce(start: Start): Promise<RunningPostgres> {
  const { data, binaries, account, choosePort } = start;
  const remainsDeadline = performance.now() + patienceWithRemainsSeconds * 1000;
  for (let attempt = 1; ; attempt++) {
    await endLeftover(data);
    const port = await choosePort();
    const server = runPostgres(account, binaries.postgres, ['-D', data, ...postgresSettings(port)]);
    const early = await untilReady(start, port, server);
    if (early === undefined) return running(start, port, server);
    // Between our choice of the port and its bind somebody else took it.
    const portTaken = early.lastWords.includes('Address already in use') && attempt < attempts;
    const dataTaken =
      /lock file "postmaster.pid" already exists|shared memory block .* still in use/.test(early.lastWords) &&
      performance.now() < remainsDeadline;
    if (start.signal.aborted || !(portTaken || dataTaken)) throw postgresEndFailure(start.folder, early);
    if (dataTaken) await sleep(200);
  }
}

/** Undefined when it answers, or how it ended before that. */
async function untilReady(start: Start, port: number, server: PostgresChild): Promise<End | undefined> {
  const giveUp = () => server.child.kill('SIGINT');
  start.signal.addEventListener('abort', giveUp);
  try {
    if (start.signal.aborted) giveUp();
    const early = await readyOrEnd(() => answers(start, port, server.end), server.end, patienceSeconds);
    if (early === false) {
      throw new DandelionFailure(
        'engine-failed',
        `PostgreSQL was not ready after ${patienceSeconds} seconds. Try again.`,
      );
    }
    return early === true ? undefined : early;
  } catch (error) {
    await endServer(server);
    throw error;
  } finally {
    start.signal.removeEventListener('abort', giveUp);
  }
}

/** Whether it answers a question. Since both sides prove that they know the password, it is the server that was started. */
async function answers(start: Start, port: number, end: Promise<End>): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(start, port), connectionTimeoutMillis: 2000 });
  // A connection that breaks after its question is no news.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch (error) {
    const { code } = error as { code?: string };
    // Starting up, or nobody there.
    if (code === undefined || !/^(28|3D)/.test(code)) return false;
    // Somebody else's PostgreSQL is on the port, and ours will say so in a moment.
    if (await endsWithin(end, 1)) return false;
    throw new DandelionFailure(
      'data-folder',
      `The password in ${start.folder}/password is not the one of the database. Remove that file: the next start makes a new one.`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => {});
  }
}

function running({ folder }: Start, port: number, server: PostgresChild): RunningPostgres {
  let dismissed = false;
  setHold(server.child, false);
  return {
    port,
    gone: server.end.then((how) => (dismissed ? dismissal() : postgresEndFailure(folder, how))),
    end() {
      dismissed = true;
      return endServer(server);
    },
  };
}

/** In order, with a checkpoint and without waiting for clients; then at once; then by force. */
async function endServer({ child, end }: PostgresChild): Promise<void> {
  setHold(child, true);
  child.kill('SIGINT');
  if (!(await endsWithin(end, 20))) child.kill('SIGQUIT');
  if (!(await endsWithin(end, 5))) child.kill('SIGKILL');
  await end;
}
