import type { Draft, ProposalSettings } from '@dandelion-loop/contract';
import { doublePrecision, integer, jsonb, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const proposalSettings = pgTable('proposal_settings', {
  id: smallint('id').primaryKey().default(1),
  metric: text('metric'),
  valueOfOne: doublePrecision('value_of_one'),
  unitsPerWeek: doublePrecision('units_per_week'),
  weeks: doublePrecision('weeks').notNull(),
  costPerTest: doublePrecision('cost_per_test').notNull(),
  costPerWeek: doublePrecision('cost_per_week').notNull(),
  mostVariations: smallint('most_variations').notNull(),
  reach: text('reach').$type<ProposalSettings['reach']>().notNull(),
  version: integer('version').notNull(),
});

export const ideas = pgTable('ideas', {
  id: uuid('id').primaryKey(),
  title: text('title').notNull(),
  attribute: text('attribute'),
  reference: text('reference'),
  level: text('level'),
  low: doublePrecision('low').notNull(),
  high: doublePrecision('high').notNull(),
  worth: doublePrecision('worth'),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  version: integer('version').notNull().default(1),
});
export type IdeaRow = typeof ideas.$inferSelect;

/** Of a draft, without what the row itself has. */
export type DraftPlan = Omit<Draft, 'id' | 'title' | 'by' | 'createdAt'>;

export const drafts = pgTable('drafts', {
  id: uuid('id').primaryKey(),
  title: text('title').notNull(),
  plan: jsonb('plan').$type<DraftPlan>().notNull(),
  seed: integer('seed').notNull(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
});
export type DraftRow = typeof drafts.$inferSelect;
