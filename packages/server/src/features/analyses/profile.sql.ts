import type { Engine } from '../../kernel/engine.ts';
import type { PersonRows } from '../../kernel/person-rows.ts';
import { hasAmbiguousComma, hasDecimalComma, isMissing, isYesOrNo, numberOf } from './cells.ts';

/** The rows of a loaded file that a question is about. `filter` is compiled SQL with its bound values. */
export interface CellRows {
  from: PersonRows;
  filter: { sql: string; values: Record<string, unknown> };
}

/** What the values of one column look like. Rows are 1-based numbers of data rows, null where there is none. */
export interface ColumnProfile {
  filled: number;
  missing: number;
  yesOrNo: number;
  fractional: number;
  negative: number;
  firstNegative: number | null;
  firstNotNumber: number | null;
  notNumber: string;
  firstInfinite: number | null;
  infinite: string;
  firstNotYesOrNo: number | null;
  notYesOrNo: string;
  commas: number;
  ambiguousCommas: number;
  points: number;
  firstComma: number | null;
  comma: string;
}

const rowOrNull = (condition: string) => `nullIf(minIf(n, ${condition}), 0)`;
const shownAt = (cell: string, condition: string) => `leftUTF8(argMinIf(${cell}, n, ${condition}), 60)`;

function profileExpressions(cell: string): Record<keyof ColumnProfile, string> {
  const number = numberOf(cell, '.');
  const filled = `NOT (${isMissing(cell)})`;
  const comma = hasDecimalComma(cell);
  // Squares of values beyond this overflow, and no amount of this world reaches it.
  const infinite = `ifNull(abs(${number}) > 1e100, 0)`;
  const notNumber = `${filled} AND ${number} IS NULL AND NOT ${comma}`;
  const notYesOrNo = `${filled} AND NOT (${isYesOrNo(cell)})`;
  return {
    filled: `countIf(${filled})`,
    missing: `countIf(${isMissing(cell)})`,
    yesOrNo: `countIf(${isYesOrNo(cell)})`,
    fractional: `countIf(${number} != floor(${number}) OR ${comma})`,
    negative: `countIf(${number} < 0)`,
    firstNegative: rowOrNull(`ifNull(${number} < 0, 0)`),
    firstNotNumber: rowOrNull(notNumber),
    notNumber: shownAt(cell, notNumber),
    firstInfinite: rowOrNull(infinite),
    infinite: shownAt(cell, infinite),
    firstNotYesOrNo: rowOrNull(notYesOrNo),
    notYesOrNo: shownAt(cell, notYesOrNo),
    commas: `countIf(${comma})`,
    ambiguousCommas: `countIf(${hasAmbiguousComma(cell)})`,
    points: `countIf(position(${cell}, '.') > 0 AND ${number} IS NOT NULL)`,
    firstComma: rowOrNull(comma),
    comma: shownAt(cell, comma),
  };
}

/** What do the values of these columns look like? One pass over the rows. */
export async function profileColumns(
  engine: Engine,
  rows: CellRows,
  cells: readonly string[],
): Promise<Map<string, ColumnProfile>> {
  if (cells.length === 0) return new Map();
  const selected = cells.flatMap((cell) =>
    Object.entries(profileExpressions(cell)).map(([name, sql]) => `${sql} AS ${cell}_${name}`),
  );
  const [answer] = await engine.rows<Record<string, number | string | null>>({
    sql: `SELECT ${selected.join(',\n')} FROM ${rows.from.source} WHERE ${rows.filter.sql}`,
    values: rows.filter.values,
  });
  return new Map(
    cells.map((cell) => {
      const names = Object.keys(profileExpressions(cell)) as (keyof ColumnProfile)[];
      return [cell, Object.fromEntries(names.map((name) => [name, answer?.[`${cell}_${name}`]])) as never];
    }),
  );
}

/** Is the first number ever larger than the second? Decides between a proportion and a ratio. */
export async function firstRowAbove(
  engine: Engine,
  rows: CellRows,
  numerator: string,
  denominator: string,
): Promise<number | null> {
  const [answer] = await engine.rows<{ row: number | null }>({
    sql: `SELECT ${rowOrNull(`ifNull(${numerator} > ${denominator}, 0)`)} AS row FROM ${rows.from.source} WHERE ${rows.filter.sql}`,
    values: rows.filter.values,
  });
  return answer?.row ?? null;
}

/** How many rows are left, how many lack a variation or a unit, and how the variation column looks. */
export interface RowProfile {
  fileRows: number;
  rows: number;
  withoutVariation: number;
  withoutUnit: number;
  longestVariation: number;
  /** The most variations that one test has. */
  variations: number;
  tests: number;
}

export async function profileRows(
  engine: Engine,
  rows: CellRows,
  cells: { variation: string; unit: string | null; test: string | null },
): Promise<RowProfile> {
  const unit = cells.unit === null ? '0' : `${cells.unit} = ''`;
  const test = cells.test === null ? `''` : cells.test;
  const [answer] = await engine.rows<RowProfile>({
    sql: `SELECT sum(rows) AS rows, sum(noVariation) AS withoutVariation, sum(noUnit) AS withoutUnit,
            max(longest) AS longestVariation, max(distinct) AS variations, count() AS tests,
            (SELECT count() FROM ${rows.from.source}) AS fileRows
          FROM (
            SELECT count() AS rows, countIf(${cells.variation} = '') AS noVariation, countIf(${unit}) AS noUnit,
              max(length(${cells.variation})) AS longest, uniqExact(${cells.variation}) AS distinct
            FROM ${rows.from.source} WHERE ${rows.filter.sql} GROUP BY ${test} AS test)`,
    values: rows.filter.values,
  });
  return answer!;
}
