import type { LearningScope } from '@dandelion-loop/contract';
import { criticalZ, effectSlope, groupedEffects, poolEffects, shrink } from '@dandelion-loop/stats';
import type { Study } from './contrast-columns.ts';
import type { ScopeCodes, TestTable } from './library-table.ts';

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

/** The studies of each value, in the order of the values; those with too few are left out. */
type Groups = [string, Study[]][];

/** Older and newer half by their day; tests of one day stay together. */
function halvesOf(studies: readonly Study[]): Groups {
  const days = new Float64Array(studies.length);
  let dated = 0;
  for (const { at } of studies) if (!Number.isNaN(at)) days[dated++] = at;
  const cut = days.subarray(0, dated).sort()[Math.floor(dated / 2)];
  if (cut === undefined) return [];
  return [
    ['newer', studies.filter(({ at }) => at >= cut)],
    ['older', studies.filter(({ at }) => at < cut)],
  ];
}

function groupsOf(studies: readonly Study[], { codes, values }: ScopeCodes): Groups {
  const members: Study[][] = values.map(() => []);
  for (const study of studies) {
    const code = codes[study.test]!;
    if (code >= 0) members[code]!.push(study);
  }
  const groups = members.map((own, code): [string, Study[]] => [values[code]!, own]);
  return groups.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The scopes of one dimension: one mean each, drawn toward the mean of all by how much scopes differ. */
function compare(dimension: string, found: Groups, level: number): ScopeComparison | null {
  const groups = found.filter(([, members]) => members.length >= fewestInScope);
  const answer = groupedEffects(
    groups.map(([, members]) => members),
    level,
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
export function compareScopes(studies: readonly Study[], { scopes }: TestTable, level: number): ScopeComparison[] {
  const named = [...scopes].sort(([a], [b]) => (a < b ? -1 : 1));
  const dimensions: [string, Groups][] = [
    ['half', halvesOf(studies)],
    ...named.map(([dimension, codes]): [string, Groups] => [dimension, groupsOf(studies, codes)]),
  ];
  return dimensions.flatMap(([dimension, groups]) => compare(dimension, groups, level) ?? []);
}

/** Change of the effect in a year; null with too few dated tests. */
export function driftOf(studies: readonly Study[], level: number): Drift | null {
  const points = studies.filter(({ at }) => !Number.isNaN(at));
  if (points.length < fewestForDrift) return null;
  const answer = effectSlope(points, level);
  return answer && { perYear: answer.slope, low: answer.low, high: answer.high, pValue: answer.pValue };
}
