import { foldText, storable } from '../../kernel/fold-text.ts';

/** What the list searches and sorts by. */

/** What a search looks through: a word never reaches from one line into the next. */
export const searchTextOf = (title: string, variations: readonly string[], tags: readonly string[]): string =>
  [title, ...variations, ...tags].map(foldText).join('\n');

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
  const counted = foldText(title).replace(/\d+/g, (digits) => digits.padStart(12, '0'));
  return storable(counted.slice(0, sortedLetters));
}
