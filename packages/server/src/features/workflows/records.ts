import type { FollowUp, Subject, Workflow, WorkflowStep, WorkflowTrigger } from '@dandelion-loop/contract';
import { boolean, date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const workflows = pgTable('workflows', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  purpose: text('purpose').notNull(),
  trigger: text('trigger').$type<WorkflowTrigger>().notNull(),
  verdicts: text('verdicts').array().$type<Workflow['verdicts']>().notNull(),
  ritualId: uuid('ritual_id'),
  steps: jsonb('steps').$type<WorkflowStep[]>().notNull(),
  active: boolean('active').notNull(),
  pack: text('pack'),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  version: integer('version').notNull().default(1),
});
export type WorkflowRow = typeof workflows.$inferSelect;

export const runs = pgTable('workflow_runs', {
  id: uuid('id').primaryKey(),
  workflowId: uuid('workflow_id').notNull(),
  event: text('event').notNull(),
  about: jsonb('about').$type<Subject>(),
  because: text('because').notNull(),
  by: jsonb('started_by').$type<Actor>().notNull(),
  at: moment('started_at').notNull(),
});
export type RunRow = typeof runs.$inferSelect;

/** Of other features; here only read. */
export const followUps = pgTable('follow_ups', {
  id: uuid('id').primaryKey(),
  what: text('what').notNull(),
  ownerId: uuid('owner_id').notNull(),
  dueOn: date('due_on'),
  state: text('state').$type<FollowUp['state']>().notNull(),
  note: text('note').notNull(),
  origin: jsonb('origin').$type<Subject>(),
  version: integer('version').notNull(),
});
export const meetings = pgTable('meetings', { id: uuid('id').primaryKey(), ritualId: uuid('ritual_id').notNull() });
