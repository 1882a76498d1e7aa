import type { Analysis, Choices, Counts, ExperimentVerdict, Import } from '@dandelion-loop/contract';
import { getTableColumns } from 'drizzle-orm';
import { integer, jsonb, pgTable, real, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Statement } from '../../kernel/record-statements.ts';
import type { KeptColumn } from './kept-rows.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const imports = pgTable('imports', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  source: text('source').$type<Import['source']>().notNull(),
  uploadId: uuid('upload_id'),
  currentAnalysisId: uuid('current_analysis_id'),
  version: integer('version').notNull().default(1),
  createdAt: moment('created_at').notNull(),
});

export const analyses = pgTable('analyses', {
  id: uuid('id').primaryKey(),
  importId: uuid('import_id').notNull(),
  number: integer('number').notNull(),
  choices: jsonb('choices').$type<Choices>(),
  counts: jsonb('counts').$type<Counts>(),
  state: text('state').$type<Analysis['state']>().notNull(),
  stage: text('stage').notNull().default(''),
  fraction: real('fraction'),
  attempt: integer('attempt').notNull().default(0),
  /** When a job for it was sent last. */
  sentAt: moment('sent_at'),
  failure: jsonb('failure').$type<NonNullable<Analysis['failure']>>(),
  methodVersion: text('method_version'),
  statements: jsonb('statements').$type<Statement[]>().notNull().default([]),
  notes: jsonb('notes').$type<string[]>().notNull().default([]),
  rowsTable: text('rows_table'),
  rowsColumns: jsonb('rows_columns').$type<KeptColumn[]>(),
  createdAt: moment('created_at').notNull(),
  finishedAt: moment('finished_at'),
});

/** Of other features, which write them; here they are only read. */
export const experiments = pgTable('experiments', {
  id: uuid('id').primaryKey(),
  importId: uuid('import_id').notNull(),
  title: text('title').notNull(),
  verdict: text('verdict').$type<ExperimentVerdict>().notNull(),
});
export const uploads = pgTable('uploads', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  deletedAt: moment('deleted_at'),
});

const { statements: _, notes: __, rowsColumns: ___, ...shown } = getTableColumns(analyses);
/** Without what is large and only one page shows. */
export const shownColumns = shown;

export type ImportRow = typeof imports.$inferSelect;
export type AnalysisRow = typeof analyses.$inferSelect;
export type ShownRow = Omit<AnalysisRow, 'statements' | 'notes' | 'rowsColumns'>;
