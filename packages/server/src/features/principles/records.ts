import type { BetPrinciple, Principle } from '@dandelion-loop/contract';
import { integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const principles = pgTable('principles', {
  id: uuid('id').primaryKey(),
  sentence: text('sentence').notNull(),
  why: text('why').notNull(),
  ownerId: uuid('owner_id'),
  state: text('state').$type<Principle['state']>().notNull(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  version: integer('version').notNull().default(1),
});
export type PrincipleRow = typeof principles.$inferSelect;

export const stands = pgTable('bet_principles', {
  betId: uuid('bet_id').notNull(),
  principleId: uuid('principle_id').notNull(),
  stand: text('stand').$type<BetPrinciple['stand']>().notNull(),
  reason: text('reason').notNull(),
  by: jsonb('said_by').$type<Actor>().notNull(),
  at: moment('said_at').notNull(),
});
export type StandRow = typeof stands.$inferSelect;
