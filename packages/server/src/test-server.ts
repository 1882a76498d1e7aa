import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** The real server as a user starts it, from the build, on a data folder and a port of its own. */

const here = fileURLToPath(new URL('../../..', import.meta.url));

export interface TestServer {
  url: string;
  /** The one-time link that was printed. */
  link: string;
  dataFolder: string;
  pid: number;
  /** All that was written to the terminal. */
  output: () => string;
  /** How it ended, once it has. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Signs in with the printed link and keeps the cookie for `ask`. */
  signIn: () => Promise<string>;
  /** Of the session, once signed in. */
  cookie: () => string;
  /** A request with the session and the header that changes need. */
  ask: (path: string, init?: RequestInit) => Promise<Response>;
  signal: (signal: NodeJS.Signals) => void;
  /** Stops it in order and waits; removes the data folder unless it is kept. */
  stop: (options?: { keep?: boolean }) => Promise<void>;
}

export interface TestServerOptions {
  /** One that exists, or is to be made by the server itself; one with a database that is made already when left out. */
  dataFolder?: string;
  env?: Record<string, string>;
  args?: string[];
  /** What is printed once it runs; the link when left out, which is not printed where an owner has a password. */
  ready?: RegExp;
  /** Of the project; for a bundle of this file, which is elsewhere. */
  root?: string;
}

export function launchServer({ dataFolder, env = {}, args = [], root = here }: TestServerOptions = {}): {
  child: ChildProcess;
  output: () => string;
  folder: string;
} {
  const folder = dataFolder ?? mkdtempSync(join(tmpdir(), 'dandelion-test-'));
  const child = spawn(process.execPath, [join(root, 'scripts/launch.mjs'), 'start', ...args], {
    env: { ...process.env, DANDELION_DATA: folder, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', (text: string) => {
      output += text;
    });
  }
  return { child, output: () => output, folder };
}

function untilPrinted(child: ChildProcess, output: () => string, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = pattern.exec(output());
      if (found) resolve(found);
    };
    child.stderr?.on('data', look);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${output()}`)));
  });
}

/**
 * A data folder with the empty cluster that vitest-postgres.ts made for all servers of the run: the first start of a server, which makes
 * its own, is tested by those that name their folder. Without vitest an empty folder.
 */
async function newDataFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'dandelion-test-'));
  const socket = process.env.TEST_CLUSTER_SOCKET;
  if (socket === undefined) return folder;
  const { folder: cluster, failure } = JSON.parse(await text(connect(socket))) as Record<string, string>;
  if (cluster === undefined) throw new Error(`A PostgreSQL for the servers could not be made: ${failure}`);
  mkdirSync(join(folder, 'postgres'), { mode: 0o700 });
  cpSync(cluster, join(folder, 'postgres'), { recursive: true });
  return folder;
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const dataFolder = options.dataFolder ?? (await newDataFolder());
  const { child, output, folder } = launchServer({ ...options, dataFolder });
  const ended = new Promise<Awaited<TestServer['ended']>>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
  const [link] = await untilPrinted(child, output, options.ready ?? /https?:\/\/\S+#\S+/);
  const [, url] = /runs on (\S+)/.exec(output())!;
  let cookie = '';
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, {
      // A request that hangs is to say which it was.
      signal: AbortSignal.timeout(100_000),
      ...init,
      headers: { cookie, 'x-dandelion-client': 'test', ...(init.headers as Record<string, string> | undefined) },
    });
  return {
    ...{ url: url!, link, dataFolder: folder, pid: child.pid!, output, ended, ask, cookie: () => cookie },
    async signIn() {
      const response = await ask('/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token: link.split('#token=')[1] }),
      });
      if (!response.ok) throw new Error(`Not signed in: ${response.status} ${await response.text()}`);
      cookie = response.headers.getSetCookie()[0]!.split(';')[0]!;
      return cookie;
    },
    signal: (signal) => child.kill(signal),
    async stop({ keep = false } = {}) {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
      if (!keep) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
