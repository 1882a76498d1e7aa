import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DandelionFailure } from '../../kernel/failure.ts';
import { type End, endOfChild, endsWithin, readyOrEnd, setHold } from '../end-of-child.ts';
import { freePort } from '../free-port.ts';
import { dismissal, type Run } from '../supervise.ts';
import { type EngineAccess, engineFolders, engineMemory, serverConfig, usersConfig } from './engine-config.ts';
import { endFailure, folderFailure } from './engine-failures.ts';

export interface EngineStart {
  /** Holds the configuration and the data. It is made complete where something is missing. */
  folder: string;
  library: string;
  /** When this process dies, the engine removes the folder and dies at once; else it ends in order first, and inserts are durable. */
  disposable: boolean;
  /** What the engine may take; sized to the machine when left out. */
  memoryBytes?: number;
  patienceSeconds?: number;
  choosePort?: () => Promise<number>;
  /** A new one when left out. */
  secret?: string;
  /** Ends a start that is under way. */
  signal?: AbortSignal;
}

export interface RunningEngine extends Run {
  readonly url: string;
  readonly secret: string;
  /** kill -9, without waiting. */
  kill(): void;
  /** From now on the engine keeps this process alive, which it does not by itself: for whoever waits for `gone`. */
  hold(): void;
}

/** Beside this file in src, beside the bundle in dist. */
const childScript = fileURLToPath(new URL('./clickhouse-child.mjs', import.meta.url));
const attempts = 5;
/** An engine that lost its parent has left its data by then. */
const patienceWithLockSeconds = 15;
/** What is not answered by then is cut off. What was acknowledged is on the disk. */
const patienceWithEndSeconds = 3;

/** Starts ClickHouse in the folder and waits until it answers. */
export async function startEngine(start: EngineStart): Promise<RunningEngine> {
  const { folder, library, disposable, signal } = start;
  const { memoryBytes = engineMemory(), patienceSeconds = 60, choosePort = freePort } = start;
  const lockDeadline = performance.now() + patienceWithLockSeconds * 1000;
  for (let attempt = 1; ; attempt++) {
    const access = {
      port: await choosePort(),
      identity: randomBytes(16).toString('hex'),
      secret: start.secret ?? randomBytes(32).toString('hex'),
    };
    prepareFolder(start, access, memoryBytes);
    const child = launch(folder, library, disposable);
    const end = endOfChild(child);
    const giveUp = () => child.kill('SIGKILL');
    signal?.addEventListener('abort', giveUp);
    try {
      if (signal?.aborted) giveUp();
      const isReady = async () => (await ping(access.port)) === access.identity;
      const early = await readyOrEnd(isReady, end, patienceSeconds);
      if (early === true) return running(start, access, child, end);
      if (early === false) throw notReady(patienceSeconds);
      await beforeNextAttempt(start, early, attempt >= attempts, lockDeadline);
    } catch (error) {
      giveUp();
      throw error;
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }
}

function notReady(patienceSeconds: number): DandelionFailure {
  return new DandelionFailure(
    'engine-failed',
    `The analytics engine was not ready after ${patienceSeconds} seconds. Try again when the machine is less busy.`,
  );
}

/** Throws when another attempt would not help. */
async function beforeNextAttempt(start: EngineStart, end: End, last: boolean, lockDeadline: number): Promise<void> {
  // Between our choice of the port and the engine's bind somebody else took it.
  const portTaken = end.lastWords.includes('Address already in use') && !last;
  // The engine of a process that was killed is still on its way out.
  const dataTaken = end.lastWords.includes('Cannot lock file') && performance.now() < lockDeadline;
  if (start.signal?.aborted || !(portTaken || dataTaken)) throw endFailure(start, end);
  if (dataTaken) await sleep(200);
}

function running(start: EngineStart, access: EngineAccess, child: ChildProcess, end: Promise<End>): RunningEngine {
  let dismissed = false;
  setHold(child, false);
  return {
    url: `http://127.0.0.1:${access.port}`,
    secret: access.secret,
    gone: end.then((how) => (dismissed ? dismissal() : endFailure(start, how))),
    async end() {
      dismissed = true;
      setHold(child, true);
      child.stdin?.end();
      if (!(await endsWithin(end, patienceWithEndSeconds))) child.kill('SIGKILL');
      await end;
    },
    kill() {
      dismissed = true;
      child.kill('SIGKILL');
    },
    hold: () => setHold(child, true),
  };
}

function prepareFolder(start: EngineStart, access: EngineAccess, memoryBytes: number): void {
  const { folder, disposable } = start;
  try {
    for (const inner of Object.values(engineFolders(folder))) mkdirSync(inner, { recursive: true, mode: 0o700 });
    // The secret is in a file that only this user reads, not on a command line that everybody sees.
    writeFileSync(join(folder, 'config.xml'), serverConfig(folder, access, memoryBytes, !disposable), { mode: 0o600 });
    writeFileSync(join(folder, 'users.xml'), usersConfig(memoryBytes), { mode: 0o600 });
  } catch (error) {
    throw folderFailure(start, error);
  }
}

/** clickhouse-local serves HTTP for as long as it reads a table from its standard input, which says nothing and stays open. */
function launch(folder: string, library: string, disposable: boolean): ChildProcess {
  const { data, spill, staging } = engineFolders(folder);
  return spawn(
    process.execPath,
    [
      childScript,
      library,
      disposable ? folder : '',
      `--config-file=${join(folder, 'config.xml')}`,
      `--path=${data}`,
      '--query=SYSTEM START LISTEN HTTP; SELECT count() FROM table SETTINGS max_execution_time = 0 FORMAT Null',
      '--structure=line String',
      '--input-format=LineAsString',
    ],
    {
      cwd: staging,
      // Nothing of ours: no secrets, no NODE_OPTIONS, no configuration of the user's own ClickHouse.
      env: { HOME: folder, TMPDIR: spill, TZ: 'UTC', LANG: 'C.UTF-8' },
      // Its own process group: Ctrl-C is for this process, which then ends the engine.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    },
  );
}

function ping(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/ping', agent: false, timeout: 1000 }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body = (body + text).slice(0, 100);
      });
      response.on('close', () => resolve(body));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}
