import { chmodSync, mkdtempSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FailureCode } from '@dandelion-loop/contract';
import { DandelionFailure } from '../kernel/failure.ts';

/**
 * What the program that runs on a data folder can be asked by another one of the same user: `status` and `owner-link` answer with a
 * URL, `stores` with JSON that says how to reach the databases.
 */
const asks = ['status', 'owner-link', 'owner-link-without-second-factor', 'stores'] as const;
export type Ask = (typeof asks)[number];

export interface AskHandlers extends Record<Ask, () => string | Promise<string>> {
  /** Lets go of the databases until whoever asked says `resume`, or is gone. Resuming answers with the URL. */
  pause(): Promise<() => Promise<string>>;
}

interface Reply {
  /** Null: it is still starting. */
  url?: string | null;
  failure?: { code: FailureCode; message: string };
}

const socketName = 'control.sock';
/** A path of a socket may have 107 bytes on Linux, 103 on macOS. */
const longestPath = 100;
const longestLine = 10_000;
const patienceMilliseconds = 10_000;

export interface ControlSocket {
  answer(handlers: AskHandlers): void;
  close(): void;
}

/** Answers one line of JSON with one line of JSON. The folder must be locked: a socket that is there already is a dead one's. */
export async function listenForAsks(folder: string): Promise<ControlSocket> {
  let handlers: AskHandlers | undefined;
  const server = createServer((socket) => {
    socket.setTimeout(patienceMilliseconds, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    void answerAsks(socket, handlers);
  });
  const path = join(folder, socketName);
  rmSync(path, { force: true });
  await withShortPath(folder, (short) => listening(server, join(short, socketName)));
  chmodSync(path, 0o600);
  server.unref();
  return {
    answer: (given) => {
      handlers = given;
    },
    close() {
      server.close();
      rmSync(path, { force: true });
    },
  };
}

async function answerAsks(socket: Socket, handlers: AskHandlers | undefined): Promise<void> {
  const lines = readLines(socket);
  const ask = askOf(await lines());
  if (ask !== 'pause' || handlers === undefined) {
    const known = asks.find((one) => one === ask);
    socket.end(said(await replyOf(async () => (known && handlers !== undefined ? handlers[known]() : null))));
    return;
  }
  let resume: (() => Promise<string>) | undefined;
  socket.setTimeout(0);
  const paused = await replyOf(async () => {
    resume = await handlers.pause();
    return '';
  });
  socket.write(said(paused));
  // However the other program goes on: by a word, or by its end.
  if (resume !== undefined) {
    await lines();
    const again = await replyOf(resume);
    if (!socket.destroyed) socket.write(said(again));
  }
  socket.end();
}

const said = (reply: Reply) => `${JSON.stringify(reply)}\n`;

function askOf(line: string): unknown {
  try {
    return (JSON.parse(line) as { ask?: unknown } | null)?.ask;
  } catch {
    return undefined;
  }
}

async function replyOf(work: () => Promise<string | null>): Promise<Reply> {
  try {
    return { url: await work() };
  } catch (error) {
    const { code, message } =
      error instanceof DandelionFailure ? error : { code: 'internal' as const, message: String(error) };
    return { failure: { code, message } };
  }
}

export type Answer = { running: false } | { running: true; url: string | null };

/** Asks the program that runs on this data folder. `url` is null while it is starting, or when it does not answer. */
export async function askRunning(folder: string, ask: Ask): Promise<Answer> {
  const socket = await withShortPath(folder, (short) => connected(join(short, socketName)));
  if (socket === undefined) return { running: false };
  socket.setTimeout(patienceMilliseconds, () => socket.destroy());
  socket.write(`${JSON.stringify({ ask })}\n`);
  const reply = parse(await readLine(socket));
  socket.destroy();
  if (reply.failure !== undefined) throw new DandelionFailure(reply.failure.code, reply.failure.message);
  return { running: true, url: reply.url ?? null };
}

/** The program that runs, holding still. */
export interface Paused {
  /** Settles when it goes on, with its URL. */
  resume(): Promise<string | null>;
}

/** Asks the program that runs on this data folder to let go of its databases. It goes on when this process ends. Null: nothing runs. */
export async function pauseRunning(folder: string): Promise<Paused | null> {
  const socket = await withShortPath(folder, (short) => connected(join(short, socketName)));
  if (socket === undefined) return null;
  const lines = readLines(socket);
  const next = async (ask: string) => {
    socket.write(`${JSON.stringify({ ask })}\n`);
    const reply = parse(await lines());
    if (reply.failure !== undefined) throw new DandelionFailure(reply.failure.code, reply.failure.message);
    return reply.url ?? null;
  };
  if ((await next('pause')) === null) {
    socket.destroy();
    throw new DandelionFailure(
      'already-running',
      `Dandelion is starting or ending in ${folder}. Try again in a moment.`,
    );
  }
  return { resume: () => next('resume').finally(() => socket.destroy()) };
}

function parse(line: string): Reply {
  try {
    return JSON.parse(line) as Reply;
  } catch {
    return {};
  }
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve());
  });
}

function connected(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('error', () => resolve(undefined));
    socket.once('connect', () => resolve(socket));
  });
}

/** The first line, or what came before the end. */
const readLine = (socket: Socket): Promise<string> => readLines(socket)();

/** Each call waits for the next line; after the end, and of a line that is too long, there is what came. */
function readLines(socket: Socket): () => Promise<string> {
  let text = '';
  let ended = false;
  let wake = () => {};
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
    wake();
  });
  for (const event of ['close', 'end', 'error']) {
    socket.on(event, () => {
      ended = true;
      wake();
    });
  }
  return async () => {
    while (!ended && !text.includes('\n') && text.length <= longestLine) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const [line = '', ...rest] = text.split('\n');
    text = rest.join('\n');
    return line;
  };
}

/** A folder with a long path is entered through a link with a short one, which is needed for a moment only. */
async function withShortPath<T>(folder: string, use: (folder: string) => Promise<T>): Promise<T> {
  if (Buffer.byteLength(join(folder, socketName)) <= longestPath) return use(folder);
  const holder = mkdtempSync(join(tmpdir(), 'dandelion-'));
  const link = join(holder, 'd');
  symlinkSync(resolve(folder), link);
  try {
    return await use(link);
  } finally {
    unlinkSync(link);
    rmSync(holder, { recursive: true, force: true });
  }
}
