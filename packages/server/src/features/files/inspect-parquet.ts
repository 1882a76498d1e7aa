import { randomBytes } from 'node:crypto';
import { constants, createWriteStream } from 'node:fs';
import { copyFile, link, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { numbers } from '@dandelion-loop/wording';
import { type Engine, EngineError, type FileReader } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Compression } from './decompress.ts';
import type { InspectedFile } from './inspected-file.ts';
import { headRecord, headRows } from './inspected-file.ts';
import type { FileLimits } from './limits.ts';
import { brokenFormat } from './load-failure.ts';
import { readFailure } from './open-file.ts';
import { cellOfType, isNested, parquetRows, wideQuestion } from './parquet-columns.ts';
import { readBytes } from './read-bytes.ts';
import { showNames } from './show-text.ts';

interface ParquetFile {
  path: string;
  shown: string;
  compression: Compression;
  /** Who reads it. */
  engine: Pick<FileReader, 'rows' | 'stagingFolder'>;
  limits: FileLimits;
}

/** Columns, types and first rows of a Parquet file, which stays where the engine, or who reads for it, can read it. */
export async function inspectParquet(file: ParquetFile & { engine: Engine }) {
  const reader = (await file.engine.fileReader?.()) ?? null;
  const read: ParquetFile = { ...file, engine: reader ?? file.engine };
  let staged: string | null = null;
  try {
    staged = await stage(read);
    return { staged, reader, ...(await inspectStaged(read, staged)) };
  } catch (error) {
    if (staged !== null) await removeStaged(read.engine, staged);
    await reader?.stop();
    throw error;
  }
}

/** Takes back what the engine was given of a file. It cannot be loaded any more; other formats do not care. */
export async function unstage(engine: Engine, { layout }: InspectedFile): Promise<void> {
  if (layout.format !== 'parquet') return;
  if (layout.reader === null) await removeStaged(engine, layout.staged);
  else await layout.reader.stop();
}

const removeStaged = ({ stagingFolder }: ParquetFile['engine'], staged: string) =>
  rm(join(stagingFolder, staged), { force: true });

async function inspectStaged({ engine, limits, shown }: ParquetFile, staged: string) {
  await checkEnd(join(engine.stagingFolder, staged), shown);
  const described = await describe(engine, staged, shown);
  const columns = described.map(({ name }) => name);
  const types = described.map(({ type }) => type);
  if (columns.length > limits.columns) {
    throw new DandelionFailure(
      'file-too-large',
      `${shown} has ${numbers.count(columns.length)} columns; ${numbers.count(limits.columns)} can be read. Keep the columns of the test.`,
    );
  }
  // It would hide the number of the row that the engine gives.
  if (columns.includes('_row_number')) {
    throw new DandelionFailure(
      'format-broken',
      `${shown} has a column "_row_number", a name that is taken. Rename it.`,
    );
  }
  const head = await readHead(engine, staged, columns, types, shown);
  if (head.length === 0) {
    throw new DandelionFailure('no-rows', `${shown} has columns but no rows. Columns: ${showNames(columns)}.`);
  }
  return { columns, types, head };
}

async function stage({ path, shown, compression, engine, limits }: ParquetFile): Promise<string> {
  const staged = `${randomBytes(8).toString('hex')}.parquet`;
  const target = join(engine.stagingFolder, staged);
  try {
    if (compression === 'none') await linkOrCopy(path, target);
    else await pipeline(readBytes({ path, shown, compression }, limits), createWriteStream(target, { mode: 0o600 }));
    return staged;
  } catch (error) {
    await rm(target, { force: true });
    if (error instanceof DandelionFailure) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw readFailure(shown, error);
    throw new DandelionFailure(
      'no-space',
      `The temporary folder has no room for a copy of ${shown}. Free some space, or set TMPDIR to a folder on a larger disk.`,
      { cause: error },
    );
  }
}

/** A second name for the same bytes costs nothing, but works only on one disk and for one's own files. */
async function linkOrCopy(path: string, target: string): Promise<void> {
  try {
    await link(path, target);
  } catch {
    await copyFile(path, target, constants.COPYFILE_FICLONE);
  }
}

/** A Parquet file begins and ends with the same four bytes, and has at least the length of its footer between them. */
async function checkEnd(path: string, shown: string): Promise<void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, Math.max(0, size - 4));
    if (size >= 12 && buffer.toString('latin1') === 'PAR1') return;
  } finally {
    await file.close();
  }
  throw new DandelionFailure(
    'file-truncated',
    `${shown} begins like a Parquet file but does not end like one. The download or copy was cut off; get the file again.`,
  );
}

async function describe(
  engine: ParquetFile['engine'],
  staged: string,
  shown: string,
): Promise<{ name: string; type: string }[]> {
  try {
    return await engine.rows({ sql: `DESCRIBE TABLE file('${staged}', 'Parquet')` });
  } catch (error) {
    throw error instanceof EngineError ? brokenFormat(error, shown) : error;
  }
}

async function readHead(
  engine: ParquetFile['engine'],
  staged: string,
  columns: string[],
  types: string[],
  shown: string,
) {
  const cells = types.map((type, at) => (isNested(type) ? `''` : cellOfType(`x${at}`, type)));
  const sql = `${parquetRows(staged, columns.length)}
    SELECT [${cells.join(', ')}] AS cells FROM source WHERE row < ${headRows} ORDER BY row`;
  try {
    const rows = await engine.rows<{ cells: string[] }>({ sql, settings: wideQuestion });
    return rows.map(({ cells }) => headRecord(columns, cells));
  } catch (error) {
    throw error instanceof EngineError ? brokenFormat(error, shown) : error;
  }
}
