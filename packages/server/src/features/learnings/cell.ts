import type { ContrastColumns } from './contrast-columns.ts';
import type { LearningSubject, PooledLearning } from './pool-learnings.ts';

/** What is known of one level against its reference for one metric. */
export interface Cell {
  subject: LearningSubject;
  contrasts: ContrastColumns;
  /** Believed tests with both levels, whatever else differs between them. */
  notHeld: number;
  noEvents: number;
  /** Tests with both levels, but never beside the same of what is held. */
  notHeldIn: Set<number>;
  /** Null: to be pooled again. `held` are columns in which what was compared is equal, `apart` those that differ wherever the levels do. */
  result: { pooled: PooledLearning | null; confounded: string[]; held: string[]; apart: string[] } | null;
}
