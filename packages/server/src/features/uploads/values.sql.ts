import { randomBytes } from 'node:crypto';
import type { AnswerOf, countValues } from '@dandelion-loop/contract';
import type { Engine } from '../../kernel/engine.ts';
import type { PersonRows } from '../../kernel/person-rows.ts';

export type ValueCounts = Pick<AnswerOf<typeof countValues>, 'values' | 'distinct' | 'empty'>;

const mostValues = 50;
/** As in the choices of an import. */
const longestValue = 500;

const tables = 'upload_values_';

/** A name for a table that holds a column of a file while its values are counted. It says since when. */
export const newValuesTable = (now: Date): string => `${tables}${now.getTime()}_${randomBytes(8).toString('hex')}`;

/** Drops such tables that a crash has left. */
export async function dropOldValuesTables(engine: Engine, before: Date): Promise<void> {
  const found = await engine.rows<{ name: string }>({
    sql: `SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, '${tables}')`,
  });
  const old = found.filter(({ name }) => Number(name.slice(tables.length).split('_')[0]) < before.getTime());
  for (const { name } of old) await engine.run({ sql: `DROP TABLE IF EXISTS ${name} SYNC` });
}

/** How often is each value of a column there? In rows, or in the units of a second column; rows without a unit count nowhere. */
export async function countColumn(
  engine: Engine,
  rows: PersonRows,
  { column, unit }: { column: string; unit: string | null },
): Promise<ValueCounts> {
  const isEmpty = `${column} = ''`;
  const [count, emptyCount, among] =
    unit === null
      ? ['count()', `countIf(${isEmpty})`, '1']
      : [`uniqExact(${unit})`, `uniqExactIf(${unit}, ${isEmpty})`, `${unit} != ''`];
  const values = await engine.rows<{ value: string; count: number }>({
    sql: `SELECT leftUTF8(${column}, ${longestValue}) AS value, ${count} AS count
          FROM ${rows.source} WHERE ${among} AND NOT ${isEmpty}
          GROUP BY ${column} ORDER BY count DESC, value LIMIT ${mostValues}`,
  });
  const [totals] = await engine.rows<{ distinct: number; empty: number }>({
    sql: `SELECT uniqExactIf(${column}, NOT ${isEmpty}) AS distinct, ${emptyCount} AS empty FROM ${rows.source} WHERE ${among}`,
  });
  return { values, distinct: totals!.distinct, empty: totals!.empty };
}
