import { foldText } from '../../kernel/fold-text.ts';
import type { Json } from './canonical-json.ts';

/** What a search of the audit log looks for. */

/** PostgreSQL takes no longer ones, and nobody types them. */
const longestWord = 60;
/** Of one entry: PostgreSQL takes at most a megabyte. */
const mostCharacters = 200_000;

const wordsOf = (text: string): string[] =>
  foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, longestWord));

function* textsIn(value: Json): Iterable<string> {
  if (value === null) return;
  if (typeof value !== 'object') yield String(value);
  else
    for (const [key, inner] of Object.entries(value)) {
      if (!Array.isArray(value)) yield key;
      yield* textsIn(inner as Json);
    }
}

/** The different words of an entry; of a very long one, the first. */
export function wordsIn(entry: Json): string[] {
  const words = new Set<string>();
  let characters = 0;
  for (const text of textsIn(entry)) {
    for (const word of wordsOf(text)) {
      if (words.has(word)) continue;
      characters += word.length;
      if (characters > mostCharacters) return [...words];
      words.add(word);
    }
  }
  return [...words];
}

/** As a `tsquery`: each word is the begin of one of the entry. Null: nothing is searched for. */
export function searchQuery(search: string): string | null {
  const words = wordsOf(search);
  // Letters and digits only, which need no quotes; they are there so that no word is taken for anything else.
  return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(' & ');
}
