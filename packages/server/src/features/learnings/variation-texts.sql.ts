import type { Engine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { PersonRows } from '../../kernel/person-rows.ts';

export interface TextCells {
  from: PersonRows;
  /** Physical columns. */
  test: string;
  variation: string;
  /** Names in the file with physical columns, in the order of the answer. */
  columns: readonly { name: string; cell: string }[];
}

/** Value of each column by test and variation; '' where there is none. */
export type VariationTexts = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

type Row = Record<string, string | number>;

function refuseTwo(row: Row, names: readonly string[]): void {
  const at = names.findIndex((_, i) => Number(row[`u${i}`]) > 1);
  if (at < 0) return;
  throw new DandelionFailure(
    'bad-value',
    `Variation "${row.variation}" of test "${row.test}" has more than one value in "${names[at]}". What describes a variation must be the same in all of its rows.`,
  );
}

/**
 * What the columns say of each variation. Rows with an empty cell say nothing.
 *
 * @throws DandelionFailure bad-value where a variation has two values in a column
 */
export async function readVariationTexts(engine: Engine, cells: TextCells): Promise<VariationTexts> {
  const names = cells.columns.map(({ name }) => name);
  const columns = cells.columns.flatMap(({ cell }, i) => [
    `uniqExactIf(sipHash128(${cell}), ${cell} != '') AS u${i}`,
    `max(${cell}) AS x${i}`,
  ]);
  const rows = await engine.rows<Row>({
    sql: `SELECT ${[`${cells.test} AS test`, `${cells.variation} AS variation`, ...columns].join(', ')}
          FROM ${cells.from.source} WHERE ${cells.variation} != '' GROUP BY test, variation ORDER BY test, variation`,
  });
  const texts = new Map<string, Map<string, string[]>>();
  for (const row of rows) {
    refuseTwo(row, names);
    const test = String(row.test);
    let own = texts.get(test);
    if (own === undefined) {
      own = new Map();
      texts.set(test, own);
    }
    own.set(
      String(row.variation),
      names.map((_, i) => String(row[`x${i}`])),
    );
  }
  return texts;
}
