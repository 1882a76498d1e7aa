import { DandelionFailure } from '../../kernel/failure.ts';
import { conditionColumns } from '../conditions/index.ts';

/** The rows of a file that were read for an analysis stay in the engine, so that it can be judged again when the file is gone. */

export interface KeptColumn {
  /** In the file. */
  name: string;
  /** In the engine's table. */
  cell: string;
  /** Held ids of units, of which only keyed hashes were kept. */
  hashed: boolean;
}

export interface KeptRows {
  table: string;
  columns: readonly KeptColumn[];
}

/** What an analysis needs of rows. */
export interface Needs {
  columns: readonly string[];
  unit: string | null;
  where: string | null;
}

/** Columns that these rows do not give: not read then, or kept as hashes where the text is needed. */
function lacking({ columns }: KeptRows, { columns: needed, unit, where }: Needs): string[] {
  const read = where === null ? [] : conditionColumns(where);
  return needed.filter((name) => {
    const kept = columns.find((column) => column.name === name);
    return kept === undefined || (kept.hashed && (name !== unit || read.includes(name)));
  });
}

/** The first of these rows that has all that is needed. */
export function rowsFor(needs: Needs, kept: readonly KeptRows[]): KeptRows | null {
  return kept.find((rows) => lacking(rows, needs).length === 0) ?? null;
}

const listed = (names: readonly string[]) => {
  const quoted = names.slice(0, 10).map((name) => `“${name}”`);
  const rest = names.length - quoted.length;
  if (rest > 0) return `${quoted.join(', ')} and ${rest} more`;
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
};

const dateWords = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Says which columns are gone with a file, and which are left. */
export function goneWithTheFile(
  needs: Needs,
  kept: readonly KeptRows[],
  file: { name: string; deletedAt: Date | null },
): DandelionFailure {
  const when = file.deletedAt === null ? '' : ` on ${dateWords.format(file.deletedAt)}`;
  const begin = `The file “${file.name}” was deleted${when}`;
  const again = 'Import the file again to choose anything else.';
  const nearest = kept.toSorted((a, b) => lacking(a, needs).length - lacking(b, needs).length)[0];
  if (nearest === undefined)
    return new DandelionFailure('file-not-found', `${begin}, and nothing of it was read before. ${again}`);
  const gone = lacking(nearest, needs);
  const hashes = gone.filter((name) => nearest.columns.some((column) => column.name === name));
  const unread = gone.filter((name) => !hashes.includes(name));
  const isGone = (names: readonly string[]) =>
    `column${names.length === 1 ? '' : 's'} ${listed(names)} ${names.length === 1 ? 'is' : 'are'} gone with it`;
  const parts = [
    unread.length > 0 ? `, and ${isGone(unread)}` : '',
    hashes.length > 0
      ? `. Of ${listed(hashes)} only hashes were kept, which can tell units apart and nothing else`
      : '',
  ];
  const left = nearest.columns.map(({ name }) => name);
  return new DandelionFailure(
    'unknown-column',
    `${begin}${parts.join('')}. Columns that are left: ${listed(left)}. ${again}`,
  );
}

/**
 * Whether older rows of the same import can go now that these are kept: they have no column more, or they have ids of what is now
 * the unit as they are in the file.
 */
export function canGo(older: KeptRows, newer: KeptRows): boolean {
  if (older.table === newer.table) return false;
  const inNewer = (name: string) => newer.columns.find((column) => column.name === name);
  return (
    older.columns.every(({ name }) => inNewer(name) !== undefined) ||
    older.columns.some(({ name, hashed }) => !hashed && inNewer(name)?.hashed)
  );
}
