import type { Role } from '@dandelion-loop/contract';
import { customType, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const moment = (name: string) => timestamp(name, { withTimezone: true });

export const calendarLinks = pgTable('calendar_links', {
  memberId: uuid('member_id').primaryKey(),
  tokenHash: bytes('token_hash').notNull(),
  madeAt: moment('made_at').notNull(),
  readAt: moment('read_at'),
});

/** Of other features; here only read. */
export const members = pgTable('members', {
  id: uuid('id').primaryKey(),
  role: text('role').$type<Role>().notNull(),
  leftAt: moment('left_at'),
});
export const workspace = pgTable('workspace', { name: text('name').notNull() });
