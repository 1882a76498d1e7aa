import { chmodSync, mkdtempSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FailureCode } from '@dandelion-loop/contract';
import { DandelionFailure } from '../kernel/failure.ts';

/** What the program that runs on a data folder can be asked by another one of the same user. */
export type Ask = 'status' | 'owner-link';

/** Answers with a URL. */
export type AskHandlers = Record<Ask, () => string | Promise<string>>;

interface Reply {
  /** Null: it is still starting. */
  url?: string | null;
  failure?: { code: FailureCode; message: string };
}

const socketName = 'control.sock';
/** A path of a socket may have 107 bytes on Linux, 103 on macOS. */
const longestPath = 100;
const longestLine = 1000;
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
    void readLine(socket).then(async (line) => socket.end(`${JSON.stringify(await replyTo(line, handlers))}\n`));
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

async function replyTo(line: string, handlers: AskHandlers | undefined): Promise<Reply> {
  try {
    const { ask } = JSON.parse(line) as { ask?: unknown };
    if (ask !== 'status' && ask !== 'owner-link') return {};
    return { url: handlers === undefined ? null : await handlers[ask]() };
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
function readLine(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n') || text.length > longestLine) resolve(text.split('\n')[0]!);
    });
    socket.on('close', () => resolve(text));
    socket.on('error', () => resolve(text));
  });
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
