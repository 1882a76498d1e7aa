import type { Cadence, DecisionLook, RitualBlock, Role } from '@dandelion-loop/contract';
import { date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const rituals = pgTable('rituals', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  purpose: text('purpose').notNull(),
  cadence: jsonb('cadence').$type<Cadence>(),
  cadenceSince: moment('cadence_since').notNull(),
  minutes: integer('minutes').notNull(),
  members: uuid('members').array().notNull(),
  blocks: jsonb('blocks').$type<RitualBlock[]>().notNull(),
  summaryTo: text('summary_to').$type<'members' | 'nobody'>().notNull(),
  pack: text('pack'),
  sequence: integer('sequence').notNull().default(0),
  endedAt: moment('ended_at'),
  endedBecause: text('ended_because'),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  changedAt: moment('changed_at').notNull(),
  version: integer('version').notNull().default(1),
});
export type RitualRow = typeof rituals.$inferSelect;

export const ritualExceptions = pgTable('ritual_exceptions', {
  ritualId: uuid('ritual_id').notNull(),
  occurrence: text('occurrence').notNull(),
  kind: text('kind').$type<'moved' | 'cancelled' | 'added'>().notNull(),
  movedTo: text('moved_to'),
  reason: text('reason').notNull(),
});

/** Of other features; here only read. */
export const members = pgTable('members', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  role: text('role').$type<Role>().notNull(),
  joinedAt: moment('joined_at').notNull(),
  leftAt: moment('left_at'),
});
export const meetings = pgTable('meetings', {
  id: uuid('id').primaryKey(),
  ritualId: uuid('ritual_id').notNull(),
  occurrence: text('occurrence'),
  startedAt: moment('started_at').notNull(),
  endedAt: moment('ended_at'),
  present: uuid('present').array().notNull(),
});
export const decisions = pgTable('decisions', {
  meetingId: uuid('meeting_id'),
  state: text('state').$type<'open' | 'closed'>().notNull(),
  lookAgainOn: date('look_again_on'),
  looks: jsonb('looks').$type<DecisionLook[]>().notNull(),
});
export const followUps = pgTable('follow_ups', {
  meetingId: uuid('meeting_id'),
  state: text('state').$type<'open' | 'done' | 'dropped'>().notNull(),
  dueOn: date('due_on'),
  endedAt: moment('ended_at'),
});
export const workflows = pgTable('workflows', { name: text('name').notNull(), ritualId: uuid('ritual_id') });
