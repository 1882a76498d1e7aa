import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How an engine's process ended, as the parent sees it. */
export interface End {
  exitCode: number | null;
  /** Or why it could not be started. */
  signal: string | null;
  /** What it wrote last, whole or cut at the start. */
  lastWords: string;
}

const wordsKept = 8192;

/** Settles when the process and its pipes are gone. Never rejects. */
export function endOfChild(child: ChildProcess): Promise<End> {
  let lastWords = '';
  const listen = (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-wordsKept);
  };
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  // A broken pipe to a dead engine is no news: its end is.
  for (const stream of child.stdio) stream?.on('error', () => {});
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ exitCode: null, signal: error.message, lastWords }));
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal, lastWords }));
  });
}

/** Whether the child keeps this process alive. */
export function setHold(child: ChildProcess, hold: boolean): void {
  const pipes = child.stdio.filter((stream) => stream instanceof Socket);
  for (const handle of [child, ...pipes]) {
    if (hold) handle.ref();
    else handle.unref();
  }
}

/** Whether it ended within that time. */
export async function endsWithin(end: Promise<unknown>, seconds: number): Promise<boolean> {
  const timer = new AbortController();
  const ended = end.then(() => true);
  const late = sleep(seconds * 1000, false, { signal: timer.signal }).catch(() => false);
  return Promise.race([ended, late]).finally(() => timer.abort());
}

/** Asks again and again. True as soon as it is ready, how it ended before that, or false when it took too long. */
export async function readyOrEnd(
  isReady: () => Promise<boolean>,
  end: Promise<End>,
  patienceSeconds: number,
): Promise<boolean | End> {
  let ended: End | undefined;
  void end.then((how) => {
    ended = how;
  });
  const deadline = performance.now() + patienceSeconds * 1000;
  while (ended === undefined && performance.now() < deadline) {
    // Whoever took the port may accept and say nothing.
    if ((await Promise.race([isReady(), end])) === true) return true;
    await sleep(10);
  }
  return ended ?? false;
}
