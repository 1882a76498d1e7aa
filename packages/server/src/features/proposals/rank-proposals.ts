import { createHash } from 'node:crypto';
import { fractionalDesign } from '@dandelion-loop/stats';
import type { Candidate } from './candidate.ts';
import { costs, type Economy, type ValuedTest, valueTest } from './value-tests.ts';

/** Candidates in the order in which they are worth testing. Pure. */

export interface RankedTest extends ValuedTest {
  id: string;
  /** One, or those that are tested at once. */
  candidates: Candidate[];
  variations: number;
}

const mostAtOnce = 4;

/** How many attributes can be tested at once so that no effect of one is mixed with an interaction of two. */
function testedAtOnce(mostVariations: number): number {
  for (let attributes = mostAtOnce; attributes > 1; attributes--) {
    const design = fractionalDesign(attributes, mostVariations);
    if (design && (design.relation.resolution === null || design.relation.resolution > 3)) return attributes;
  }
  return 1;
}

export const byRate = (a: { rate: number; id: string }, b: { rate: number; id: string }): number =>
  b.rate - a.rate || (a.id < b.id ? -1 : 1);

/** The best of different attributes, for a factorial test of all units. */
function bestTogether(ranked: readonly RankedTest[], most: number): Candidate[] {
  const chosen = new Map<string, Candidate>();
  for (const { candidates } of ranked) {
    const [candidate] = candidates;
    if (chosen.size === most) break;
    if (candidate && candidate.share === 1 && !chosen.has(candidate.attribute.id))
      chosen.set(candidate.attribute.id, candidate);
  }
  return [...chosen.values()];
}

const together = (candidates: readonly Candidate[]): string =>
  `combined:${createHash('sha256')
    .update(JSON.stringify(candidates.map(({ id }) => id).sort()))
    .digest('hex')
    .slice(0, 16)}`;

/**
 * By expected value of the information over cost (over weeks where nothing costs), each test at its best size; the best of them
 * also together, as one factorial test, where that tells more for its cost than the first alone.
 *
 * @returns without those that are worth no more than they cost
 */
export function rankProposals(candidates: readonly Candidate[], economy: Economy): RankedTest[] {
  const worthwhile = ({ worth, cost }: ValuedTest) => (costs(economy) ? worth > cost : worth > 0);
  const ranked = candidates
    .flatMap((candidate): RankedTest[] => {
      const valued = valueTest([candidate], 2, economy);
      if (valued === null || !worthwhile(valued)) return [];
      return [{ ...valued, id: candidate.id, candidates: [candidate], variations: 2 }];
    })
    .sort(byRate);
  const best = bestTogether(ranked, testedAtOnce(economy.mostVariations));
  if (best.length < 2) return ranked;
  const variations = fractionalDesign(best.length, economy.mostVariations)!.cells.length;
  const valued = valueTest(best, variations, economy);
  if (valued === null || !worthwhile(valued) || valued.rate <= ranked[0]!.rate) return ranked;
  return [{ ...valued, id: together(best), candidates: best, variations }, ...ranked];
}
