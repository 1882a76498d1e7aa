import type { Engine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { type Head, readCsvHead } from './csv-head.ts';
import { decodeText, type Encoding, encodingOf } from './decode-text.ts';
import type { Compression } from './decompress.ts';
import { inspectParquet } from './inspect-parquet.ts';
import type { InspectedFile } from './inspected-file.ts';
import { jsonFormat, readJsonHead } from './json-head.ts';
import { defaultLimits, type FileLimits } from './limits.ts';
import { fileSize } from './open-file.ts';
import { readBytes, readCompression, takeHead } from './read-bytes.ts';
import { refuseBinary, refuseStrangers } from './recognise-format.ts';
import { shownAs } from './show-text.ts';

interface InspectOptions {
  /** Asked only for Parquet: it may still be starting. */
  engine: Engine | Promise<Engine>;
  limits?: FileLimits;
  /** What the file is called, where that is not its path: sentences about it say this. */
  name?: string;
}

const firstLook = 256 * 1024;

/** Says what a file is by its beginning, or refuses it with the reason. Names do not count, bytes do. */
export async function inspectFile(
  path: string,
  { engine, limits = defaultLimits, name }: InspectOptions,
): Promise<InspectedFile> {
  const shown = shownAs(path, name ?? null);
  const bytes = await fileSize(path, name ?? null);
  const compression = await readCompression(path, shown);
  const { bytes: start } = await takeHead(readBytes({ path, shown, compression }, limits), firstLook);
  if (start.length === 0) throw new DandelionFailure('no-rows', `${shown} is empty.`);
  if (start.toString('latin1', 0, 4) === 'PAR1') {
    const { staged, reader, types, columns, head } = await inspectParquet({
      path,
      shown,
      compression,
      engine: await engine,
      limits,
    });
    return { path, shown, bytes, compression, layout: { format: 'parquet', staged, reader, types }, columns, head };
  }
  refuseStrangers(start, shown);
  const encoding = encodingOf(start);
  if (encoding === 'utf-8') refuseBinary(start, shown);
  return { path, shown, bytes, compression, ...(await inspectText({ path, compression, encoding, limits, shown })) };
}

interface TextFile {
  path: string;
  compression: Compression;
  encoding: Encoding;
  limits: FileLimits;
  shown: string;
}

/** Takes as much of the file as it needs to see a row: a cell may be large. */
async function inspectText(file: TextFile): Promise<Pick<InspectedFile, 'layout' | 'columns' | 'head'>> {
  const { limits, shown } = file;
  for (const wanted of [firstLook, 16 * firstLook, 2 * limits.rowBytes]) {
    let { encoding } = file;
    const text = decodeText(readBytes(file, limits), encoding, () => {
      encoding = 'windows-1252';
    });
    const head: Head = { ...(await takeHead(text, wanted)), shown, limits };
    if (head.bytes.toString('utf8').trim() === '') {
      if (!head.whole) continue;
      throw new DandelionFailure('no-rows', `${shown} is empty.`);
    }
    const format = jsonFormat(head.bytes);
    if (format !== null) {
      const found = readJsonHead(format, head);
      if (found !== null) return { layout: { format, encoding }, ...found };
    } else {
      const found = readCsvHead(head);
      if (found !== null) {
        const { shape, ...rest } = found;
        return { layout: { format: 'csv', encoding, ...shape }, ...rest };
      }
    }
  }
  throw new DandelionFailure(
    'format-broken',
    `No row of ${shown} ends within ${Math.round((2 * limits.rowBytes) / 1e6)} MB. Look for a quote that is not closed, and check that it is the right file.`,
  );
}
