import type { CodedAttribute } from '@dandelion-loop/contract';
import { sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import type { Records } from '../../kernel/records.ts';
import { suggestMerges } from '../coding/index.ts';
import { handAttribute } from './hand-codes.ts';
import { mergedLevels } from './records.ts';

/** The attributes whose levels people chose: codes by hand, and columns of levels in files. */

/** More than these are texts in the place of levels. */
const mostLevels = 1000;

type LevelRow = { attribute: string; level: string; variations: number };

async function handLevels(records: Records): Promise<LevelRow[]> {
  const { rows } = await records.execute<LevelRow>(sql`
    SELECT attribute, level, count(DISTINCT (experiment_id, variation))::int AS variations
    FROM codes GROUP BY 1, 2 ORDER BY 3 DESC, 2`);
  return rows;
}

async function columnLevels(records: Records): Promise<LevelRow[]> {
  const { rows } = await records.execute<LevelRow>(sql`
    SELECT c.name AS attribute, btrim(v.content ->> c.name) AS level, count(*)::int AS variations
    FROM experiments e JOIN analyses a ON a.id = e.analysis_id JOIN variations v ON v.experiment_id = e.id,
      jsonb_array_elements_text(coalesce(a.choices -> 'attributes', '[]')) AS c (name)
    WHERE btrim(v.content ->> c.name) <> '' GROUP BY 1, 2 ORDER BY 3 DESC, 2`);
  return rows;
}

type CoderRow = { attribute: string; by: Actor; variations: number };

async function handCoders(records: Records): Promise<CoderRow[]> {
  const { rows } = await records.execute<CoderRow>(sql`
    SELECT attribute, (array_agg(coded_by ORDER BY coded_at DESC))[1] AS by, count(*)::int AS variations
    FROM codes GROUP BY attribute, coder ORDER BY 3 DESC`);
  return rows;
}

function grouped<Row extends { attribute: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const of = groups.get(row.attribute) ?? [];
    of.push(row);
    groups.set(row.attribute, of);
  }
  return groups;
}

const suggestionsOf = (levels: readonly { level: string; variations: number }[]): CodedAttribute['suggestions'] =>
  suggestMerges(levels.slice(0, mostLevels)).map(({ into, from }) => ({ into, from }));

const withoutName = ({ level, variations }: LevelRow) => ({ level, variations });

/** Counts under the level that each was merged into. */
function mergeCounts(rows: readonly LevelRow[], merged: CodedAttribute['merged']): CodedAttribute['levels'] {
  const into = new Map(merged.map((one) => [one.level, one.into]));
  const counts = new Map<string, number>();
  for (const { level, variations } of rows) {
    const kept = into.get(level) ?? level;
    counts.set(kept, (counts.get(kept) ?? 0) + variations);
  }
  return [...counts]
    .map(([level, variations]) => ({ level, variations }))
    .sort((a, b) => b.variations - a.variations || (a.level < b.level ? -1 : 1));
}

export async function readCodedAttributes(records: Records): Promise<CodedAttribute[]> {
  const [hand, columns, coders, merges] = await Promise.all([
    handLevels(records),
    columnLevels(records),
    handCoders(records),
    records.select().from(mergedLevels).orderBy(mergedLevels.level),
  ]);
  const [codersOf, mergesOf] = [grouped(coders), grouped(merges)];
  const byHand = [...grouped(hand)].map(([name, rows]): CodedAttribute => {
    const levels = rows.map(withoutName);
    return {
      ...{ name, from: 'hand', id: handAttribute(name), levels, merged: [] },
      coders: (codersOf.get(name) ?? []).map(({ by, variations }) => ({ by, variations })),
      suggestions: suggestionsOf(levels),
    };
  });
  const byColumn = [...grouped(columns)].map(([name, rows]): CodedAttribute => {
    const merged = (mergesOf.get(name) ?? []).map(({ level, into }) => ({ level, into }));
    const levels = mergeCounts(rows, merged);
    return {
      ...{ name, from: 'column', id: name, levels: levels.slice(0, mostLevels), coders: [], merged },
      suggestions: suggestionsOf(levels),
    };
  });
  const byName = (a: CodedAttribute, b: CodedAttribute) => (a.name < b.name ? -1 : 1);
  return [...byHand.sort(byName), ...byColumn.sort(byName)];
}
