import type { AnswerOf, countValues } from '@dandelion-loop/contract';
import { sampleRatioTest } from '@dandelion-loop/stats';
import type { Engine } from '../../kernel/engine.ts';
import { openPersonRows } from '../../kernel/person-rows.ts';
import { inspectFile, loadFile, unstage } from '../files/index.ts';
import { countColumn, newValuesTable } from './values.sql.ts';

/** A person waits for the answer: of larger files (and of what expands to more) the first rows must do. */
const mostBytes = 256e6;
/** As health says of a split that is off. */
const unequalLevel = 0.001;

interface CountFileValues {
  engine: Engine;
  path: string;
  name: string;
  column: string;
  unit: string | null;
  weight: string | null;
  now: Date;
}

export async function countFileValues({
  engine,
  path,
  name,
  column,
  unit,
  weight,
  now,
}: CountFileValues): Promise<AnswerOf<typeof countValues>> {
  const file = await inspectFile(path, { engine, name });
  try {
    const columns = [column, unit, weight].filter((name) => name !== null);
    const table = newValuesTable(now);
    const { columns: cells, whole } = await loadFile({ engine, file, columns, table, most: mostBytes });
    try {
      const rows = openPersonRows({ table, purpose: 'learn' });
      const cellOf = (name: string | null) => (name === null ? null : cells.get(name)!);
      const counted = await countColumn(engine, rows, {
        column: cells.get(column)!,
        unit: cellOf(unit),
        weight: cellOf(weight),
      });
      return { ...counted, whole, unequal: isUnequal(counted) };
    } finally {
      // Where the engine is gone, what went wrong first is what counts; the next sweep drops it.
      await engine.run({ sql: `DROP TABLE IF EXISTS ${table} SYNC` }).catch(() => {});
    }
  } finally {
    await unstage(engine, file);
  }
}

/** Whether chance does not explain that the shares differ. Not of a column with more values than are counted: that is no variation. */
function isUnequal({ values, distinct }: { values: { count: number }[]; distinct: number }): boolean {
  if (values.length !== distinct) return false;
  const { pValue } = sampleRatioTest(
    values.map(({ count }) => count),
    values.map(() => 1),
  );
  return pValue !== null && pValue < unequalLevel;
}
