import { setTimeout as sleep } from 'node:timers/promises';
import { eq, inArray, sql } from 'drizzle-orm';
import type { Engine } from '../../kernel/engine.ts';
import { errorFacts } from '../../kernel/error-facts.ts';
import { removeUnlessCopied } from '../../kernel/held-removals.ts';
import type { Jobs } from '../../kernel/jobs.ts';
import type { Log } from '../../kernel/log.ts';
import type { Records } from '../../kernel/records.ts';
import type { Uploads } from '../uploads/index.ts';
import { bugFailure, cutOffFailure, outOfMemoryFailure } from './explain-failure.ts';
import type { StoredFile } from './load-rows.ts';
import { killQuestions } from './questions.sql.ts';
import { analyses, imports } from './records.ts';
import type { Run, StartAnalysis } from './run-in-thread.ts';
import { fail, lockWithin, mostAttempts, putBack, waitingForEngine, waitingStage } from './states.ts';
import { clearTables, sweep } from './sweep.ts';

/** Who does the analyses: takes them from the queue, takes up those that were cut off, and ends those that nobody wants any more. */

const queue = 'analyses';
/** Two would share the same cores and the engine's memory. */
const atOnce = 1;
const resumeEvery = 5_000;
/** Every so many resumptions. */
const sweepEvery = 12;
/** Who has waited that long may have been forgotten: a second job for it does no harm. */
const resendAfter = 30_000;
const engineAskedAgain = 2;

export interface WorkersOptions {
  records: Records;
  engine: Engine;
  jobs: Jobs;
  uploads: Pick<Uploads, 'get' | 'path'>;
  /** Does the work: `inThread`, in a server. */
  startAnalysis: StartAnalysis;
  /** Path of the sample that is shipped with the program. */
  sampleFile: string;
  log: Log;
  now: () => Date;
}

export interface Workers {
  send(analysisId: string): Promise<void>;
  start(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
  /** Ends the work at an analysis that is not to be done any more, and removes what it has in the engine. */
  end(analysisId: string): Promise<void>;
  /** After all imports are gone: ends all work, and removes what is left of it in the engine. */
  forgetAll(): Promise<void>;
  /** Removes what analyses have in the engine. */
  clear(analysisIds: readonly string[]): Promise<void>;
}

export function createWorkers(options: WorkersOptions): Workers {
  const { records, engine, jobs, uploads, startAnalysis, sampleFile, log, now } = options;
  const running = new Map<string, Run>();
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  let resumptions = 0;

  const failed = (error: unknown, what: string) => log.warn({ error: errorFacts(error) }, what);

  async function send(analysisId: string, delaySeconds = 0): Promise<void> {
    try {
      await jobs.send(queue, { analysisId }, delaySeconds > 0 ? { delaySeconds } : {});
    } catch (error) {
      // It stays queued, and `resume` sends it again.
      failed(error, 'An analysis could not be sent to the queue');
    }
  }

  /** Null: it is not queued any more. */
  async function fileOf(analysisId: string): Promise<StoredFile | null> {
    const [found] = await records
      .select({ state: analyses.state, source: imports.source, uploadId: imports.uploadId })
      .from(analyses)
      .innerJoin(imports, eq(imports.id, analyses.importId))
      .where(eq(analyses.id, analysisId));
    if (found?.state !== 'queued') return null;
    if (found.uploadId === null) return { path: sampleFile, name: 'the sample', deletedAt: null };
    const { name, deletedAt } = await uploads.get(found.uploadId);
    if (deletedAt !== null) return { path: null, name, deletedAt: new Date(deletedAt) };
    return { path: await uploads.path(found.uploadId), name, deletedAt: null };
  }

  async function engineAnswers(): Promise<boolean> {
    const answer = engine.rows({ sql: 'SELECT 1' }).then(
      () => true,
      () => false,
    );
    return Promise.race([answer, sleep(5_000, false, { ref: false })]);
  }

  /** Runs it, unless it is not queued any more or the engine is away. */
  async function handle({ analysisId }: Record<string, string>): Promise<void> {
    if (analysisId === undefined || stopping || running.has(analysisId)) return;
    const file = await fileOf(analysisId);
    if (file === null) return;
    if (!(await engineAnswers())) {
      const queued = sql`${eq(analyses.id, analysisId)} AND ${eq(analyses.state, 'queued')}`;
      await records.update(analyses).set({ stage: waitingForEngine, sentAt: now() }).where(queued);
      await send(analysisId, engineAskedAgain);
      return;
    }
    if (stopping) return;
    const run = startAnalysis({ analysisId, file });
    running.set(analysisId, run);
    try {
      await run.ended;
    } catch (error) {
      log.error({ analysis: analysisId, error: errorFacts(error) }, 'The work at an analysis broke');
      await countBreak(analysisId, error);
    } finally {
      running.delete(analysisId);
    }
    // The engine went away, or somebody else still holds its lock.
    if (!stopping && (await fileOf(analysisId)) !== null) await send(analysisId, engineAskedAgain);
  }

  /** A thread that cannot even begin, or whose memory is too small, must not be started for ever. What was cut off is `resume`'s. */
  async function countBreak(analysisId: string, error: unknown): Promise<void> {
    if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') {
      await fail(records, analysisId, outOfMemoryFailure, now());
      return;
    }
    const [counted] = await records
      .update(analyses)
      .set({ attempt: sql`${analyses.attempt} + 1` })
      .where(sql`${eq(analyses.id, analysisId)} AND ${eq(analyses.state, 'queued')}`)
      .returning({ attempt: analyses.attempt });
    if (counted !== undefined && counted.attempt >= mostAttempts) await fail(records, analysisId, bugFailure, now());
  }

  /** Whoever worked at it is gone: its lock is free. */
  async function takeUp(id: string, attempt: number): Promise<void> {
    const again = await records.transaction(async (tx) => {
      if (!(await lockWithin(tx, id))) return false;
      if (attempt < mostAttempts) return putBack(tx, id, { stage: waitingStage, now: now(), uncounted: false });
      await fail(tx, id, cutOffFailure, now());
      return false;
    });
    if (again) await send(id);
  }

  async function resumeAll(): Promise<void> {
    const rows = await records
      .select({ id: analyses.id, state: analyses.state, attempt: analyses.attempt, sentAt: analyses.sentAt })
      .from(analyses)
      .where(inArray(analyses.state, ['queued', 'running']));
    const wanted = new Set(rows.map(({ id }) => id));
    // Stopped or deleted by way of another server.
    for (const [id, run] of running) if (!wanted.has(id)) await run.stop();
    for (const { id, state, attempt } of rows) if (state === 'running') await takeUp(id, attempt);
    const late = now().getTime() - resendAfter;
    const forgotten = rows.filter(({ id, state, sentAt }) => {
      // At the first time nobody knows what the last server had sent.
      const due = resumptions === 0 || sentAt === null || sentAt.getTime() < late;
      return state === 'queued' && due && !running.has(id);
    });
    for (const { id } of forgotten) {
      await records.update(analyses).set({ sentAt: now() }).where(eq(analyses.id, id));
      await send(id);
    }
    if (resumptions % sweepEvery === 0) {
      const sweeping = removeUnlessCopied(records, () => sweep(records, engine));
      await sweeping.catch((error) => failed(error, 'A sweep failed'));
    }
    resumptions += 1;
  }

  async function resume(): Promise<void> {
    try {
      await resumeAll();
    } catch (error) {
      failed(error, 'Analyses could not be taken up; they will be later');
    }
  }

  function resumeLater(): void {
    if (stopping) return;
    timer = setTimeout(() => void resume().finally(resumeLater), resumeEvery);
    timer.unref();
  }

  return {
    send,
    resume,
    async start() {
      await jobs.work(queue, atOnce, handle);
      await resume();
      resumeLater();
    },
    async stop() {
      stopping = true;
      clearTimeout(timer);
      for (const [id, run] of running) {
        await run.stop();
        await putBack(records, id, { stage: waitingStage, now: now(), uncounted: true });
        await killQuestions(engine, id).catch(() => undefined);
      }
    },
    async end(analysisId) {
      await running.get(analysisId)?.stop();
      // Where the engine is away, the sweep does it later.
      await killQuestions(engine, analysisId).catch(() => undefined);
      await clearTables(engine, analysisId, null);
    },
    async forgetAll() {
      for (const [id, run] of running) {
        await run.stop();
        await killQuestions(engine, id).catch(() => undefined);
      }
      // Else it is done within a minute.
      await removeUnlessCopied(records, () => sweep(records, engine)).catch((error) => failed(error, 'A sweep failed'));
    },
    async clear(analysisIds) {
      const remove = async () => {
        for (const analysisId of analysisIds) await clearTables(engine, analysisId, null);
      };
      // Else the sweep does it.
      await removeUnlessCopied(records, remove).catch(() => undefined);
    },
  };
}
