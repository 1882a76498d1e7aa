/** Texts of files and people as PostgreSQL can hold, search and sort them, whatever its collation and extensions. */

/** Without what `text` and `jsonb` refuse: the character zero, and halves of a surrogate pair. */
export const storable = (text: string): string => text.replace(/\0|\p{Cs}/gu, '\ufffd');

/** Letters that Unicode does not take apart into letter and accent, and typographer's signs that nobody types in a search. */
const plainer: Record<string, string> = {
  ...{ Ø: 'O', Ł: 'L', Đ: 'D', Ð: 'D', Ħ: 'H', Þ: 'TH', Æ: 'AE', Œ: 'OE' },
  ...{ '‘': "'", '’': "'", ʼ: "'", '“': '"', '”': '"', '„': '"', '‐': '-', '‑': '-', '–': '-', '—': '-', '−': '-' },
};
const replaced = new RegExp(`[${Object.keys(plainer).join('')}]`, 'gu');

/** Capitals without accents: capitals because ß, ς and ı have one each that is plain. */
function folded(text: string): string {
  const capitals = storable(text).normalize('NFKD').toUpperCase().normalize('NFKD');
  return capitals.replace(/[\u0300-\u036f]/g, '').replace(replaced, (sign) => plainer[sign]!);
}

/** What a search looks through: a word never reaches from one line into the next. */
export const searchTextOf = (title: string, variations: readonly string[], tags: readonly string[]): string =>
  [title, ...variations, ...tags].map(folded).join('\n');

export const searchWords = (search: string): string[] =>
  folded(search)
    .split(/\s+/u)
    .filter((word) => word !== '');

const longestTitle = 300;

/** One line, at most as long as a title may be. */
export function oneLine(text: string): string {
  const line = [...storable(text).replace(/\s+/gu, ' ').trim()];
  return line.length <= longestTitle
    ? line.join('')
    : `${line
        .slice(0, longestTitle - 1)
        .join('')
        .trimEnd()}…`;
}

/** What differs after so many letters may stand in any order; an index entry cannot be long. */
const sortedLetters = 200;

/** Byte by byte it sorts as people count: "Test 2" before "test 10". */
export function sortTitleOf(title: string): string {
  const counted = folded(title).replace(/\d+/g, (digits) => digits.padStart(12, '0'));
  return storable(counted.slice(0, sortedLetters));
}
