import {
  aliasesOf,
  type DefiningRelation,
  definingRelation,
  factorsOf,
  generatedWords,
  wordLength,
} from './defining-relation.ts';
import { pairsOf } from './factorial-terms.ts';

/** A two-level design for a test that is yet to run. */
export interface FractionalDesign {
  /** Level (0 or 1) of every factor per cell; the first cell has 0 everywhere. */
  cells: number[][];
  /** Factors whose level is the sum, modulo 2, of others: their effect is mixed with that product. */
  generators: { factor: number; product: number[] }[];
  relation: DefiningRelation;
  /** Main effects and interactions of two, each with the other ones of these that it cannot be told apart from. */
  aliases: { effect: number[]; with: number[][] }[];
}

const mostFactors = 8;

/** Number of words of length 1, 2, 3, ...: fewer short ones are better. */
function wordLengths(words: readonly number[], factors: number): number[] {
  const counts = new Array<number>(factors).fill(0);
  for (const word of words) counts[wordLength(word) - 1]! += 1;
  return counts;
}

function isBetter(a: readonly number[], b: readonly number[]): boolean {
  const differs = a.findIndex((count, i) => count !== b[i]);
  return differs !== -1 && a[differs]! < b[differs]!;
}

/** Every choice of `count` of the items, in their order. */
function* choices<T>(items: readonly T[], count: number): Generator<T[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (const [i, item] of items.entries())
    for (const rest of choices(items.slice(i + 1), count - 1)) yield [item, ...rest];
}

/** The products of basic factors for the added ones with the fewest short words (minimum aberration). */
function bestProducts(basic: number, added: number): number[] {
  const candidates = Array.from({ length: 2 ** basic }, (_, word) => word)
    .filter((word) => wordLength(word) > 1)
    .sort((a, b) => wordLength(b) - wordLength(a) || a - b);
  let best: { products: number[]; lengths: number[] } | null = null;
  for (const products of choices(candidates, added)) {
    const words = generatedWords(products.map((product, i) => product | (1 << (basic + i))));
    const lengths = wordLengths(words, basic + added);
    if (best === null || isBetter(lengths, best.lengths)) best = { products, lengths };
  }
  return best!.products;
}

/**
 * The 2^(k−p) design of highest resolution, and among those of fewest words of each length (minimum aberration: Fries &
 * Hunter 1980), in as many cells as allowed; the full design when it fits. All choices of generators are tried.
 *
 * @param factors number of attributes of two levels, 1 ... 8
 * @param mostCells cells that the test may have
 * @returns null when so few cells cannot tell all main effects apart (they need more cells than factors)
 * @throws RangeError for another number of factors
 */
export function fractionalDesign(factors: number, mostCells: number): FractionalDesign | null {
  if (!Number.isInteger(factors) || factors < 1 || factors > mostFactors)
    throw new RangeError(`a design has 1 to ${mostFactors} factors, got ${factors}.`);
  const basic = Math.min(factors, Math.floor(Math.log2(mostCells)));
  if (!(2 ** basic > factors)) return null;
  const products = bestProducts(basic, factors - basic);
  const generators = products.map((product, i) => ({ factor: basic + i, product: factorsOf(product) }));
  const relation = definingRelation(generators);
  const effects = [...Array.from({ length: factors }, (_, factor) => [factor]), ...pairsOf(factors)];
  return {
    cells: Array.from({ length: 2 ** basic }, (_, cell) => [
      ...Array.from({ length: basic }, (_, factor) => (cell >> factor) & 1),
      ...products.map((product) => wordLength(product & cell) % 2),
    ]),
    generators,
    relation,
    aliases: effects
      .map((effect) => ({ effect, with: aliasesOf(effect, relation, 2) }))
      .filter((alias) => alias.with.length > 0),
  };
}
