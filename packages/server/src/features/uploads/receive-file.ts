import { type FileHandle, open, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Incoming } from '../../kernel/route.ts';
import { showText } from '../files/index.ts';
import { cutOff, empty, noRoom, tooLarge } from './upload-failures.ts';

export interface ReceiveFile {
  folder: string;
  /** What the file is called on the disk. */
  id: string;
  /** What sentences call it. */
  name: string;
  incoming: Incoming;
  limitBytes: number;
  /** Is left free on the disk: the databases need it. */
  reserveBytes: number;
}

/** How often the disk is looked at, whose space others take as well. */
const lookEvery = 64 * 1024 * 1024;

const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/**
 * Stores what comes in, whole or not at all: under `<id>.part` until its last byte is on the disk, then under `<id>`.
 * Answers with how many bytes came.
 */
export async function receiveFile(receiving: ReceiveFile): Promise<number> {
  const { folder, id, incoming } = receiving;
  const part = join(folder, `${id}.part`);
  const shown = showText(receiving.name, 120);
  try {
    await checkAnnounced(receiving, shown);
    const bytes = await write(part, receiving, shown);
    await rename(part, join(folder, id));
    await syncFolder(folder);
    return bytes;
  } catch (error) {
    await rm(part, { force: true });
    // The rest is let through to nowhere: who sends it would not see the answer if the connection was closed now.
    incoming.stream.on('error', () => {}).resume();
    throw isFull(error) ? noRoom(shown, error) : error;
  }
}

async function checkAnnounced({ folder, incoming, limitBytes, reserveBytes }: ReceiveFile, shown: string) {
  const { bytes } = incoming;
  if (bytes === null) return;
  if (bytes === 0) throw empty(shown);
  if (bytes > limitBytes) throw tooLarge(shown, limitBytes, bytes);
  if (bytes > (await freeBytes(folder)) - reserveBytes) throw noRoom(shown);
}

async function write(part: string, receiving: ReceiveFile, shown: string): Promise<number> {
  const { bytes: announced } = receiving.incoming;
  const file = await open(part, 'wx', 0o600);
  try {
    const bytes = await writeChunks(file, receiving, shown);
    if (announced !== null && bytes !== announced) throw cutOff(shown, bytes, announced);
    if (bytes === 0) throw empty(shown);
    await file.sync();
    return bytes;
  } finally {
    await file.close();
  }
}

/** Reads no further than it has written. */
async function writeChunks(file: FileHandle, receiving: ReceiveFile, shown: string): Promise<number> {
  const { folder, incoming, limitBytes, reserveBytes } = receiving;
  let bytes = 0;
  let nextLook = incoming.bytes === null ? 0 : lookEvery;
  for await (const chunk of readOn(incoming, (cause) => cutOff(shown, bytes, incoming.bytes, cause))) {
    bytes += chunk.length;
    if (bytes > limitBytes) throw tooLarge(shown, limitBytes, null);
    if (bytes > nextLook) {
      nextLook = bytes + lookEvery;
      if ((await freeBytes(folder)) < reserveBytes) throw noRoom(shown);
    }
    for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten;
  }
  return bytes;
}

/** The chunks of the stream. It stays open when the reader stops early; when it breaks, that is a failure of its own. */
async function* readOn({ stream }: Incoming, broken: (cause: unknown) => Error): AsyncGenerator<Buffer> {
  const chunks = stream.iterator({ destroyOnReturn: false });
  try {
    for (;;) {
      const next = await chunks.next().catch((error: unknown) => {
        throw broken(error);
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await chunks.return?.();
  }
}

/** A new name is as safe as the folder it is in. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
