import type { LinkPurpose, Role, Scope } from '@dandelion-loop/contract';
import { bigint, customType, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const moment = (name: string) => timestamp(name, { withTimezone: true });

export const members = pgTable('members', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email'),
  role: text('role').$type<Role>().notNull(),
  passwordHash: text('password_hash'),
  totpSecret: bytes('totp_secret'),
  totpOnSince: moment('totp_on_since'),
  totpStep: bigint('totp_step', { mode: 'number' }).notNull().default(0),
  notify: text('notify').array().notNull().default([]),
  version: integer('version').notNull().default(1),
  joinedAt: moment('joined_at').notNull().defaultNow(),
  leftAt: moment('left_at'),
});
export type MemberRow = typeof members.$inferSelect;

export const recoveryCodes = pgTable('recovery_codes', {
  codeHash: bytes('code_hash').notNull(),
  memberId: uuid('member_id').notNull(),
});

export const oneTimeLinks = pgTable('one_time_links', {
  id: uuid('id').primaryKey().defaultRandom(),
  tokenHash: bytes('token_hash').notNull(),
  purpose: text('purpose').$type<LinkPurpose>().notNull(),
  memberId: uuid('member_id'),
  role: text('role').$type<Role>(),
  name: text('name'),
  email: text('email'),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  expiresAt: moment('expires_at').notNull(),
  usedAt: moment('used_at'),
});
export type LinkRow = typeof oneTimeLinks.$inferSelect;

export const sessions = pgTable('sessions', {
  id: uuid('id').notNull().defaultRandom(),
  tokenHash: bytes('token_hash').primaryKey(),
  memberId: uuid('member_id').notNull(),
  agent: text('agent').notNull().default(''),
  createdAt: moment('created_at').notNull().defaultNow(),
  lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
  expiresAt: moment('expires_at').notNull(),
});

export const failedAttempts = pgTable('failed_attempts', {
  subject: bytes('subject').primaryKey(),
  failures: integer('failures').notNull(),
  lastAt: moment('last_at').notNull(),
  lockedUntil: moment('locked_until').notNull(),
});

export const apiKeys = pgTable('api_keys', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  tokenHash: bytes('token_hash').notNull(),
  beginning: text('beginning').notNull(),
  scopes: text('scopes').array().$type<Scope[]>().notNull(),
  memberId: uuid('member_id').notNull(),
  createdAt: moment('created_at').notNull(),
  expiresAt: moment('expires_at'),
  lastUsedAt: moment('last_used_at'),
  revokedAt: moment('revoked_at'),
});

/** Of the workspace feature; here only its name is read. */
export const workspace = pgTable('workspace', { name: text('name').notNull() });
