import type { ContrastColumns } from './contrast-columns.ts';
import type { LearningSubject, PooledLearning } from './pool-learnings.ts';

/** What is known of one level against its reference for one metric. */
export interface Cell {
  subject: LearningSubject;
  contrasts: ContrastColumns;
  /** Believed tests with both levels, whatever was to be held. */
  notHeld: number;
  noEvents: number;
  /** Null: to be pooled again. */
  result: { pooled: PooledLearning | null; confounded: string[] } | null;
}
