import {
  inBasis,
  levelContrast,
  modelRow,
  openPart,
  products,
  type Term,
  type TermModel,
  termLayout,
  termModel,
  termsIn,
} from './factorial-terms.ts';
import { crossProducts, dot, positiveSolver } from './linear-span.ts';

/** What an effect is estimated by; see {@link FactorialEstimator}. */
export type FactorialModel = 'cell-averages' | 'two-way' | 'main-effects';

/** Either the weight of every cell's mean in an effect, or the terms it cannot be told apart from. */
export type EffectWeights =
  | { model: FactorialModel; weights: Float64Array; mixedWith: readonly Term[] }
  | { model: null; weights: null; mixedWith: readonly Term[] };

/** A level of one attribute (by index) against its reference. */
export interface LevelPair {
  attribute: number;
  level: number;
  reference: number;
}

/**
 * Effects as weighted sums of cell means.
 *
 * - All combinations there: averages of simple effects over the cells ('cell-averages'), nothing assumed.
 * - Else least squares of the cell means on main effects and all interactions of two ('two-way'), when the cells
 *   determine the effect in that model; that assumes away interactions of three and more.
 * - Else on main effects alone ('main-effects'), which assumes away those of two as well: `mixedWith` names them.
 */
export interface FactorialEstimator {
  main(pair: LevelPair): EffectWeights;
  interaction(first: LevelPair, second: LevelPair): EffectWeights;
}

/** A cell by the index of its level per attribute, with its weight beside others. */
export interface WeightedCell {
  levels: readonly number[];
  units: number;
}

const contextKey = (levels: readonly number[], without: readonly number[]) =>
  levels.filter((_, attribute) => !without.includes(attribute)).join(' ');

/** Share of each combination of the levels of the other attributes, by its units or equally. */
function contextShares(cells: readonly WeightedCell[], without: readonly number[], byUnits: boolean) {
  const shares = new Map<string, number>();
  for (const { levels, units } of cells) {
    const key = contextKey(levels, without);
    shares.set(key, byUnits ? (shares.get(key) ?? 0) + units : 1);
  }
  const total = [...shares.values()].reduce((sum, share) => sum + share, 0);
  return new Map([...shares].map(([key, share]) => [key, share / total]));
}

const sign = (level: number, pair: LevelPair) => (level === pair.level ? 1 : level === pair.reference ? -1 : 0);

/** For cells in which every combination of levels occurs once. */
export function fullEstimator(cells: readonly WeightedCell[], byUnits: boolean): FactorialEstimator {
  const weigh = (pairs: readonly LevelPair[]): EffectWeights => {
    const without = pairs.map(({ attribute }) => attribute);
    const shares = contextShares(cells, without, byUnits);
    const weights = Float64Array.from(cells, ({ levels }) =>
      pairs.reduce(
        (product, pair) => product * sign(levels[pair.attribute]!, pair),
        shares.get(contextKey(levels, without))!,
      ),
    );
    return { model: 'cell-averages', weights, mixedWith: [] };
  };
  return { main: (pair) => weigh([pair]), interaction: (first, second) => weigh([first, second]) };
}

/** Least squares of cell means on a model: from a combination of coefficients to the weights of the cells. */
function leastSquares(cells: readonly WeightedCell[], model: TermModel, byUnits: boolean) {
  const rows = cells.map(({ levels }) => inBasis(model, modelRow(model, levels)));
  const largest = Math.max(...cells.map(({ units }) => units));
  const counts = cells.map(({ units }) => (byUnits ? units / largest : 1));
  const solve = positiveSolver(crossProducts(rows, counts));
  return (combination: ArrayLike<number>): Float64Array | null => {
    if (solve === null) return null;
    const solution = solve(inBasis(model, combination));
    const weights = Float64Array.from(rows, (row, i) => counts[i]! * dot(row, solution));
    const most = Math.max(...weights.map(Math.abs));
    // A weight that is only rounding would let a cell take part that has no share in the effect.
    return weights.map((weight) => (Math.abs(weight) < 1e-10 * most ? 0 : weight));
  };
}

/** The coefficients of a main effect, averaged over the other attributes equally or as the units are. */
function mainCombination(cells: readonly WeightedCell[], model: TermModel, pair: LevelPair, byUnits: boolean) {
  const { attribute, level, reference } = pair;
  const combination = new Float64Array(model.columns);
  if (!byUnits) {
    const { start } = model.terms[attribute]!;
    combination.set(levelContrast(model.sizes[attribute]!, level, reference), start);
    return combination;
  }
  const total = cells.reduce((sum, { units }) => sum + units, 0);
  for (const { levels, units } of cells) {
    const at = (index: number) => modelRow(model, levels.with(attribute, index));
    const [up, down] = [at(level), at(reference)];
    for (let i = 0; i < combination.length; i++) combination[i]! += (units / total) * (up[i]! - down[i]!);
  }
  return combination;
}

function interactionCombination(model: TermModel, term: Term, first: LevelPair, second: LevelPair): Float64Array {
  const combination = new Float64Array(model.columns);
  const [a, b] = [first, second].map(({ attribute, level, reference }) =>
    levelContrast(model.sizes[attribute]!, level, reference),
  );
  combination.set(products(a!, b!), term.start);
  return combination;
}

/** For cells of which some combinations are missing. */
export function modelEstimator(
  cells: readonly WeightedCell[],
  twoWay: TermModel,
  byUnits: boolean,
): FactorialEstimator {
  const mainOnly = termModel(
    cells.map(({ levels }) => levels),
    termLayout(twoWay.sizes, 1),
  );
  const fits = {
    'two-way': leastSquares(cells, twoWay, byUnits),
    'main-effects': leastSquares(cells, mainOnly, byUnits),
  };
  const estimate = (model: 'two-way' | 'main-effects', combination: Float64Array, mixedWith: readonly Term[]) => {
    const weights = fits[model](combination);
    return weights === null ? { model: null, weights: null, mixedWith } : { model, weights, mixedWith };
  };
  return {
    main: (pair) => {
      const whole = mainCombination(cells, twoWay, pair, byUnits);
      const open = openPart(twoWay, whole);
      if (open === null) return estimate('two-way', whole, []);
      const alone = mainCombination(cells, mainOnly, pair, byUnits);
      const openAlone = openPart(mainOnly, alone);
      if (openAlone === null) return estimate('main-effects', alone, termsIn(twoWay, open).filter(isInteraction));
      const mixedWith = termsIn(mainOnly, openAlone).filter(({ attributes }) => attributes[0] !== pair.attribute);
      return { model: null, weights: null, mixedWith };
    },
    interaction: (first, second) => {
      const term = twoWay.terms.find(({ attributes: [a, b] }) => a === first.attribute && b === second.attribute)!;
      const combination = interactionCombination(twoWay, term, first, second);
      const open = openPart(twoWay, combination);
      if (open === null) return estimate('two-way', combination, []);
      return { model: null, weights: null, mixedWith: termsIn(twoWay, open).filter((other) => other !== term) };
    },
  };
}

/** Whether a term is an interaction. */
function isInteraction({ attributes }: Term): boolean {
  return attributes.length > 1;
}
