import type { Engine } from '../../kernel/engine.ts';

/** What is done with the events of a window besides keeping them; other features give theirs, in order. */
export interface MoveStep {
  name: string;
  /**
   * Statements that read the table `moving`, which has the columns of `events` and holds the window's events, each once, and no machine's
   * or repeated one twice. Done again from its beginning when the process dies in it: an INSERT whose repetition would do harm carries the
   * settings of `once(n)`, and its table has a `non_replicated_deduplication_window`.
   */
  run(engine: Pick<Engine, 'rows' | 'run'>, moved: MovedWindow): Promise<void>;
}

export interface MovedWindow {
  /** Milliseconds since 1970 times 64, and the server's number. */
  window: number;
  /** Settings of the n-th INSERT ... SELECT of this step: one block, and nothing when it was done before. */
  once(n: number): Record<string, string | number>;
}
