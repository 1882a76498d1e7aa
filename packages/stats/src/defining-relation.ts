/*
 * Two-level fractions in terms of words: a set of factors whose signs multiply to + in every run. A word is a bit mask,
 * bit i for factor i; the product of two words is their symmetric difference.
 */

export interface DefiningRelation {
  /** All words but the empty one, 2^p − 1 of them, as ascending indexes of factors. */
  words: readonly (readonly number[])[];
  /** Length of the shortest word; null for a full design. */
  resolution: number | null;
}

/** Factors of a word, ascending. */
export function factorsOf(word: number): number[] {
  return Array.from({ length: 31 }, (_, i) => i).filter((i) => (word >>> i) & 1);
}

/** The word of some factors. A factor named twice cancels. */
export function wordOf(factors: readonly number[]): number {
  return factors.reduce((word, factor) => word ^ (1 << factor), 0);
}

/** Number of factors in a word. */
export function wordLength(word: number): number {
  let length = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) length += 1;
  return length;
}

/** All products of the words given, without the empty one. Repeated products occur once. */
export function generatedWords(generators: readonly number[]): number[] {
  const group = new Set([0]);
  for (const generator of generators) for (const word of [...group]) group.add(word ^ generator);
  group.delete(0);
  return [...group];
}

/**
 * The defining relation of a fraction: all products of its generating words (Box & Hunter, "The 2^(k−p) fractional
 * factorial designs", Technometrics 3, 1961).
 *
 * @param generators each a factor with the factors whose product it is, like D = ABC as `{ factor: 3, product: [0, 1, 2] }`;
 *   factors 0 ... 30
 */
export function definingRelation(
  generators: readonly { factor: number; product: readonly number[] }[],
): DefiningRelation {
  const words = generatedWords(generators.map(({ factor, product }) => wordOf([factor, ...product])));
  return { words: words.map(factorsOf), resolution: words.length === 0 ? null : Math.min(...words.map(wordLength)) };
}

/** The effects of at most `order` factors that cannot be told apart from the one given. */
export function aliasesOf(effect: readonly number[], { words }: DefiningRelation, order: number): number[][] {
  return words
    .map((word) => factorsOf(wordOf([...effect, ...word])))
    .filter(({ length }) => length >= 1 && length <= order);
}
