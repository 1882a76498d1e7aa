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

/** What is counted: rows, or the units of a column, or the sum of a column of numbers (what is none counts nothing). */
export interface Counted {
  column: string;
  unit: string | null;
  weight: string | null;
}

/** As SQL over physical columns: the count, the count where a condition holds, and the rows it is made of. */
function countOf({ unit, weight }: Counted): { all: string; where: (condition: string) => string; among: string } {
  if (unit !== null) {
    return { all: `uniqExact(${unit})`, where: (one) => `uniqExactIf(${unit}, ${one})`, among: `${unit} != ''` };
  }
  if (weight === null) return { all: 'count()', where: (one) => `countIf(${one})`, among: '1' };
  const number = `ifNull(toFloat64OrNull(${weight}), 0)`;
  const whole = (sum: string) => `toInt64(least(greatest(round(${sum}), 0), 9e15))`;
  return { all: whole(`sum(${number})`), where: (one) => whole(`sumIf(${number}, ${one})`), among: '1' };
}

/** How often is each value of a column there? Rows without a unit count nowhere. */
export async function countColumn(engine: Engine, rows: PersonRows, counted: Counted): Promise<ValueCounts> {
  const { column } = counted;
  const isEmpty = `${column} = ''`;
  const count = countOf(counted);
  const values = await engine.rows<{ value: string; count: number }>({
    sql: `SELECT leftUTF8(${column}, ${longestValue}) AS value, ${count.all} AS count
          FROM ${rows.source} WHERE ${count.among} AND NOT ${isEmpty}
          GROUP BY ${column} ORDER BY count DESC, value LIMIT ${mostValues}`,
  });
  const [totals] = await engine.rows<{ distinct: number; empty: number }>({
    sql: `SELECT uniqExactIf(${column}, NOT ${isEmpty}) AS distinct, ${count.where(isEmpty)} AS empty
          FROM ${rows.source} WHERE ${count.among}`,
  });
  return { values, distinct: totals!.distinct, empty: totals!.empty };
}
