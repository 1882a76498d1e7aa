import { findPhrases } from '../find-phrases.ts';
import { negations } from '../negations.ts';
import { presenceCoder } from '../presence-coder.ts';

export const negation = presenceCoder({
  id: 'negation',
  name: 'Negation',
  explains: 'Has a word that denies: “not”, “don’t”, “never”, “nothing”, “without”.',
  version: 1,
  of: 'english words',
  // “No. 1” and “No 1” are numbers.
  find: ({ plain, words }) =>
    findPhrases(negations, words).filter(
      ({ phrase, end }) => phrase !== 'no' || !/^\p{N}/u.test(plain.slice(words[end]?.from ?? plain.length)),
    ),
});
