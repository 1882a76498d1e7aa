import { stripVTControlCharacters } from 'node:util';

/** Text of a file inside a sentence: one line, of bounded length, without control characters and characters that turn the direction of writing. */
export function showText(text: string, longest = 60): string {
  const clean = stripVTControlCharacters(text.slice(0, longest * 4))
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '');
  const characters = [...clean];
  if (characters.length <= longest && text.length <= longest * 4) return clean;
  return `${characters.slice(0, longest).join('')}…`;
}

/** The end of a path says more than its beginning. */
function showPath(path: string): string {
  const characters = [...path];
  return showText(characters.length > 120 ? `…${characters.slice(-119).join('')}` : path, 120);
}

/** What sentences call a file: the name that was given to it, else where it is. */
export const shownAs = (path: string, name: string | null): string =>
  name === null ? showPath(path) : showText(name, 120);

/** Names in quotes, as many as one can read. */
export function showNames(names: readonly string[], most = 20): string {
  const shown = names.slice(0, most).map((name) => `"${showText(name)}"`);
  const rest = names.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
