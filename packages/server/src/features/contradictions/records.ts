import type { Tie } from '@dandelion-loop/contract';
import { jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';
import type { Range } from './ranges.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const contradictions = pgTable('contradictions', {
  id: text('id').primaryKey(),
  kind: text('kind').notNull(),
  raisedAt: moment('raised_at').notNull(),
  goneAt: moment('gone_at'),
  dismissedAt: moment('dismissed_at'),
  dismissedBy: jsonb('dismissed_by').$type<Actor>(),
  reason: text('reason'),
  dismissedSize: jsonb('dismissed_size').$type<Range>(),
  returnedAt: moment('returned_at'),
});
export type ContradictionRow = typeof contradictions.$inferSelect;

export const ties = pgTable('ties', {
  id: uuid('id').primaryKey(),
  beliefId: uuid('belief_id'),
  noteId: uuid('note_id'),
  attribute: text('attribute').notNull(),
  level: text('level').notNull(),
  metric: text('metric').notNull(),
  direction: text('direction').$type<Tie['direction']>().notNull(),
});
export type TieRow = typeof ties.$inferSelect;

/** Of lower tiers, which write them; here they are only read. */
export const beliefs = pgTable('beliefs', { id: uuid('id').primaryKey(), claim: text('claim').notNull() });
export const notedLearnings = pgTable('noted_learnings', {
  id: uuid('id').primaryKey(),
  sentence: text('sentence').notNull(),
});
