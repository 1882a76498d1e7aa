import type { AnnouncementType, Role } from '@dandelion-loop/contract';
import { customType, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const moment = (name: string) => timestamp(name, { withTimezone: true });

export const mails = pgTable('mails', {
  id: uuid('id').primaryKey(),
  template: text('template').notNull(),
  /** Null at the end. */
  sealed: bytes('sealed'),
  state: text('state').$type<'waiting' | 'sent' | 'given-up'>().notNull().default('waiting'),
  attempts: integer('attempts').notNull().default(0),
  nextAt: moment('next_at'),
  takenUntil: moment('taken_until'),
  endsAt: moment('ends_at'),
  lastError: text('last_error'),
  createdAt: moment('created_at').notNull(),
  finishedAt: moment('finished_at'),
});

/** Of other features, which write them; here they are only read. */
export const members = pgTable('members', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email'),
  role: text('role').$type<Role>().notNull(),
  notify: text('notify').array().$type<AnnouncementType[]>().notNull(),
  leftAt: moment('left_at'),
});
export const workspace = pgTable('workspace', { name: text('name').notNull() });
