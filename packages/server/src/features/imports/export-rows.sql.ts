import type { Readable } from 'node:stream';
import type { CopyableEngine } from '../../kernel/engine.ts';
import type { PersonRows } from '../../kernel/person-rows.ts';
import type { KeptColumn } from './kept-rows.ts';

type Column = Pick<KeptColumn, 'cell' | 'hashed'>;

/** 32 hexadecimal digits: zeros at the end were not kept. */
const hashText = (cell: string) => `if(${cell} = '', '', rightPad(lower(hex(${cell})), 32, '0'))`;

/** What a spreadsheet takes for a formula (see kernel/write-csv.ts, whose blanks RE2 has to be told). Numbers with a sign stay numbers. */
const formula = String.raw`^[\s\v\p{Z}\x{FEFF}]*[=+\-@＝＋－＠]|^[\t\r\n]`;
const signedNumber = `^[+-][0-9]*[.,]?[0-9]+([eE][+-]?[0-9]+)?%?$`;
const harmless = (cell: string) =>
  `if(match(${cell}, {formula:String}) AND NOT match(${cell}, {signedNumber:String}), concat('''', ${cell}), ${cell})`;

/** The rows in the order of the file, as lines of CSV without a head. */
export function rowsAsCsv(engine: CopyableEngine, rows: PersonRows, columns: readonly Column[]): Promise<Readable> {
  const cells = columns.map(({ cell, hashed }) => (hashed ? hashText(cell) : harmless(cell)));
  return engine.dump({
    sql: `SELECT ${cells.join(', ')} FROM ${rows.source} ORDER BY n FORMAT CSV`,
    values: { formula, signedNumber },
    settings: { ...readOnly, output_format_csv_crlf_end_of_line: 1 },
  });
}

/** The rows in the order of the file, as Parquet. Its columns have the names of the file, which are bound like values. */
export function rowsAsParquet(
  engine: CopyableEngine,
  rows: PersonRows,
  columns: readonly (Column & Pick<KeptColumn, 'name'>)[],
): Promise<Readable> {
  const cells = columns.map(({ cell, hashed }, at) => `${hashed ? hashText(cell) : cell} AS {name${at}:Identifier}`);
  return engine.dump({
    // A column of the file may be called like one of ours.
    sql: `SELECT ${cells.join(', ')} FROM ${rows.source} ORDER BY n FORMAT Parquet`,
    values: Object.fromEntries(columns.map(({ name }, at) => [`name${at}`, name])),
    settings: {
      ...readOnly,
      ...smallGroups,
      prefer_column_name_to_alias: 1,
      output_format_parquet_string_as_string: 1,
    },
  });
}

/** 2: reads only, and settings may be given. Who goes away ends it. */
const readOnly = { readonly: 2, cancel_http_readonly_queries_on_client_close: 1 };

/** A group of rows is in memory until it is written: a million of them, several at once, would be a gigabyte. */
const smallGroups = { output_format_parquet_row_group_size: 100_000, output_format_parquet_parallel_encoding: 0 };
