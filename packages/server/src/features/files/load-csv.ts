import { Readable } from 'node:stream';
import { type CsvShape, csvRows } from './csv-rows.ts';
import { decodeText, type Encoding } from './decode-text.ts';
import { type Filling, inOrder } from './filling.ts';
import { blanks } from './inspected-file.ts';
import { progressOf, readBytes } from './read-bytes.ts';
import { resolveColumns } from './resolve-columns.ts';

/** The data rows as they are in the file, under a header of our own: names of the file do not reach the engine. */
export async function loadCsv(filling: Filling, layout: CsvShape & { encoding: Encoding }): Promise<Encoding> {
  const { engine, file, table, asked, limits, most, onCut, onProgress } = filling;
  const places = resolveColumns(file, asked);
  const header = file.columns.map((_, at) => (places.includes(at) ? `c${places.indexOf(at)}` : `skipped${at}`));
  let { encoding } = layout;
  let rows = 0;
  async function* text(): AsyncGenerator<Buffer> {
    yield Buffer.from(`${header.join(layout.delimiter)}\n`);
    const bytes = readBytes(file, limits, progressOf(file.bytes, onProgress));
    const decoded = decodeText(bytes, encoding, () => {
      encoding = 'windows-1252';
    });
    yield* csvRows(decoded, { ...layout, shown: file.shown, limits, most, onCut, onRow: () => rows++ });
  }
  const names = asked.map((_, at) => `c${at}`);
  const cells = names.map((name) => `trimBoth(${name}, '${blanks}')`);
  await engine.load(
    {
      sql: `INSERT INTO ${table} SELECT rowNumberInAllBlocks() + 1, ${cells.join(', ')}
            FROM input('${names.map((name) => `${name} String`).join(', ')}') FORMAT CSVWithNames`,
      settings: csvSettings(layout.delimiter),
    },
    Readable.from(text(), { objectMode: false, highWaterMark: 1024 * 1024 }),
  );
  const [counted] = await engine.rows<{ rows: number }>({ sql: `SELECT max(n) AS rows FROM ${table}` });
  if (counted?.rows !== rows) throw new Error(`${rows} rows of CSV were sent and ${counted?.rows} arrived`);
  return encoding;
}

function csvSettings(delimiter: string): Record<string, string | number> {
  return {
    ...inOrder,
    format_csv_delimiter: delimiter,
    // With it, blanks before quotes are part of the cell; without it, tabs around cells would be skipped.
    input_format_csv_allow_whitespace_or_tab_as_delimiter: delimiter === '\t' ? 1 : 0,
    // The shape of every row has been seen to.
    input_format_csv_allow_variable_number_of_columns: 1,
    input_format_skip_unknown_fields: 1,
    input_format_csv_detect_header: 0,
    // \N is text like any other.
    input_format_null_as_default: 0,
  };
}
