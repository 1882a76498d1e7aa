import type { Choices } from '@dandelion-loop/contract';
import { asc, eq, inArray, sql } from 'drizzle-orm';
import type { Records } from '../../kernel/records.ts';
import { type HandCode, readHandCodes } from '../codes/index.ts';
import { type Coder, codeText } from '../coding/index.ts';
import type { VariationRow } from '../experiments/index.ts';
import type { LibraryTest, LibraryVariation } from './library-test.ts';
import { libraryMetric } from './metrics-of-answer.ts';
import { analyses, experiments, imports, variations } from './records.ts';

/** Tests of the record store as the library takes them: wherever they were run, each variation with its figures and its codes. */

/** A test without its variations. */
export interface TestHead {
  id: string;
  title: string;
  day: string | null;
  health: string;
  splitOff: boolean | null;
  suspect: boolean;
  tags: string[];
  importName: string;
  choices: Pick<Choices, 'attributes' | 'texts' | 'held'> | null;
  /** Another one means that the test, or what it is made of, changed. */
  stamp: string;
}

export async function readHeads(records: Records): Promise<TestHead[]> {
  return records
    .select({
      ...{ id: experiments.id, title: experiments.title, day: experiments.ranOn, health: experiments.health },
      ...{ splitOff: experiments.splitOff, suspect: experiments.suspect, tags: experiments.tags },
      ...{ importName: imports.name, choices: analyses.choices },
      stamp: sql<string>`${experiments.analysisId} || ' ' || ${experiments.version} || ' ' || ${imports.name} || ' ' ||
        coalesce((SELECT md5(string_agg(jsonb_build_array(c.variation, c.attribute, c.coder, c.level)::text, E'\n'
          ORDER BY c.variation, c.attribute, c.coder)) FROM codes c WHERE c.experiment_id = ${experiments.id}), '')`,
    })
    .from(experiments)
    .innerJoin(imports, eq(imports.id, experiments.importId))
    .innerJoin(analyses, eq(analyses.id, experiments.analysisId))
    .orderBy(asc(experiments.id));
}

/** Tests whose variations are read at once. */
const atOnce = 500;

type CodesOf = (test: string, variation: string) => readonly HandCode[];

async function* readVariations(
  records: Records,
  ids: readonly string[],
): AsyncIterable<[string, VariationRow[], CodesOf]> {
  for (let at = 0; at < ids.length; at += atOnce) {
    const some = ids.slice(at, at + atOnce);
    const [rows, codesOf] = await Promise.all([
      records
        .select()
        .from(variations)
        .where(inArray(variations.experimentId, some))
        .orderBy(asc(variations.experimentId), asc(variations.place)),
      readHandCodes(records, some),
    ]);
    const byTest = new Map(some.map((id) => [id, [] as VariationRow[]]));
    for (const row of rows) byTest.get(row.experimentId)?.push(row);
    for (const [id, own] of byTest) yield [id, own, codesOf];
  }
}

/** Codes of a text, which many variations may share. */
export type CodeOfText = (column: string, text: string) => ReadonlyMap<string, string>;

/** The attribute of a coder on a column of texts, as `dandelion learn` names it. */
export const codedAttribute = (column: string, coder: string): string => `${column}.${coder}`;

/** Codes each different text once. */
export function createCoding(coders: readonly Coder[]): CodeOfText {
  const known = new Map<string, ReadonlyMap<string, string>>();
  return (column, text) => {
    const key = `${column}\u0000${text}`;
    const found = known.get(key);
    if (found) return found;
    const codes = new Map([...codeText(coders, text)].map(([coder, level]) => [codedAttribute(column, coder), level]));
    known.set(key, codes);
    return codes;
  };
}

/** How contents of variations become levels of attributes. */
export interface Reading {
  codeOf: CodeOfText;
  /** The level to read for one of a column. */
  merged: (column: string, level: string) => string;
}

/** What a variation is made of, by column; null where its rows differ. */
function contentsOf(
  row: VariationRow,
  choices: TestHead['choices'],
  merged: Reading['merged'],
): Map<string, string | null> {
  const { attributes = [], texts = [], held = [] } = choices ?? {};
  const of = (column: string) => (row.content[column] === null ? null : (row.content[column] ?? ''));
  return new Map([
    ...[...held, ...texts].map((column) => [column, of(column)] as const),
    ...attributes.map((column) => [column, of(column) && merged(column, of(column)!.trim())] as const),
  ]);
}

function levelsOf(row: VariationRow, choices: TestHead['choices'], { codeOf, merged }: Reading): Map<string, string> {
  const { attributes = [], texts = [] } = choices ?? {};
  const levels = new Map<string, string>();
  for (const column of attributes) {
    const level = row.content[column]?.trim();
    if (level) levels.set(column, merged(column, level));
  }
  for (const column of texts) {
    const text = row.content[column];
    if (text) for (const [attribute, level] of codeOf(column, text)) levels.set(attribute, level);
  }
  return levels;
}

/** A tag such as "channel: mail" says where a test belongs. */
function scopesOf({ tags, importName }: TestHead): Record<string, string> {
  const named = tags.flatMap((tag): [string, string][] => {
    const [, dimension, value] = /^([^:=]{1,40})[:=]\s*(.+)$/u.exec(tag) ?? [];
    return dimension && value ? [[dimension.trim().toLowerCase(), value.trim()]] : [];
  });
  return { import: importName, ...Object.fromEntries(named) };
}

/** Where people coded a variation differently, once for each. */
export type Disputes = readonly { attribute: string; by: 'majority' | 'tie' }[];

interface ReadTest {
  test: LibraryTest;
  disputes: Disputes;
}

/** The tests of these heads, with their variations. */
export async function* readTests(
  records: Records,
  heads: readonly TestHead[],
  reading: Reading,
): AsyncIterable<ReadTest> {
  const byId = new Map(heads.map((head) => [head.id, head]));
  for await (const [id, rows, codesOf] of readVariations(records, [...byId.keys()])) {
    const head = byId.get(id)!;
    const disputes: Disputes[number][] = [];
    const variationOf = (row: VariationRow): LibraryVariation => {
      const attributes = levelsOf(row, head.choices, reading);
      for (const { attribute, level, by } of codesOf(id, row.name)) {
        if (level !== null) attributes.set(attribute, level);
        if (by !== 'all') disputes.push({ attribute, by });
      }
      return {
        name: row.name,
        metrics: row.metrics.map(libraryMetric),
        attributes,
        contents: contentsOf(row, head.choices, reading.merged),
      };
    };
    const test: LibraryTest = {
      ...{ id, name: head.title, day: head.day, suspect: head.suspect, scopes: scopesOf(head) },
      // Of a suspect period the whole test is invalid too: that is told apart here.
      valid: head.splitOff !== true && (head.health !== 'invalid' || head.suspect),
      variations: rows.map(variationOf),
    };
    yield { test, disputes };
  }
}
