import { setTimeout as sleep } from 'node:timers/promises';
import type PgBoss from 'pg-boss';
import { errorFacts } from '../../kernel/error-facts.ts';
import type { Log } from '../../kernel/log.ts';
import type { JobSeen } from '../../kernel/seen.ts';
import { span } from '../../kernel/trace.ts';
import type { HeldJobs } from './held-jobs.ts';

interface WorkQueue {
  boss: PgBoss;
  queue: string;
  atOnce: number;
  handle: (data: Record<string, string>) => Promise<void>;
  held: HeldJobs;
  log: Log;
  seen?: ((job: JobSeen) => void) | undefined;
  stopping: AbortSignal;
}

export interface QueueWorker {
  /** There may be work. */
  wake(): void;
  /** Settles when it was stopped and nothing is under way any more. */
  idle(): Promise<void>;
}

type Job = PgBoss.Job<Record<string, string> | null>;

/** In the data of a job: the W3C `traceparent` of the span that sent it. */
export const sentBy = 'traceparent';

const pollEvery = 500;

/**
 * Does the work of a queue. Not by `boss.work`, which leaves a rejection unhandled when PostgreSQL is away as a job ends (version
 * 10.4.2), and gives up on a job that takes long.
 */
export function workQueue({ boss, queue, atOnce, handle, held, log, seen, stopping }: WorkQueue): QueueWorker {
  const underWay = new Set<Promise<void>>();
  let wake = () => {};

  async function done(id: string): Promise<void> {
    while (!stopping.aborted) {
      try {
        await boss.complete(queue, id);
        return;
      } catch {
        // The store says so itself. Without this note the job would be done again.
        await sleep(pollEvery);
      }
    }
    await boss.complete(queue, id).catch(() => {});
  }

  /** As a part of what it was sent by, where that was a span. */
  async function attempt(
    id: string,
    { [sentBy]: parent, ...data }: Record<string, string>,
  ): Promise<JobSeen['outcome']> {
    const start = { name: `job ${queue}`, kind: 'consumer', attributes: { 'dandelion.queue': queue }, parent } as const;
    try {
      await span(start, () => handle(data));
      return 'done';
    } catch (error) {
      log.error({ queue, job: id, error: errorFacts(error) }, 'A job failed');
      return 'failed';
    }
  }

  async function work({ id, data }: Job): Promise<void> {
    held.hold(id);
    const begun = performance.now();
    const outcome = await attempt(id, data ?? {});
    const seconds = (performance.now() - begun) / 1000;
    seen?.({ queue, outcome, seconds });
    log.info({ queue, job: id, outcome, milliseconds: Math.round(seconds * 1000) }, 'job');
    await done(id);
    held.release(id);
  }

  function begin(job: Job): void {
    const working = work(job).finally(() => {
      underWay.delete(working);
      wake();
    });
    underWay.add(working);
  }

  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pollEvery);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function poll(): Promise<void> {
    while (!stopping.aborted) {
      const paused = pause();
      const free = atOnce - underWay.size;
      // It answers with nothing when PostgreSQL does not answer.
      const jobs: Job[] = free > 0 ? await boss.fetch<Job['data']>(queue, { batchSize: free }) : [];
      jobs.forEach(begin);
      if (jobs.length === 0) await paused;
    }
  }

  const polling = poll();
  stopping.addEventListener('abort', () => wake());

  return {
    wake: () => wake(),
    async idle() {
      await polling;
      await Promise.all(underWay);
    },
  };
}
