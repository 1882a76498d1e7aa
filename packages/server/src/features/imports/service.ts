import { randomUUID } from 'node:crypto';
import type {
  Analysis,
  AnswerOf,
  analyzeAgain,
  BodyOf,
  Choices,
  Counts,
  createImport,
  getWork,
  Import,
  renameImport,
} from '@dandelion-loop/contract';
import { and, count, desc, eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { columnsOf } from '../analyses/index.ts';
import { followImportName } from '../experiments/index.ts';
import type { Uploads } from '../uploads/index.ts';
import { createWorkspace } from '../workspace/index.ts';
import { auditedJudging, auditedJudgings, recordImport } from './audited-import.ts';
import { analysisRequest, checkChoices, sampleChoices, sampleName } from './choices.ts';
import { completeChoices, completeCounts } from './complete-choices.ts';
import { judgeCounts } from './judge-counts.ts';
import { goneWithTheFile, rowsFor } from './kept-rows.ts';
import { analyses, experiments, type ImportRow, imports, uploads as storedFiles } from './records.ts';
import { cancel, queueAgain, waitingStage } from './states.ts';
import { noImport, readImport, readImports, readsUpload, readWork } from './views.ts';
import { createWorkers, type WorkersOptions } from './workers.ts';

export interface ImportsOptions extends WorkersOptions {
  uploads: Pick<Uploads, 'get' | 'path' | 'claim' | 'remove'>;
}

export interface ImportsService {
  list(): Promise<Import[]>;
  /** Fails with `not-found`. */
  get(id: string): Promise<Import>;
  create(by: Actor, asked: BodyOf<typeof createImport>): Promise<Import>;
  /** Fails with `conflict` when somebody else changed it since `version`. */
  rename(by: Actor, id: string, change: BodyOf<typeof renameImport>): Promise<Import>;
  /** Fails with `conflict` when somebody else changed it since `version`, or while an analysis of it is under way. */
  analyzeAgain(by: Actor, id: string, change: BodyOf<typeof analyzeAgain>): Promise<Import>;
  cancel(by: Actor, id: string): Promise<Import>;
  /** Fails with `conflict` when the newest analysis neither failed nor was stopped. */
  retry(by: Actor, id: string): Promise<Import>;
  /** With its tests and answers, its rows in the engine, and its file where no other import has it. */
  remove(by: Actor, id: string): Promise<void>;
  work(since: Date | null): Promise<AnswerOf<typeof getWork>['work']>;
  /** Whether an analysis that is under way reads this upload, or is about to. */
  readsUpload(uploadId: string): Promise<boolean>;
  /** Begins to do what is queued, by this server or another, and takes up what was cut off. */
  start(): Promise<void>;
  /** Takes up what was cut off and sends what nobody was sent. Is done every five seconds after `start`. */
  resume(): Promise<void>;
  /** After all imports are gone: stops what this server does for them, and removes what they have in the engine. */
  forgetAll(): Promise<void>;
  /** Stops what this server does; it is begun again by the next that starts. */
  stop(): Promise<void>;
}

const wrong = (message: string) => new DandelionFailure('wrong-use', message);
const conflict = (message: string) => new DandelionFailure('conflict', message);

const underWay = 'This import is being judged. Wait for it, or stop it first.';
const changedMeanwhile = 'Somebody else changed this import meanwhile. Look at it again before you change it.';

interface NewAnalysis {
  importId: string;
  number: number;
  choices: Choices | null;
  counts: Counts | null;
  state: Analysis['state'];
}

async function addAnalysis(tx: Transaction, analysis: NewAnalysis, now: Date): Promise<string> {
  const id = randomUUID();
  const stage = analysis.state === 'queued' ? waitingStage : '';
  await tx.insert(analyses).values({ ...analysis, id, stage, sentAt: now, createdAt: now });
  return id;
}

export function createImports(options: ImportsOptions): ImportsService {
  const { records, uploads, now } = options;
  const workers = createWorkers(options);

  const methodsOf = async (db: Records) => (await createWorkspace({ records: db }).read()).methods;

  async function find(db: Records | Transaction, id: string): Promise<ImportRow> {
    const [found] = await db.select().from(imports).where(eq(imports.id, id));
    if (found === undefined) throw noImport();
    return found;
  }

  const newest = async (db: Records | Transaction, importId: string) => {
    const { id, number, state, choices, counts } = analyses;
    const [found] = await db
      .select({ id, number, state, choices, counts })
      .from(analyses)
      .where(eq(analyses.importId, importId))
      .orderBy(desc(number))
      .limit(1);
    return found!;
  };

  async function addImport(tx: Transaction, row: Pick<ImportRow, 'name' | 'source' | 'uploadId'>): Promise<ImportRow> {
    const [added] = await tx
      .insert(imports)
      .values({ id: randomUUID(), ...row, createdAt: now() })
      .returning();
    return added!;
  }

  /** An import of a file or of the sample, with its first analysis queued. */
  async function queueImport(
    by: Actor,
    row: Pick<ImportRow, 'name' | 'source' | 'uploadId'>,
    choices: Choices,
  ): Promise<{ importId: string; analysisId: string }> {
    return records.transaction(async (tx) => {
      if (row.uploadId !== null) await uploads.claim(tx, row.uploadId);
      const of = await addImport(tx, row);
      const analysis = { importId: of.id, number: 1, choices, counts: null, state: 'queued' as const };
      await recordImport(tx, by, 'created', of, { after: { ...row, ...auditedJudging(analysis) } });
      return { importId: of.id, analysisId: await addAnalysis(tx, analysis, now()) };
    });
  }

  async function createFromCounts(by: Actor, name: string, counts: Counts): Promise<string> {
    return records.transaction(async (tx) => {
      const of = await addImport(tx, { name, source: 'counts', uploadId: null });
      const analysis = { importId: of.id, number: 1, choices: null, counts, state: 'running' as const };
      await recordImport(tx, by, 'created', of, { after: { name, source: 'counts', ...auditedJudging(analysis) } });
      await judgeCounts(tx, of, { ...analysis, id: await addAnalysis(tx, analysis, now()) }, now());
      return of.id;
    });
  }

  /** Sees to it that the rows can be had: of a file that is there (it then stays until the analysis ends), or kept ones. */
  async function claimRows(tx: Transaction, { id, uploadId }: ImportRow, choices: Choices): Promise<void> {
    if (uploadId === null) return;
    const [upload] = await tx.select().from(storedFiles).where(eq(storedFiles.id, uploadId));
    if (upload === undefined || upload.deletedAt === null) return uploads.claim(tx, uploadId);
    const rows = await tx
      .select({ table: analyses.rowsTable, columns: analyses.rowsColumns })
      .from(analyses)
      .where(eq(analyses.importId, id));
    const kept = rows.flatMap(({ table, columns }) => (table && columns ? [{ table, columns }] : []));
    const { unit, where } = choices;
    const needs = { columns: columnsOf(analysisRequest(choices)), unit, where };
    if (rowsFor(needs, kept) !== null) return;
    throw goneWithTheFile(needs, kept, upload);
  }

  /** Counts the change; of two who began from the same version one is told no. */
  async function raiseVersion(
    tx: Transaction,
    id: string,
    version: number,
    change: { name?: string } = {},
  ): Promise<void> {
    await find(tx, id);
    const { rowCount } = await tx
      .update(imports)
      .set({ ...change, version: version + 1 })
      .where(and(eq(imports.id, id), eq(imports.version, version)));
    if (rowCount !== 1) throw conflict(changedMeanwhile);
  }

  async function again(
    tx: Transaction,
    by: Actor,
    id: string,
    change: BodyOf<typeof analyzeAgain>,
  ): Promise<string | null> {
    await raiseVersion(tx, id, change.version);
    const of = await find(tx, id);
    const last = await newest(tx, id);
    if (last.state === 'queued' || last.state === 'running') throw conflict(underWay);
    const number = last.number + 1;
    if (of.source === 'counts') {
      if (change.choices !== undefined) throw wrong('This import was typed: it has counts, and no columns to choose.');
      const counts = change.counts ? completeCounts(change.counts, await methodsOf(tx)) : last.counts!;
      const analysis = { importId: id, number, choices: null, counts, state: 'running' as const };
      await recordImport(tx, by, 'analyzed-again', of, auditedJudgings(last, analysis));
      await judgeCounts(tx, of, { ...analysis, id: await addAnalysis(tx, analysis, now()) }, now());
      return null;
    }
    if (change.counts !== undefined) throw wrong('This import came from a file: choose its columns instead of counts.');
    const choices = change.choices ? completeChoices(change.choices, await methodsOf(tx)) : last.choices!;
    checkChoices(choices);
    await claimRows(tx, of, choices);
    const analysis = { importId: id, number, choices, counts: null, state: 'queued' as const };
    await recordImport(tx, by, 'analyzed-again', of, auditedJudgings(last, analysis));
    return addAnalysis(tx, analysis, now());
  }

  /** Ends what is under way of an import, and removes what it has in the engine. */
  async function stopWork(by: Actor, id: string): Promise<void> {
    const analysisId = await records.transaction(async (tx) => {
      const of = await find(tx, id);
      const cancelled = await cancel(tx, id, now());
      if (cancelled === null) return null;
      await recordImport(tx, by, 'cancelled', of, { after: { analysis: cancelled.number } });
      return cancelled.id;
    });
    if (analysisId !== null) await workers.end(analysisId);
  }

  /** Answers with its analyses. */
  async function deleteImport(by: Actor, id: string): Promise<string[]> {
    return records.transaction(async (tx) => {
      const [of] = await tx.select().from(imports).where(eq(imports.id, id)).for('update');
      if (of === undefined) throw noImport();
      const judged = await tx.select({ id: analyses.id }).from(analyses).where(eq(analyses.importId, id));
      const [tests] = await tx.select({ count: count() }).from(experiments).where(eq(experiments.importId, id));
      const { name, source, createdAt } = of;
      const before = { name, source, createdAt, analyses: judged.length, experiments: tests!.count };
      await recordImport(tx, by, 'deleted', of, { before });
      await tx.delete(imports).where(eq(imports.id, id));
      return judged.map((analysis) => analysis.id);
    });
  }

  return {
    list: () => readImports(records),
    get: (id) => readImport(records, id),

    async create(by, asked) {
      const methods = await methodsOf(records);
      if (asked.source === 'counts') {
        const counts = completeCounts(asked.counts, methods);
        return readImport(records, await createFromCounts(by, asked.name, counts));
      }
      const [row, given] =
        asked.source === 'sample'
          ? [{ name: sampleName, source: asked.source, uploadId: null }, sampleChoices]
          : [{ name: asked.name, source: asked.source, uploadId: asked.uploadId }, asked.choices];
      const choices = completeChoices(given, methods);
      checkChoices(choices);
      const { importId, analysisId } = await queueImport(by, row, choices);
      await workers.send(analysisId);
      return readImport(records, importId);
    },

    async rename(by, id, { version, name }) {
      await records.transaction(async (tx) => {
        const before = await find(tx, id);
        await raiseVersion(tx, id, version, { name });
        await recordImport(tx, by, 'renamed', { id, name }, { before: { name: before.name }, after: { name } });
        await followImportName(tx, by, { importId: id, importName: name });
      });
      return readImport(records, id);
    },

    async analyzeAgain(by, id, change) {
      const analysisId = await records.transaction((tx) => again(tx, by, id, change));
      if (analysisId !== null) await workers.send(analysisId);
      return readImport(records, id);
    },

    async cancel(by, id) {
      await stopWork(by, id);
      return readImport(records, id);
    },

    async retry(by, id) {
      const analysisId = await records.transaction(async (tx) => {
        const of = await find(tx, id);
        const last = await newest(tx, id);
        if (!(await queueAgain(tx, last.id, now()))) {
          throw conflict(
            last.state === 'done' ? 'The newest analysis has its answers: there is nothing to run again.' : underWay,
          );
        }
        await claimRows(tx, of, last.choices!);
        await recordImport(tx, by, 'retried', of, { after: { analysis: last.number } });
        return last.id;
      });
      await workers.send(analysisId);
      return readImport(records, id);
    },

    async remove(by, id) {
      const { uploadId } = await find(records, id);
      await stopWork(by, id);
      await workers.clear(await deleteImport(by, id));
      if (uploadId === null) return;
      const others = await records
        .select({ id: imports.id })
        .from(imports)
        .where(eq(imports.uploadId, uploadId))
        .limit(1);
      if (others.length === 0) await uploads.remove(by, uploadId);
    },

    work: (since) => readWork(records, since),
    readsUpload: (uploadId) => readsUpload(records, uploadId),
    start: workers.start,
    resume: workers.resume,
    forgetAll: workers.forgetAll,
    stop: workers.stop,
  };
}
