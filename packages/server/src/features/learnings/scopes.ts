import type { LearningScope } from '@dandelion-loop/contract';
import { criticalZ, effectSlope, groupedEffects, type PlacedEffect, poolEffects, shrink } from '@dandelion-loop/stats';
import type { Carrier } from './carrier.ts';

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

/** Older and newer half by their day; tests of one day stay together. */
function halvesOf(carriers: readonly Carrier[]): (carrier: Carrier) => string | null {
  const days = new Float64Array(carriers.length);
  let dated = 0;
  for (const { years } of carriers) if (years !== null) days[dated++] = years;
  const sorted = days.subarray(0, dated).sort();
  const cut = sorted[Math.floor(dated / 2)];
  return ({ years }) => (years === null || cut === undefined ? null : years < cut ? 'older' : 'newer');
}

function dimensionsOf(carriers: readonly Carrier[]): [string, (carrier: Carrier) => string | null][] {
  const named = new Set<string>();
  for (const { test } of carriers) for (const name in test.scopes) named.add(name);
  return [
    ['half', halvesOf(carriers)],
    ['year', ({ year }) => year],
    ...[...named]
      .sort()
      .map((name): [string, (carrier: Carrier) => string | null] => [name, ({ test }) => test.scopes[name] ?? null]),
  ];
}

function groupsOf(carriers: readonly Carrier[], scopeOf: (carrier: Carrier) => string | null): [string, Carrier[]][] {
  const groups = new Map<string, Carrier[]>();
  for (const carrier of carriers) {
    const value = scopeOf(carrier);
    if (value === null || value === '') continue;
    const group = groups.get(value);
    if (group) group.push(carrier);
    else groups.set(value, [carrier]);
  }
  const large = [...groups].filter(([, members]) => members.length >= fewestInScope);
  return large.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The scopes of one dimension: one mean each, drawn toward the mean of all by how much scopes differ. */
function compare(dimension: string, groups: readonly [string, Carrier[]][], level: number): ScopeComparison | null {
  const answer = groupedEffects(
    groups.map(([, members]) => members.map(({ contrast }) => contrast)),
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

/** The scopes of a learning that can be compared: older and newer half, years, and what the tests name. */
export function compareScopes(carriers: readonly Carrier[], level: number): ScopeComparison[] {
  return dimensionsOf(carriers).flatMap(([dimension, scopeOf]) => {
    const groups = groupsOf(carriers, scopeOf);
    return groups.length < 2 ? [] : (compare(dimension, groups, level) ?? []);
  });
}

/** Change of the effect in a year; null with too few dated tests. */
export function driftOf(carriers: readonly Carrier[], level: number): Drift | null {
  const points: PlacedEffect[] = [];
  for (const { contrast, years } of carriers) {
    if (years !== null) points.push({ effect: contrast.effect, variance: contrast.variance, at: years });
  }
  if (points.length < fewestForDrift) return null;
  const answer = effectSlope(points, level);
  return answer && { perYear: answer.slope, low: answer.low, high: answer.high, pValue: answer.pValue };
}
