/** Small CSV texts that people paste or save from a spreadsheet: RFC 4180, with commas, semicolons or tabs. Large files go through an engine. */

export interface CsvRow {
  /** In the file, from 1; the head is the first. */
  line: number;
  /** By column, trimmed; empty where the row is shorter. */
  cells: Readonly<Record<string, string>>;
}

export interface CsvText {
  columns: string[];
  rows: CsvRow[];
  delimiter: string;
}

/** By what the first line holds most of, outside of quotes. */
function delimiterOf(text: string): string {
  const head = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: head.split(sign).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

interface Line {
  line: number;
  cells: string[];
}

/** A quote that is never closed takes the rest of the text. */
function recordsOf(text: string, delimiter: string): Line[] {
  const records: Line[] = [];
  let [cell, quoted, line] = ['', false, 1];
  let current: Line = { line, cells: [] };
  const endRecord = () => {
    current.cells.push(cell);
    if (current.cells.some((one) => one.trim() !== '')) records.push(current);
    cell = '';
  };
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]!;
    if (sign === '\n') line++;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      quoted = true;
      cell = '';
    } else if (sign === delimiter) {
      current.cells.push(cell);
      cell = '';
    } else if (sign === '\n') {
      endRecord();
      current = { line, cells: [] };
    } else cell += sign;
  }
  endRecord();
  return records;
}

/** Columns by their heads in small letters. Empty lines are left out. */
export function readCsv(text: string): CsvText {
  const plain = text.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n');
  const delimiter = delimiterOf(plain);
  const [head, ...rest] = recordsOf(plain, delimiter);
  const columns = (head?.cells ?? []).map((one) => one.trim().toLowerCase());
  const rows = rest.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(columns.map((column, i) => [column, (cells[i] ?? '').trim()])),
  }));
  return { columns, rows, delimiter };
}

/** Without commas between columns nobody knows which sign is that of decimals: 1.234 may be one thousand. */
const inTwoWays = /^-?[1-9]\d{0,2}[.,]\d{3}$/;

/** A number as spreadsheets write it: 1234.5, and 1234,5 where commas do not part columns. Null: it is none, or could be two. */
export function readNumber(text: string, delimiter: string): number | null {
  const plain = text.replace(/^[−–]/, '-').replaceAll(/[\u00a0\u202f ]/g, '');
  if (delimiter !== ',' && inTwoWays.test(plain)) return null;
  const decimal = delimiter !== ',' && /^-?\d+,\d+$/.test(plain) ? plain.replace(',', '.') : plain;
  return /^-?(\d+\.?\d*|\.\d+)$/.test(decimal) ? Number(decimal) : null;
}
