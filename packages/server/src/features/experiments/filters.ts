import type { ExperimentFilters } from '@dandelion-loop/contract';
import { and, arrayOverlaps, asc, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import { storable } from '../../kernel/fold-text.ts';
import { hasWords } from '../../kernel/has-words.ts';
import { experiments } from './records.ts';

/** Filters and orders of the list as SQL. */

/** PostgreSQL has no year 0; no test ran before it. */
const day = (given: string): string => (given.startsWith('0000') ? '0001-01-01' : given);

/** One condition a filter, so that a count can leave its own out; `everything` where nothing is asked. */
export interface Conditions {
  words: SQL;
  days: SQL;
  verdict: SQL;
  health: SQL;
  metric: SQL;
  tag: SQL;
  import: SQL;
}

const everything = sql`true`;

export function conditionsOf(filters: ExperimentFilters): Conditions {
  const { search, verdict, health, metric, tag, from, to } = filters;
  return {
    words: and(...hasWords(experiments.searchText, search ?? '')) ?? everything,
    days:
      and(
        from === undefined ? undefined : gte(experiments.listedOn, day(from)),
        to === undefined ? undefined : lt(experiments.listedOn, day(to)),
      ) ?? everything,
    verdict: verdict.length === 0 ? everything : inArray(experiments.verdict, verdict),
    health: health.length === 0 ? everything : inArray(experiments.health, health),
    metric: metric.length === 0 ? everything : inArray(experiments.metric, metric.map(storable)),
    tag: tag.length === 0 ? everything : arrayOverlaps(experiments.tags, tag.map(storable)),
    import: filters.import === undefined ? everything : eq(experiments.importId, filters.import),
  };
}

export const allOf = (conditions: Conditions): SQL => and(...Object.values(conditions))!;

/** Of tests that share a day, those that came later are newer. The id makes every order complete. */
const newest = [
  desc(experiments.listedOn),
  desc(experiments.firstJudgedAt),
  asc(experiments.sortTitle),
  asc(experiments.id),
];
/** A lift that is not to be read is not ranked either: it is last whichever way they are ranked, as if it were not there. */
const ranked = sql`CASE WHEN ${experiments.verdict} <> 'invalid' THEN ${experiments.lift} END`;

export const orders = {
  newest,
  // The other way round in everything, so that the same index serves both.
  oldest: [
    asc(experiments.listedOn),
    asc(experiments.firstJudgedAt),
    desc(experiments.sortTitle),
    desc(experiments.id),
  ],
  'most-units': [desc(experiments.units), ...newest],
  'highest-lift': [sql`${ranked} DESC NULLS LAST`, ...newest],
  'lowest-lift': [sql`${ranked} ASC NULLS LAST`, ...newest],
  title: [asc(experiments.sortTitle), ...newest],
} as const;
