import type { AuditEntry } from '@dandelion-loop/contract';
import { bigint, customType, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const vector = customType<{ data: string }>({ dataType: () => 'tsvector' });

export const auditLog = pgTable('audit_log', {
  seq: bigint('seq', { mode: 'number' }).primaryKey(),
  at: timestamp('at', { withTimezone: true }).notNull(),
  actor: jsonb('actor').$type<Actor>().notNull(),
  action: text('action').notNull(),
  subjectKind: text('subject_kind').notNull(),
  subjectId: text('subject_id'),
  subjectName: text('subject_name').notNull(),
  before: jsonb('before').$type<AuditEntry['before']>(),
  after: jsonb('after').$type<AuditEntry['after']>(),
  previous: bytes('prev_hash').notNull(),
  hash: bytes('hash').notNull(),
  words: vector('words').notNull(),
});

/** What becomes an entry when the transaction commits: see migrations/0003-audit.sql. */
export const auditPending = pgTable('audit_pending', {
  entry: text('entry').notNull(),
  words: text('words').array().notNull(),
});
