import { foldText } from '../../kernel/fold-text.ts';
import type { Span } from './coder.ts';
import { isOtherLanguage } from './other-language.ts';
import { plainText } from './plain-text.ts';

/** A word, or one part of a hyphenated word; in scripts without spaces a single sign. */
export interface Word extends Span {
  /** Small letters without accents, a straight apostrophe. */
  key: string;
  /** Set to the word before by a hyphen. */
  joined: boolean;
  /** After a sign that ends a sentence or part of one, over which no phrase reaches. */
  apart: boolean;
}

/** A text as coders look at it. */
export interface ReadText {
  plain: string;
  words: readonly Word[];
  /** False where the text is clearly of another language; a text too short to tell counts as English. */
  english: boolean;
}

const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
/** “U.S.”, one sign of a script without spaces, “1,000.50”, “don’t”. */
const word = new RegExp(
  `(?:\\p{L}\\.){2,}|[${unspaced}]\\p{M}*|\\p{N}+(?:[.,]\\p{N}+)*(?:(?![${unspaced}])[\\p{L}\\p{M}])*|` +
    `(?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}])+(?:['’ʼ＇](?:(?![${unspaced}])[\\p{L}\\p{M}])+)*`,
  'gu',
);
const unspacedSign = new RegExp(`[${unspaced}]`, 'u');
const partEnd = /[.;:!?…。！？]|\n\s*\n/u;
const hyphens = new Set(['-', '\u2010', '\u2011']);
const plainWord = /^[a-z\d']+$/iu;

/** The same for “Café” and “CAFE”, “don’t” and “don't”. */
const keyOf = (text: string) =>
  plainWord.test(text)
    ? text.toLowerCase()
    : foldText(text)
        .toLowerCase()
        .replace(/[＇.]/gu, (sign) => (sign === '.' ? '' : "'"));

/** The words of a plain text in their order. */
export function wordsOf(plain: string): Word[] {
  const words: Word[] = [];
  let end = -1;
  for (const { 0: found, index } of plain.matchAll(word)) {
    const gap = plain.slice(Math.max(end, 0), index);
    end = index + found.length;
    const joined = words.length > 0 && hyphens.has(gap);
    words.push({ key: keyOf(found), from: index, to: end, joined, apart: partEnd.test(gap) });
  }
  return words;
}

const dictionaries = new Intl.Segmenter('en', { granularity: 'word' });
/** Signs that are given to the dictionaries at once: their time grows with the square of a stretch without spaces. */
const stretch = 200;

/**
 * How many words a reader counts: “well-being” is one. In scripts without spaces, the words that Unicode's dictionaries
 * find.
 */
export function countWords({ plain, words }: ReadText): number {
  if (!unspacedSign.test(plain)) return words.filter(({ joined }) => !joined).length;
  let count = 0;
  for (let from = 0; from < plain.length; from += stretch)
    for (const { isWordLike } of dictionaries.segment(plain.slice(from, from + stretch))) if (isWordLike) count++;
  return count;
}

let last: { text: string; read: ReadText } | null = null;

/** Every coder reads the same text in turn, so the last one is kept. */
export function readText(text: string): ReadText {
  if (last?.text === text) return last.read;
  const plain = plainText(text);
  const words = wordsOf(plain);
  const read = {
    plain,
    words,
    english: !isOtherLanguage(
      plain,
      words.map(({ key }) => key),
    ),
  };
  last = { text, read };
  return read;
}
