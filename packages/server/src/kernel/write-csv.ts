/** CSV by RFC 4180 for spreadsheets and programs. */

export type Cell = string | number | null;

/**
 * A spreadsheet takes a cell that begins like this for a formula, also after blanks, also in full-width signs; an apostrophe
 * in front makes it text (OWASP, CSV Injection). Numbers are ours and stay numbers, the negative ones too.
 */
const likeFormula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = likeFormula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) || harmless !== harmless.trim() ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** With its line end. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cell).join(',')}\r\n`;

/** In front of a file it tells Excel that the text is UTF-8; without it "é" would read "Ã©". */
export const byteOrderMark = '\ufeff';

export function writeCsv(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `${byteOrderMark}${[head, ...rows].map(csvLine).join('')}`;
}
