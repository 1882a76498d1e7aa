import { benjaminiHochberg } from '@dandelion-loop/stats';
import { type Asked, askClaims } from './against-claims.ts';
import { scopesApart } from './against-scopes.ts';
import { askDecided, askOutlying } from './against-tests.ts';
import type { Found, Sources } from './found.ts';

export interface FoundContradictions {
  found: Found[];
  /** Questions about claims and single tests; about parts of the tests. */
  questions: number;
  scopes: number;
}

/** A question that two ways lead to is asked once. */
function once(asked: readonly Asked[]): Asked[] {
  const seen = new Set<string>();
  return asked.filter(({ found }) => {
    if (found === null) return true;
    if (seen.has(found.id)) return false;
    seen.add(found.id);
    return true;
  });
}

/**
 * All that contradicts each other by more than chance.
 *
 * Claims and single tests: Benjamini-Hochberg over every such question, so that of what is listed at most the library's share of
 * false discoveries is chance on average. Parts of the tests: by the p-values that are adjusted over the whole library (Holm), so
 * that any of it is chance at most with 1 − level.
 */
export function findContradictions(sources: Sources): FoundContradictions {
  const { library } = sources;
  const asked = once([...askClaims(sources.claims, library), ...askDecided(sources), ...askOutlying(sources)]);
  const adjusted = benjaminiHochberg(asked.map(({ pValue }) => pValue));
  const claims = asked.flatMap(({ found }, at): Found[] =>
    found === null || adjusted[at]! > library.falseDiscoveries ? [] : [{ ...found, adjustedPValue: adjusted[at]! }],
  );
  const scopes = (library.answer?.learnings ?? []).reduce((sum, one) => sum + one.scopeDifferences.length, 0);
  return { found: [...claims, ...scopesApart(library)], questions: asked.length, scopes };
}
