import type { Methods } from '@dandelion-loop/contract';
import { boolean, char, integer, jsonb, pgTable, smallint, text, timestamp } from 'drizzle-orm/pg-core';

/** One row. */
export const workspace = pgTable('workspace', {
  id: smallint('id').primaryKey(),
  name: text('name').notNull(),
  locale: text('locale').notNull(),
  currency: char('currency', { length: 3 }).notNull(),
  timeZone: text('time_zone').notNull(),
  keepUploads: boolean('keep_uploads').notNull(),
  methods: jsonb('methods').$type<Methods>().notNull(),
  version: integer('version').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
});
