/**
 * Finds the rows and cells of CSV text (RFC 4180, any delimiter) as its bytes pass, with the reading of ClickHouse's CSV format:
 * a quote opens a quoted cell only at its beginning, elsewhere it is a character like any other. It changes nothing but one thing:
 * a carriage return that ends a row by itself becomes a line feed.
 */
export interface CsvScanner {
  /** A piece of the text. Unless it is the last, it must not end with a carriage return. */
  scan(bytes: Uint8Array): void;
  /** The end of the text, at `end` of the last piece: the last row may lack its line end. */
  finish(end: number): void;
  /** Lines before the one being read. */
  lines(): number;
  /** The line (from 0) where the open quote began, null when none is open. */
  openQuote(): number | null;
}

export interface CsvListener {
  /**
   * A row ends before `end` (its line end included) of the piece. `blank`: nothing but white space;
   * `lastEmpty`: its last cell is empty and has no quotes.
   */
  row(end: number, cells: number, blank: boolean, lastEmpty: boolean): void;
  /** A cell ends before `end` of the piece. Left out where only rows count. */
  cell?: (end: number) => void;
  /** Something else than white space follows the closing quote of the cell. */
  afterQuote(cells: number): void;
}

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const tab = 0x09;

// States of a cell.
const atStart = 0;
const inPlain = 1;
const inQuotes = 2;
const atQuote = 3;
const closed = 4;

export function scanCsv(delimiter: string, listener: CsvListener): CsvScanner {
  const separator = delimiter.charCodeAt(0);
  const onCell = listener.cell;
  // Between tabs a blank is part of the cell: the engine then does not skip white space before quotes either.
  const skipsBlanks = separator !== tab;
  // Only these end an unquoted cell.
  const ends = new Uint8Array(256);
  for (const byte of [separator, lineFeed, carriageReturn]) ends[byte] = 1;
  let state = atStart;
  let cells = 0;
  let lines = 0;
  let quoteLine = 0;

  function endRow(end: number, lastEmpty: boolean): void {
    const count = cells + 1;
    cells = 0;
    listener.row(end, count, lastEmpty && count === 1, lastEmpty);
    lines++;
  }

  /** Past the rest of an unquoted cell. */
  function skipPlain(bytes: Uint8Array, from: number): number {
    let at = from;
    while (at < bytes.length && ends[bytes[at]!] === 0) at++;
    return at;
  }

  /** To the next quote. */
  function skipQuoted(bytes: Uint8Array, from: number): number {
    let at = from;
    for (; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte === quote) break;
      if (byte === lineFeed) lines++;
    }
    return at;
  }

  function scan(bytes: Uint8Array): void {
    // The state of the closure is dear to read and write for every byte.
    let now = state;
    for (let at = 0; at < bytes.length; at++) {
      if (now === inPlain) at = skipPlain(bytes, at);
      else if (now === inQuotes) at = skipQuoted(bytes, at);
      if (at === bytes.length) break;
      const byte = bytes[at]!;
      if (now === inQuotes) {
        now = atQuote;
      } else if (now === atQuote && byte === quote) {
        now = inQuotes;
      } else if (byte === separator) {
        onCell?.(at);
        cells++;
        now = atStart;
      } else if (byte === lineFeed || byte === carriageReturn) {
        onCell?.(at);
        if (byte === carriageReturn) {
          if (bytes[at + 1] === lineFeed) at++;
          else bytes[at] = lineFeed;
        }
        endRow(at + 1, now === atStart);
        now = atStart;
      } else if (skipsBlanks && (byte === space || byte === tab)) {
        // Before the cell, or after its closing quote.
        if (now === atQuote) now = closed;
      } else if (now === atQuote || now === closed) {
        listener.afterQuote(cells);
        now = inPlain;
      } else if (byte === quote) {
        now = inQuotes;
        quoteLine = lines;
      } else {
        now = inPlain;
      }
    }
    state = now;
  }

  return {
    scan,
    finish(end) {
      if (state === atStart && cells === 0) return;
      onCell?.(end);
      endRow(end, state === atStart);
      state = atStart;
    },
    lines: () => lines,
    openQuote: () => (state === inQuotes ? quoteLine : null),
  };
}
