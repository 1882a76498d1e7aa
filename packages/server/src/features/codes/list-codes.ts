import type { AnswerOf, CodedVariation, CodeFilter, listCodes, QueryOf } from '@dandelion-loop/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records } from '../../kernel/records.ts';
import type { Coder } from '../coding/index.ts';
import { readCoders } from './own-coders.ts';
import { coderKey } from './records.ts';

/** Variations with their texts, without their results: whoever codes must not know them. */

/** Of each text; the page shows a beginning of longer ones. */
const longestText = 1000;

// A type, as rows of `execute` must be.
type FoundRow = {
  experimentId: string;
  place: number;
  title: string;
  variation: string;
  texts: { column: string; text: string }[];
  codes: CodedVariation['codes'];
};

/** Texts that coders read, else whatever is known of the variation. */
const textsOf = sql`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('column', t.key, 'text', left(t.value, ${longestText})) ORDER BY t.key), '[]')
  FROM jsonb_each_text(v.content) AS t
  WHERE t.value <> '' AND (NOT EXISTS (SELECT FROM jsonb_object_keys(v.content) k WHERE a.choices -> 'texts' ? k)
    OR a.choices -> 'texts' ? t.key))`;

const codesOf = (attribute: string) => sql`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('by', c.coded_by, 'level', c.level,
    'at', to_char(c.coded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY c.coded_at, c.coder), '[]')
  FROM codes c WHERE c.experiment_id = v.experiment_id AND c.variation = v.name AND c.attribute = ${attribute})`;

const from = sql`FROM variations v
  JOIN experiments e ON e.id = v.experiment_id
  JOIN analyses a ON a.id = e.analysis_id`;

/** Variations with how they are coded, of which each filter takes some. */
const states = (attribute: string, me: string) => sql`
  SELECT c.experiment_id, c.variation, count(*) FILTER (WHERE c.coder = ${me}) > 0 AS mine,
    count(DISTINCT c.level) > 1 AS disputed
  FROM codes c JOIN variations v ON v.experiment_id = c.experiment_id AND v.name = c.variation
  WHERE c.attribute = ${attribute} GROUP BY 1, 2`;

const conditions: Record<CodeFilter, SQL> = {
  all: sql`true`,
  uncoded: sql`s.variation IS NULL`,
  'not-mine': sql`coalesce(NOT s.mine, true)`,
  disputed: sql`s.disputed`,
};

function placeOf(after: string | undefined): SQL {
  if (after === undefined) return sql`true`;
  const [, experiment, place] = /^([0-9a-f-]{36}) (\d{1,6})$/.exec(after) ?? [];
  if (experiment === undefined)
    throw new DandelionFailure('wrong-use', 'That is no place in the list. Ask for its first page.');
  return sql`(v.experiment_id, v.place) > (${experiment}::uuid, ${Number(place)})`;
}

const searched = (search: string): SQL =>
  search.trim() === ''
    ? sql`true`
    : sql`strpos(lower(concat_ws(' ', e.title, v.name, v.content::text)), lower(${search.trim()})) > 0`;

interface Wanted {
  attribute: string;
  where: SQL;
  me: string;
  limit: number;
}

export async function findVariations(records: Records, { attribute, where, me, limit }: Wanted): Promise<FoundRow[]> {
  const { rows } = await records.execute<FoundRow>(sql`
    WITH s AS (${states(attribute, me)})
    SELECT v.experiment_id AS "experimentId", v.place, e.title, v.name AS variation, ${textsOf} AS texts,
      ${codesOf(attribute)} AS codes
    ${from} LEFT JOIN s ON s.experiment_id = v.experiment_id AND s.variation = v.name
    WHERE ${where} ORDER BY v.experiment_id, v.place LIMIT ${limit}`);
  return rows;
}

/** The condition of `findVariations` for those on which not all agree. */
export const disputed = conditions.disputed;

async function count(records: Records, attribute: string, me: string) {
  const { rows } = await records.execute<{ all: number; coded: number; mine: number; disputed: number }>(sql`
    WITH s AS (${states(attribute, me)})
    SELECT (SELECT count(*)::int FROM variations) AS all, count(*)::int AS coded,
      (count(*) FILTER (WHERE mine))::int AS mine, (count(*) FILTER (WHERE disputed))::int AS disputed FROM s`);
  return rows[0]!;
}

const foundBy = (coders: readonly Coder[], { column, text }: { column: string; text: string }) =>
  coders.flatMap(({ id, levels, code }) => {
    const level = code(text);
    return level === null || level === levels[0] ? [] : [{ column, coder: id, level }];
  });

export async function readPage(
  records: Records,
  by: Actor,
  { attribute, filter, search, after, limit }: QueryOf<typeof listCodes>,
): Promise<AnswerOf<typeof listCodes>> {
  const me = coderKey(by);
  const where = sql.join([placeOf(after), conditions[filter], searched(search)], sql` AND `);
  const [found, counts, { coders }] = await Promise.all([
    findVariations(records, { attribute, where, me, limit: limit + 1 }),
    count(records, attribute, me),
    readCoders(records),
  ]);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    variations: shown.map(({ experimentId, title, variation, texts, codes }) => ({
      ...{ experimentId, title, variation, texts, codes },
      coders: texts.flatMap((text) => foundBy(coders, text)),
    })),
    next: found.length > limit && last ? `${last.experimentId} ${last.place}` : null,
    counts,
  };
}
