import type { Choices, LearnAnswer, LearnedAttribute, Learning, Methods } from '@dandelion-loop/contract';
import {
  boolean,
  date,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';
import type { LevelCounts } from '../codes/index.ts';
import type { VariationRow } from '../experiments/index.ts';

/** What learnings are computed for. */
export interface LearningSettings {
  level: number;
  practical: Methods['practical'];
  falseDiscoveries: number;
}

export type AnswerWithoutLearnings = Omit<LearnAnswer, 'learnings'>;

export const learningRuns = pgTable('learning_runs', {
  id: smallint('id').primaryKey().default(1),
  inputs: text('inputs').notNull(),
  computedAt: timestamp('computed_at', { withTimezone: true }),
  failure: text('failure'),
  answer: jsonb('answer').$type<AnswerWithoutLearnings>(),
  attributes: jsonb('attributes').$type<LearnedAttribute[]>().notNull().default([]),
  settings: jsonb('settings').$type<LearningSettings>(),
  levels: jsonb('levels').$type<LevelCounts>().notNull().default({}),
});

/** Experiment, whether it is believed, effect, low, high, units, weight. */
export type StoredCarrier = [string, boolean, number, number, number, number, number];

export const learnings = pgTable('learnings', {
  id: text('id').primaryKey(),
  place: integer('place').notNull(),
  learning: jsonb('learning').$type<Learning>().notNull(),
  carriers: jsonb('carriers').$type<StoredCarrier[]>().notNull(),
});

export const notedLearnings = pgTable('noted_learnings', {
  id: uuid('id').primaryKey(),
  sentence: text('sentence').notNull(),
  restsOn: text('rests_on').notNull(),
  topic: text('topic').notNull(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  changedAt: timestamp('changed_at', { withTimezone: true }),
  version: integer('version').notNull().default(1),
});
export type NotedRow = typeof notedLearnings.$inferSelect;

export const learningConfirmations = pgTable(
  'learning_confirmations',
  {
    /** The id of a learning, computed or written down. */
    subject: text('subject').notNull(),
    member: text('member').notNull(),
    confirmedBy: jsonb('confirmed_by').$type<Actor>().notNull(),
    confirmedAt: timestamp('confirmed_at', { withTimezone: true }).notNull(),
    /** As it read then. */
    sentence: text('sentence').notNull(),
  },
  (table) => [primaryKey({ columns: [table.subject, table.member] })],
);

/** Of lower tiers, which write them; here they are only read. */
export const experiments = pgTable('experiments', {
  id: uuid('id').primaryKey(),
  importId: uuid('import_id').notNull(),
  title: text('title').notNull(),
  tags: text('tags').array().notNull(),
  version: integer('version').notNull(),
  analysisId: uuid('analysis_id').notNull(),
  health: text('health').notNull(),
  splitOff: boolean('split_off'),
  suspect: boolean('suspect').notNull(),
  ranOn: date('ran_on'),
  judgedAt: timestamp('judged_at', { withTimezone: true }).notNull(),
});

export const variations = pgTable('variations', {
  experimentId: uuid('experiment_id').notNull(),
  place: integer('place').notNull(),
  name: text('name').notNull(),
  metrics: jsonb('metrics').$type<VariationRow['metrics']>().notNull(),
  content: jsonb('content').$type<VariationRow['content']>().notNull(),
});

export const imports = pgTable('imports', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  source: text('source').notNull(),
  uploadId: uuid('upload_id'),
});
export const uploads = pgTable('uploads', { id: uuid('id').primaryKey(), name: text('name').notNull() });

export const analyses = pgTable('analyses', {
  id: uuid('id').primaryKey(),
  choices: jsonb('choices').$type<Choices>(),
});
