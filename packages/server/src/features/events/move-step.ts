import type { Engine } from '../../kernel/engine.ts';

/** What is done with a window of events once they lie in `events`; other features give theirs, in order. */
export interface MoveStep {
  name: string;
  /**
   * Statements that read `events WHERE window = {window:UInt64}` and write tables of their own. Done again from its beginning when the
   * process dies in it: an INSERT whose repetition would do harm carries `insert_deduplication_token = token(n)`, its table a
   * `non_replicated_deduplication_window`, and is one block (`oneBlock`).
   */
  run(engine: Engine, moved: MovedWindow): Promise<void>;
}

export interface MovedWindow {
  /** Above 2^53: as text, to be bound as `{window:UInt64}`. */
  window: string;
  rows: number;
  /** Settings of the n-th INSERT ... SELECT of this step. */
  once(n: number): Record<string, string | number>;
}
