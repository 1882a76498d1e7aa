import type { Share } from '@dandelion-loop/contract';
import { boolean, customType, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const moment = (name: string) => timestamp(name, { withTimezone: true });

export const shares = pgTable('shares', {
  id: uuid('id').primaryKey(),
  tokenHash: bytes('token_hash').notNull(),
  kind: text('kind').$type<Share['kind']>().notNull(),
  experimentId: uuid('experiment_id').notNull(),
  madeFor: text('made_for'),
  segment: text('segment'),
  showMaker: boolean('show_maker').notNull(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  expiresAt: moment('expires_at').notNull(),
  revokedAt: moment('revoked_at'),
  opens: integer('opens').notNull().default(0),
  lastOpenedAt: moment('last_opened_at'),
});
export type ShareRow = typeof shares.$inferSelect;

/** Of the experiments feature; here only read. */
export const experiments = pgTable('experiments', { id: uuid('id').primaryKey(), title: text('title').notNull() });
