/** What a terminal would take for keys that were pressed: one that deletes, say, could delete the quote before it. */
const keys = /[\x01-\x09\x0b-\x1f\x7f]/g;

const hex = (key: string): string => `\\x${key.charCodeAt(0).toString(16).padStart(2, '0')}`;

function quoted(word: string): string {
  if (word.search(keys) < 0) return `'${word.replaceAll("'", "'\\''")}'`;
  return `$'${word.replaceAll(/[\\']/g, '\\$&').replaceAll(keys, hex)}'`;
}

/** Words as a command that a shell reads back as they are, also where it is pasted: a name of the data may hold anything. */
export const shellLine = (words: readonly string[]): string =>
  words.map((word) => (/^[\w./:=,%@+-]+$/.test(word) ? word : quoted(word))).join(' ');
