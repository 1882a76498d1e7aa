import type { Drill, WhatIf } from '@dandelion-loop/contract';
import { integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const scenarios = pgTable('plan_scenarios', {
  id: uuid('id').primaryKey(),
  planId: uuid('plan_id').notNull(),
  name: text('name').notNull(),
  changes: jsonb('changes').$type<WhatIf[]>().notNull(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  version: integer('version').notNull().default(1),
});
export type ScenarioRow = typeof scenarios.$inferSelect;

export const drills = pgTable('failure_drills', {
  id: uuid('id').primaryKey(),
  planId: uuid('plan_id').notNull(),
  seed: integer('seed').notNull(),
  broken: jsonb('broken').$type<Drill['broken']>().notNull(),
  outcomes: jsonb('outcomes').$type<Drill['outcomes']>().notNull(),
  sentence: text('sentence').notNull(),
  answers: jsonb('answers').$type<Drill['answers']>().notNull().default([]),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
});
export type DrillRow = typeof drills.$inferSelect;
