import type { Agenda } from '@dandelion-loop/contract';
import {
  bigint,
  customType,
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

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const moment = (name: string) => timestamp(name, { withTimezone: true });

export const meetings = pgTable('meetings', {
  id: uuid('id').primaryKey(),
  ritualId: uuid('ritual_id').notNull(),
  about: text('about').notNull(),
  occurrence: text('occurrence'),
  scheduledAt: moment('scheduled_at'),
  startedAt: moment('started_at').notNull(),
  endedAt: moment('ended_at'),
  agenda: jsonb('agenda').$type<Agenda>().notNull(),
  memory: jsonb('memory').$type<Record<string, unknown>>().notNull(),
  block: integer('block'),
  blockSince: moment('block_since'),
  spentSeconds: doublePrecision('spent_seconds').array().notNull(),
  givenSeconds: doublePrecision('given_seconds').array().notNull(),
  present: uuid('present').array().notNull(),
  notes: text('notes').notNull().default(''),
  searchText: text('search_text').notNull(),
  writers: text('writers').array().notNull().default([]),
  startedBy: jsonb('started_by').$type<Actor>().notNull(),
  version: integer('version').notNull().default(1),
});
export type MeetingRow = typeof meetings.$inferSelect;

export const meetingNotes = pgTable('meeting_notes', {
  seq: bigint('seq', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  meetingId: uuid('meeting_id').notNull(),
  data: bytes('data').notNull(),
});

/** Of other features; here only read. */
export const decisions = pgTable('decisions', {
  id: uuid('id').primaryKey(),
  meetingId: uuid('meeting_id'),
  what: text('what').notNull(),
  why: text('why').notNull(),
  lookAgainOn: date('look_again_on'),
  decidedAt: moment('decided_at').notNull(),
  version: integer('version').notNull(),
});
export const followUps = pgTable('follow_ups', {
  id: uuid('id').primaryKey(),
  meetingId: uuid('meeting_id'),
  what: text('what').notNull(),
  ownerId: uuid('owner_id').notNull(),
  dueOn: date('due_on'),
  createdAt: moment('created_at').notNull(),
  version: integer('version').notNull(),
});
export const announcements = pgTable('announcements', {
  type: text('type').notNull(),
  data: jsonb('data').notNull(),
  toldAt: moment('told_at'),
});
