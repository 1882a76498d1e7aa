import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/**
 * A file in the data folder that notes, again and again, which entry of the audit log is the newest. Who can write to the database
 * only cannot write the log anew without that it shows. One line of JSON each, only ever appended:
 *
 *   {"at":"2026-05-10T12:00:00.000Z","seq":12,"hash":"..."}
 *   {"at":"2026-05-10T12:00:00.000Z","restored":true}         what is above belongs to a log that a backup, or the deletion of the workspace, has replaced
 */

export interface Head {
  at: string;
  seq: number;
  hash: string;
}

interface Restored {
  at: string;
  restored: true;
}

type Line = Head | Restored;

/** A complete line that is none of ours. */
export class DamagedLine extends Error {
  readonly number: number;

  constructor(number: number) {
    super(`Line ${number} is damaged`);
    this.number = number;
  }
}

function parse(text: string, number: number): Line {
  try {
    const line = JSON.parse(text) as Partial<Head & Restored>;
    const isHead = Number.isSafeInteger(line.seq) && /^[0-9a-f]{64}$/.test(String(line.hash));
    if (Number.isFinite(Date.parse(line.at ?? '')) && (isHead || line.restored === true)) return line as Line;
  } catch {
    // Below.
  }
  throw new DamagedLine(number);
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Where the last complete line ends: a crash in the midst of a line leaves a part of it. */
async function endOfLines(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const chunk = Buffer.alloc(4096);
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - chunk.length);
    const { bytesRead } = await file.read(chunk, 0, end - start, start);
    const at = chunk.subarray(0, bytesRead).lastIndexOf(0x0a);
    if (at >= 0) return start + at + 1;
    end = start;
  }
  return 0;
}

async function* linesOf(path: string, end: number): AsyncGenerator<Line> {
  if (end === 0) return;
  let number = 0;
  const input = createReadStream(path, { encoding: 'utf8', end: end - 1 });
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    yield parse(text, number);
  }
}

export interface Heads {
  /** When the log was replaced last: by a restore, or by the deletion of the workspace. */
  restoredAt: string | null;
  /** What was noted since, in the order of the file. */
  noted: AsyncGenerator<Head>;
}

/** Reads the file as it is now, with little memory. Null: there is none. Fails with `DamagedLine`. */
export async function readHeads(path: string): Promise<Heads | null> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (file === null) return null;
  const end = await endOfLines(file).finally(() => file.close());
  let restoredAt: string | null = null;
  let restores = 0;
  for await (const line of linesOf(path, end)) {
    if (!('restored' in line)) continue;
    restoredAt = line.at;
    restores += 1;
  }
  async function* noted(): AsyncGenerator<Head> {
    let left = restores;
    for await (const line of linesOf(path, end)) {
      if ('restored' in line) left -= 1;
      else if (left === 0) yield line;
    }
  }
  return { restoredAt, noted: noted() };
}

async function append(path: string, line: Line): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    const end = await endOfLines(file);
    if (end !== (await file.stat()).size) await file.truncate(end);
    await file.appendFile(`${JSON.stringify(line)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

export const noteHead = (path: string, { at, seq, hash }: Head): Promise<void> => append(path, { at, seq, hash });

/**
 * Says that the log is replaced (by a restore, or by nothing when the workspace is deleted), so that older notes are not held against
 * what comes. Call it just before that transaction commits: after a crash in between nothing is wrong, only less is known.
 */
export const noteRestore = (path: string, at: Date): Promise<void> =>
  append(path, { at: at.toISOString(), restored: true });

/** What was noted last; null when there is nothing, or a restore came after it, or the line is damaged. */
export async function lastHead(path: string): Promise<Head | null> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (file === null) return null;
  try {
    const end = await endOfLines(file);
    const start = Math.max(0, end - 1000);
    const chunk = Buffer.alloc(end - start);
    await file.read(chunk, 0, chunk.length, start);
    const line = parse(chunk.toString('utf8').trimEnd().split('\n').at(-1)!, 0);
    return 'restored' in line ? null : line;
  } catch (error) {
    if (error instanceof DamagedLine) return null;
    throw error;
  } finally {
    await file.close();
  }
}
