import {
  type AnswerOf,
  type ExperimentFilters,
  type ExperimentVerdict,
  experimentVerdicts,
  healthVerdictSchema,
  type summarizeExperiments,
} from '@dandelion-loop/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { Records } from '../../kernel/records.ts';
import { allOf, conditionsOf } from './filters.ts';
import { experiments, imports } from './records.ts';

export type Summary = AnswerOf<typeof summarizeExperiments>;

interface Count {
  facet: 'all' | 'total' | 'verdict' | 'health' | 'metric' | 'tag' | 'import' | 'month';
  value: string | null;
  /** Of an import its name, of a month the verdict. */
  detail: string | null;
  count: number;
}

/** How many experiments are there of each kind, when all filters but the one of that kind are set? One pass over the table. */
function countsQuery(filters: ExperimentFilters): SQL {
  const { words, days, verdict, health, metric, tag, import: ofImport } = conditionsOf(filters);
  return sql`
    WITH looked AS MATERIALIZED (
      SELECT verdict, health, metric, tags, import_id, listed_on,
        ${verdict} AS by_verdict, ${health} AS by_health, ${metric} AS by_metric, ${tag} AS by_tag, ${ofImport} AS by_import
      FROM ${experiments} WHERE ${words} AND ${days}
    ), fit AS (
      SELECT * FROM looked WHERE by_verdict AND by_health AND by_metric AND by_tag AND by_import
    )
    SELECT 'all' AS facet, NULL AS value, NULL AS detail, count(*)::int AS count FROM ${experiments}
    UNION ALL SELECT 'total', NULL, NULL, count(*)::int FROM fit
    UNION ALL SELECT 'verdict', verdict, NULL, count(*)::int
      FROM looked WHERE by_health AND by_metric AND by_tag AND by_import GROUP BY verdict
    UNION ALL SELECT 'health', health, NULL, count(*)::int
      FROM looked WHERE by_verdict AND by_metric AND by_tag AND by_import GROUP BY health
    UNION ALL SELECT 'metric', metric, NULL, count(*)::int
      FROM looked WHERE by_verdict AND by_health AND by_tag AND by_import AND metric IS NOT NULL GROUP BY metric
    UNION ALL SELECT 'tag', tag, NULL, count(*)::int
      FROM looked, unnest(tags) AS tag WHERE tags <> '{}' AND by_verdict AND by_health AND by_metric AND by_import GROUP BY tag
    UNION ALL SELECT 'import', ${imports.id}::text, ${imports.name}, count(*)::int
      FROM looked JOIN ${imports} ON ${imports.id} = import_id
      WHERE by_verdict AND by_health AND by_metric AND by_tag GROUP BY ${imports.id}
    UNION ALL SELECT 'month', to_char(month, 'YYYY-MM-DD'), verdict, tests FROM (
      SELECT date_trunc('month', listed_on) AS month, verdict, count(*)::int AS tests FROM fit GROUP BY 1, 2
    ) AS months`;
}

/** How large is the typical experiment, and how large would one that is not settled have to be? */
function mediansQuery(filters: ExperimentFilters): SQL {
  return sql`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY units) AS units,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY units_needed) AS "unitsNeeded"
    FROM ${experiments} WHERE ${allOf(conditionsOf(filters))}`;
}

/**
 * From when to when does one suspect day of an import follow on the other? A day on which no test is suspect ends a stretch.
 * Only days and import narrow it: whether a time is to be trusted does not depend on which of its tests are looked at.
 */
function suspectQuery(filters: ExperimentFilters): SQL {
  const { days, import: ofImport } = conditionsOf(filters);
  return sql`
    WITH days AS (
      SELECT import_id, ran_on, bool_or(suspect) AS suspect,
        count(*) FILTER (WHERE suspect AND split_off IS NOT NULL) AS tests,
        count(*) FILTER (WHERE suspect AND split_off) AS "off"
      FROM ${experiments} WHERE ran_on IS NOT NULL AND ${days} AND ${ofImport} GROUP BY import_id, ran_on
    ), stretches AS (
      SELECT *, row_number() OVER (PARTITION BY import_id ORDER BY ran_on)
        - row_number() OVER (PARTITION BY import_id, suspect ORDER BY ran_on) AS stretch
      FROM days
    )
    SELECT min(ran_on)::text AS "from", least(max(ran_on) + 1, '9999-12-31')::text AS "to",
      sum("off")::int AS "off", sum(tests)::int AS tests
    FROM stretches WHERE suspect GROUP BY import_id, stretch ORDER BY 1, 2`;
}

const byCount = (a: { count: number }, b: { count: number }): number => b.count - a.count;
const byName = new Intl.Collator('en', { numeric: true }).compare;

function countsOf<Key extends string>(keys: readonly Key[], found: readonly Count[]): Record<Key, number> {
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;
  for (const { value, count } of found) counts[value as Key] = count;
  return counts;
}

function monthsOf(found: readonly Count[]): Summary['months'] {
  const months = new Map<string, Record<ExperimentVerdict, number>>();
  for (const { value, detail, count } of found) {
    const verdicts = months.get(value!) ?? countsOf(experimentVerdicts, []);
    verdicts[detail as ExperimentVerdict] = count;
    months.set(value!, verdicts);
  }
  return Array.from(months, ([month, verdicts]) => ({ month, verdicts })).sort((a, b) => (a.month < b.month ? -1 : 1));
}

export async function readSummary(records: Records, filters: ExperimentFilters): Promise<Summary> {
  const [counts, medians, suspect] = await Promise.all([
    records.execute<Count & Record<string, unknown>>(countsQuery(filters)),
    records.execute<{ units: number | null; unitsNeeded: number | null }>(mediansQuery(filters)),
    records.execute<Summary['suspectPeriods'][number]>(suspectQuery(filters)),
  ]);
  const of = (facet: Count['facet']): Count[] => counts.rows.filter((row) => row.facet === facet);
  const named = (facet: Count['facet']) =>
    of(facet)
      .map(({ value, count }) => ({ value: value!, count }))
      .sort((a, b) => byCount(a, b) || byName(a.value, b.value));
  return {
    all: of('all')[0]!.count,
    total: of('total')[0]!.count,
    verdicts: countsOf(experimentVerdicts, of('verdict')),
    health: countsOf(healthVerdictSchema.options, of('health')),
    months: monthsOf(of('month')),
    metrics: named('metric').map(({ value, count }) => ({ metric: value, count })),
    tags: named('tag').map(({ value, count }) => ({ tag: value, count })),
    imports: of('import')
      .map(({ value, detail, count }) => ({ id: value!, name: detail!, count }))
      .sort((a, b) => byCount(a, b) || byName(a.name, b.name)),
    medianUnits: medians.rows[0]!.units,
    medianUnitsNeeded: medians.rows[0]!.unitsNeeded,
    suspectPeriods: suspect.rows,
  };
}
