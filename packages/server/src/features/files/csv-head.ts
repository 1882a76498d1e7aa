import { numbers } from '@dandelion-loop/wording';
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
}

const delimiters = [',', ';', '\t', '|'];

/** Delimiter, header and first rows of CSV text; null when more of it is needed to see one row of data. */
export function readCsvHead(head: Head): CsvHead | null {
  const comments = leadingComments(head.bytes);
  const body = { ...head, bytes: head.bytes.subarray(comments.bytes) };
  const declared = /^"?sep=([^\w"\s]|\t)"?\r?\n?/i.exec(body.bytes.toString('latin1', 0, 16))?.[1];
  const delimiter = declared ?? guessDelimiter(body);
  const { rows, openQuote } = readRows(body, delimiter);
  const beforeData = declared === undefined ? 1 : 2;
  if (rows.length <= beforeData && !head.whole) return null;
  if (openQuote !== null) throw unclosed(comments.lines + openQuote, head);
  const header = rows[beforeData - 1];
  if (header === undefined) throw new DandelionFailure('no-rows', `${head.shown} is empty.`);
  checkHeader(header, head);
  const columns = nameColumns(header);
  const data = rows.slice(beforeData);
  if (data.length === 0) {
    throw new DandelionFailure('no-rows', `${head.shown} has a header but no rows. Columns: ${showNames(columns)}.`);
  }
  return {
    shape: {
      delimiter,
      leadingRows: comments.rows + beforeData,
      cells: header.length,
      lastOptional: header.length > 1 && header.at(-1) === '',
    },
    columns,
    head: data.slice(0, headRows).map((cells) => headRecord(columns, cells)),
  };
}

/**
 * Lines that begin with "#", which some web tools write above the table. One such line alone is the header when it has as many
 * cells as the line after it: "#,group".
 */
function leadingComments(bytes: Buffer): { bytes: number; lines: number; rows: number } {
  const text = bytes.toString('latin1', 0, 64 * 1024);
  const found = /^(?:[^\S\n]*(?:#[^\n]*)?\n)+/.exec(text)?.[0] ?? '';
  const lines = found.split('\n').slice(0, -1);
  const comments = lines.filter((line) => line.trim() !== '');
  const [following = ''] = text.slice(found.length).split('\n', 1);
  const isHeader = (line: string) =>
    delimiters.some((sign) => line.includes(sign) && line.split(sign).length === following.split(sign).length);
  if (comments.length === 0 || (comments.length === 1 && isHeader(comments[0]!)))
    return { bytes: 0, lines: 0, rows: 0 };
  return { bytes: found.length, lines: lines.length, rows: comments.length };
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
      `${shown} has ${numbers.count(header.length)} columns; ${numbers.count(limits.columns)} can be read. Keep the columns of the test.`,
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
