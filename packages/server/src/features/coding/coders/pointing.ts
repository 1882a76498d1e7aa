import { presenceCoder } from '../presence-coder.ts';
import type { Word } from '../read-text.ts';

const demonstratives = new Set(['this', 'these', 'those', "this's", "that's"]);
/** After these, “that” points; elsewhere it mostly joins two parts (“things that matter”). */
const beforeThat = new Set(
  'of like at for with in on about do did does from to is was than see watch hear read'.split(' '),
);
/** “This week” tells a time. */
const times = new Set(
  'week month year morning afternoon evening summer winter spring fall weekend decade century'.split(' '),
);

function points({ key }: Word, before: Word | undefined, after: Word | undefined): boolean {
  if (after !== undefined && times.has(after.key)) return false;
  return key === 'that' ? before === undefined || beforeThat.has(before.key) : demonstratives.has(key);
}

export const pointing = presenceCoder({
  id: 'points-at-a-thing',
  name: 'Points at a thing',
  explains: 'Points at something without naming it: “this”, “these”, “like that”; “this week” does not count.',
  version: 1,
  of: 'english words',
  find: ({ words }) => words.filter((word, at) => points(word, words[at - 1], words[at + 1])),
});
