import { inArray, sql } from 'drizzle-orm';
import type { Records } from '../../kernel/records.ts';
import { settleCodes } from './coded-levels.ts';
import { codes, mergedLevels } from './records.ts';

/** What learnings take of the codes that people gave, and of the merges of levels. */

/** The attribute that learnings know a hand-coded one by: of its own, whatever columns and coders are called. */
export const handAttribute = (name: string): string => `hand:${name}`;

export interface HandCode {
  /** As `handAttribute` gives it. */
  attribute: string;
  /** Null: as many say one as another. */
  level: string | null;
  by: 'all' | 'majority' | 'tie';
}

/** Of some tests: what each variation was coded as, by test and variation. */
export async function readHandCodes(
  records: Records,
  tests: readonly string[],
): Promise<(test: string, variation: string) => readonly HandCode[]> {
  const rows =
    tests.length === 0
      ? []
      : await records
          .select({
            ...{ test: codes.experimentId, variation: codes.variation, attribute: codes.attribute },
            levels: sql<string[]>`array_agg(${codes.level} ORDER BY ${codes.coder})`,
          })
          .from(codes)
          .where(inArray(codes.experimentId, [...tests]))
          .groupBy(codes.experimentId, codes.variation, codes.attribute)
          .orderBy(codes.attribute);
  const found = new Map<string, HandCode[]>();
  for (const { test, variation, attribute, levels } of rows) {
    const key = JSON.stringify([test, variation]);
    const of = found.get(key) ?? [];
    of.push({ attribute: handAttribute(attribute), ...settleCodes(levels) });
    found.set(key, of);
  }
  return (test, variation) => found.get(JSON.stringify([test, variation])) ?? [];
}

/** Names of the attributes that people coded, in order. */
export async function readHandAttributes(records: Records): Promise<string[]> {
  const rows = await records.selectDistinct({ name: codes.attribute }).from(codes);
  return rows.map(({ name }) => name).sort();
}

/** How levels of columns are read, and another text whenever that changed. */
export interface MergedLevels {
  merged: (column: string, level: string) => string;
  /** Columns of which levels were put together. */
  columns: ReadonlySet<string>;
  stamp: string;
}

export async function readMergedLevels(records: Records): Promise<MergedLevels> {
  const rows = await records.select().from(mergedLevels).orderBy(mergedLevels.attribute, mergedLevels.level);
  const into = new Map(rows.map((row) => [JSON.stringify([row.attribute, row.level]), row.into]));
  return {
    merged: (column, level) => into.get(JSON.stringify([column, level])) ?? level,
    columns: new Set(rows.map(({ attribute }) => attribute)),
    stamp: JSON.stringify([...into]),
  };
}
