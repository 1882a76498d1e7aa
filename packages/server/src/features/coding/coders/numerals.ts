import { presenceCoder } from '../presence-coder.ts';
import type { ReadText } from '../read-text.ts';

const numeralsOf = ({ plain, words }: ReadText) =>
  words.filter(({ from, to }) => /^\p{N}/u.test(plain.slice(from, to)));

export const numeral = presenceCoder({
  id: 'numeral',
  name: 'Numeral',
  explains: 'Has a number in digits, as in “7 reasons” or “50%”; “seven” and “B2B” do not count.',
  version: 1,
  of: 'words',
  find: numeralsOf,
});

export const startsWithNumeral = presenceCoder({
  id: 'starts-with-numeral',
  name: 'Starts with a numeral',
  explains: 'The first word is a number in digits, as in “7 Reasons to …” or “$5 a Day …”.',
  version: 1,
  of: 'words',
  find: (read) => numeralsOf(read).filter((word) => word === read.words[0]),
});
