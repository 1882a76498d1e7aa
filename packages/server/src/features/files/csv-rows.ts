import { numbers } from '@dandelion-loop/wording';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { FileLimits } from './limits.ts';
import { type CsvScanner, scanCsv } from './scan-csv.ts';

export interface CsvShape {
  delimiter: string;
  /** Rows before the data: the header, and the line `sep=` of a spreadsheet. */
  leadingRows: number;
  /** Cells of the header. */
  cells: number;
  /** The header ends with a delimiter, so rows may do without the last cell. */
  lastOptional: boolean;
}

export interface CsvRows extends CsvShape {
  shown: string;
  limits: FileLimits;
  onRow: () => void;
  /** After so many bytes it stops at the end of a row and calls `onCut`. */
  most: number;
  onCut: () => void;
}

const carriageReturn = 0x0d;
const empty = Buffer.alloc(0);

/**
 * The data rows of CSV text as they are, in pieces of whole rows: without the header and without blank lines.
 * Fails at the first row whose shape is wrong, with its number: the engine would only say that something is wrong somewhere.
 */
export async function* csvRows(source: AsyncIterable<Buffer>, options: CsvRows): AsyncGenerator<Buffer> {
  const watch = watchRows(options);
  // A carriage return at the end waits for the next piece: only that says whether a line feed follows.
  let held = false;
  let passed = 0;
  for await (const chunk of source) {
    if (chunk.length === 0) continue;
    const bytes: Buffer = held ? Buffer.concat([Buffer.of(carriageReturn), chunk]) : chunk;
    held = bytes[bytes.length - 1] === carriageReturn;
    yield* watch.pass(held ? bytes.subarray(0, -1) : bytes);
    passed += chunk.length;
    if (passed >= options.most) return options.onCut();
  }
  if (held) yield* watch.pass(Buffer.of(carriageReturn));
  yield* watch.finish();
}

/** Passes whole data rows on; the beginning of a row waits for its end. */
function watchRows(options: CsvRows) {
  const { limits } = options;
  /** Rows so far, leading ones included and blank lines not. */
  let rows = 0;
  /** Where the row being read begins: line from 0. */
  let line = 0;
  let piece: Buffer = empty;
  /** In the piece, rows end before `done`, and what is between `kept` and `done` is to be passed on. */
  let kept = 0;
  let done = 0;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let ready: Buffer[] = [];

  const where = () => rowName(rows - options.leadingRows + 1, line + 1, options.shown);

  function row(end: number, cells: number, blank: boolean, lastEmpty: boolean): void {
    if (blank || rows < options.leadingRows) {
      if (done > kept) ready.push(piece.subarray(kept, done));
      kept = end;
    } else {
      if (!fits(cells, lastEmpty, options)) throw ragged(where(), cells, scanner.lines() - line, options);
      if (pendingBytes > 0) ready.push(...pending);
      options.onRow();
    }
    if (!blank) rows++;
    if (pendingBytes > 0) pending = [];
    pendingBytes = 0;
    done = end;
    line = scanner.lines() + 1;
  }

  const scanner: CsvScanner = scanCsv(options.delimiter, {
    row,
    afterQuote: (cells) => {
      throw new DandelionFailure(
        'format-broken',
        `${where()} has text after the closing quote of cell ${cells + 1}. Quotes inside a quoted cell must be doubled.`,
      );
    },
  });

  function take(): Buffer[] {
    if (done > kept) ready.push(piece.subarray(kept, done));
    const taken = ready;
    ready = [];
    return taken;
  }

  function begin(bytes: Buffer): void {
    piece = bytes;
    kept = 0;
    done = 0;
  }

  return {
    pass(bytes: Buffer): Buffer[] {
      begin(bytes);
      scanner.scan(bytes);
      const taken = take();
      if (done < bytes.length) pending.push(bytes.subarray(done));
      pendingBytes += bytes.length - done;
      if (pendingBytes > limits.rowBytes) throw tooLong(where(), scanner.openQuote(), options);
      return taken;
    },
    finish(): Buffer[] {
      const open = scanner.openQuote();
      if (open !== null) throw unclosed(open, options);
      begin(empty);
      scanner.finish(0);
      return take();
    },
  };
}

const rowName = (row: number, line: number, shown: string) =>
  `${row < 1 ? 'The header' : `Row ${numbers.count(row)}`} of ${shown} (line ${numbers.count(line)})`;

function fits(cells: number, lastEmpty: boolean, { cells: expected, lastOptional }: CsvShape): boolean {
  return cells === expected || (cells === expected + 1 && lastEmpty) || (cells === expected - 1 && lastOptional);
}

function ragged(where: string, cells: number, lineBreaks: number, { cells: expected }: CsvRows): DandelionFailure {
  const cause =
    lineBreaks > 0
      ? `It runs over ${lineBreaks + 1} lines: look for a quote that is not closed.`
      : cells > expected
        ? 'Put quotes around cells that hold the delimiter.'
        : 'Add what is missing, or remove the row.';
  return new DandelionFailure(
    'format-broken',
    `${where} has ${cells} ${cells === 1 ? 'cell' : 'cells'}, but the header has ${expected}. ${cause}`,
  );
}

export function unclosed(line: number, { shown }: { shown: string }): DandelionFailure {
  return new DandelionFailure(
    'format-broken',
    `A quote that opens on line ${numbers.count(line + 1)} of ${shown} is never closed. Close it, or double it if it belongs to the text.`,
  );
}

function tooLong(where: string, openQuote: number | null, options: CsvRows): DandelionFailure {
  if (openQuote !== null) return unclosed(openQuote, options);
  const megabytes = Math.round(options.limits.rowBytes / 1e6);
  return new DandelionFailure(
    'format-broken',
    `${where} is longer than ${megabytes} MB, which is no row of a table. Check that the file has line breaks and is the right one.`,
  );
}
