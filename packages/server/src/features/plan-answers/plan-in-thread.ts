import { Worker } from 'node:worker_threads';
import type { PlanAnswer } from '@dandelion-loop/contract';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import type { ComputingPlanner, PairsAnswer, Planner, PlannerResult, PlannerWork, VariantAnswer } from './planner.ts';

/** Plans are computed in a thread of their own, so that requests are answered meanwhile. */

export interface PlannerMessage {
  id: number;
  work: PlannerWork;
}

export type PlannerAnswer = { id: number } & ({ result: PlannerResult } | { failure: string });

export function plannerReply(planner: ComputingPlanner, { id, work }: PlannerMessage): PlannerAnswer {
  try {
    return { id, result: planner.compute(work) };
  } catch (error) {
    return { id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

interface Waiting {
  resolve: (result: PlannerResult) => void;
  reject: (error: Error) => void;
}

interface Running {
  worker: Worker;
  waiting: Map<number, Waiting>;
}

export interface PlannerThread extends Planner {
  stop(): Promise<void>;
}

/** Begun with the first plan, and once more after it broke. Without work for a while it ends, and its memory goes with it. */
export function planInThread({
  script,
  log,
  idleMilliseconds = 600_000,
}: {
  script: URL;
  log: Log;
  idleMilliseconds?: number;
}): PlannerThread {
  let running: Running | null = null;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;

  function begin(): Running {
    const worker = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: 1500 } });
    const begun: Running = { worker, waiting: new Map() };
    const { waiting } = begun;
    worker.unref();
    worker.on('message', (answer: PlannerAnswer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('result' in answer) asked?.resolve(answer.result);
      else asked?.reject(new Error(answer.failure));
      if (waiting.size > 0 || running !== begun) return;
      idle = setTimeout(() => void stop(), idleMilliseconds);
      idle.unref();
    });
    worker.on('error', (error) => log.error({ error: error.message }, 'The thread that computes plans broke'));
    worker.on('exit', () => {
      if (running === begun) running = null;
      const cut = new DandelionFailure('interrupted', 'Computing the plan was cut off. Ask again.');
      for (const { reject } of waiting.values()) reject(cut);
      waiting.clear();
    });
    running = begun;
    return begun;
  }

  async function stop(): Promise<void> {
    clearTimeout(idle);
    const ending = running;
    // Who asks while it ends gets a new one.
    running = null;
    await ending?.worker.terminate();
  }

  function compute(work: PlannerWork): Promise<PlannerResult> {
    clearTimeout(idle);
    return new Promise((resolve, reject) => {
      const id = ++last;
      const { worker, waiting } = running ?? begin();
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, work } satisfies PlannerMessage);
    });
  }

  return {
    stop,
    answer: async (planId, document, on) => (await compute({ kind: 'answer', planId, document, on })) as PlanAnswer,
    variants: async (planId, document, variants) =>
      (await compute({ kind: 'variants', planId, document, variants })) as VariantAnswer[],
    pairs: async (document, position, most) =>
      (await compute({ kind: 'pairs', document, position, most })) as PairsAnswer,
  };
}
