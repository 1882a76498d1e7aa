import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decompress, ZstdErrorCode } from 'fzstd';
import { DandelionFailure } from '../../kernel/failure.ts';

export type Compression = 'none' | 'gzip' | 'zstd';

/** By the first bytes (RFC 1952, RFC 8878 with its skippable frames): names lie. */
export function compressionOf(bytes: Uint8Array): Compression {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  if (bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd && bytes[0] === 0x28) return 'zstd';
  if (bytes[1] === 0x2a && bytes[2] === 0x4d && bytes[3] === 0x18 && (bytes[0]! & 0xf0) === 0x50) return 'zstd';
  return 'none';
}

/** The expanded bytes. Stops with a failure when there are more of them than `limit`. */
export async function* decompress(
  source: AsyncIterable<Buffer>,
  compression: Compression,
  limit: number,
  shown: string,
): AsyncGenerator<Buffer> {
  if (compression === 'none') {
    yield* source;
    return;
  }
  let bytes = 0;
  try {
    for await (const chunk of compression === 'gzip' ? gunzip(source) : unzstd(source)) {
      bytes += chunk.length;
      if (bytes > limit) {
        throw new DandelionFailure(
          'file-too-large',
          `${shown} expands to more than ${limit / 1e9} GB. Check that it is the right file; if it is, unpack it and name the unpacked file.`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    throw damage(error, compression, shown) ?? error;
  }
}

async function* gunzip(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const compressed = Readable.from(source, { objectMode: false });
  const expanded = createGunzip({ chunkSize: 256 * 1024 });
  compressed.once('error', (error) => expanded.destroy(error));
  compressed.pipe(expanded);
  try {
    yield* expanded as AsyncIterable<Buffer>;
  } finally {
    compressed.destroy();
  }
}

/** As in the `zstd` program without its switch for more. */
const largestWindow = 128 * 1024 * 1024;

/**
 * Node 20 has no zstd of its own. The library expands synchronously whatever it is given: 4 bytes can become a block of 2 MB,
 * so it gets little at a time (64 bytes: 32 MB at most).
 */
async function* unzstd(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const slice = 64;
  let started = false;
  let expanded: Uint8Array[] = [];
  const stream = new Decompress((chunk) => {
    if (chunk.length > 0) expanded.push(chunk);
  });
  for await (const chunk of source) {
    if (!started && zstdWindow(chunk) > largestWindow)
      throw Object.assign(new Error('zstd window'), { code: ZstdErrorCode.WindowSizeTooLarge });
    started = true;
    for (let at = 0; at < chunk.length; at += slice) {
      stream.push(chunk.subarray(at, at + slice));
      for (const piece of expanded) yield Buffer.from(piece.buffer, piece.byteOffset, piece.length);
      expanded = [];
    }
  }
  stream.push(new Uint8Array(0), true);
  for (const piece of expanded) yield Buffer.from(piece.buffer, piece.byteOffset, piece.length);
}

/** Memory that the first frame asks for (RFC 8878, 3.1.1.1): its window, or its whole content where it is a single segment. */
function zstdWindow(bytes: Buffer): number {
  if (bytes.length < 18 || bytes.readUInt32LE(0) !== 0xfd2fb528) return 0;
  const [descriptor, window] = [bytes[4]!, bytes[5]!];
  if ((descriptor & 0x20) === 0) return 2 ** (10 + (window >> 3)) * (1 + (window & 7) / 8);
  const contentAt = 5 + [0, 1, 2, 4][descriptor & 3]!;
  const content = [
    () => bytes[contentAt]!,
    () => bytes.readUInt16LE(contentAt) + 256,
    () => bytes.readUInt32LE(contentAt),
    () => Number(bytes.readBigUInt64LE(contentAt)),
  ][descriptor >> 6]!;
  return content();
}

function damage(error: unknown, compression: Compression, shown: string): DandelionFailure | undefined {
  const { code } = error as { code?: unknown };
  if (code === 'Z_BUF_ERROR' || (compression === 'zstd' && code === ZstdErrorCode.UnexpectedEOF)) {
    return new DandelionFailure(
      'file-truncated',
      `${shown} ends in the middle of its ${compression} data. The download or copy was cut off; get the file again.`,
      { cause: error },
    );
  }
  if (compression === 'zstd' && code === ZstdErrorCode.WindowSizeTooLarge) {
    return new DandelionFailure(
      'file-too-large',
      `${shown} is compressed with a window too large to read. Unpack it and name the unpacked file.`,
      { cause: error },
    );
  }
  if ((typeof code === 'string' && code.startsWith('Z_')) || (compression === 'zstd' && typeof code === 'number')) {
    return new DandelionFailure(
      'format-broken',
      `The ${compression} data of ${shown} is damaged and cannot be expanded. Get the file again.`,
      { cause: error },
    );
  }
  return undefined;
}
