import { setTimeout as sleep } from 'node:timers/promises';
import PgBoss from 'pg-boss';
import { errorFacts } from '../../kernel/error-facts.ts';
import type { Jobs } from '../../kernel/jobs.ts';
import type { Log } from '../../kernel/log.ts';
import type { PartState } from '../../kernel/readiness.ts';
import type { JobSeen } from '../../kernel/seen.ts';
import { traceparent } from '../../kernel/trace.ts';
import { holdJobs } from './held-jobs.ts';
import { openJobStore } from './job-store.ts';
import { createLostJobs } from './lost-jobs.ts';
import { sentBy, workQueue } from './work-queue.ts';

export interface RunningJobs extends Jobs {
  state(): PartState;
  counts(): Promise<JobCount[]>;
  /** Waits some seconds for work that is under way; what is not done by then is begun again by the next server. */
  stop(): Promise<void>;
}

const schema = 'jobs';
const patience = 3000;

export interface JobsOptions {
  url: string;
  log: Log;
  /** How often schedules, and work of processes that are gone, are looked for. */
  lookEverySeconds?: number;
  seen?: (job: JobSeen) => void;
}

/** How many jobs of a queue wait, are being done, or have ended within about a day. */
interface JobCount {
  queue: string;
  state: 'waiting' | 'active' | 'ended';
  jobs: number;
}

/** A handler counts for itself how often it tries. Just below the longest that pg-boss allows: being lost is seen otherwise. */
const queueOptions = { policy: 'standard', retryLimit: 0, expireInSeconds: 23 * 60 * 60 } as const;

/** How many jobs of each queue are in which state? Queues of pg-boss itself begin with __. */
const countJobs = `
  SELECT name AS queue,
    CASE state WHEN 'active' THEN 'active' WHEN 'created' THEN 'waiting' WHEN 'retry' THEN 'waiting' ELSE 'ended' END AS state,
    count(*)::int AS jobs
  FROM ${schema}.job WHERE name NOT LIKE '\\_\\_%' GROUP BY 1, 2`;

/** Settles when the work has, or after some seconds. */
const within = (milliseconds: number, work: Promise<unknown>): Promise<unknown> =>
  Promise.race([work.catch(() => {}), sleep(milliseconds, undefined, { ref: false })]);

/** Jobs on PostgreSQL, by pg-boss. Rejects when PostgreSQL does not answer at the start; later it may come and go. */
export async function startJobs({ url, log, seen, lookEverySeconds = 5 }: JobsOptions): Promise<RunningJobs> {
  const store = openJobStore(url, log);
  const boss = new PgBoss({
    db: store,
    schema,
    // Whichever server comes first sends the work of a minute.
    cronMonitorIntervalSeconds: lookEverySeconds,
    cronWorkerIntervalSeconds: 1,
    deleteAfterDays: 1,
  });
  boss.on('error', (error) => {
    if (store.state().state === 'ready')
      log.warn({ error: errorFacts(error) }, 'Jobs: a question to the record store failed');
  });
  try {
    await boss.start();
  } catch (error) {
    await within(patience, boss.stop({ graceful: false }));
    await within(patience, store.close());
    throw error;
  }

  const held = holdJobs(url);
  const stopping = new AbortController();
  const workers = new Map<string, ReturnType<typeof workQueue>[]>();
  const queues = new Map<string, Promise<void>>();
  const lost = createLostJobs({ store, schema, held, log, queues: () => [...workers.keys()] });
  const looking = setInterval(() => void lost.look(), lookEverySeconds * 1000);

  function ready(queue: string): Promise<void> {
    const making = queues.get(queue) ?? boss.createQueue(queue, { name: queue, ...queueOptions });
    queues.set(queue, making);
    making.catch(() => queues.delete(queue));
    return making;
  }

  async function stopNow(): Promise<void> {
    clearInterval(looking);
    stopping.abort();
    await within(patience, Promise.all([...workers.values()].flat().map(({ idle }) => idle())));
    await within(patience, lost.giveBack(held.ids()));
    await within(patience, boss.stop({ graceful: false }));
    await within(patience, Promise.all([held.close(), store.close()]));
  }

  let stopped: Promise<void> | undefined;
  return {
    state: store.state,
    async counts() {
      const { rows } = await store.executeSql(countJobs);
      return rows as JobCount[];
    },
    stop: () => (stopped ??= stopNow()),
    async send(queue, data, { delaySeconds = 0 } = {}) {
      await ready(queue);
      const sender = traceparent();
      await boss.send(
        queue,
        sender === null ? data : { ...data, [sentBy]: sender },
        delaySeconds > 0 ? { startAfter: delaySeconds } : {},
      );
      for (const worker of workers.get(queue) ?? []) worker.wake();
    },
    async work(queue, atOnce, handle) {
      await ready(queue);
      const worker = workQueue({ boss, queue, atOnce, handle, held, log, seen, stopping: stopping.signal });
      workers.set(queue, [...(workers.get(queue) ?? []), worker]);
      void lost.look();
    },
    async schedule(queue, cron) {
      await ready(queue);
      await boss.schedule(queue, cron);
    },
  };
}
