import type { LibraryTest } from './library-test.ts';

/** In how many tests each level of an attribute is. */
export type LevelCounts = Map<string, Map<string, number>>;

/** Counts the levels of a test in, or with -1 out. */
export function addLevels(counts: LevelCounts, { variations }: LibraryTest, sign: 1 | -1): void {
  const seen = new Map<string, Set<string>>();
  for (const { attributes } of variations) {
    for (const [attribute, level] of attributes) {
      const levels = seen.get(attribute);
      if (levels) levels.add(level);
      else seen.set(attribute, new Set([level]));
    }
  }
  for (const [attribute, levels] of seen) {
    let own = counts.get(attribute);
    if (own === undefined) {
      own = new Map();
      counts.set(attribute, own);
    }
    for (const level of levels) {
      const left = (own.get(level) ?? 0) + sign;
      if (left > 0) own.set(level, left);
      else own.delete(level);
    }
    if (own.size === 0) counts.delete(attribute);
  }
}

export const levelsOf = (counts: LevelCounts, attribute: string): string[] =>
  [...(counts.get(attribute)?.keys() ?? [])].sort();

/** What other levels are compared with: "absent" where there is one, else the level of most tests, of equals the first by name. */
export function referenceOf(counts: LevelCounts, attribute: string): string | undefined {
  const levels = counts.get(attribute);
  if (levels === undefined) return undefined;
  if (levels.has('absent')) return 'absent';
  return [...levels].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}
