import type { FactorialAttribute, FactorialCell } from './factorial-analysis.ts';

/** A combination of levels with units and a mean. */
export interface PresentCell {
  levels: readonly number[];
  units: number;
  mean: number;
  varianceOfMean: number | null;
  /** Null when it is not a proportion. */
  successes: number | null;
}

function together(a: PresentCell, b: PresentCell): PresentCell {
  const units = a.units + b.units;
  const [shareA, shareB] = [a.units / units, b.units / units];
  const variances =
    a.varianceOfMean === null || b.varianceOfMean === null ? null : [a.varianceOfMean, b.varianceOfMean];
  return {
    levels: a.levels,
    units,
    mean: shareA * a.mean + shareB * b.mean,
    varianceOfMean: variances && shareA ** 2 * variances[0]! + shareB ** 2 * variances[1]!,
    successes: a.successes === null || b.successes === null ? null : a.successes + b.successes,
  };
}

/**
 * The cells with units and a mean; cells of the same combination become one, weighted by their units.
 *
 * @throws RangeError when a cell names a level that its attribute does not have
 */
export function mergeCells(attributes: readonly FactorialAttribute[], cells: readonly FactorialCell[]) {
  const merged = new Map<string, PresentCell>();
  let leftOut = 0;
  for (const { levels, units, mean, varianceOfMean, successes } of cells) {
    const valid =
      levels.length === attributes.length &&
      levels.every((level, i) => Number.isInteger(level) && level >= 0 && level < attributes[i]!.levels.length);
    if (!valid) throw new RangeError(`a cell has the levels ${levels.join(', ')}, which its attributes do not have.`);
    if (!(units > 0 && Number.isFinite(units) && Number.isFinite(mean))) {
      leftOut += 1;
      continue;
    }
    const known = varianceOfMean !== null && varianceOfMean >= 0 && Number.isFinite(varianceOfMean);
    const cell = { levels, units, mean, varianceOfMean: known ? varianceOfMean : null, successes: successes ?? null };
    const key = levels.join(' ');
    const before = merged.get(key);
    merged.set(key, before === undefined ? cell : together(before, cell));
  }
  return { cells: [...merged.values()], leftOut };
}
