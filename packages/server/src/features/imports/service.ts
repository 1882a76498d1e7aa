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
import { and, desc, eq } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { columnsOf } from '../analyses/index.ts';
import { followImportName } from '../experiments/index.ts';
import type { Uploads } from '../uploads/index.ts';
import { analysisRequest, checkChoices, sampleChoices, sampleName } from './choices.ts';
import { judgeCounts } from './judge-counts.ts';
import { goneWithTheFile, rowsFor } from './kept-rows.ts';
import { analyses, type ImportRow, imports, uploads as storedFiles } from './records.ts';
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
  create(asked: BodyOf<typeof createImport>): Promise<Import>;
  /** Fails with `conflict` when somebody else changed it since `version`. */
  rename(id: string, change: BodyOf<typeof renameImport>): Promise<Import>;
  /** Fails with `conflict` when somebody else changed it since `version`, or while an analysis of it is under way. */
  analyzeAgain(id: string, change: BodyOf<typeof analyzeAgain>): Promise<Import>;
  cancel(id: string): Promise<Import>;
  /** Fails with `conflict` when the newest analysis neither failed nor was stopped. */
  retry(id: string): Promise<Import>;
  /** With its tests and answers, its rows in the engine, and its file where no other import has it. */
  remove(id: string): Promise<void>;
  work(since: Date | null): Promise<AnswerOf<typeof getWork>['work']>;
  /** Whether an analysis that is under way reads this upload, or is about to. */
  readsUpload(uploadId: string): Promise<boolean>;
  /** Begins to do what is queued, by this server or another, and takes up what was cut off. */
  start(): Promise<void>;
  /** Takes up what was cut off and sends what nobody was sent. Is done every five seconds after `start`. */
  resume(): Promise<void>;
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
    row: Pick<ImportRow, 'name' | 'source' | 'uploadId'>,
    choices: Choices,
  ): Promise<{ importId: string; analysisId: string }> {
    return records.transaction(async (tx) => {
      if (row.uploadId !== null) await uploads.claim(tx, row.uploadId);
      const { id: importId } = await addImport(tx, row);
      const analysis = { importId, number: 1, choices, counts: null, state: 'queued' as const };
      return { importId, analysisId: await addAnalysis(tx, analysis, now()) };
    });
  }

  async function createFromCounts(name: string, counts: Counts): Promise<string> {
    return records.transaction(async (tx) => {
      const of = await addImport(tx, { name, source: 'counts', uploadId: null });
      const analysis = { importId: of.id, number: 1, choices: null, counts, state: 'running' as const };
      await judgeCounts(tx, of, await addAnalysis(tx, analysis, now()), counts, now());
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

  async function again(tx: Transaction, id: string, change: BodyOf<typeof analyzeAgain>): Promise<string | null> {
    await raiseVersion(tx, id, change.version);
    const of = await find(tx, id);
    const last = await newest(tx, id);
    if (last.state === 'queued' || last.state === 'running') throw conflict(underWay);
    const number = last.number + 1;
    if (of.source === 'counts') {
      if (change.choices !== undefined) throw wrong('This import was typed: it has counts, and no columns to choose.');
      const counts = change.counts ?? last.counts!;
      const analysis = { importId: id, number, choices: null, counts, state: 'running' as const };
      await judgeCounts(tx, of, await addAnalysis(tx, analysis, now()), counts, now());
      return null;
    }
    if (change.counts !== undefined) throw wrong('This import came from a file: choose its columns instead of counts.');
    const choices = change.choices ?? last.choices!;
    checkChoices(choices);
    await claimRows(tx, of, choices);
    return addAnalysis(tx, { importId: id, number, choices, counts: null, state: 'queued' }, now());
  }

  /** Ends what is under way of an import, and removes what it has in the engine. */
  async function stopWork(id: string): Promise<void> {
    const analysisId = await cancel(records, id, now());
    if (analysisId !== null) await workers.end(analysisId);
  }

  return {
    list: () => readImports(records),
    get: (id) => readImport(records, id),

    async create(asked) {
      if (asked.source === 'counts') return readImport(records, await createFromCounts(asked.name, asked.counts));
      const sample = { name: sampleName, source: 'sample' as const, uploadId: null };
      if (asked.source === 'file') checkChoices(asked.choices);
      const { importId, analysisId } =
        asked.source === 'sample'
          ? await queueImport(sample, sampleChoices)
          : await queueImport({ name: asked.name, source: 'file', uploadId: asked.uploadId }, asked.choices);
      await workers.send(analysisId);
      return readImport(records, importId);
    },

    async rename(id, { version, name }) {
      await records.transaction(async (tx) => {
        await raiseVersion(tx, id, version, { name });
        await followImportName(tx, id, name);
      });
      return readImport(records, id);
    },

    async analyzeAgain(id, change) {
      const analysisId = await records.transaction((tx) => again(tx, id, change));
      if (analysisId !== null) await workers.send(analysisId);
      return readImport(records, id);
    },

    async cancel(id) {
      await find(records, id);
      await stopWork(id);
      return readImport(records, id);
    },

    async retry(id) {
      const analysisId = await records.transaction(async (tx) => {
        const of = await find(tx, id);
        const last = await newest(tx, id);
        if (!(await queueAgain(tx, last.id, now()))) {
          throw conflict(
            last.state === 'done' ? 'The newest analysis has its answers: there is nothing to run again.' : underWay,
          );
        }
        await claimRows(tx, of, last.choices!);
        return last.id;
      });
      await workers.send(analysisId);
      return readImport(records, id);
    },

    async remove(id) {
      const { uploadId } = await find(records, id);
      await stopWork(id);
      const rows = await records.select({ id: analyses.id }).from(analyses).where(eq(analyses.importId, id));
      await records.delete(imports).where(eq(imports.id, id));
      await workers.clear(rows.map((row) => row.id));
      if (uploadId === null) return;
      const others = await records
        .select({ id: imports.id })
        .from(imports)
        .where(eq(imports.uploadId, uploadId))
        .limit(1);
      if (others.length === 0) await uploads.remove(uploadId);
    },

    work: (since) => readWork(records, since),
    readsUpload: (uploadId) => readsUpload(records, uploadId),
    start: workers.start,
    resume: workers.resume,
    stop: workers.stop,
  };
}
