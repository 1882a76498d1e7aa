import { factorsOf, wordOf } from './defining-relation.ts';

/** The effect of some factors of a two-level design together: one factor is a main effect, more an interaction. */
export interface TwoLevelEffect {
  /** Indexes of the factors, ascending. */
  factors: readonly number[];
  /** Mean of the runs at + less mean of the runs at −, the product of the factors' signs deciding. */
  value: number;
}

function inOrder(a: readonly number[], b: readonly number[]): number {
  const differs = a.findIndex((factor, i) => factor !== b[i]);
  return a.length - b.length || a[differs]! - b[differs]!;
}

/** The effects of `count` factors: main effects, then interactions by the number of their factors, each by the factors. */
export function effectsOfFactors(count: number): number[][] {
  return Array.from({ length: 2 ** count - 1 }, (_, i) => factorsOf(i + 1)).sort(inOrder);
}

/**
 * All 2^k − 1 effects of a full 2^k design with one value per run, by Yates' algorithm (Yates 1937; Box, Hunter &
 * Hunter 2005, chapter 5).
 *
 * @param values in standard order: the first factor changes fastest, − before +; as many as a power of 2, at least 2
 * @throws RangeError for any other number of values
 */
export function twoLevelEffects(values: readonly number[]): { mean: number; effects: TwoLevelEffect[] } {
  const runs = values.length;
  const factors = Math.round(Math.log2(runs));
  if (runs < 2 || 2 ** factors !== runs) throw new RangeError(`a two-level design has 2, 4, 8, ... runs, got ${runs}.`);
  let column = [...values];
  for (let factor = 0; factor < factors; factor++) {
    const pairs = Array.from({ length: runs / 2 }, (_, i) => [column[2 * i]!, column[2 * i + 1]!] as const);
    column = [...pairs.map(([low, high]) => low + high), ...pairs.map(([low, high]) => high - low)];
  }
  // Yates' order is that of the runs: the place of an effect has a 1 for every factor of it.
  const effects = effectsOfFactors(factors).map((own) => ({ factors: own, value: column[wordOf(own)]! / (runs / 2) }));
  return { mean: column[0]! / runs, effects };
}
