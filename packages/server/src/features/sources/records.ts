import type { SourceOfEvents, WriteKey } from '@dandelion-loop/contract';
import { customType, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const moment = (name: string) => timestamp(name, { withTimezone: true });

export const sources = pgTable('sources', {
  id: uuid('id').primaryKey(),
  number: integer('number').notNull().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  consent: text('consent').$type<SourceOfEvents['consent']>().notNull(),
  legalBasis: text('legal_basis').notNull(),
  withheld: text('withheld').$type<SourceOfEvents['withheld']>().notNull(),
  origins: text('origins').array().notNull(),
  preferences: jsonb('preferences').$type<SourceOfEvents['preferences']>().notNull(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  endedAt: moment('ended_at'),
  version: integer('version').notNull().default(1),
  changes: integer('changes').notNull().default(0),
});
export type SourceRow = typeof sources.$inferSelect;

export const writeKeys = pgTable('write_keys', {
  id: uuid('id').primaryKey(),
  sourceId: uuid('source_id').notNull(),
  kind: text('kind').$type<WriteKey['kind']>().notNull(),
  tokenHash: bytes('token_hash').notNull(),
  beginning: text('beginning').notNull(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  endsAt: moment('ends_at'),
  revokedAt: moment('revoked_at'),
  lastUsedAt: moment('last_used_at'),
});
export const identitySecrets = pgTable('identity_secrets', {
  id: uuid('id').primaryKey(),
  sourceId: uuid('source_id').notNull(),
  sealed: bytes('sealed').notNull(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  endsAt: moment('ends_at'),
});

export type WriteKeyRow = typeof writeKeys.$inferSelect;
