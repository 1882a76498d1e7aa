import { numbers } from '@dandelion-loop/wording';
import { and, desc, eq, isNotNull, ne } from 'drizzle-orm';
import { system } from '../../kernel/caller.ts';
import type { Engine } from '../../kernel/engine.ts';
import { errorFacts } from '../../kernel/error-facts.ts';
import { removeUnlessCopied } from '../../kernel/held-removals.ts';
import type { Log } from '../../kernel/log.ts';
import { recordStatements, type Statement } from '../../kernel/record-statements.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { analyzeRows, type Judged, methodVersion } from '../analyses/index.ts';
import { type JudgedTest, storeAnswers } from '../experiments/index.ts';
import { createWorkspace } from '../workspace/index.ts';
import { announceVerdict } from './announce-outcome.ts';
import { recordImport } from './audited-import.ts';
import { analysisRequest, sampleTitle } from './choices.ts';
import { bugFailure, cutOffFailure, explainFailure, isEngineGone } from './explain-failure.ts';
import { canGo, type KeptRows } from './kept-rows.ts';
import { type Loaded, loadRows, type StoredFile } from './load-rows.ts';
import { createProgress } from './progress.ts';
import { analysisTables, dropTables, markedEngine, tableNames } from './questions.sql.ts';
import { periodReader } from './ran-on.ts';
import { type AnalysisRow, analyses, type ImportRow, imports } from './records.ts';
import { begin, fail, goOn, lockAnalysis, mostAttempts, putBack, unlockAnalysis, waitingForEngine } from './states.ts';
import { clearTables } from './sweep.ts';
import { titleVariation } from './title-variation.ts';
import { type Content, contentColumns, readContents } from './variation-contents.sql.ts';

/** The work from a stored file and choices to stored answers: whole or absent. It runs in a thread of its own, or wherever it is called. */

/** Which analysis, and its file as the server found it. */
export interface AnalysisTask {
  analysisId: string;
  file: StoredFile;
}

export interface RunAnalysis {
  task: AnalysisTask;
  /** Over one connection, and nobody else's: it holds the lock, and whatever is written goes over it. */
  records: Records;
  engine: Engine;
  /** The workspace's key for the hashes of unit ids, 32 bytes. */
  unitKey: Buffer;
  log: Log;
  now: () => Date;
  /** Aborted: the analysis is to stop as soon as it can. A thread is simply terminated. */
  stop: AbortSignal;
}

/** What one attempt works with. */
interface Attempt extends RunAnalysis {
  analysis: AnalysisRow;
  of: ImportRow;
  kept: readonly KeptRows[];
  tables: ReturnType<typeof tableNames>;
  statements: Statement[];
  tell: (stage: string, fraction: number) => void;
}

/** Storing the answers comes after this share of the work. */
const judgedAt = 0.9;

/** What earlier analyses of the import kept, newest first, as far as the engine still has it. */
async function keptRows(records: Records, engine: Engine, analysis: AnalysisRow): Promise<KeptRows[]> {
  const found = await records
    .select({ table: analyses.rowsTable, columns: analyses.rowsColumns })
    .from(analyses)
    .where(and(eq(analyses.importId, analysis.importId), isNotNull(analyses.rowsTable)))
    .orderBy(desc(analyses.number));
  const there = new Set((await analysisTables(engine)).map(({ table }) => table));
  return found.flatMap(({ table, columns }) =>
    table !== null && columns !== null && there.has(table) ? [{ table, columns }] : [],
  );
}

interface JudgedRows {
  judged: Judged;
  loaded: Loaded;
  contentOf: (test: string, variation: string) => Content;
  titleOf: (test: Judged['tests'][number]) => string | undefined;
}

async function judge(attempt: Attempt): Promise<JudgedRows> {
  const { engine, unitKey, task, analysis, of, kept, tables, tell } = attempt;
  const choices = analysis.choices!;
  const content = contentColumns(choices);
  let loaded: Loaded | undefined;
  const judged = await analyzeRows({
    engine,
    // All is chosen: nothing is guessed by its name.
    columns: [],
    request: analysisRequest(choices),
    load: async (columns, onProgress) => {
      const wanted = [...new Set([...columns, ...content])];
      loaded = await loadRows(wanted, { engine, unitKey, file: task.file, choices, kept, tables, onProgress });
      return loaded.rows;
    },
    progress: (stage, fraction) => tell(stage, fraction * judgedAt),
  });
  if (loaded === undefined) throw new Error('An analysis without rows');
  const contentOf = await readContents(engine, loaded.rows, { ...choices, content });
  const titled = of.source === 'sample' && choices.test !== null;
  const titleOf = ({ name, answer }: Judged['tests'][number]) =>
    titled ? (contentOf(name, titleVariation(answer))[sampleTitle] ?? undefined) : undefined;
  return { judged, loaded, contentOf, titleOf };
}

function* namedTests({ judged, contentOf, titleOf }: JudgedRows, period: string | null): Iterable<JudgedTest> {
  const periods = judged.tests.map((test) => test.period);
  const ranOn = period === null ? () => null : periodReader(period, periods);
  for (const test of judged.tests) {
    const title = titleOf(test);
    yield {
      name: test.name,
      ...(title === undefined ? {} : { title }),
      ranOn: ranOn(test.period),
      answer: test.answer,
      contents: test.answer.source.variations.map((variation) => contentOf(test.name, variation.name)),
    };
  }
}

/** Somebody stopped it, here or on another server. */
class Stopped extends Error {}

/** Lets go of rows of older analyses that are needed no more. Answers with their tables. */
async function letGo(tx: Transaction, { importId, id }: AnalysisRow, keep: KeptRows): Promise<string[]> {
  const others = await tx
    .select({ id: analyses.id, table: analyses.rowsTable, columns: analyses.rowsColumns })
    .from(analyses)
    .where(and(eq(analyses.importId, importId), ne(analyses.id, id), isNotNull(analyses.rowsTable)));
  const gone = others.filter(({ table, columns }) => canGo({ table: table!, columns: columns! }, keep));
  for (const other of gone) {
    await tx.update(analyses).set({ rowsTable: null, rowsColumns: null }).where(eq(analyses.id, other.id));
  }
  return gone.map(({ table }) => table!);
}

/** All that an analysis brings, in one transaction. Answers with tables of the engine that nobody needs any more. */
async function store(attempt: Attempt, rows: JudgedRows): Promise<string[]> {
  const { records, analysis, statements, now } = attempt;
  const { judged, loaded } = rows;
  const { timeZone } = await createWorkspace({ records }).read();
  return records.transaction(async (tx) => {
    // Read here: it may have been renamed meanwhile.
    const [of] = await tx.select().from(imports).where(eq(imports.id, analysis.importId));
    if (of === undefined) throw new Stopped();
    const verdicts = await storeAnswers(tx, {
      ...{ importId: of.id, analysisId: analysis.id, importName: of.name, single: judged.single },
      ...{ judgedAt: now(), timeZone, tests: namedTests(rows, analysis.choices!.period) },
    });
    const { rowCount } = await tx
      .update(analyses)
      .set({
        ...{ state: 'done', stage: '', fraction: null, finishedAt: now() },
        ...{ methodVersion, statements, notes: judged.notes },
        ...{ rowsTable: loaded.keep.table, rowsColumns: [...loaded.keep.columns] },
      })
      .where(and(eq(analyses.id, analysis.id), eq(analyses.state, 'running')));
    if (rowCount !== 1) throw new Stopped();
    await tx.update(imports).set({ currentAnalysisId: analysis.id }).where(eq(imports.id, of.id));
    await recordImport(tx, system, 'judged', of, { after: { analysis: analysis.number, methodVersion, verdicts } });
    await announceVerdict(tx, of, { verdicts, answers: judged.tests.map(({ answer }) => answer) }, now());
    return letGo(tx, analysis, loaded.keep);
  });
}

/** What became of an attempt that did not succeed. */
async function settle(error: unknown, { records, analysis, log, now }: Attempt): Promise<void> {
  if (isEngineGone(error) && analysis.attempt < mostAttempts) {
    await putBack(records, analysis.id, { stage: waitingForEngine, now: now(), uncounted: false });
    return;
  }
  const failure = isEngineGone(error) ? cutOffFailure : explainFailure(error);
  if (failure === null) log.error({ analysis: analysis.id, error: errorFacts(error) }, 'An analysis failed');
  await fail(records, analysis.id, failure ?? bugFailure, now());
}

async function work(run: RunAnalysis, analysis: AnalysisRow): Promise<void> {
  const { records } = run;
  const [of] = await records.select().from(imports).where(eq(imports.id, analysis.importId));
  if (of === undefined) return;
  const stopped = new AbortController();
  const stop = AbortSignal.any([run.stop, stopped.signal]);
  const progress = createProgress(async (stage, fraction) => {
    if (!(await goOn(records, analysis.id, stage, fraction))) stopped.abort();
  });
  const { engine, statements } = recordStatements(markedEngine(run.engine, analysis.id));
  const tell: Attempt['tell'] = (stage, fraction) => {
    if (stop.aborted) throw new Stopped();
    progress.tell(stage, fraction);
  };
  const tables = tableNames(analysis.id);
  const attempt: Attempt = { ...run, engine, analysis, of, kept: [], tables, statements, tell };
  let keep: string | null = null;
  try {
    // Of an attempt that was cut off.
    await clearTables(run.engine, analysis.id, null);
    const kept = await keptRows(records, run.engine, analysis);
    const rows = await judge({ ...attempt, kept });
    tell(`Storing ${numbers.counted(rows.judged.tests.length, 'answer')}`, judgedAt);
    // From now on whether they are kept is decided by the transaction; what nobody refers to is swept.
    keep = rows.loaded.keep.table;
    await clearTables(run.engine, analysis.id, keep);
    // The connection belongs to the transaction now.
    await progress.end();
    if (stop.aborted) throw new Stopped();
    const gone = await store(attempt, rows);
    // Else they are swept.
    await removeUnlessCopied(records, () => dropTables(run.engine, gone)).catch(() => undefined);
  } catch (error) {
    await clearTables(run.engine, analysis.id, keep);
    await progress.end();
    if (!(error instanceof Stopped) && !stop.aborted) await settle(error, attempt);
  }
}

/**
 * Does an analysis that is queued and that nobody else works at; else does nothing. Rejects only when PostgreSQL does not answer, or
 * for a bug outside of the analysis itself.
 */
export async function runAnalysis(run: RunAnalysis): Promise<void> {
  const { records, task } = run;
  const { analysisId } = task;
  if (!(await lockAnalysis(records, analysisId))) return;
  try {
    const analysis = await begin(records, analysisId);
    if (analysis !== null) await work(run, analysis);
  } finally {
    // Without a connection there is no lock either.
    await unlockAnalysis(records, analysisId).catch(() => false);
  }
}
