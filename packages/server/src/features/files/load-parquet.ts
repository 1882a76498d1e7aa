import { DandelionFailure } from '../../kernel/failure.ts';
import type { Filling } from './filling.ts';
import { cellOfType, isNested, parquetRows, wideQuestion } from './parquet-columns.ts';
import { resolveColumns } from './resolve-columns.ts';
import { showText } from './show-text.ts';

/** Of a file that is not to be read whole. */
const firstRows = 5_000_000;

/** The engine reads the staged file itself; columns are spoken of by their place. */
export async function loadParquet(
  { engine, file, table, asked, most, onCut, onProgress }: Filling,
  { staged, types }: { staged: string; types: readonly string[] },
): Promise<null> {
  const places = resolveColumns(file, asked);
  const nested = places.find((place) => isNested(types[place]!));
  if (nested !== undefined) {
    throw new DandelionFailure(
      'format-broken',
      `Column "${showText(file.columns[nested]!)}" of ${file.shown} holds nested values. Name a column of single values, or write the nested value into one.`,
    );
  }
  const cells = places.map((place) => cellOfType(`x${place}`, types[place]!));
  const cut = file.bytes > most;
  const which = cut ? `WHERE row < ${firstRows}` : '';
  await engine.run({
    sql: `INSERT INTO ${table} ${parquetRows(staged, types.length)} SELECT row + 1, ${cells.join(', ')} FROM source ${which}`,
    settings: wideQuestion,
  });
  if (cut) onCut();
  onProgress?.({ bytes: file.bytes, total: file.bytes });
  return null;
}
