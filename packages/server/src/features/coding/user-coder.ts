import { RE2JS, RE2JSException } from 're2js';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Coder, Span } from './coder.ts';
import { findPhrases, type Phrases, phrasesOf } from './find-phrases.ts';
import { plainText } from './plain-text.ts';
import { presenceCoder } from './presence-coder.ts';
import { wordsOf } from './read-text.ts';

/** A coder of a user: present where one of the words, or the pattern, is in the text. */
export type UserCoderDefinition = { id: string; name: string } & (
  | { kind: 'words'; words: string[] }
  | { kind: 'pattern'; pattern: string }
);

const mostWords = 5000;
const longestPhrase = { words: 20, signs: 200 };
const longestPattern = 1000;
/** Instructions of the compiled pattern. One of that size reads 100,000 characters in about a second at worst. */
const largestProgram = 500;
/** Matches that are shown; finding many costs more than telling whether there is one. */
const mostShown = 50;

const refused = (what: string) => new DandelionFailure('wrong-use', what);
const excerpt = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

function checkedPhrases(words: readonly string[]): Phrases {
  const phrases = words.map((word) => word.trim()).filter((word) => word !== '');
  if (phrases.length === 0) throw refused('The list has no words. Give at least one word or phrase.');
  if (phrases.length > mostWords)
    throw refused(
      `The list has ${phrases.length.toLocaleString('en-US')} words; at most ${mostWords.toLocaleString('en-US')} are possible. Split it into several coders.`,
    );
  for (const phrase of phrases) {
    if (phrase.length > longestPhrase.signs || wordsOf(phrase).length > longestPhrase.words)
      throw refused(
        `The phrase “${excerpt(phrase)}” is too long: at most ${longestPhrase.words} words and ${longestPhrase.signs} characters.`,
      );
    if (wordsOf(phrase).length === 0)
      throw refused(`“${excerpt(phrase)}” has no letter or digit, so it is no word. Use a pattern to find signs.`);
  }
  return phrasesOf(phrases);
}

/** Said by what users of other engines try most. */
function whyNotPattern(pattern: string, error: RE2JSException): string {
  const hint = /\(\?<?[=!]/u.test(pattern)
    ? 'Patterns are written in RE2 syntax, which has no look-ahead and no look-behind.'
    : /\\[1-9]|\\k</u.test(pattern)
      ? 'Patterns are written in RE2 syntax, which has no back-references.'
      : /invalid repeat count/u.test(error.message)
        ? 'A part can be repeated at most 1,000 times, repeats within repeats multiplied.'
        : 'Patterns are written in RE2 syntax. An example: (?i)free (shipping|delivery).';
  return `The pattern “${excerpt(pattern)}” cannot be read. ${hint}`;
}

function compiled(pattern: string): RE2JS {
  if (pattern === '') throw refused('The pattern is empty. Give a regular expression.');
  if (pattern.length > longestPattern)
    throw refused(
      `The pattern has ${pattern.length.toLocaleString('en-US')} characters; at most ${longestPattern.toLocaleString('en-US')} are possible. Use a list of words instead.`,
    );
  let expression: RE2JS;
  try {
    expression = RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw refused(whyNotPattern(pattern, error));
  }
  if (expression.programSize() > largestProgram)
    throw refused(
      `The pattern “${excerpt(pattern)}” is too large: its repeats and alternatives add up to more than it may hold. Shorten it, or use a list of words.`,
    );
  if (expression.test(''))
    throw refused(
      `The pattern “${excerpt(pattern)}” also matches nothing at all, so it would mark every text. Use + instead of *, or name a part that must be there.`,
    );
  return expression;
}

function shownMatches(expression: RE2JS, plain: string): Span[] {
  const matcher = expression.matcher(plain);
  const spans: Span[] = [];
  while (spans.length < mostShown && matcher.find()) spans.push({ from: matcher.start(), to: matcher.end() });
  return spans;
}

function patternCoder({ id, name, pattern }: { id: string; name: string; pattern: string }): Coder {
  const expression = compiled(pattern);
  const isBlank = (plain: string) => plain.trim() === '';
  return {
    id,
    name,
    explains: `Matches the pattern ${excerpt(pattern)}`,
    levels: ['absent', 'present'],
    kind: 'presence',
    version: 1,
    languages: null,
    code(text) {
      const plain = plainText(text);
      if (isBlank(plain)) return null;
      return expression.test(plain) ? 'present' : 'absent';
    },
    evidence(text) {
      const plain = plainText(text);
      return isBlank(plain) ? [] : shownMatches(expression, plain);
    },
  };
}

/**
 * The coder of a definition. Words are found whole, whatever their case, accents, hyphens and kind of apostrophe. A
 * pattern is a regular expression in RE2 syntax, run in time that grows with the text's length alone; it tells capitals
 * from small letters unless it begins with (?i).
 * @throws DandelionFailure `wrong-use` for a list or pattern that cannot be used.
 */
export function userCoder(definition: UserCoderDefinition): Coder {
  if (definition.kind === 'pattern') return patternCoder(definition);
  const { id, name, words } = definition;
  const phrases = checkedPhrases(words);
  const examples = words.slice(0, 3).map((word) => `“${excerpt(word.trim())}”`);
  return presenceCoder({
    id,
    name,
    explains: `Has one of ${words.length.toLocaleString('en-US')} listed words or phrases, such as ${examples.join(', ')}.`,
    version: 1,
    of: 'words',
    find: (read) => findPhrases(phrases, read.words),
  });
}
