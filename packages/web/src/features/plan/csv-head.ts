/** The first line of a CSV text as somebody exported it, and the columns that an import knows. Pure. */

export type NumbersOf = 'bets' | 'outcomes';

/** Columns that an import needs, and those that it may have. */
export const columnsOf = {
  bets: { needed: ['bet', 'on', 'value'], more: ['kind', 'measure', 'note', 'currency', 'key'] },
  outcomes: { needed: ['outcome', 'on', 'value'], more: ['note'] },
} as const;

export type Column = (typeof columnsOf)[NumbersOf]['needed' | 'more'][number];

/** What the same column is called elsewhere. */
const others: Partial<Record<Column, readonly string[]>> = {
  bet: ['campaign', 'campaign name', 'name', 'project'],
  outcome: ['goal', 'target', 'metric', 'name'],
  on: ['date', 'day', 'reporting starts'],
  value: ['amount', 'spend', 'spent', 'cost', 'amount spent', 'number'],
  note: ['comment', 'description'],
  key: ['id', 'invoice', 'reference'],
};

export interface CsvHead {
  columns: string[];
  delimiter: string;
}

/** The delimiter is what the line holds most of, outside of quotes. */
export function readHead(text: string): CsvHead {
  const line = /^\uFEFF?([^\r\n]*)/.exec(text)?.[1] ?? '';
  const bare = line.replace(/"[^"]*"/g, '');
  const delimiter = [',', ';', '\t'].reduce((best, sign) =>
    bare.split(sign).length > bare.split(best).length ? sign : best,
  );
  return { columns: cellsOf(line, delimiter), delimiter };
}

function cellsOf(line: string, delimiter: string): string[] {
  if (line.trim() === '') return [];
  const cells = [''];
  let quoted = false;
  for (const sign of line) {
    if (sign === '"') quoted = !quoted;
    if (sign === delimiter && !quoted) cells.push('');
    else cells[cells.length - 1] += sign;
  }
  return cells.map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .replaceAll('""', '"')
      .trim(),
  );
}

/** Which column of the file is which, at a guess: by its name, or by what others call it. */
export function guessColumns({ columns }: CsvHead, of: NumbersOf): Partial<Record<Column, number>> {
  const names = columns.map((name) => name.toLowerCase());
  const found: Partial<Record<Column, number>> = {};
  const taken = new Set<number>();
  for (const exact of [true, false])
    for (const column of [...columnsOf[of].needed, ...columnsOf[of].more]) {
      if (found[column] !== undefined) continue;
      const known = exact ? [column] : (others[column] ?? []);
      const at = names.findIndex((name, i) => !taken.has(i) && known.includes(name));
      if (at < 0) continue;
      found[column] = at;
      taken.add(at);
    }
  return found;
}

/** Of bets, unless a column says otherwise. */
export const guessOf = ({ columns }: CsvHead): NumbersOf => {
  const names = columns.map((name) => name.toLowerCase());
  return names.includes('outcome') && !names.includes('bet') ? 'outcomes' : 'bets';
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The same text under a head that the import knows; columns that are not chosen get names that it leaves alone. */
export function withColumns(text: string, { columns, delimiter }: CsvHead, chosen: Partial<Record<Column, number>>) {
  const names = new Map(Object.entries(chosen).map(([column, at]) => [at, column]));
  const head = columns.map((_, i) => names.get(i) ?? `left out ${i + 1}`).map(quoted);
  return text.replace(/^\uFEFF?[^\r\n]*/, () => head.join(delimiter));
}
