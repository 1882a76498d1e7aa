import { randomBytes } from 'node:crypto';
import type { Engine } from '../../kernel/engine.ts';
import type { Encoding } from './decode-text.ts';
import type { Filling } from './filling.ts';
import type { InspectedFile } from './inspected-file.ts';
import { defaultLimits, type FileLimits } from './limits.ts';
import { loadCsv } from './load-csv.ts';
import { fillingTable } from './load-failure.ts';
import { loadJson } from './load-json.ts';
import { loadParquet } from './load-parquet.ts';
import type { ReadProgress } from './read-bytes.ts';

export interface LoadFile {
  engine: Engine;
  file: InspectedFile;
  /** Names as in `file.columns`; only these are loaded. At least one. */
  columns: readonly string[];
  /** A trusted name. One of its own when left out. */
  table?: string;
  limits?: FileLimits;
  /** Only the first rows are loaded: about so many bytes of text, expanded. All when left out. */
  most?: number;
  /** At most four times a second. */
  onProgress?: (progress: ReadProgress) => void;
}

/**
 * A table of the engine with `n UInt64`, the number of the data row from 1 in the order of the file, and a `String` column for each
 * column asked for: the trimmed text of the cell, empty when there is nothing.
 */
export interface LoadedTable {
  table: string;
  rows: number;
  /** Physical name (c0, c1, ...) by the name in the file. */
  columns: ReadonlyMap<string, string>;
  /** `windows-1252` as soon as one character was read so; null for Parquet, which has no such question. */
  encoding: Encoding | null;
  /** False: the file goes on after the rows that were loaded. */
  whole: boolean;
}

/** Fills a new table with columns of a file. Rejects with what is wrong with the file, and then there is no table. */
export async function loadFile(load: LoadFile): Promise<LoadedTable> {
  const { engine, file, limits = defaultLimits, most = Number.POSITIVE_INFINITY, onProgress } = load;
  const asked = [...new Set(load.columns)];
  if (asked.length === 0) throw new Error('loadFile: at least one column must be asked for');
  const table = load.table ?? `file_${randomBytes(8).toString('hex')}`;
  if (!/^[a-z_][a-z0-9_]*$/i.test(table)) throw new Error('loadFile: the table needs a plain name');
  let whole = true;
  const onCut = () => {
    whole = false;
  };
  const physical = asked.map((_, at) => `c${at}`);
  const encoding = await fillingTable(engine, table, file.shown, async () => {
    // The order of the rows is the order of the file, so nothing is sorted and `n` costs next to nothing. Merging parts would take
    // time from the questions: a file is loaded once and is a few parts.
    await engine.run({
      sql: `CREATE TABLE ${table} (n UInt64, ${physical.map((name) => `${name} String`).join(', ')})
            ENGINE = MergeTree ORDER BY n SETTINGS max_bytes_to_merge_at_max_space_in_pool = 1`,
    });
    return await fill({ engine, file, table, asked, limits, most, onCut, onProgress });
  });
  const [counted] = await engine.rows<{ rows: number }>({ sql: `SELECT count() AS rows FROM ${table}` });
  return {
    table,
    rows: counted?.rows ?? 0,
    columns: new Map(asked.map((name, at) => [name, physical[at]!])),
    encoding,
    whole,
  };
}

function fill(filling: Filling): Promise<Encoding | null> {
  const { layout } = filling.file;
  switch (layout.format) {
    case 'csv':
      return loadCsv(filling, layout);
    case 'parquet':
      return loadParquet(filling, layout);
    default:
      return loadJson(filling, layout);
  }
}
