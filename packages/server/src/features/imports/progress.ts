import { setTimeout as sleep } from 'node:timers/promises';

const shortestPause = 250;

export interface Progress {
  /** What is being done, and how much is done in all. Returns at once. */
  tell(stage: string, fraction: number | null): void;
  /** Waits until the latest is written, and writes no more. */
  end(): Promise<void>;
}

/** Writes the latest of what it is told, at most four times a second. */
export function createProgress(write: (stage: string, fraction: number | null) => Promise<void>): Progress {
  let latest: { stage: string; fraction: number | null } | undefined;
  let writing: Promise<void> | undefined;
  const ended = new AbortController();

  async function writeAll(): Promise<void> {
    while (latest !== undefined) {
      const { stage, fraction } = latest;
      latest = undefined;
      await write(stage, fraction);
      await sleep(shortestPause, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
    }
  }

  return {
    tell(stage, fraction) {
      latest = { stage, fraction };
      writing ??= writeAll().finally(() => {
        writing = undefined;
      });
      // What went wrong is told to who waits for the end.
      writing.catch(() => undefined);
    },
    async end() {
      ended.abort();
      await writing;
    },
  };
}
