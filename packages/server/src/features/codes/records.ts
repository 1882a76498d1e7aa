import type { CoderDefinition } from '@dandelion-loop/contract';
import { sql } from 'drizzle-orm';
import { integer, jsonb, pgTable, primaryKey, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';
import type { Records, Transaction } from '../../kernel/records.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const coders = pgTable('coders', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  definition: jsonb('definition').$type<CoderDefinition>().notNull(),
  version: integer('version').notNull().default(1),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  changedAt: moment('changed_at'),
});
export type CoderRow = typeof coders.$inferSelect;

export const codes = pgTable(
  'codes',
  {
    experimentId: uuid('experiment_id').notNull(),
    variation: text('variation').notNull(),
    attribute: text('attribute').notNull(),
    /** See `coderKey`. */
    coder: text('coder').notNull(),
    level: text('level').notNull(),
    codedBy: jsonb('coded_by').$type<Actor>().notNull(),
    codedAt: moment('coded_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.experimentId, table.variation, table.attribute, table.coder] })],
);

export const mergedLevels = pgTable(
  'merged_levels',
  {
    attribute: text('attribute').notNull(),
    level: text('level').notNull(),
    into: text('into_level').notNull(),
  },
  (table) => [primaryKey({ columns: [table.attribute, table.level] })],
);

const changes = pgTable('coding_changes', { id: smallint('id').primaryKey().default(1), version: integer('version') });

/** Of the learnings, which write it; here it is only read. */
export const learningRuns = pgTable('learning_runs', {
  id: smallint('id').primaryKey(),
  computedAt: moment('computed_at'),
  levels: jsonb('levels').$type<LevelCounts>().notNull(),
});

/** How many variations have each level of each attribute. */
export type LevelCounts = Record<string, Record<string, number>>;

/** Under what somebody's codes are kept: one of each for a member or a key. */
export const coderKey = ({ kind, id }: Actor): string => id ?? kind;

/** To be called in every transaction that changes what variations are coded as; those wait for each other. */
export async function noteChange(tx: Transaction): Promise<void> {
  await tx
    .insert(changes)
    .values({ version: 1 })
    .onConflictDoUpdate({ target: changes.id, set: { version: sql`${changes.version} + 1` } });
}

/** Another one whenever coders, codes or merges changed. */
export async function readCodingStamp(records: Records): Promise<string> {
  const [row] = await records.select({ version: changes.version }).from(changes);
  return String(row?.version ?? 0);
}
