import { customType, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const moment = (name: string) => timestamp(name, { withTimezone: true });

export const planLinks = pgTable('plan_links', {
  id: uuid('id').primaryKey(),
  planId: uuid('plan_id').notNull(),
  tokenHash: bytes('token_hash').notNull(),
  madeFor: text('made_for').notNull(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  expiresAt: moment('expires_at').notNull(),
  revokedAt: moment('revoked_at'),
  opens: integer('opens').notNull().default(0),
  lastOpenedAt: moment('last_opened_at'),
});
export type PlanLinkRow = typeof planLinks.$inferSelect;
