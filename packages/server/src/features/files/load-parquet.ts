import { type Engine, EngineError, type FileReader } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Filling } from './filling.ts';
import { cellOfType, isNested, parquetRows, wideQuestion } from './parquet-columns.ts';
import { resolveColumns } from './resolve-columns.ts';
import { showText } from './show-text.ts';

/** Of a file that is not to be read whole. */
const firstRows = 5_000_000;

/** The engine, or who reads for it, reads the staged file itself; columns are spoken of by their place. */
export async function loadParquet(
  { engine, file, table, asked, most, onCut, onProgress }: Filling,
  { staged, reader, types }: { staged: string; reader: FileReader | null; types: readonly string[] },
): Promise<null> {
  const places = resolveColumns(file, asked);
  const nested = places.find((place) => isNested(types[place]!));
  if (nested !== undefined) {
    throw new DandelionFailure(
      'format-broken',
      `Column "${showText(file.columns[nested]!)}" of ${file.shown} holds nested values. Name a column of single values, or write the nested value into one.`,
    );
  }
  const cells = places.map((place, at) => `${cellOfType(`x${place}`, types[place]!)} AS c${at}`);
  const cut = file.bytes > most;
  const which = cut ? `WHERE row < ${firstRows}` : '';
  const rows = `${parquetRows(staged, types.length)} SELECT row + 1 AS n, ${cells.join(', ')} FROM source ${which}`;
  if (reader === null) await engine.run({ sql: `INSERT INTO ${table} ${rows}`, settings: wideQuestion });
  else await sendRows(reader, rows, engine, table);
  if (cut) onCut();
  onProgress?.({ bytes: file.bytes, total: file.bytes });
  return null;
}

async function sendRows(reader: FileReader, rows: string, engine: Engine, table: string): Promise<void> {
  const read = await reader.dump({ sql: `${rows} FORMAT Native`, settings: wideQuestion });
  try {
    await engine.load({ sql: `INSERT INTO ${table} FORMAT Native` }, read);
  } catch (error) {
    if (error instanceof DandelionFailure || error instanceof EngineError) throw error;
    // An answer that has begun can only break off. Read without an answer, the file tells what is wrong with it.
    (await reader.dump({ sql: `${rows} FORMAT Null`, settings: wideQuestion })).resume();
    throw error;
  }
}
