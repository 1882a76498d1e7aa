import type { AnnouncementType } from '@dandelion-loop/contract';
import { bigint, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const announcements = pgTable('announcements', {
  seq: bigint('seq', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  id: uuid('id').notNull(),
  type: text('type').$type<AnnouncementType>().notNull(),
  data: jsonb('data').notNull(),
  at: moment('at').notNull(),
  toldAt: moment('told_at'),
  failures: integer('failures').notNull().default(0),
  nextAt: moment('next_at'),
});
