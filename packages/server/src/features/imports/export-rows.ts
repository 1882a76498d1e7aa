import { Readable } from 'node:stream';
import { and, desc, eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { type CopyableEngine, EngineError } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { openPersonRows } from '../../kernel/person-rows.ts';
import type { Records } from '../../kernel/records.ts';
import type { Download } from '../../kernel/route.ts';
import { byteOrderMark, csvLine } from '../../kernel/write-csv.ts';
import { recordImport } from './audited-import.ts';
import { rowsAsCsv, rowsAsParquet } from './export-rows.sql.ts';
import type { KeptRows } from './kept-rows.ts';
import { analyses, imports } from './records.ts';
import { noImport } from './views.ts';

type RowsFormat = 'csv' | 'parquet';

/**
 * The rows behind the newest answers of an import, as a stream: never the ids of units, only their hashes. That somebody read them
 * is noted in the audit log before the first byte. Fails with `not-found` without the import, with `wrong-use` where there are no rows.
 */
export type ExportRows = (by: Actor, importId: string, format: RowsFormat) => Promise<Download>;

interface Place {
  records: Records;
  engine: CopyableEngine;
}

const noRows = (message: string) => new DandelionFailure('wrong-use', message);

async function find(records: Records, id: string) {
  const [of] = await records.select().from(imports).where(eq(imports.id, id));
  if (of === undefined) throw noImport();
  if (of.source === 'counts') throw noRows('This import was typed: it has counts and no rows.');
  const [newest] = await records
    .select({ number: analyses.number, table: analyses.rowsTable, columns: analyses.rowsColumns })
    .from(analyses)
    .where(and(eq(analyses.importId, id), eq(analyses.state, 'done')))
    .orderBy(desc(analyses.number))
    .limit(1);
  if (newest === undefined) throw noRows('No analysis of this import has ended well yet: no rows were kept.');
  const { number, table, columns } = newest;
  if (table === null || columns === null) throw gone();
  return { of, number, kept: { table, columns } };
}

const gone = () => noRows('The rows of the newest analysis are not there any more. Judge the import again.');

async function* withHead(columns: KeptRows['columns'], lines: Readable): AsyncGenerator<string | Buffer> {
  yield byteOrderMark + csvLine(columns.map(({ name }) => name));
  yield* lines as AsyncIterable<Buffer>;
}

async function ask(engine: CopyableEngine, { table, columns }: KeptRows, format: RowsFormat): Promise<Readable> {
  const rows = openPersonRows({ table, purpose: 'learn' });
  try {
    if (format === 'parquet') return await rowsAsParquet(engine, rows, columns);
    return Readable.from(withHead(columns, await rowsAsCsv(engine, rows, columns)), { objectMode: false });
  } catch (error) {
    if (error instanceof EngineError && error.type === 'UNKNOWN_TABLE') throw gone();
    throw error;
  }
}

const mediaTypes: Record<RowsFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

export function createRowsExport({ records, engine }: Place): ExportRows {
  return async (by, importId, format) => {
    const { of, number, kept } = await find(records, importId);
    const content = await ask(engine, kept, format);
    try {
      await records.transaction((tx) =>
        recordImport(tx, by, 'rows-downloaded', of, {
          after: { analysis: number, format, columns: kept.columns.map(({ name }) => name) },
        }),
      );
    } catch (error) {
      content.destroy();
      throw error;
    }
    return { fileName: `${of.name.slice(0, 100)}, rows.${format}`, mediaType: mediaTypes[format], content };
  };
}
