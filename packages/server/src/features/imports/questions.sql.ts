import { randomBytes } from 'node:crypto';
import type { Engine } from '../../kernel/engine.ts';

/** Which questions and tables of the engine are of which analysis: told by a mark on each question, and by the names of the tables. */

const prefix = 'analysis_';
const plain = (analysisId: string) => analysisId.replaceAll('-', '');

/**
 * Tables of one attempt, never the same twice: what the engine still does for an attempt that was ended is in nobody's way. `rows` are
 * kept when it succeeds; ids of units are as they are in the file only in `raw`.
 */
export function tableNames(analysisId: string) {
  const begin = `${prefix}${plain(analysisId)}_${randomBytes(4).toString('hex')}`;
  return { raw: `${begin}_raw`, rows: `${begin}_rows`, units: `${begin}_units` };
}

/** The analysis that made a table, in the form of PostgreSQL; null for tables of others. */
function makerOf(table: string): string | null {
  const found =
    /^analysis_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_[0-9a-f]{8}_(raw|rows|units|units_searched)$/.exec(
      table,
    );
  return found?.slice(1, 6).join('-') ?? null;
}

/** The engine, with the mark of an analysis on everything that is asked. */
export function markedEngine(engine: Engine, analysisId: string): Engine {
  const marked = <Q extends { settings?: Record<string, string | number> }>(question: Q): Q => ({
    ...question,
    settings: { ...question.settings, log_comment: `${prefix}${plain(analysisId)}` },
  });
  return {
    get stagingFolder() {
      return engine.stagingFolder;
    },
    fileReader: engine.fileReader,
    rows: (question) => engine.rows(marked(question)),
    run: (question) => engine.run(marked(question)),
    load: (question, data) => engine.load(marked(question), data),
  };
}

/** Ends what the engine does for an analysis: a client that goes away does not. */
export async function killQuestions(engine: Engine, analysisId: string): Promise<void> {
  await engine.run({
    sql: `KILL QUERY WHERE Settings['log_comment'] = {mark:String} ASYNC`,
    values: { mark: `${prefix}${plain(analysisId)}` },
  });
}

/** Which tables has the engine of analyses, and of which? */
export async function analysisTables(engine: Engine): Promise<{ table: string; analysisId: string }[]> {
  const rows = await engine.rows<{ name: string }>({
    sql: 'SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, {prefix:String})',
    values: { prefix },
  });
  return rows.flatMap(({ name }) => {
    const analysisId = makerOf(name);
    return analysisId === null ? [] : [{ table: name, analysisId }];
  });
}

/** Removes tables with their files, at once. */
export async function dropTables(engine: Engine, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    if (makerOf(table) === null) throw new Error(`Not a table of an analysis: ${table}`);
    await engine.run({ sql: `DROP TABLE IF EXISTS ${table} SYNC` });
  }
}
