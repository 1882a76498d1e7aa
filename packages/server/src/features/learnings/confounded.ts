import type { LibraryTest } from './library-test.ts';

interface Levels {
  attribute: string;
  level: string;
  reference: string;
}

/** Variations of the two levels that stand beside one of the other level with the same held content. */
function compared({ variations }: LibraryTest, { attribute, level, reference }: Levels) {
  const seen = new Map<string, number>();
  for (const { held, attributes } of variations) {
    const own = attributes.get(attribute);
    const bit = own === level ? 1 : own === reference ? 2 : 0;
    if (bit > 0) seen.set(held, (seen.get(held) ?? 0) | bit);
  }
  const within = variations.filter(({ held }) => seen.get(held) === 3);
  return {
    treated: within.filter(({ attributes }) => attributes.get(attribute) === level),
    others: within.filter(({ attributes }) => attributes.get(attribute) === reference),
  };
}

/** The one level that all of these variations share, null where they do not. */
function sharedLevel(variations: readonly LibraryTest['variations'][number][], attribute: string): string | null {
  const level = variations[0]?.attributes.get(attribute);
  if (level === undefined) return null;
  return variations.every(({ attributes }) => attributes.get(attribute) === level) ? level : null;
}

/**
 * Attributes that changed in step with this one in every test that carries it, always between the same two of their levels:
 * nothing in the data tells their effects apart.
 *
 * @param tests those that carry the contrast, at least one
 */
export function confoundedWith(tests: Iterable<LibraryTest>, levels: Levels): string[] {
  let rivals: Map<string, string> | null = null;
  for (const test of tests) {
    const { treated, others } = compared(test, levels);
    const candidates: Iterable<string> = rivals === null ? (treated[0]?.attributes.keys() ?? []) : [...rivals.keys()];
    const kept = new Map<string, string>();
    for (const candidate of candidates) {
      if (candidate === levels.attribute) continue;
      const [from, to] = [sharedLevel(others, candidate), sharedLevel(treated, candidate)];
      if (from === null || to === null || from === to) continue;
      const pair = JSON.stringify([from, to]);
      if (rivals === null || rivals.get(candidate) === pair) kept.set(candidate, pair);
    }
    if (kept.size === 0) return [];
    rivals = kept;
  }
  return [...(rivals?.keys() ?? [])].sort();
}
