import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer, Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DandelionFailure } from '../../kernel/failure.ts';
import { type EngineAccess, engineFolders, engineMemory, serverConfig, usersConfig } from './engine-config.ts';
import { dismissal, type End, endFailure, folderFailure } from './engine-failures.ts';

export interface EngineStart {
  /** Holds the configuration and the data. It is made complete where something is missing. */
  folder: string;
  library: string;
  /** The engine removes the folder and dies at once when this process dies; else it ends by itself, in order. */
  disposable: boolean;
  /** What the engine may take; sized to the machine when left out. */
  memoryBytes?: number;
  patienceSeconds?: number;
  choosePort?: () => Promise<number>;
}

export interface RunningEngine {
  readonly url: string;
  readonly secret: string;
  /** Settles when the process is gone, with what to tell the user. Never rejects. */
  readonly gone: Promise<DandelionFailure>;
  /** kill -9, without waiting. */
  kill(): void;
  /** From now on the engine keeps this process alive, which it does not by itself: for whoever waits for `gone`. */
  hold(): void;
}

/** Beside this file in src, beside the bundle in dist. */
const childScript = fileURLToPath(new URL('./clickhouse-child.mjs', import.meta.url));
const attempts = 5;
const wordsKept = 8192;

/** Starts ClickHouse in the folder and waits until it answers. */
export async function startEngine(start: EngineStart): Promise<RunningEngine> {
  const { folder, library, disposable } = start;
  const { memoryBytes = engineMemory(), patienceSeconds = 60, choosePort = freePort } = start;
  for (let attempt = 1; ; attempt++) {
    const access = {
      port: await choosePort(),
      identity: randomBytes(16).toString('hex'),
      secret: randomBytes(32).toString('hex'),
    };
    prepareFolder(folder, access, memoryBytes);
    const child = launch(folder, library, disposable);
    const end = endOf(child);
    try {
      const early = await readyOrEnd(access, end, patienceSeconds);
      if (early === undefined) return running(folder, access, child, end);
      // Between our choice of the port and the engine's bind somebody else took it.
      if (!early.lastWords.includes('Address already in use') || attempt === attempts) throw endFailure(folder, early);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }
}

function running(folder: string, access: EngineAccess, child: ChildProcess, end: Promise<End>): RunningEngine {
  let dismissed = false;
  setHold(child, false);
  return {
    url: `http://127.0.0.1:${access.port}`,
    secret: access.secret,
    gone: end.then((how) => (dismissed ? dismissal() : endFailure(folder, how))),
    kill() {
      dismissed = true;
      child.kill('SIGKILL');
    },
    hold: () => setHold(child, true),
  };
}

function setHold(child: ChildProcess, hold: boolean): void {
  const pipes = child.stdio.filter((stream) => stream instanceof Socket);
  for (const handle of [child, ...pipes]) {
    if (hold) handle.ref();
    else handle.unref();
  }
}

function prepareFolder(folder: string, access: EngineAccess, memoryBytes: number): void {
  try {
    for (const inner of Object.values(engineFolders(folder))) mkdirSync(inner, { recursive: true, mode: 0o700 });
    // The secret is in a file that only this user reads, not on a command line that everybody sees.
    writeFileSync(join(folder, 'config.xml'), serverConfig(folder, access, memoryBytes), { mode: 0o600 });
    writeFileSync(join(folder, 'users.xml'), usersConfig(memoryBytes), { mode: 0o600 });
  } catch (error) {
    throw folderFailure(folder, error);
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

function endOf(child: ChildProcess): Promise<End> {
  let lastWords = '';
  const listen = (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-wordsKept);
  };
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  // A broken pipe to a dead engine is no news: its end is.
  for (const stream of child.stdio) stream?.on('error', () => {});
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ exitCode: null, signal: error.message, lastWords }));
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal, lastWords }));
  });
}

/** Undefined as soon as the engine answers, or how it ended before that. */
async function readyOrEnd(access: EngineAccess, end: Promise<End>, patienceSeconds: number): Promise<End | undefined> {
  let ended: End | undefined;
  void end.then((how) => {
    ended = how;
  });
  const deadline = performance.now() + patienceSeconds * 1000;
  while (ended === undefined && performance.now() < deadline) {
    // Whoever took the port may accept and say nothing.
    if ((await Promise.race([ping(access.port), end])) === access.identity) return undefined;
    await sleep(10);
  }
  if (ended !== undefined) return ended;
  throw new DandelionFailure(
    'engine-failed',
    `The analytics engine was not ready after ${patienceSeconds} seconds. Try again when the machine is less busy.`,
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

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
