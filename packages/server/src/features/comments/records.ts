import { integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const comments = pgTable('comments', {
  id: uuid('id').primaryKey(),
  experimentId: uuid('experiment_id').notNull(),
  text: text('text').notNull(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  changedAt: moment('changed_at'),
  deletedBy: jsonb('deleted_by').$type<Actor>(),
  deletedAt: moment('deleted_at'),
  version: integer('version').notNull().default(1),
});
export type CommentRow = typeof comments.$inferSelect;

/** Of the experiments feature; here only read. */
export const experiments = pgTable('experiments', { id: uuid('id').primaryKey(), title: text('title').notNull() });
