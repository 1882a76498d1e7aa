import type { Engine } from '../../kernel/engine.ts';
import { openPersonRows } from '../../kernel/person-rows.ts';
import type { ForecastCells } from './forecast-cells.ts';

export interface ForecastTable {
  table: string;
  /** Physical column by its name in the file. */
  columns: ReadonlyMap<string, string>;
}

/** What do the rows say, in the order of the file? A column that there is not says nothing. */
export function readForecastRows(
  engine: Engine,
  { table, columns }: ForecastTable,
  names: Readonly<Record<'forecast' | 'outcome' | 'member' | 'topic', string | null>>,
): Promise<ForecastCells[]> {
  const from = openPersonRows({ table, purpose: 'learn' });
  const cell = (name: string | null) => (name === null ? 'CAST(NULL AS Nullable(String))' : columns.get(name)!);
  return engine.rows<ForecastCells>({
    sql: `SELECT n AS row, ${cell(names.forecast)} AS forecast, ${cell(names.outcome)} AS outcome,
                 ${cell(names.member)} AS member, ${cell(names.topic)} AS topic
          FROM ${from.source} ORDER BY n`,
  });
}
