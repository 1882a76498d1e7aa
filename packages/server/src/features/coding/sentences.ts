import type { Span } from './coder.ts';
import type { ReadText } from './read-text.ts';

const gapOrFullStop = /\s+|[。！？]+/gu;
const closers = new Set(['"', "'", '”', '’', '»', ')', ']', '*', '_']);
const smallLetter = /^\p{Ll}/u;
const number = /^\p{N}/u;
/** After which a full stop ends no sentence. */
const abbreviations = new Set(
  'mr mrs ms dr prof st jr sr vs gov sen rep gen lt sgt rev hon inc ltd co corp etc eg ie approx dept est fig'.split(
    ' ',
  ),
);
/** Longer words are no abbreviations. */
const longestAbbreviation = 6;

/** Whether the full stop at `at` belongs to “Mr.”, “No. 1”, “U.S.” or “J. K.”, or ends three dots, a pause. */
function isInnerStop(plain: string, at: number, next: string): boolean {
  if (plain[at - 1] === '.') return true;
  let start = at;
  while (start > 0 && at - start <= longestAbbreviation && /[\p{L}.]/u.test(plain[start - 1]!)) start--;
  const before = plain.slice(start, at);
  if (before.includes('.')) return true;
  return (
    (before.length === 1 && before !== 'I') ||
    abbreviations.has(before.toLowerCase()) ||
    (before.toLowerCase() === 'no' && number.test(next))
  );
}

/** Whether a sentence ends before the gap. */
function endsBefore(plain: string, gap: string, index: number): boolean {
  if (/\n\s*\n/u.test(gap)) return true;
  const next = plain.slice(index + gap.length, index + gap.length + 2);
  if (smallLetter.test(next)) return false;
  if (gap.includes('\n')) return true;
  let at = index - 1;
  while (at >= 0 && closers.has(plain[at]!)) at--;
  const mark = plain[at];
  return mark === '!' || mark === '?' || (mark === '.' && !isInnerStop(plain, at, next));
}

/**
 * The sentences of a text that hold words. One ends at a full stop, question or exclamation mark before a gap and
 * anything but a small letter, or at the end of a block. Three dots are a pause.
 */
export function sentencesOf({ plain, words }: ReadText): Span[] {
  const ends: number[] = [];
  for (const { 0: found, index } of plain.matchAll(gapOrFullStop)) {
    if (!/\s/u.test(found)) ends.push(index + found.length);
    else if (endsBefore(plain, found, index)) ends.push(index);
  }
  ends.push(plain.length);
  const sentences: Span[] = [];
  let word = 0;
  for (const to of ends) {
    const first = word;
    while (word < words.length && words[word]!.from < to) word++;
    if (word > first) sentences.push({ from: words[first]!.from, to });
  }
  return sentences;
}
