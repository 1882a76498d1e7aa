import { syllable } from 'syllable';
import type { Coder } from '../coder.ts';
import { countWords, readText } from '../read-text.ts';
import { sentencesOf } from '../sentences.ts';

/** Flesch's own lines: 80 and more is “easy”, below 60 “fairly difficult”. */
const [easyFrom, standardFrom] = [80, 60];
/** Of fewer words one long name decides. */
const fewestWords = 5;
/** The rest of a longer word is not read: no word is that long. */
const longestWord = 40;

const counted = new Map<string, number>();
const mostCounted = 20_000;

/** Counted once a word, since counting takes longer than all other coders together. */
function syllablesOf(key: string): number {
  const known = counted.get(key);
  if (known !== undefined) return known;
  const syllables = Math.max(1, syllable(key.slice(0, longestWord)));
  if (counted.size >= mostCounted) counted.clear();
  counted.set(key, syllables);
  return syllables;
}

/**
 * Flesch's reading ease, 206.835 − 1.015 words per sentence − 84.6 syllables per word (Flesch 1948, Journal of Applied
 * Psychology 32:221); null for a text of fewer than five words or clearly not English.
 */
export function readingEaseOf(text: string): number | null {
  const read = readText(text);
  const words = countWords(read);
  if (words < fewestWords || !read.english) return null;
  const syllables = read.words.reduce((total, { key }) => total + syllablesOf(key), 0);
  return 206.835 - 1.015 * (words / sentencesOf(read).length) - 84.6 * (syllables / words);
}

export const readingEase: Coder = {
  id: 'reading-ease',
  name: 'Reading ease',
  explains: `Flesch’s score from the length of words and sentences: easy is ${easyFrom} or more, standard ${standardFrom} to ${easyFrom}, hard below ${standardFrom}.`,
  levels: ['standard', 'easy', 'hard'],
  kind: 'bands',
  version: 1,
  languages: ['en'],
  code(text) {
    const ease = readingEaseOf(text);
    if (ease === null) return null;
    return ease >= easyFrom ? 'easy' : ease >= standardFrom ? 'standard' : 'hard';
  },
};
