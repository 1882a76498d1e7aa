import { type Stops, unwind } from './compose-stores.ts';
import { type StandIn, standIn } from './http/stand-in.ts';
import { DandelionFailure } from './kernel/failure.ts';

/** A server that can let go of its databases for a while, so that a backup takes the place of what they hold. */

export interface Program {
  url: string;
  /** The port that it really listens on. */
  port: number;
  /** Answers nobody any more. What it does in the background goes on until it is unwound. */
  shut(): Promise<unknown>;
}

export interface Pausing<P extends Program> {
  /** The one that runs, or ran last. */
  current(): P;
  /** Answers with what begins again. */
  pause(): Promise<() => Promise<string>>;
  stop(): Promise<void>;
  /** Rejects when it could not begin again; all that it had is stopped then. */
  broken: Promise<never>;
}

const sentence =
  'This workspace is being restored from a backup. It will be back when that is done; what was there before is kept until then.';

export async function startPausing<P extends Program>(
  host: string,
  start: (stops: Stops, port: number | null) => Promise<P>,
): Promise<Pausing<P>> {
  const stops: Stops = [];
  let other: StandIn | null = null;
  let paused = false;
  let stopped = false;
  let fail: (error: unknown) => void = () => {};
  const broken = new Promise<never>((_, reject) => {
    fail = reject;
  });
  broken.catch(() => {});

  async function begin(port: number | null): Promise<P> {
    try {
      return await start(stops, port);
    } catch (error) {
      await unwind(stops);
      throw error;
    }
  }

  let current = await begin(null);

  async function resume(): Promise<string> {
    await other?.close();
    other = null;
    paused = false;
    if (stopped) throw new DandelionFailure('interrupted', 'Dandelion was stopped meanwhile.');
    try {
      current = await begin(current.port);
    } catch (error) {
      fail(error);
      throw error;
    }
    return current.url;
  }

  return {
    current: () => current,
    broken,
    async pause() {
      if (paused || stopped) throw new DandelionFailure('conflict', 'A backup is being restored already. Wait for it.');
      paused = true;
      await current.shut();
      other = await standIn({ host, port: current.port }, sentence);
      await unwind(stops);
      return resume;
    },
    async stop() {
      stopped = true;
      await other?.close();
      await unwind(stops);
    },
  };
}
