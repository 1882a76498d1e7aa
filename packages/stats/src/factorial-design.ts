import { mixedTerms, pairsOf, type TermModel, termLayout, termModel } from './factorial-terms.ts';

/**
 * - full-factorial: every combination of the levels that occur is there;
 * - fractional: not all, but every level of an attribute meets every level of another in equally many cells, so that
 *   main effects do not get into each other's way (an orthogonal array of strength 2);
 * - unbalanced: anything else.
 */
export type FactorialDesign = 'full-factorial' | 'fractional' | 'unbalanced';

/** An effect, by its attributes (one: main effect, two: interaction), and those it cannot be told apart from. */
export interface FactorialAlias {
  effect: readonly number[];
  with: readonly (readonly number[])[];
}

/** Whether the levels of two attributes meet equally often. */
function isOrthogonal(cells: readonly (readonly number[])[], [a, b]: [number, number], sizes: readonly number[]) {
  const combinations = sizes[a]! * sizes[b]!;
  const counts = new Map<number, number>();
  for (const levels of cells) {
    const key = levels[a]! * sizes[b]! + levels[b]!;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts.size === combinations && [...counts.values()].every((count) => count === cells.length / combinations);
}

/**
 * The kind of design that different cells make.
 *
 * @param cells indexes of the levels, each combination once
 * @param sizes number of levels of every attribute, at least 2; all levels occur
 */
export function factorialDesign(cells: readonly (readonly number[])[], sizes: readonly number[]): FactorialDesign {
  if (cells.length === sizes.reduce((product, size) => product * size, 1)) return 'full-factorial';
  return pairsOf(sizes.length).every((pair) => isOrthogonal(cells, pair, sizes)) ? 'fractional' : 'unbalanced';
}

/**
 * Main effects and interactions of two that the cells cannot tell apart, from the rank of the model matrix; so it holds
 * for irregular designs as well as for fractions with generators.
 *
 * A main effect is listed with other main effects when it cannot even be estimated without interactions, else with the
 * interactions that are part of its estimate.
 */
export function factorialAliases(cells: readonly (readonly number[])[], twoWay: TermModel): FactorialAlias[] {
  const alone = new Map(
    [...mixedTerms(termModel(cells, termLayout(twoWay.sizes, 1)))].map(([term, others]) => [
      term.attributes[0]!,
      others.map(({ attributes }) => attributes),
    ]),
  );
  const whole = mixedTerms(twoWay);
  return [...whole]
    .map(([{ attributes }, others]) => {
      const all = others.map((other) => other.attributes);
      if (attributes.length > 1) return { effect: attributes, with: all };
      const mains = alone.get(attributes[0]!) ?? [];
      return { effect: attributes, with: [...mains, ...all.filter((other) => other.length > 1)] };
    })
    .filter((alias) => alias.with.length > 0);
}
