import type { LearningScope } from '@dandelion-loop/contract';
import { criticalZ, type EffectColumns, effectSlope, groupedEffects, poolEffects, shrink } from '@dandelion-loop/stats';
import type { Studies } from './contrast-columns.ts';
import type { TestTable } from './library-table.ts';

/** Does a learning hold everywhere and still? Compared by models of all its tests, never scope by scope. */

/** Fewer tests than this and a scope is not looked at. */
const fewestInScope = 3;
/** Fewer and no drift is looked for. */
const fewestForDrift = 10;

export interface ScopeComparison {
  dimension: string;
  /** That all scopes have the same effect. */
  pValue: number;
  scopes: LearningScope[];
}

export interface Drift {
  perYear: number;
  low: number;
  high: number;
  pValue: number;
}

/** What all comparisons of a learning are made with. */
export interface ScopeRequest {
  /** Of intervals. */
  level: number;
  /** tau² of all its tests together: within scopes it is much the same. */
  tau2: number;
}

/** The studies of each value, in the order of the values. */
type Groups = [string, EffectColumns][];

/** The studies parted by their codes from 0, in columns; those with −1 are left out. */
function partBy({ effect, variance }: Studies, codes: Int32Array, count: number): EffectColumns[] {
  const ends = new Int32Array(count);
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) ends[codes[i]!]! += 1;
  for (let code = 1; code < ends.length; code++) ends[code]! += ends[code - 1]!;
  const places = ends.map((_, code) => (code === 0 ? 0 : ends[code - 1]!));
  const [parted, spreads] = [new Float64Array(codes.length), new Float64Array(codes.length)];
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (code < 0) continue;
    const place = places[code]!++;
    parted[place] = effect[i]!;
    spreads[place] = variance[i]!;
  }
  return Array.from(ends, (_, code) => {
    const from = code === 0 ? 0 : ends[code - 1]!;
    return { effect: parted.subarray(from, ends[code]), variance: spreads.subarray(from, ends[code]) };
  });
}

/** Older and newer half by their day; tests of one day stay together. */
function halvesOf(studies: Studies, table: TestTable): Groups {
  const { ranks, days } = table.daysInOrder();
  const codes = new Int32Array(studies.tests.length);
  const onDay = new Int32Array(days);
  let dated = 0;
  for (let i = 0; i < codes.length; i++) {
    const rank = ranks[studies.tests[i]!]!;
    codes[i] = rank;
    if (rank < 0) continue;
    onDay[rank]! += 1;
    dated += 1;
  }
  let cut = 0;
  for (let before = onDay[0] ?? 0; before <= dated >> 1 && cut < days; before += onDay[cut]!) cut += 1;
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) codes[i] = codes[i]! >= cut ? 0 : 1;
  const [newer, older] = partBy(studies, codes, 2);
  return [
    ['newer', newer!],
    ['older', older!],
  ];
}

/** The scopes of one dimension: one mean each, drawn toward the mean of all by how much scopes differ. */
function compare(dimension: string, found: Groups, { level, tau2 }: ScopeRequest): ScopeComparison | null {
  const groups = found.filter(([, { effect }]) => effect.length >= fewestInScope);
  const answer = groupedEffects(
    groups.map(([, members]) => members),
    level,
    tau2,
  );
  if (answer === null) return null;
  const means = answer.groups.map(({ mean, standardError }) => ({ effect: mean, variance: standardError ** 2 }));
  const between = poolEffects(means, { level })!;
  const critical = criticalZ(level);
  const scopes = answer.groups.map(({ mean, low, high, k }, at) => {
    const shrunken = shrink(means[at]!, between);
    return {
      ...{ dimension, value: groups[at]![0], tests: k, effect: mean, low, high, shrunken: shrunken.mean },
      shrunkenLow: shrunken.mean - critical * shrunken.sd,
      shrunkenHigh: shrunken.mean + critical * shrunken.sd,
    };
  });
  return { dimension, pValue: answer.pValue, scopes };
}

/** The scopes of a learning that can be compared: older and newer half, and what the tests name, such as the year. */
export function compareScopes(studies: Studies, table: TestTable, request: ScopeRequest): ScopeComparison[] {
  const named = [...table.scopes].sort(([a], [b]) => (a < b ? -1 : 1));
  const dimensions: [string, Groups][] = [
    ['half', halvesOf(studies, table)],
    ...named.map(([dimension, { codes, values }]): [string, Groups] => {
      const own = new Int32Array(studies.tests.length);
      for (let i = 0; i < own.length; i++) own[i] = codes[studies.tests[i]!]!;
      const parts = partBy(studies, own, values.length);
      const groups = values.map((value, code): [string, EffectColumns] => [value, parts[code]!]);
      return [dimension, groups.sort(([a], [b]) => (a < b ? -1 : 1))];
    }),
  ];
  return dimensions.flatMap(([dimension, groups]) => compare(dimension, groups, request) ?? []);
}

/** Change of the effect in a year; null with too few dated tests. */
export function driftOf(
  { tests, effect, variance }: Studies,
  { years }: TestTable,
  { level, tau2 }: ScopeRequest,
): Drift | null {
  const at = new Float64Array(tests.length);
  let [y, v, k] = [effect, variance, 0];
  for (let i = 0; i < tests.length; i++) {
    const year = years[tests[i]!]!;
    if (Number.isNaN(year)) {
      if (y === effect) [y, v] = [effect.slice(), variance.slice()];
      continue;
    }
    if (k < i) [y[k], v[k]] = [effect[i]!, variance[i]!];
    at[k++] = year;
  }
  if (k < fewestForDrift) return null;
  const dated = { effect: y.subarray(0, k), variance: v.subarray(0, k), at: at.subarray(0, k) };
  const answer = effectSlope(dated, level, tau2);
  return answer && { perYear: answer.slope, low: answer.low, high: answer.high, pValue: answer.pValue };
}
