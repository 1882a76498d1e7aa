import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inArray, isNotNull, or } from 'drizzle-orm';
import type { Engine } from '../../kernel/engine.ts';
import type { Records } from '../../kernel/records.ts';
import { analysisTables, dropTables } from './questions.sql.ts';
import { analyses } from './records.ts';

/** What analyses leave in the engine when they are cut off. */

/** Removes what an analysis has in the engine, but for what it keeps. Where that fails, the sweep does it later. */
export async function clearTables(engine: Engine, analysisId: string, keep: string | null): Promise<void> {
  try {
    const tables = await analysisTables(engine);
    const own = tables.filter((found) => found.analysisId === analysisId && found.table !== keep);
    await dropTables(
      engine,
      own.map(({ table }) => table),
    );
  } catch {
    // The engine is away.
  }
}

/** Nobody reads a staged file for that long. */
const stagedLife = 60 * 60_000;

/** Copies of files for the engine whose reader was ended. */
async function removeStaged(engine: Engine): Promise<void> {
  let folder: string;
  try {
    folder = engine.stagingFolder;
  } catch {
    // An engine on another machine.
    return;
  }
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.parquet')) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found !== null && Date.now() - found.ctimeMs > stagedLife) await rm(path, { force: true });
  }
}

/** Drops tables that no analysis keeps and that no analysis under way works with. */
export async function sweep(records: Records, engine: Engine): Promise<void> {
  // The engine first: what it has now belongs to an analysis that is under way, or has ended by the time the records are asked.
  const tables = await analysisTables(engine);
  const rows = await records
    .select({ id: analyses.id, state: analyses.state, table: analyses.rowsTable })
    .from(analyses)
    .where(or(isNotNull(analyses.rowsTable), inArray(analyses.state, ['queued', 'running'])));
  const kept = new Set(rows.map(({ table }) => table));
  const underWay = new Set(rows.flatMap(({ id, state }) => (state === 'queued' || state === 'running' ? [id] : [])));
  const left = tables.filter(({ table, analysisId }) => !kept.has(table) && !underWay.has(analysisId));
  await dropTables(
    engine,
    left.map(({ table }) => table),
  );
  if (!rows.some(({ state }) => state === 'running')) await removeStaged(engine);
}
