import type { Customers, PictureType, Role, TestAnswer } from '@dandelion-loop/contract';
import type { ShareOfRates } from '@dandelion-loop/stats';
import { customType, doublePrecision, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** What customers answered or did, with the shares as they were read: a test can go later. */
export interface ToldCustomers {
  told: Customers;
  shares: readonly ShareOfRates[];
}

export const preferenceQuestions = pgTable('preference_questions', {
  id: uuid('id').primaryKey(),
  question: text('question').notNull(),
  options: text('options').array().notNull(),
  topic: text('topic').notNull(),
  /** Of each option; empty of questions from before there were any. */
  texts: text('texts').array().notNull(),
  experimentId: uuid('experiment_id'),
  customers: jsonb('customers').$type<ToldCustomers>(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  version: integer('version').notNull().default(1),
});
export type QuestionRow = typeof preferenceQuestions.$inferSelect;

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

export const preferencePictures = pgTable('preference_pictures', {
  questionId: uuid('question_id').notNull(),
  place: integer('place').notNull(),
  mediaType: text('media_type').$type<PictureType>().notNull(),
  bytes: bytes('bytes').notNull(),
});

export const preferenceAnswers = pgTable('preference_answers', {
  questionId: uuid('question_id').notNull(),
  memberId: uuid('member_id').notNull(),
  role: text('role').$type<Role>().notNull(),
  prefers: integer('prefers').notNull(),
  expects: doublePrecision('expects').array().notNull(),
  givenAt: moment('given_at').notNull(),
});
export type PreferenceAnswerRow = typeof preferenceAnswers.$inferSelect;

/** Of the experiments feature; here only read. */
export const experiments = pgTable('experiments', {
  id: uuid('id').primaryKey(),
  title: text('title').notNull(),
  analysisId: uuid('analysis_id').notNull(),
});
export const results = pgTable('results', {
  analysisId: uuid('analysis_id').notNull(),
  experimentId: uuid('experiment_id').notNull(),
  answer: jsonb('answer').$type<TestAnswer>().notNull(),
});
