/**
 * Reads a number as people type it: `1,200`, `1 200`, `1’200`, `1200`, `0.05`, `0,05`, `.5`, `−3`. The interface writes a
 * point before decimals; a comma stands before decimals only where it cannot divide thousands. Null: not a number.
 */
export function readNumber(text: string): number | null {
  const bare = text
    .trim()
    .replace(/[\s\u00a0\u202f'’]/g, '')
    .replace(/^[−–]/, '-');
  const thousands = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(bare);
  const plain = thousands ? bare.replaceAll(',', '') : bare.replace(/^([+-]?\d*),(\d*)$/, '$1.$2');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** Where only whole numbers belong, a point divides thousands too: `1.200` of a Dutch or German report is 1,200, never 1.2. */
export function readWhole(text: string): number | null {
  const pointed = /^[1-9]\d{0,2}(\.\d{3})+$/.test(text.trim());
  return readNumber(pointed ? text.replaceAll('.', '') : text);
}

/** As it is put into a field: no grouping, so that it can be changed digit by digit. */
export function writeNumber(value: number | null): string {
  if (value === null) return '';
  // What rounding leaves of a share times 100 is not shown.
  return String(Number(value.toPrecision(12))).replace('-', '−');
}
