import { Worker } from 'node:worker_threads';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import type { Learner } from './learner.ts';

/** What the thread is given; see `learner.ts` beside `cli.ts`. */
export interface LearnerData {
  databaseUrl: string;
}

/** What the thread answers to each message. */
export type LearnerAnswer = { learnings: number } | { failure: string };

interface ThreadOptions extends LearnerData {
  script: URL;
  log: Log;
  /** Without work for so long it ends, and its memory goes with it. */
  idleMilliseconds?: number;
  megabytes?: number;
}

export interface LearnerThread extends Learner {
  stop(): Promise<void>;
}

/** Learns in a thread of its own, so that requests are answered meanwhile. It keeps what it read for a while: a test that comes soon after costs little. */
export function learnInThread({
  script,
  log,
  idleMilliseconds = 600_000,
  megabytes = 1500,
  ...data
}: ThreadOptions): LearnerThread {
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function begin(): Worker {
    const begun = new Worker(script, { workerData: data, resourceLimits: { maxOldGenerationSizeMb: megabytes } });
    begun.on('exit', () => {
      if (worker === begun) worker = null;
    });
    begun.on('error', (error) => log.error({ error: error.message }, 'The thread that learns broke'));
    worker = begun;
    return begun;
  }

  function ask(of: Worker): Promise<number> {
    return new Promise((resolve, reject) => {
      // What breaks it, such as too little memory, would break it again: that is a failure, and an end from outside is none.
      let broken: Error | null = null;
      const broke = (error: Error) => {
        broken = error;
      };
      const settle = (work: () => void) => {
        of.off('message', answered);
        of.off('error', broke);
        of.off('exit', ended);
        work();
      };
      const answered = (answer: LearnerAnswer) =>
        settle(() => ('failure' in answer ? reject(new Error(answer.failure)) : resolve(answer.learnings)));
      const ended = () =>
        settle(() =>
          reject(
            broken ?? new DandelionFailure('interrupted', 'Computing the learnings was cut off. It is begun again.'),
          ),
        );
      of.on('message', answered);
      of.on('error', broke);
      of.on('exit', ended);
      of.postMessage('compute');
    });
  }

  async function stop(): Promise<void> {
    clearTimeout(idle);
    await worker?.terminate();
  }

  return {
    stop,
    compute() {
      const work = last.then(async () => {
        clearTimeout(idle);
        try {
          return await ask(worker ?? begin());
        } finally {
          idle = setTimeout(() => void stop(), idleMilliseconds);
          idle.unref();
        }
      });
      last = work.catch(() => undefined);
      return work;
    },
  };
}
