import { strataOf } from './held-columns.ts';
import type { LibraryTest, LibraryVariation } from './library-test.ts';

interface Levels {
  attribute: string;
  level: string;
  reference: string;
}

/** Variations of the two levels that stand beside one of the other level and are equal in what is held. */
function compared({ variations }: LibraryTest, { attribute, level, reference }: Levels, free: ReadonlySet<string>) {
  const treated: LibraryVariation[] = [];
  const others: LibraryVariation[] = [];
  for (const stratum of strataOf(variations, free)) {
    const [from, fromOthers] = [treated.length, others.length];
    for (const at of stratum) {
      const own = variations[at]!.attributes.get(attribute);
      if (own === level) treated.push(variations[at]!);
      else if (own === reference) others.push(variations[at]!);
    }
    if (treated.length > from && others.length > fromOthers) continue;
    treated.length = from;
    others.length = fromOthers;
  }
  return { treated, others };
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
 * @param free columns that may differ between variations that are compared
 */
export function confoundedWith(tests: Iterable<LibraryTest>, levels: Levels, free: ReadonlySet<string>): string[] {
  let rivals: Map<string, string> | null = null;
  for (const test of tests) {
    const { treated, others } = compared(test, levels, free);
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
