/** Words as a command that a shell reads back as they are: a name of the data may hold anything. */
export const shellLine = (words: readonly string[]): string =>
  words.map((word) => (/^[\w./:=,%@+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
