import { type CellMeans, cellContrast, jointContrastTest } from './cell-contrast.ts';
import type {
  EstimatedEffect,
  FactorialEffect,
  FactorialInteraction,
  InteractionContrast,
  NotEstimable,
} from './factorial-analysis.ts';
import type { EffectWeights, FactorialEstimator, LevelPair } from './factorial-estimator.ts';
import type { PresentCell } from './factorial-merge.ts';
import type { Term } from './factorial-terms.ts';

/** The means of the cells on both scales. */
export interface FactorialScales {
  difference: CellMeans;
  logOdds: CellMeans | null;
  level: number;
}

/** The means of the cells on the scale of differences and, for proportions, of log-odds. */
export function scalesOf(cells: readonly PresentCell[], level: number): FactorialScales & { corrected: number } {
  const counted = cells.flatMap(({ successes, units }) => (successes === null ? [] : [{ successes, units }]));
  const proportion = counted.length === cells.length;
  const difference = {
    values: cells.map(({ mean }) => mean),
    // One unit alone says nothing about the spread, whatever its variance is given as.
    variances: cells.map(({ varianceOfMean, units }) =>
      varianceOfMean === null || (!proportion && units < 2) ? Number.NaN : varianceOfMean,
    ),
    units: proportion ? null : cells.map(({ units }) => units),
  };
  if (!proportion) return { difference, logOdds: null, level, corrected: 0 };
  const extreme = counted.map(({ successes, units }) => successes <= 0 || successes >= units);
  const odds = counted.map(({ successes, units }, i) => {
    const added = extreme[i] ? 0.5 : 0;
    return { yes: successes + added, no: units - successes + added };
  });
  const logOdds = {
    values: odds.map(({ yes, no }) => Math.log(yes / no)),
    variances: odds.map(({ yes, no }) => 1 / yes + 1 / no),
    units: null,
  };
  return { difference, logOdds, level, corrected: extreme.filter(Boolean).length };
}

/** What the steps share. Attributes that do not vary are out of it; levels are indexes among those present. */
export interface FactorialWork {
  attributes: readonly { name: string; levels: readonly string[] }[];
  cells: readonly PresentCell[];
  estimator: FactorialEstimator;
  scales: FactorialScales;
  byUnits: boolean;
}

const namesOf = (terms: readonly Term[], { attributes }: Pick<FactorialWork, 'attributes'>) =>
  terms.map((term) => term.attributes.map((index) => attributes[index]!.name));

function estimated(found: EffectWeights, work: FactorialWork): EstimatedEffect {
  const confoundedWith = namesOf(found.mixedWith, work);
  if (found.weights === null)
    return { difference: null, logOdds: null, model: null, reason: 'confounded', confoundedWith };
  const { difference, logOdds, level } = work.scales;
  return {
    difference: cellContrast(found.weights, difference, level),
    logOdds: logOdds && cellContrast(found.weights, logOdds, level),
    model: found.model,
    reason: null,
    confoundedWith,
  };
}

/** An effect without a number. */
export const notEstimable = (reason: NotEstimable): EstimatedEffect => ({
  difference: null,
  logOdds: null,
  model: null,
  reason,
  confoundedWith: [],
});

const pairOf = (attribute: number, level: number): LevelPair => ({ attribute, level, reference: 0 });

/** The interaction of two attributes, averaged over the others. */
export function factorialInteraction([first, second]: [number, number], work: FactorialWork): FactorialInteraction {
  const [a, b] = [work.attributes[first]!, work.attributes[second]!];
  const has = (i: number, j: number) => work.cells.filter(({ levels }) => levels[first] === i && levels[second] === j);
  const usable: Float64Array[] = [];
  const contrast = (i: number, j: number): InteractionContrast => {
    const names = { levels: [a.levels[i]!, b.levels[j]!], references: [a.levels[0]!, b.levels[0]!] } as const;
    const there = [has(i, j), has(i, 0), has(0, j), has(0, 0)].every((cells) => cells.length > 0);
    if (!there) return { ...names, ...notEstimable('absent') };
    const found = work.estimator.interaction(pairOf(first, i), pairOf(second, j));
    if (found.weights !== null) usable.push(found.weights);
    return { ...names, ...estimated(found, work) };
  };
  const contrasts = a.levels.slice(1).flatMap((_, i) => b.levels.slice(1).map((_, j) => contrast(i + 1, j + 1)));
  const { difference, logOdds } = work.scales;
  return {
    attributes: [a.name, b.name],
    contrasts,
    difference: jointContrastTest(usable, difference),
    logOdds: logOdds && jointContrastTest(usable, logOdds),
    means: a.levels.flatMap((left, i) =>
      b.levels.map((right, j) => ({ levels: [left, right] as const, ...combinationMean(has(i, j), work) })),
    ),
  };
}

function combinationMean(members: readonly PresentCell[], { cells, scales, byUnits }: FactorialWork) {
  const units = members.reduce((sum, cell) => sum + cell.units, 0);
  if (members.length === 0) return { units, mean: null };
  const share = (cell: PresentCell) => (byUnits ? cell.units / units : 1 / members.length);
  const weights = cells.map((cell) => (members.includes(cell) ? share(cell) : 0));
  return { units, mean: cellContrast(weights, scales.difference, scales.level) };
}

/** Every level of an attribute that is there against the first one that is. */
export function factorialEffects(index: number, work: FactorialWork): FactorialEffect[] {
  const { name, levels } = work.attributes[index]!;
  return levels.slice(1).map((level, i) => ({
    attribute: name,
    level,
    reference: levels[0]!,
    ...estimated(work.estimator.main(pairOf(index, i + 1)), work),
  }));
}
