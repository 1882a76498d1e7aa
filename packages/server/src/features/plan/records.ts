import type { Bet, BetNumberKind, BetTerms, DomainKind, Plan, PlanStatus } from '@dandelion-loop/contract';
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
const seq = () => bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity();
const version = () => integer('version').notNull().default(1);

export const plans = pgTable('plans', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  currency: text('currency'),
  rates: jsonb('rates').$type<Plan['rates']>().notNull(),
  from: date('from_day').notNull(),
  to: date('to_day').notNull(),
  failureBudget: jsonb('failure_budget').$type<NonNullable<Plan['failureBudget']>>(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  version: version(),
  revision: integer('revision').notNull().default(1),
});
export type PlanRow = typeof plans.$inferSelect;

export const outcomes = pgTable('plan_outcomes', {
  id: uuid('id').primaryKey(),
  planId: uuid('plan_id').notNull(),
  seq: seq(),
  name: text('name').notNull(),
  metric: text('metric'),
  unit: text('unit'),
  baseline: doublePrecision('baseline').notNull(),
  target: doublePrecision('target').notNull(),
  by: date('by_day'),
  direction: text('direction').$type<'rise' | 'fall'>().notNull(),
  version: version(),
});
export type OutcomeRow = typeof outcomes.$inferSelect;

export const outcomeValues = pgTable('outcome_values', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  outcomeId: uuid('outcome_id').notNull(),
  on: date('on_day').notNull(),
  value: doublePrecision('value').notNull(),
  note: text('note').notNull(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  importId: uuid('import_id'),
});

export const domains = pgTable('failure_domains', {
  id: uuid('id').primaryKey(),
  planId: uuid('plan_id').notNull(),
  seq: seq(),
  name: text('name').notNull(),
  kind: text('kind').$type<DomainKind>().notNull(),
  failure: doublePrecision('failure').notNull(),
  cap: doublePrecision('cap'),
  beliefId: uuid('belief_id'),
  version: version(),
});
export type DomainRow = typeof domains.$inferSelect;

/** What was signed, and on which day where the workspace is. */
export interface Signed {
  at: string;
  on: string;
  by: Actor;
  terms: BetTerms;
}

export const bets = pgTable('bets', {
  id: uuid('id').primaryKey(),
  planId: uuid('plan_id').notNull(),
  seq: seq(),
  outcomeId: uuid('outcome_id').notNull(),
  name: text('name').notNull(),
  hypothesis: text('hypothesis').notNull(),
  ownerId: uuid('owner_id'),
  partnerIds: uuid('partner_ids').array().notNull(),
  discipline: text('discipline'),
  money: doublePrecision('money').notNull(),
  hours: doublePrecision('hours').notNull(),
  coordinationHours: doublePrecision('coordination_hours').notNull(),
  currency: text('currency'),
  cap: doublePrecision('cap'),
  startsOn: date('starts_on'),
  endsOn: date('ends_on'),
  successMetric: text('success_metric').notNull(),
  guardrails: jsonb('guardrails').$type<string[]>().notNull(),
  killCriteria: jsonb('kill_criteria').$type<string[]>().notNull(),
  probability: doublePrecision('probability').notNull(),
  low: doublePrecision('low').notNull(),
  likely: doublePrecision('likely').notNull(),
  high: doublePrecision('high').notNull(),
  ifFails: doublePrecision('if_fails').notNull(),
  domainIds: uuid('domain_ids').array().notNull(),
  dependsOnIds: uuid('depends_on_ids').array().notNull(),
  experimentIds: uuid('experiment_ids').array().notNull(),
  status: text('status').$type<PlanStatus>().notNull(),
  startedOn: date('started_on'),
  decidedOn: date('decided_on'),
  decidedBecause: text('decided_because').notNull().default(''),
  asAgreed: boolean('as_agreed'),
  stoppedBy: uuid('stopped_by'),
  learned: text('learned').notNull().default(''),
  actualPayoff: doublePrecision('actual_payoff'),
  signed: jsonb('signed').$type<Signed>(),
  changedSince: jsonb('changed_since').$type<Bet['changedSince']>().notNull().default([]),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  version: version(),
});
export type BetRow = typeof bets.$inferSelect;

/** What an import that is taken back gives back. */
export interface ReplacedNumber {
  kind: BetNumberKind;
  measure: string | null;
  on: string;
  value: number;
  note: string;
  createdBy: Actor;
  createdAt: string;
  importId: string | null;
  beforeImport: ReplacedNumber | null;
}

export const betNumbers = pgTable('bet_numbers', {
  id: uuid('id').primaryKey(),
  seq: seq(),
  betId: uuid('bet_id').notNull(),
  kind: text('kind').$type<BetNumberKind>().notNull(),
  measure: text('measure'),
  on: date('on_day').notNull(),
  value: doublePrecision('value').notNull(),
  note: text('note').notNull(),
  key: text('row_key'),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  importId: uuid('import_id'),
  /** What it said before that import replaced it. */
  beforeImport: jsonb('before_import').$type<ReplacedNumber>(),
});
export type BetNumberRow = typeof betNumbers.$inferSelect;

/** Of other features; here only read. */
export const beliefs = pgTable('beliefs', {
  id: uuid('id').primaryKey(),
  claim: text('claim').notNull(),
  state: text('state').notNull(),
});
export const members = pgTable('members', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  leftAt: moment('left_at'),
});
