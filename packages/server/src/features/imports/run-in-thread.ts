import { Worker } from 'node:worker_threads';
import type { Log } from '../../kernel/log.ts';
import { traceparent } from '../../kernel/trace.ts';
import type { AnalysisTask } from './run-analysis.ts';

/** An analysis that was begun somewhere. */
export interface Run {
  /** Settles when the work has ended, however; what became of it is in the records. Rejects when it broke. */
  readonly ended: Promise<void>;
  /** Ends it now. Settles when nothing of it runs any more in this process. */
  stop(): Promise<void>;
}

export type StartAnalysis = (task: AnalysisTask) => Run;

/** What the worker thread is given: it connects to both stores by itself. */
export interface WorkerData<EngineAddress> {
  task: AnalysisTask;
  databaseUrl: string;
  engine: EngineAddress;
  unitKey: Uint8Array;
  /** W3C `traceparent` of the job; null: nobody traces. */
  sentBy: string | null;
  version: string;
}

/** What the worker thread says: lines for the log. */
export interface WorkerLine {
  level: keyof Log;
  facts: Record<string, unknown>;
  message: string;
}

/** Twenty thousand tests with several metrics fit; the rows themselves are in the engine. */
const mostMegabytes = 1500;

export interface ThreadOptions<EngineAddress> {
  /** The built worker.js. */
  script: URL;
  databaseUrl: string;
  /** As it is when an analysis begins. */
  engine: () => EngineAddress;
  unitKey: Buffer;
  /** Of the program, for spans. */
  version?: string;
  log: Log;
  megabytes?: number;
}

/**
 * Runs each analysis in a thread of its own: requests are answered meanwhile, its memory goes away with it, and stopping it is ending
 * the thread: its connections break, and with them its transaction.
 */
export function inThread<EngineAddress>(options: ThreadOptions<EngineAddress>): StartAnalysis {
  const { script, databaseUrl, engine, unitKey, log, version = '', megabytes = mostMegabytes } = options;
  return (task) => {
    const sentBy = traceparent();
    const workerData: WorkerData<EngineAddress> = { task, databaseUrl, engine: engine(), unitKey, sentBy, version };
    const worker = new Worker(script, { workerData, resourceLimits: { maxOldGenerationSizeMb: megabytes } });
    worker.on('message', ({ level, facts, message }: WorkerLine) => log[level](facts, message));
    let failure: Error | undefined;
    let stopped = false;
    worker.on('error', (error) => {
      failure = error;
    });
    const ended = new Promise<void>((resolve, reject) => {
      worker.on('exit', (code) => {
        if (stopped || (failure === undefined && code === 0)) resolve();
        else reject(failure ?? new Error(`The thread of an analysis ended with code ${code}`));
      });
    });
    return {
      ended,
      async stop() {
        stopped = true;
        await worker.terminate();
        await ended;
      },
    };
  };
}
