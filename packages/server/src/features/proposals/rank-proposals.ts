import { createHash } from 'node:crypto';
import { fractionalDesign } from '@dandelion-loop/stats';
import type { Candidate } from './candidate.ts';
import {
  bestSize,
  type Economy,
  priceOfWeek,
  rateOf,
  type SizedTest,
  sizesOf,
  type ValuedTest,
} from './value-tests.ts';

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

/** Whether its attribute can be varied beside those that were chosen. */
const goesWith = (chosen: readonly Candidate[], { attribute, apartFrom }: Candidate): boolean =>
  chosen.every(
    (other) =>
      other.attribute.id !== attribute.id &&
      !apartFrom.includes(other.attribute.id) &&
      !other.apartFrom.includes(attribute.id),
  );

/** The best of different attributes, for a factorial test of all units. */
function bestTogether(ranked: readonly RankedTest[], most: number): Candidate[] {
  const chosen = new Map<string, Candidate>();
  for (const { candidates } of ranked) {
    const [candidate] = candidates;
    if (chosen.size === most) break;
    if (candidate && candidate.share === 1 && goesWith([...chosen.values()], candidate))
      chosen.set(candidate.attribute.id, candidate);
  }
  return [...chosen.values()];
}

const together = (candidates: readonly Candidate[]): string =>
  `combined:${createHash('sha256')
    .update(JSON.stringify(candidates.map(({ id }) => id).sort()))
    .digest('hex')
    .slice(0, 16)}`;

export interface Ranking {
  tests: RankedTest[];
  /** What a week counts for. */
  weekPrice: number;
}

/**
 * By expected value of the information over cost (over weeks where nothing costs), each test at its best size; the best of them
 * also together, as one factorial test, where that tells more for its cost than the first alone.
 *
 * @returns without those that are worth no more than they cost
 */
export function rankProposals(candidates: readonly Candidate[], economy: Economy): Ranking {
  const sized = candidates.map((candidate) => ({ candidate, sizes: sizesOf([candidate], 2, economy) }));
  const weekPrice = priceOfWeek(
    sized.map(({ sizes }) => sizes),
    economy,
  );
  const rank = (id: string, of: Candidate[], variations: number, sizes: readonly SizedTest[]): RankedTest[] => {
    const best = bestSize(sizes, weekPrice);
    if (best === null || best.worth <= best.cost) return [];
    return [{ ...best, rate: rateOf(economy, weekPrice, best), id, candidates: of, variations }];
  };
  const alone = sized.flatMap(({ candidate, sizes }) => rank(candidate.id, [candidate], 2, sizes)).sort(byRate);
  const best = bestTogether(alone, testedAtOnce(economy.mostVariations));
  if (best.length < 2) return { tests: alone, weekPrice };
  const variations = fractionalDesign(best.length, economy.mostVariations)!.cells.length;
  // As long as the first of them would take: the others come for nothing.
  const sizes = sizesOf(best, variations, economy).filter(({ days }) => days === alone[0]!.days);
  const factorial = rank(together(best), best, variations, sizes);
  const first = factorial.filter(({ rate }) => rate > alone[0]!.rate);
  return { tests: [...first, ...alone], weekPrice };
}
