import { bigserial, boolean, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const linkDecisions = pgTable('link_decisions', {
  seq: bigserial('seq', { mode: 'number' }).primaryKey(),
  id: uuid('id').notNull(),
  actor: text('actor').notNull(),
  customer: text('customer').notNull(),
  anonymous: text('anonymous').notNull(),
  user: text('user_id').notNull(),
  linked: boolean('linked').notNull(),
  reason: text('reason').notNull(),
  by: jsonb('decided_by').$type<Actor>().notNull(),
  at: moment('decided_at').notNull(),
  /** When the engine knew of it. */
  doneAt: moment('done_at'),
});
export type LinkDecisionRow = typeof linkDecisions.$inferSelect;
