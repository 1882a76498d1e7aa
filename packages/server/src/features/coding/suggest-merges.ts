import { distance } from 'fastest-levenshtein';
import { foldText } from '../../kernel/fold-text.ts';

/** A level as somebody typed it, and how many variations have it. */
export interface UsedLevel {
  level: string;
  variations: number;
}

type Because = 'spelling' | 'plural' | 'typo';

/** Levels that are probably one. Only a suggestion: a person says yes or no. */
export interface MergeGroup {
  /** The spelling to keep, the most used one. */
  into: string;
  from: { level: string; variations: number; because: Because }[];
  /** Of the whole group. */
  variations: number;
}

/** In shorter words another letter makes another word. */
const shortestTypo = 5;
/** Letters that may be wrong at most. */
const mostSlips = 2;
/** Longer levels are sentences: only their spelling is compared. */
const longestTypo = 60;
/** A typo is at most this many times as frequent as what was meant. */
const typoShare = 0.5;
/** Beginnings that turn a word into its opposite. */
const opposites = new Set(['UN', 'IN', 'IM', 'IR', 'IL', 'NON', 'DIS', 'DE', 'A', 'NO', 'ANTI', 'MIS', 'RE', 'PRE']);

/** Case, accents, spaces and joining signs do not count. */
const spelling = (level: string) =>
  foldText(level)
    .split(/[^\p{L}\p{N}\p{S}]+/u)
    .filter((part) => part !== '')
    .join(' ');

const plural = (word: string) =>
  word.length < 4 || word.endsWith('SS')
    ? word
    : word
        .replace(/IES$/u, 'Y')
        .replace(/(?<=[SXZ]|[CS]H)ES$/u, '')
        .replace(/(?<=[^S])S$/u, '');
const singular = (spelled: string) => spelled.split(' ').map(plural).join(' ');

const digitsOf = (spelled: string) => spelled.replace(/[^\p{N}]+/gu, ' ').trim();

/** Two neighbouring letters in the wrong order: two letters apart by Levenshtein, one slip of the hand. */
function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((sign, i) => sign !== b[i]);
  return at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

const isOpposite = (a: string, b: string) => {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return long.endsWith(short) && opposites.has(long.slice(0, long.length - short.length).trim());
};

interface Spelled extends UsedLevel {
  spelled: string;
  single: string;
  digits: string;
}

/** One wrong letter in words of five to nine, two from ten on. Both have the same digits. */
function isTypo(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  if (length < shortestTypo || isOpposite(a, b)) return false;
  return distance(a, b) <= (length < 10 ? 1 : mostSlips) || isSwap(a, b);
}

/** Other numbers are other levels (“size 1”, “size 2”), so only levels of the same digits are compared. */
const shapeOf = (digits: string, length: number) => `${length} ${digits}`;

/** The kept levels by what a new one is looked up under. */
interface Kept {
  bySingular: Map<string, Spelled>;
  byShape: Map<string, Spelled[]>;
}

function keep({ bySingular, byShape }: Kept, level: Spelled): void {
  bySingular.set(level.single, level);
  const shape = shapeOf(level.digits, level.spelled.length);
  const alike = byShape.get(shape) ?? [];
  alike.push(level);
  byShape.set(shape, alike);
}

function findKept({ bySingular, byShape }: Kept, level: Spelled): { into: Spelled; because: Because } | null {
  const same = bySingular.get(level.single);
  if (same !== undefined) return { into: same, because: same.spelled === level.spelled ? 'spelling' : 'plural' };
  const { length } = level.spelled;
  if (length > longestTypo) return null;
  for (const longer of [0, 1, -1, 2, -2]) {
    const into = byShape
      .get(shapeOf(level.digits, length + longer))
      ?.find((kept) => level.variations <= typoShare * kept.variations && isTypo(level.spelled, kept.spelled));
    if (into !== undefined) return { into, because: 'typo' };
  }
  return null;
}

const spelledOf = (used: UsedLevel): Spelled => {
  const spelled = spelling(used.level);
  return { ...used, spelled, single: singular(spelled), digits: digitsOf(spelled) };
};

/**
 * Which levels of one attribute are probably the same: by case, spaces and accents, by singular and plural, by a typo.
 * Each is compared with the more used ones and joins the first that fits, so that no chain of typos grows: what is too
 * far from the kept spelling stays alone. Groups come in the order of their variations, none with one level.
 */
export function suggestMerges(levels: readonly UsedLevel[]): MergeGroup[] {
  const ordered = levels
    .map(spelledOf)
    .filter(({ spelled }) => spelled !== '')
    .sort((a, b) => b.variations - a.variations || (a.level < b.level ? -1 : 1));
  const kept: Kept = { bySingular: new Map(), byShape: new Map() };
  const groups = new Map<Spelled, MergeGroup>();
  for (const used of ordered) {
    const { level, variations } = used;
    const found = findKept(kept, used);
    if (found === null) {
      keep(kept, used);
      groups.set(used, { into: level, from: [], variations });
      continue;
    }
    const group = groups.get(found.into)!;
    group.from.push({ level, variations, because: found.because });
    group.variations += variations;
  }
  return [...groups.values()].filter(({ from }) => from.length > 0).sort((a, b) => b.variations - a.variations);
}
