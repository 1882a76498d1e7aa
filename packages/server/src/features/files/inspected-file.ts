import type { FileReader } from '../../kernel/engine.ts';
import type { CsvShape } from './csv-rows.ts';
import type { Encoding } from './decode-text.ts';
import type { Compression } from './decompress.ts';

/** What is known of a file from its beginning. */
export interface InspectedFile {
  path: string;
  /** What sentences call it. */
  shown: string;
  /** On the disk. */
  bytes: number;
  compression: Compression;
  layout: Layout;
  /**
   * Names in the order of the file, trimmed. A CSV column without a name is called "column 3" by its place. Of JSON lines, the keys
   * of the first rows: others may follow.
   */
  columns: readonly string[];
  /** The first rows, at most 200: cells by column, as text. Of columns with the same name the first counts. */
  head: readonly Readonly<Record<string, string>>[];
}

type Layout =
  | ({ format: 'csv'; encoding: Encoding } & CsvShape)
  | { format: 'json-lines' | 'json-array'; encoding: Encoding }
  /**
   * `staged`: its name in the staging folder of the engine, or of the `reader` that reads for it (null: none), there until `unstage` or the
   * engine's end. `types` of the columns, the engine's.
   */
  | { format: 'parquet'; staged: string; reader: FileReader | null; types: readonly string[] };

export const headRows = 200;

/** A row by column name. Without a prototype: a column may be called "constructor". */
export function headRecord(columns: readonly string[], cells: readonly string[]): Record<string, string> {
  const record: Record<string, string> = Object.create(null);
  for (const [at, column] of columns.entries()) record[column] ??= cells[at] ?? '';
  return record;
}

/** White space around cells, the same for the engine (`trimBoth`) and for the head. */
export const blanks = ' \\t\\n\\v\\f\\r';
export const trimCell = (cell: string) => cell.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, '');
