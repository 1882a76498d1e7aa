import type { Choices, Counts, MetricKind, TestAnswer } from '@dandelion-loop/contract';
import {
  bigint,
  boolean,
  char,
  date,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const experiments = pgTable('experiments', {
  id: uuid('id').primaryKey(),
  importId: uuid('import_id').notNull(),
  name: text('name').notNull(),
  title: text('title').notNull(),
  titledByPerson: boolean('titled_by_person').notNull().default(false),
  tags: text('tags').array().notNull().default([]),
  note: text('note').notNull().default(''),
  version: integer('version').notNull().default(1),
  analysisId: uuid('analysis_id').notNull(),
  verdict: text('verdict').notNull(),
  health: text('health').notNull(),
  invalidBecause: text('invalid_because'),
  variations: integer('variations').notNull(),
  units: bigint('units', { mode: 'number' }).notNull(),
  metric: text('metric'),
  kind: text('kind'),
  currency: char('currency', { length: 3 }),
  variation: text('variation'),
  control: text('control'),
  difference: doublePrecision('difference'),
  differenceLow: doublePrecision('difference_low'),
  differenceHigh: doublePrecision('difference_high'),
  lift: doublePrecision('lift'),
  liftLow: doublePrecision('lift_low'),
  liftHigh: doublePrecision('lift_high'),
  unitsNeeded: bigint('units_needed', { mode: 'number' }),
  splitOff: boolean('split_off'),
  suspect: boolean('suspect').notNull(),
  ranOn: date('ran_on'),
  listedOn: date('listed_on').notNull(),
  firstJudgedAt: moment('first_judged_at').notNull(),
  judgedAt: moment('judged_at').notNull(),
  searchText: text('search_text').notNull(),
  sortTitle: text('sort_title').notNull(),
});

export const results = pgTable('results', {
  analysisId: uuid('analysis_id').notNull(),
  experimentId: uuid('experiment_id').notNull(),
  verdict: text('verdict').notNull(),
  answer: jsonb('answer').$type<TestAnswer>().notNull(),
});

/** A metric of one variation. The squared standard error of `value` is standardDeviation² / units. */
export interface VariationMetric {
  name: string;
  kind: MetricKind;
  direction: 'higher-is-better' | 'lower-is-better';
  units: number;
  value: number | null;
  standardDeviation: number | null;
}

/** Of the current answer of each test. */
export const variations = pgTable('variations', {
  experimentId: uuid('experiment_id').notNull(),
  place: integer('place').notNull(),
  name: text('name').notNull(),
  metrics: jsonb('metrics').$type<VariationMetric[]>().notNull(),
  content: jsonb('content').$type<Record<string, string | null>>().notNull(),
});

export type VariationRow = typeof variations.$inferSelect;

/** Of the tier above, which writes them; here they are only read. */
export const imports = pgTable('imports', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  source: text('source').notNull(),
  uploadId: uuid('upload_id'),
  version: integer('version').notNull(),
});

export const uploads = pgTable('uploads', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  deletedAt: moment('deleted_at'),
});

export const analyses = pgTable('analyses', {
  id: uuid('id').primaryKey(),
  number: integer('number').notNull(),
  choices: jsonb('choices').$type<Choices>(),
  counts: jsonb('counts').$type<Counts>(),
  state: text('state').notNull(),
  stage: text('stage').notNull(),
  fraction: doublePrecision('fraction'),
  failure: jsonb('failure').$type<{ code: string; message: string }>(),
  methodVersion: text('method_version'),
  statements: jsonb('statements').$type<{ sql: string; milliseconds: number }[]>().notNull(),
  notes: jsonb('notes').$type<string[]>().notNull(),
  createdAt: moment('created_at').notNull(),
  finishedAt: moment('finished_at'),
});
