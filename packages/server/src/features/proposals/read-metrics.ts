import { sql } from 'drizzle-orm';
import type { Records } from '../../kernel/records.ts';
import type { MetricFacts } from './candidate.ts';

/**
 * What the tests so far say of their metrics: in how many tests each is, which way is better, what a unit brings and how much
 * units differ, how large a test is, and how many units were tested in a month. The most frequent first.
 */
export async function readMetrics(records: Records): Promise<MetricFacts[]> {
  const { rows } = await records.execute<{
    name: string;
    lowerIsBetter: boolean;
    baseline: number;
    variance: number;
    currency: string | null;
    tests: number;
    unitsOfTest: number;
    months: number;
    unitsOfMonth: number | null;
  }>(sql`
    WITH of_variation AS (
      SELECT v.experiment_id, m ->> 'name' AS name, m ->> 'direction' AS direction,
        (m ->> 'units')::float8 AS units, (m ->> 'value')::float8 AS value, (m ->> 'standardDeviation')::float8 AS sd
      FROM variations v CROSS JOIN LATERAL jsonb_array_elements(v.metrics) m
      WHERE m ->> 'value' IS NOT NULL AND m ->> 'standardDeviation' IS NOT NULL AND (m ->> 'units')::float8 > 0
    ), of_test AS (
      SELECT experiment_id, name, min(direction) AS direction, sum(units) AS units,
        sum(units * value) AS total, sum(units * sd * sd) AS squares
      FROM of_variation GROUP BY experiment_id, name
    ), of_month AS (
      SELECT t.name, date_trunc('month', e.ran_on) AS month, sum(t.units) AS units
      FROM of_test t JOIN experiments e ON e.id = t.experiment_id WHERE e.ran_on IS NOT NULL GROUP BY 1, 2
    ), of_months AS (
      SELECT name, count(*)::int AS months, percentile_cont(0.5) WITHIN GROUP (ORDER BY units) AS units
      FROM of_month GROUP BY name
    )
    SELECT t.name, mode() WITHIN GROUP (ORDER BY t.direction) = 'lower-is-better' AS "lowerIsBetter",
      sum(t.total) / sum(t.units) AS baseline, sum(t.squares) / sum(t.units) AS variance,
      max(e.currency) FILTER (WHERE e.metric = t.name) AS currency, count(*)::int AS tests,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY t.units) AS "unitsOfTest",
      coalesce(min(o.months), 0)::int AS months, min(o.units) AS "unitsOfMonth"
    FROM of_test t JOIN experiments e ON e.id = t.experiment_id LEFT JOIN of_months o ON o.name = t.name
    GROUP BY t.name ORDER BY count(*) DESC, t.name`);
  return rows;
}
