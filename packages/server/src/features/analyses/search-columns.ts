import type { SearchColumn } from '@dandelion-loop/contract';
import { chiSquareUpperTail } from '@dandelion-loop/stats';
import { numbers } from '@dandelion-loop/wording';
import { groupBy } from '../../kernel/group-by.ts';
import type { ColumnValues, Feature, FeatureSums, SearchedColumn } from './search-cells.sql.ts';

/** Which columns can be searched, as what, and why others cannot. Pure. */

/** More levels than this and the column is a text or an id. */
const mostLevels = 50;
/** So many different numbers are cut at each of them. */
const mostCuts = 20;
/** So many whole numbers, each in one row only, are ids. */
const fewestIds = 100;
/** How unlikely it must be that variations differ so much in a column by chance; over all columns together. */
const dependent = 0.001;

const quoted = (name: string) => `“${name}”`;

export interface ReadColumn extends SearchColumn {
  /** Null where it was left out. */
  searched: SearchedColumn | null;
}

/** Whether its cells are numbers, and with which decimal sign. */
function decimalOf(column: ColumnValues): '.' | ',' | null {
  if (column.numbers === column.filled) return '.';
  const withCommas = column.numbers + column.commas === column.filled && column.points === 0;
  return withCommas && column.commas > column.ambiguousCommas ? ',' : null;
}

function reasonAgainst(name: string, column: ColumnValues, isNumber: boolean): string | null {
  const { filled, distinct, missing, example, fractional } = column;
  if (filled === 0) return `${quoted(name)} was left out: it is empty.`;
  if (distinct === 1 && missing === 0) return `${quoted(name)} was left out: it is ${quoted(example)} for every unit.`;
  if (isNumber && fractional === 0 && distinct === filled && filled >= fewestIds)
    return `${quoted(name)} was left out: it is another whole number for every unit, as ids are.`;
  if (!isNumber && distinct > mostLevels)
    return `${quoted(name)} was left out: it has ${numbers.count(distinct)} different values, as ids and texts have, and at most ${mostLevels} levels can be told apart. Group them first.`;
  return null;
}

/** What a column is searched as. */
export function readColumn(name: string, at: number, column: ColumnValues): ReadColumn {
  const decimal = decimalOf(column);
  // Of two values one is set against the other, whatever they are called.
  const kind = decimal !== null && column.distinct > 2 ? 'number' : 'levels';
  const leftOut = reasonAgainst(name, column, kind === 'number');
  const searched = { at, kind, decimal: decimal ?? '.', each: column.distinct <= mostCuts } as const;
  return {
    ...{ name, kind: leftOut === null ? kind : null, values: column.distinct, missing: column.missing, leftOut },
    searched: leftOut === null ? searched : null,
  };
}

/** Sentences about what was read of a column that is searched. */
export function columnNotes(name: string, column: ColumnValues, units: number): string[] {
  const notes = [];
  if (column.changed > 0)
    notes.push(
      `${quoted(name)} differs between rows of one unit for ${numbers.counted(column.changed, 'unit')}. What was known before the test does not change in it: these count as not known. If it was measured during the test, do not search by it.`,
    );
  if (column.missing > 0.05 * units)
    notes.push(
      `${quoted(name)} is not known for ${numbers.share(column.missing / units)} of the units. They were looked at as a group of their own.`,
    );
  return notes;
}

/** Thresholds as somebody would write them: rounded to a step well below the distance of neighbours. */
export function thresholds(cuts: readonly number[]): number[] {
  const distinct = [...new Set(cuts)].sort((a, b) => a - b);
  const gaps = distinct.slice(1).map((cut, i) => cut - distinct[i]!);
  if (gaps.length === 0) return distinct;
  const step = 10 ** Math.floor(Math.log10(Math.min(...gaps) / 2));
  return [...new Set(distinct.map((cut) => Number((Math.round(cut / step) * step).toPrecision(12))))];
}

/** The places of a column, ready to be asked for. Above the largest number there is nothing to set against. */
export function featureFrom(column: SearchedColumn, places: number[] | string[]): Feature {
  if (column.kind === 'levels') return { ...column, places };
  const cuts = places as number[];
  return { ...column, places: column.each ? cuts.slice(0, -1) : thresholds(cuts) };
}

/**
 * P(variations differ so much in a column, by chance): Pearson's chi-square over its values, of which small ones (fewer
 * than 5 expected in a variation) are put together.
 */
function dependence(sums: readonly FeatureSums[]): number | null {
  const variations = [...new Set(sums.map(({ variation }) => variation))];
  const byValue = groupBy(sums, ({ value }) => value);
  const total = sums.reduce((sum, { units }) => sum + units, 0);
  const shares = variations.map(
    (name) => sums.filter(({ variation }) => variation === name).reduce((sum, { units }) => sum + units, 0) / total,
  );
  const rows = [...byValue.values()].map((members) =>
    variations.map((name) => members.find(({ variation }) => variation === name)?.units ?? 0),
  );
  const sizeOf = (row: readonly number[]) => row.reduce((sum, units) => sum + units, 0);
  const isLarge = (row: readonly number[]) => sizeOf(row) * Math.min(...shares) >= 5;
  const small = rows.filter((row) => !isLarge(row));
  const rest = variations.map((_, i) => small.reduce((sum, row) => sum + row[i]!, 0));
  const tested = [...rows.filter(isLarge), ...(isLarge(rest) ? [rest] : [])];
  if (tested.length < 2 || variations.length < 2) return null;
  const all = tested.reduce((sum, row) => sum + sizeOf(row), 0);
  const columns = variations.map((_, i) => tested.reduce((sum, row) => sum + row[i]!, 0) / all);
  const q = tested.reduce(
    (sum, row) =>
      sum +
      row.reduce((of, units, i) => of + (units - sizeOf(row) * columns[i]!) ** 2 / (sizeOf(row) * columns[i]!), 0),
    0,
  );
  return chiSquareUpperTail(q, (tested.length - 1) * (variations.length - 1));
}

/** Why a column cannot have been known before the test: the variations differ in it. By feature; null where all is well. */
export function assignedAfter(sums: readonly FeatureSums[], features: readonly { name: string }[]): (string | null)[] {
  return features.map(({ name }, feature) => {
    const p = dependence(sums.filter((of) => of.feature === feature));
    if (p === null || p >= dependent / features.length) return null;
    return `${quoted(name)} was left out: the variations differ in it by more than chance (${numbers.pValue(p)}). Columns that were measured after the test began do, and groups by them say nothing of for whom it works. So does a split that was planned differently for different people; then analyse them apart.`;
  });
}
