import type { Decision, DecisionLook, Subject } from '@dandelion-loop/contract';
import { date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const decisions = pgTable('decisions', {
  id: uuid('id').primaryKey(),
  meetingId: uuid('meeting_id'),
  what: text('what').notNull(),
  why: text('why').notNull(),
  deciders: uuid('deciders').array().notNull(),
  evidence: jsonb('evidence').$type<Subject[]>().notNull(),
  lookAgainOn: date('look_again_on'),
  state: text('state').$type<Decision['state']>().notNull().default('open'),
  looks: jsonb('looks').$type<DecisionLook[]>().notNull().default([]),
  searchText: text('search_text').notNull(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  decidedAt: moment('decided_at').notNull(),
  version: integer('version').notNull().default(1),
});
export type DecisionRow = typeof decisions.$inferSelect;

/** Of other features; here only read. */
export const meetings = pgTable('meetings', {
  id: uuid('id').primaryKey(),
  ritualId: uuid('ritual_id').notNull(),
  present: uuid('present').array().notNull(),
});
