import { DandelionFailure } from '../../kernel/failure.ts';
import { type CsvShape, unclosed } from './csv-rows.ts';
import { headRecord, headRows, trimCell } from './inspected-file.ts';
import type { FileLimits } from './limits.ts';
import { scanCsv } from './scan-csv.ts';
import { showNames, showText } from './show-text.ts';

export interface Head {
  bytes: Buffer;
  /** There is no more of the file. */
  whole: boolean;
  shown: string;
  limits: FileLimits;
}

export interface CsvHead {
  shape: CsvShape;
  columns: string[];
  head: Record<string, string>[];
  decimal: '.' | ',';
}

const delimiters = [',', ';', '\t', '|'];

/** Delimiter, header and first rows of CSV text; null when more of it is needed to see one row of data. */
export function readCsvHead(head: Head): CsvHead | null {
  const declared = /^"?sep=([^\w"\s]|\t)"?\r?\n?/i.exec(head.bytes.toString('latin1', 0, 16))?.[1];
  const delimiter = declared ?? guessDelimiter(head);
  const { rows, openQuote } = readRows(head, delimiter);
  const leadingRows = declared === undefined ? 1 : 2;
  if (rows.length <= leadingRows && !head.whole) return null;
  if (openQuote !== null) throw unclosed(openQuote, head);
  const header = rows[leadingRows - 1];
  if (header === undefined) throw new DandelionFailure('no-rows', `${head.shown} is empty.`);
  checkHeader(header, head);
  const columns = nameColumns(header);
  const data = rows.slice(leadingRows);
  if (data.length === 0) {
    throw new DandelionFailure('no-rows', `${head.shown} has a header but no rows. Columns: ${showNames(columns)}.`);
  }
  return {
    shape: { delimiter, leadingRows, cells: header.length, lastOptional: header.length > 1 && header.at(-1) === '' },
    columns,
    head: data.slice(0, headRows).map((cells) => headRecord(columns, cells)),
    decimal: guessDecimal(delimiter, data),
  };
}

/** Whole rows, without blank ones. */
function readRows({ bytes, whole }: Head, delimiter: string) {
  const rows: string[][] = [];
  const text = scannable(bytes, whole);
  let cells: string[] = [];
  let from = 0;
  const scanner = scanCsv(delimiter, {
    cell(end) {
      cells.push(cellText(text.toString('utf8', from, end)));
      from = end + 1;
    },
    row(end, _count, blank) {
      if (!blank) rows.push(cells);
      cells = [];
      from = end;
    },
    afterQuote: () => {},
  });
  scanner.scan(text);
  const openQuote = whole ? scanner.openQuote() : null;
  if (whole) scanner.finish(text.length);
  return { rows, openQuote };
}

/** A copy, since scanning may change line ends, and not ending between a carriage return and its line feed. */
function scannable(bytes: Buffer, whole: boolean): Buffer {
  const last = bytes[bytes.length - 1] === 0x0d && !whole ? bytes.length - 1 : bytes.length;
  return Buffer.from(bytes.subarray(0, last));
}

function cellText(raw: string): string {
  const text = trimCell(raw);
  if (!text.startsWith('"')) return text;
  return trimCell(text.slice(1, text.endsWith('"') && text.length > 1 ? -1 : undefined).replaceAll('""', '"'));
}

/** The delimiter by which the most rows are as long as the header; of equals, the one with the most columns. */
function guessDelimiter({ bytes, whole }: Head): string {
  let best = { delimiter: ',', agreement: 0, columns: 1 };
  for (const delimiter of delimiters) {
    let [rows, agreeing, columns] = [0, 0, 0];
    const scanner = scanCsv(delimiter, {
      row(_end, cells, blank) {
        if (blank) return;
        if (rows === 0) columns = cells;
        rows++;
        if (cells === columns) agreeing++;
      },
      // Quotes that end in the middle of a cell are quotes around something else.
      afterQuote: () => agreeing--,
    });
    scanner.scan(scannable(bytes, whole));
    if (whole) scanner.finish(0);
    const agreement = agreeing / rows;
    const better = agreement > best.agreement || (agreement === best.agreement && columns > best.columns);
    if (columns > 1 && better) best = { delimiter, agreement, columns };
  }
  return best.delimiter;
}

function checkHeader(header: readonly string[], { shown, limits }: Head): void {
  if (header.length > limits.columns) {
    throw new DandelionFailure(
      'file-too-large',
      `${shown} has ${header.length} columns; ${limits.columns} can be read. Keep the columns of the test.`,
    );
  }
  const named = header.filter((name) => name !== '');
  if (named.length > 0 && named.every((name) => /^[+-]?\d+([.,]\d+)?$/.test(name))) {
    throw new DandelionFailure(
      'format-broken',
      `The first line of ${shown} holds numbers (${showText(named.join(', '))}) instead of column names. Add a first line that names the columns.`,
    );
  }
}

function nameColumns(header: readonly string[]): string[] {
  const taken = new Set(header);
  return header.map((name, at) => {
    if (name !== '') return name;
    let own = `column ${at + 1}`;
    while (taken.has(own)) own += "'";
    return own;
  });
}

/** Where the comma is free and is seen between digits; between groups of three, only where semicolons say that it is no thousand. */
function guessDecimal(delimiter: string, rows: readonly string[][]): '.' | ',' {
  if (delimiter === ',') return '.';
  const pattern = delimiter === ';' ? /^[+-]?\d+,\d+$/ : /^[+-]?\d+,(\d{1,2}|\d{4,})$/;
  return rows.some((cells) => cells.some((cell) => pattern.test(cell))) ? ',' : '.';
}
