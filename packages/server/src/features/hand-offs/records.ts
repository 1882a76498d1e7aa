import type { HandOff } from '@dandelion-loop/contract';
import { date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const handOffs = pgTable('hand_offs', {
  id: uuid('id').primaryKey(),
  planId: uuid('plan_id').notNull(),
  what: text('what').notNull(),
  fromBetId: uuid('from_bet_id'),
  toBetId: uuid('to_bet_id'),
  fromId: uuid('from_id'),
  toId: uuid('to_id'),
  dueOn: date('due_on'),
  state: text('state').$type<HandOff['state']>().notNull().default('open'),
  note: text('note').notNull().default(''),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  endedAt: moment('ended_at'),
  endedBy: jsonb('ended_by').$type<Actor>(),
  version: integer('version').notNull().default(1),
});
export type HandOffRow = typeof handOffs.$inferSelect;

export const betComments = pgTable('bet_comments', {
  id: uuid('id').primaryKey(),
  betId: uuid('bet_id').notNull(),
  text: text('text').notNull(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  changedAt: moment('changed_at'),
  version: integer('version').notNull().default(1),
});
export type BetCommentRow = typeof betComments.$inferSelect;
