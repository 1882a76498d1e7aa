import type { FollowUp, Subject } from '@dandelion-loop/contract';
import { date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const followUps = pgTable('follow_ups', {
  id: uuid('id').primaryKey(),
  what: text('what').notNull(),
  ownerId: uuid('owner_id').notNull(),
  dueOn: date('due_on'),
  state: text('state').$type<FollowUp['state']>().notNull().default('open'),
  note: text('note').notNull().default(''),
  meetingId: uuid('meeting_id'),
  decisionId: uuid('decision_id'),
  origin: jsonb('origin').$type<Subject>(),
  toldLateFor: date('told_late_for'),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  endedAt: moment('ended_at'),
  endedBy: jsonb('ended_by').$type<Actor>(),
  version: integer('version').notNull().default(1),
});
export type FollowUpRow = typeof followUps.$inferSelect;

/** Of other features; here only read. */
export const meetings = pgTable('meetings', { id: uuid('id').primaryKey(), ritualId: uuid('ritual_id').notNull() });
export const decisions = pgTable('decisions', { id: uuid('id').primaryKey() });
export const members = pgTable('members', { id: uuid('id').primaryKey(), leftAt: moment('left_at') });
