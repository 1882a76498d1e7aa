import type { Choices } from '@dandelion-loop/contract';
import type { Engine } from '../../kernel/engine.ts';
import type { AnalysisRows } from '../analyses/index.ts';

/** Text of a variation by the column that has it; null where rows of the variation differ. */
export type Content = Readonly<Record<string, string | null>>;

/** Longer texts are cut: what is coded stands in their beginning. */
const longestText = 20_000;

/** Columns that say what variations are made of. */
export const contentColumns = ({
  attributes,
  texts,
  held,
}: Pick<Choices, 'attributes' | 'texts' | 'held'>): string[] => [...new Set([...attributes, ...texts, ...held])];

/** What is each variation of each test made of? Blank cells are left out: they say nothing. */
export async function readContents(
  engine: Engine,
  { from, columns }: AnalysisRows,
  { test, variation, content }: { test: string | null; variation: string; content: readonly string[] },
): Promise<(test: string, variation: string) => Content> {
  if (content.length === 0) return () => ({});
  const cell = (name: string) => columns.get(name)!;
  const shown = content.flatMap((name, at) => {
    const text = cell(name);
    return [
      `substringUTF8(argMinIf(${text}, n, ${text} != ''), 1, {longest:UInt32}) AS text${at}`,
      `uniqExactIf(${text}, ${text} != '') AS different${at}`,
    ];
  });
  const rows = await engine.rows<Record<string, string | number>>({
    sql: `SELECT ${test === null ? `''` : cell(test)} AS test, ${cell(variation)} AS variation, ${shown.join(', ')}
          FROM ${from.source} GROUP BY test, variation`,
    values: { longest: longestText },
  });
  const found = new Map(
    rows.map((row) => [
      JSON.stringify([row.test, row.variation]),
      Object.fromEntries(
        content.flatMap((name, at) => {
          const different = Number(row[`different${at}`]);
          return different === 0 ? [] : [[name, different === 1 ? String(row[`text${at}`]) : null]];
        }),
      ),
    ]),
  );
  return (ofTest, ofVariation) => found.get(JSON.stringify([ofTest, ofVariation])) ?? {};
}
