import { DandelionFailure } from '../kernel/failure.ts';
import { showProgress } from './progress.ts';

/** Runs work that shows what it does and that Ctrl-C ends in order. A second Ctrl-C ends it at once. */
export async function untilInterrupted<Answer>(
  work: (working: { onStage: (stage: string) => void; signal: AbortSignal }) => Promise<Answer>,
  stopped: string,
): Promise<Answer> {
  const stop = new AbortController();
  const abort = () => stop.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, abort);
  const progress = showProgress();
  try {
    return await work({ onStage: progress.stage, signal: stop.signal });
  } catch (error) {
    throw stop.signal.aborted ? new DandelionFailure('interrupted', stopped, { cause: error }) : error;
  } finally {
    progress.done();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, abort);
  }
}
