import { cellContrast } from './cell-contrast.ts';
import { checkProbability } from './check-range.ts';
import type {
  FactorialAnalysis,
  FactorialAttribute,
  FactorialCell,
  FactorialEffect,
  FactorialOptions,
} from './factorial-analysis.ts';
import { factorialAliases, factorialDesign } from './factorial-design.ts';
import {
  type FactorialWork,
  factorialEffects,
  factorialInteraction,
  notEstimable,
  scalesOf,
} from './factorial-effects.ts';
import { fullEstimator, modelEstimator } from './factorial-estimator.ts';
import { mergeCells, type PresentCell } from './factorial-merge.ts';
import { pairsOf, termLayout, termModel } from './factorial-terms.ts';

/** The attributes with more than one level in the cells, and the cells by the indexes of the levels that are there. */
function varying(attributes: readonly FactorialAttribute[], cells: readonly PresentCell[]) {
  const present = attributes.map(({ levels }, i) =>
    levels.flatMap((_, level) => (cells.some((cell) => cell.levels[i] === level) ? [level] : [])),
  );
  const indexes = attributes.flatMap((_, i) => (present[i]!.length > 1 ? [i] : []));
  return {
    present,
    indexes,
    attributes: indexes.map((i) => ({
      name: attributes[i]!.name,
      levels: present[i]!.map((level) => attributes[i]!.levels[level]!),
    })),
    cells: cells.map((cell) => ({ ...cell, levels: indexes.map((i) => present[i]!.indexOf(cell.levels[i]!)) })),
  };
}

/** The levels that no cell has, and the attributes that do not vary. */
function unknownEffects({ name, levels }: FactorialAttribute, present: readonly number[]): FactorialEffect[] {
  const reference = levels[present[0] ?? 0]!;
  return levels
    .filter((level, i) => level !== reference && !(present.length > 1 && present.includes(i)))
    .map((level) => ({
      attribute: name,
      level,
      reference,
      ...notEstimable(present.length > 1 ? 'absent' : 'constant'),
    }));
}

/**
 * Analysis of a factorial test from the summaries of its cells, whatever cells there are: full, fractional, with gaps,
 * of any numbers of levels and units.
 *
 * Effects and interactions are weighted sums Σ c·m of cell means with variance Σ c²v, so unequal cells and unequal spread
 * do no harm; the tests are normal for proportions and on log-odds, else Student's t with Satterthwaite's degrees of
 * freedom. With all combinations there, a main effect is the average of the simple effects and an interaction that of the
 * differences of differences; else both come from least squares of the cell means (weighted by units with `observed`), on
 * main effects and all interactions of two where the cells allow, on main effects alone where not. Each effect says which.
 * Box, Hunter & Hunter, Statistics for Experimenters, 2nd edition 2005, chapters 5, 6 and 12; log-odds of cells as in
 * Woolf 1955, with half a success and half a failure added to cells that lack one of them (Haldane 1956).
 *
 * The reference of an attribute is its first level that has a cell. What cannot be estimated is null with a reason.
 *
 * @param attributes at least one, each with at least one level
 * @param cells several of the same combination count as one
 * @throws RangeError for a level of confidence outside 0 ... 1, a cell with levels that do not exist, and attributes with
 *   more than 800 effects and interactions together
 */
export function factorialCells(
  attributes: readonly FactorialAttribute[],
  cells: readonly FactorialCell[],
  { weights, level }: FactorialOptions,
): FactorialAnalysis {
  checkProbability('level', level);
  const { cells: merged, leftOut } = mergeCells(attributes, cells);
  const found = varying(attributes, merged);
  const places = found.cells.map((cell) => cell.levels);
  const sizes = found.attributes.map(({ levels }) => levels.length);
  const design = sizes.length === 0 ? null : factorialDesign(places, sizes);
  const byUnits = weights === 'observed';
  const layout = termLayout(sizes, 2);
  const model = design === 'unbalanced' || design === 'fractional' ? termModel(places, layout) : null;
  const estimator = model ? modelEstimator(found.cells, model, byUnits) : fullEstimator(found.cells, byUnits);
  const { corrected, ...scales } = scalesOf(found.cells, level);
  const work: FactorialWork = { attributes: found.attributes, cells: found.cells, estimator, scales, byUnits };
  const name = (indexes: readonly number[]) => indexes.map((index) => found.attributes[index]!.name);
  const aliases = model ? factorialAliases(places, model) : [];
  return {
    design,
    weights,
    aliases: aliases.map((alias) => ({ effect: name(alias.effect), with: alias.with.map(name) })),
    effects: attributes.flatMap((attribute, i) => {
      const place = found.indexes.indexOf(i);
      const known = place === -1 ? [] : factorialEffects(place, work);
      return [...known, ...unknownEffects(attribute, found.present[i]!)];
    }),
    interactions: pairsOf(sizes.length).map((pair) => factorialInteraction(pair, work)),
    cells: merged.map(({ levels, units }, i) => ({
      levels,
      units,
      mean: cellContrast(
        merged.map((_, j) => (i === j ? 1 : 0)),
        scales.difference,
        level,
      ),
    })),
    leftOut,
    corrected,
  };
}
