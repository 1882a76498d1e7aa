import type { Moments } from '@dandelion-loop/stats';
import type { Engine } from '../../kernel/engine.ts';
import type { PersonRows } from '../../kernel/person-rows.ts';
import type { MetricPlan } from './request.ts';

/** Metrics that follow one another, by their index; the last may be an amount of those who took all steps. */
export interface FunnelPlan {
  plans: readonly MetricPlan[];
  steps: readonly number[];
  amount: number | null;
  /** Rows hold totals of many units. */
  aggregated: boolean;
}

export interface FunnelCounts {
  /** Units, then those that took the first step, the second, ... */
  reached: readonly number[];
  /** Of those that took the last step. */
  amount: Moments | null;
  /** Units (rows of totals) that took a step, or have an amount, without the step before. */
  outside: number;
}

/** By variation. */
export type FunnelArms = Map<string, FunnelCounts>;

/** Units that took so many steps: all values of the funnel are known, and the first so many are not 0. */
const tookSteps = (steps: readonly number[], many: number) =>
  ['1', ...steps.slice(0, many).map((i) => `y${i} > 0`)].join(' AND ');

function unitColumns({ steps, amount }: FunnelPlan): string[] {
  const values = [...steps, ...(amount === null ? [] : [amount])];
  const outside = values.slice(1).map((i, at) => `(y${i} != 0 AND NOT (${tookSteps(steps, at + 1)}))`);
  const last = tookSteps(steps, steps.length);
  return [
    ...[0, ...steps.map((_, at) => at + 1)].map((many) => `countIf(${tookSteps(steps, many)}) AS r${many}`),
    `countIf(${outside.length === 0 ? '0' : outside.join(' OR ')}) AS outside`,
    amount === null
      ? '0 AS mean, 0 AS variance'
      : `avgIf(y${amount}, ${last}) AS mean, varSampStableIf(y${amount}, ${last}) AS variance`,
  ];
}

function totalColumns({ steps }: FunnelPlan): string[] {
  const outside = steps.slice(1).map((i, at) => `y${i} > y${steps[at]}`);
  return [
    `sum(d${steps[0]}) AS r0`,
    ...steps.map((i, at) => `sum(y${i}) AS r${at + 1}`),
    `countIf(${outside.length === 0 ? '0' : outside.join(' OR ')}) AS outside`,
    '0 AS mean, 0 AS variance',
  ];
}

/** How far the units of each variation went, by test; units that lack one of the values are left out. */
export async function readFunnels(
  engine: Engine,
  units: PersonRows,
  plan: FunnelPlan,
): Promise<Map<string, FunnelArms>> {
  const { steps, amount, aggregated } = plan;
  const values = [...steps, ...(amount === null ? [] : [amount])].map((i) => `y${i} IS NOT NULL`);
  const known = aggregated ? [...values, `d${steps[0]} IS NOT NULL`] : values;
  const rows = await engine.rows<Record<string, string | number | null>>({
    sql: `SELECT test, variation, ${(aggregated ? totalColumns : unitColumns)(plan).join(',\n')}
          FROM ${units.source} WHERE crossed = 0 AND ${known.join(' AND ')}
          GROUP BY test, variation ORDER BY test, variation`,
  });
  const found = new Map<string, FunnelArms>();
  for (const row of rows) {
    const of = found.get(String(row.test)) ?? new Map();
    found.set(String(row.test), of);
    const reached = [0, ...steps.map((_, at) => at + 1)].map((many) => Number(row[`r${many}`]));
    const n = reached.at(-1)!;
    of.set(String(row.variation), {
      reached,
      amount:
        amount === null
          ? null
          : { n, mean: n === 0 ? 0 : Number(row.mean ?? 0), variance: n < 2 ? 0 : Number(row.variance ?? 0) },
      outside: Number(row.outside),
    });
  }
  return found;
}
