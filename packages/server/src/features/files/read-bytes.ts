import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { DandelionFailure } from '../../kernel/failure.ts';
import { type Compression, compressionOf, decompress } from './decompress.ts';
import type { FileLimits } from './limits.ts';
import { readFailure } from './open-file.ts';

export interface ReadProgress {
  /** Bytes of the file read so far, and all of them. */
  bytes: number;
  total: number;
}

/** The bytes of a file, expanded. */
export async function* readBytes(
  { path, shown, compression }: { path: string; shown: string; compression: Compression },
  limits: FileLimits,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Buffer> {
  yield* decompress(readRaw(path, shown, onRead), compression, limits.expandedBytes, shown);
}

async function* readRaw(path: string, shown: string, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  const stream = createReadStream(path, { highWaterMark: 512 * 1024 });
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      onRead(chunk.length);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof DandelionFailure ? error : readFailure(shown, error);
  } finally {
    stream.destroy();
  }
}

export async function readCompression(path: string, shown: string): Promise<Compression> {
  let file: Awaited<ReturnType<typeof open>> | undefined;
  try {
    file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return compressionOf(buffer.subarray(0, bytesRead));
  } catch (error) {
    throw readFailure(shown, error);
  } finally {
    await file?.close();
  }
}

/** At least `wanted` bytes from the beginning, if there are that many. `whole`: there are no more. */
export async function takeHead(
  source: AsyncIterable<Buffer>,
  wanted: number,
): Promise<{ bytes: Buffer; whole: boolean }> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of source) {
    pieces.push(piece);
    length += piece.length;
    if (length >= wanted) return { bytes: Buffer.concat(pieces), whole: false };
  }
  return { bytes: Buffer.concat(pieces), whole: true };
}

/** Tells of progress at most four times a second. */
export function progressOf(total: number, listener: ((progress: ReadProgress) => void) | undefined) {
  let bytes = 0;
  let told = performance.now();
  return (more: number) => {
    bytes += more;
    if (listener === undefined || (bytes < total && performance.now() - told < 250)) return;
    told = performance.now();
    listener({ bytes, total });
  };
}
