import type { BeliefEvidence, BeliefState, ResolutionRule, Role, TestAnswer } from '@dandelion-loop/contract';
import {
  boolean,
  date,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const beliefs = pgTable('beliefs', {
  id: uuid('id').primaryKey(),
  claim: text('claim').notNull(),
  topic: text('topic').notNull(),
  hangsOn: text('hangs_on').notNull(),
  costIfWrong: doublePrecision('cost_if_wrong'),
  rule: jsonb('rule').$type<ResolutionRule>().notNull(),
  dueOn: date('due_on'),
  state: text('state').$type<BeliefState>().notNull().default('open'),
  blocked: text('blocked'),
  evidence: jsonb('evidence').$type<BeliefEvidence>(),
  searchText: text('search_text').notNull(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  version: integer('version').notNull().default(1),
});
export type BeliefRow = typeof beliefs.$inferSelect;

export const forecasts = pgTable(
  'forecasts',
  {
    beliefId: uuid('belief_id').notNull(),
    memberId: uuid('member_id').notNull(),
    number: integer('number').notNull(),
    role: text('role').$type<Role>().notNull(),
    probability: doublePrecision('probability').notNull(),
    givenAt: moment('given_at').notNull(),
    afterReveal: boolean('after_reveal').notNull(),
  },
  (table) => [primaryKey({ columns: [table.beliefId, table.memberId, table.number] })],
);
export type ForecastRow = typeof forecasts.$inferSelect;

export const forecastReveals = pgTable('forecast_reveals', {
  beliefId: uuid('belief_id').notNull(),
  memberId: uuid('member_id').notNull(),
  revealedAt: moment('revealed_at').notNull(),
});

export const scoreSharing = pgTable('score_sharing', {
  memberId: uuid('member_id').primaryKey(),
  since: moment('since').notNull(),
});

/** Of the access feature; here only names are read. */
export const members = pgTable('members', { id: uuid('id').primaryKey(), name: text('name').notNull() });

/** Of the experiments feature; here only read. */
export const experiments = pgTable('experiments', {
  id: uuid('id').primaryKey(),
  title: text('title').notNull(),
  analysisId: uuid('analysis_id').notNull(),
  firstJudgedAt: moment('first_judged_at').notNull(),
});
export const results = pgTable('results', {
  analysisId: uuid('analysis_id').notNull(),
  experimentId: uuid('experiment_id').notNull(),
  answer: jsonb('answer').$type<TestAnswer>().notNull(),
});
