import type { Constraint, FollowUp, SignWatch } from '@dandelion-loop/contract';
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const constraints = pgTable('plan_constraints', {
  id: uuid('id').primaryKey(),
  seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity(),
  planId: uuid('plan_id').notNull(),
  outcomeId: uuid('outcome_id').notNull(),
  kind: text('kind').$type<Constraint['kind']>().notNull(),
  what: text('what').notNull(),
  sign: text('sign').notNull(),
  watch: jsonb('watch').$type<SignWatch>(),
  response: text('response').notNull(),
  ownerId: uuid('owner_id'),
  withinDays: integer('within_days').notNull(),
  workingDays: boolean('working_days').notNull(),
  state: text('state').$type<Constraint['state']>().notNull().default('watching'),
  settledBecause: text('settled_because').notNull().default(''),
  arming: integer('arming').notNull().default(1),
  armedOn: date('armed_on').notNull(),
  countedFrom: moment('counted_from'),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  version: integer('version').notNull().default(1),
});
export type ConstraintRow = typeof constraints.$inferSelect;

export const firings = pgTable('constraint_firings', {
  constraintId: uuid('constraint_id').notNull(),
  arming: integer('arming').notNull(),
  at: moment('at').notNull(),
  because: text('because').notNull(),
  by: jsonb('fired_by').$type<Actor>().notNull(),
  followUpId: uuid('follow_up_id'),
});

/** Of other features; here only read. */
export const outcomeValues = pgTable('outcome_values', {
  id: bigint('id', { mode: 'number' }).primaryKey(),
  outcomeId: uuid('outcome_id').notNull(),
  on: date('on_day').notNull(),
  value: doublePrecision('value').notNull(),
  createdAt: moment('created_at').notNull(),
});
export const breakers = pgTable('breakers', {
  betId: uuid('bet_id').notNull(),
  state: text('state').notNull(),
  trippedAt: moment('tripped_at'),
});
export const followUps = pgTable('follow_ups', {
  id: uuid('id').primaryKey(),
  state: text('state').$type<FollowUp['state']>().notNull(),
  ownerId: uuid('owner_id').notNull(),
  dueOn: date('due_on'),
});
