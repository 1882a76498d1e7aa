import { setTimeout as sleep } from 'node:timers/promises';
import { DandelionFailure } from '../kernel/failure.ts';
import type { Log } from '../kernel/log.ts';
import type { PartState } from '../kernel/readiness.ts';

/** One life of an engine. */
export interface Run {
  /** Settles when the process is gone, with what to tell the user. Never rejects. */
  readonly gone: Promise<DandelionFailure>;
  /** Ends it in order, by force when it takes too long. Settles when it is gone. */
  end(): Promise<void>;
}

export interface Supervised<R extends Run> {
  /** The latest life. It can be over. */
  run(): R;
  state(): PartState;
  onState(listener: (state: PartState) => void): void;
  /** Ends it for good. */
  stop(): Promise<void>;
}

export interface Supervision<R extends Run> {
  /** For the log and the reasons: "PostgreSQL". */
  name: string;
  /** Starts it and waits until it answers. Gives up early when the signal says so. */
  start: (signal: AbortSignal) => Promise<R>;
  log?: Log | undefined;
}

/** For what was still being asked when we ended the engine ourselves. */
export function dismissal(): DandelionFailure {
  return new DandelionFailure('interrupted', 'The work was stopped before it was done.');
}

const shortestPause = 0.2;
const longestPause = 5;
/** Who lived that long did not die of how it was started. */
const healthySeconds = 10;

/**
 * Starts an engine, and starts it again whenever it ends by itself: at once the first time, then with longer and longer pauses, for
 * as long as it takes. A first start that fails is the caller's: it rejects.
 */
export async function supervise<R extends Run>({ name, start, log }: Supervision<R>): Promise<Supervised<R>> {
  const stopping = new AbortController();
  const listeners: ((state: PartState) => void)[] = [];
  let state: PartState = { state: 'ready', reason: null };
  let run = await start(stopping.signal);

  function tell(next: PartState): void {
    state = next;
    for (const listener of listeners) listener(next);
  }

  /** Undefined when it is to stop. */
  async function startAgain(failure: DandelionFailure, firstPause: number): Promise<R | undefined> {
    let reason = failure.message;
    for (let pause = firstPause; !stopping.signal.aborted; pause = Math.min(pause * 2, longestPause)) {
      tell({ state: 'down', reason });
      log?.warn({ engine: name, reason }, `${name} is down; it is started again in ${pause} seconds`);
      await sleep(pause * 1000, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
      if (stopping.signal.aborted) return undefined;
      tell({ state: 'starting', reason });
      try {
        return await start(stopping.signal);
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
      }
    }
    return undefined;
  }

  async function watch(): Promise<void> {
    for (let pause = shortestPause; ; ) {
      const started = performance.now();
      const failure = await run.gone;
      if (stopping.signal.aborted) return;
      if (performance.now() - started > healthySeconds * 1000) pause = shortestPause;
      const next = await startAgain(failure, pause);
      if (next === undefined) return;
      pause = Math.min(pause * 2, longestPause);
      run = next;
      if (stopping.signal.aborted) return;
      tell({ state: 'ready', reason: null });
      log?.info({ engine: name }, `${name} is ready again`);
    }
  }

  const watched = watch();
  let stopped: Promise<void> | undefined;

  async function stopNow(): Promise<void> {
    stopping.abort();
    tell({ state: 'down', reason: `${name} was stopped.` });
    await run.end();
    await watched;
    // It can have come to life between the two.
    await run.end();
  }

  return {
    run: () => run,
    state: () => state,
    onState: (listener) => listeners.push(listener),
    stop: () => (stopped ??= stopNow()),
  };
}
