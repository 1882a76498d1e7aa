import type { SegmentCount, SegmentTree } from '@dandelion-loop/contract';
import { bigint, date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const segments = pgTable('segments', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  about: text('about').notNull(),
  tree: jsonb('tree').$type<SegmentTree>().notNull(),
  count: jsonb('count').$type<SegmentCount & { at: string }>(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  version: integer('version').notNull().default(1),
});
export type SegmentRow = typeof segments.$inferSelect;

export const segmentCounts = pgTable('segment_counts', {
  segmentId: uuid('segment_id').notNull(),
  day: date('day').notNull(),
  customers: bigint('customers', { mode: 'number' }).notNull(),
  of: bigint('of', { mode: 'number' }).notNull(),
  treeHash: text('tree_hash').notNull(),
});
