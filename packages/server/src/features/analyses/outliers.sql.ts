import type { Engine } from '../../kernel/engine.ts';
import type { PersonRows } from '../../kernel/person-rows.ts';
import type { Outliers } from './health.ts';
import type { MetricPlan } from './request.ts';

/** The share of units that count as the largest. */
const topUnits = 0.001;

/** Whether a metric can have a few large values: not a proportion, whose values are 0 and 1. */
const canHaveOutliers = ({ kind }: MetricPlan) => kind !== 'proportion';

/** How much of each metric's sum do its largest units hold? By test, then by metric's index. */
export async function readOutliers(
  engine: Engine,
  units: PersonRows,
  plans: readonly MetricPlan[],
): Promise<Map<string, (Outliers | null)[]>> {
  const indices = plans.flatMap((plan, i) => (canHaveOutliers(plan) ? [i] : []));
  if (indices.length === 0) return new Map();
  const limits = indices.map((i) => `quantileExact(${1 - topUnits})(abs(y${i})) AS q${i}`);
  const sums = indices.map(
    (
      i,
    ) => `count(y${i}) AS all${i}, countIf(y${i} != 0) AS units${i}, sum(abs(y${i})) AS sum${i}, max(abs(y${i})) AS largest${i},
            countIf(abs(y${i}) > q${i}) AS topUnits${i}, sumIf(abs(y${i}), abs(y${i}) > q${i}) AS top${i}`,
  );
  const rows = await engine.rows<Record<string, number | string | null>>({
    sql: `SELECT test, ${sums.join(', ')}
          FROM ${units.source} INNER JOIN (
            SELECT test, ${limits.join(', ')} FROM ${units.source} WHERE crossed = 0 GROUP BY test) AS limits USING (test)
          WHERE crossed = 0 GROUP BY test`,
  });
  return new Map(
    rows.map((row) => {
      const number = (name: string) => Number(row[name] ?? 0);
      const found = plans.map((_, i) =>
        indices.includes(i) && number(`sum${i}`) > 0
          ? {
              all: number(`all${i}`),
              units: number(`units${i}`),
              topUnits: number(`topUnits${i}`),
              topShare: number(`top${i}`) / number(`sum${i}`),
              largestShare: number(`largest${i}`) / number(`sum${i}`),
            }
          : null,
      );
      return [String(row.test), found];
    }),
  );
}
