import { distance } from 'fastest-levenshtein';
import { isMissingText, yesOrNoOfText } from './cells.ts';

/** Levels of an attribute as people order and mistype them. */

const collator = new Intl.Collator('en', { numeric: true });

/** What is not there comes first, so that others are compared with it; then 2 before 10. The control's level leads all. */
export function inLevelOrder(levels: readonly string[], first: string | null): string[] {
  const rank = (level: string) =>
    level === first ? 0 : yesOrNoOfText(level) === false || isMissingText(level) ? 1 : 2;
  return levels.toSorted((a, b) => rank(a) - rank(b) || collator.compare(a, b));
}

const bare = (level: string): string => level.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
/** "size 10" and "size 20", "v1" and "v2" differ on purpose. */
const digits = (level: string): string => level.replaceAll(/\D+/g, '');

/** Of eight letters two may be wrong, of five one; a swap of neighbours counts as two. */
function looksLike(a: string, b: string): boolean {
  const [left, right] = [bare(a), bare(b)];
  if (left === right) return left !== '';
  // "Mens" and "Womens" differ in the beginning, where people rarely mistype.
  if (digits(a) !== digits(b) || left[0] !== right[0]) return false;
  const letters = Math.min(left.length, right.length);
  return letters >= 5 && distance(left, right) <= (letters >= 8 ? 2 : 1);
}

/** Pairs of levels that may be one level written in two ways, each once. */
export function similarLevels(levels: readonly string[]): [string, string][] {
  return levels.flatMap((level, at) =>
    levels.slice(at + 1).flatMap((other): [string, string][] => (looksLike(level, other) ? [[level, other]] : [])),
  );
}
