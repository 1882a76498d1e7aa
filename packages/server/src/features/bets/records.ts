import type { Breaker } from '@dandelion-loop/contract';
import { bigint, date, doublePrecision, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export interface Probe {
  money: number;
  /** What the bet had spent when the probe began. */
  spentBefore: number;
  from: string;
  endsOn: string;
}

export const breakers = pgTable('breakers', {
  id: uuid('id').primaryKey(),
  seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity(),
  betId: uuid('bet_id').notNull(),
  kind: text('kind').$type<Breaker['kind']>().notNull(),
  measure: text('measure'),
  trips: text('trips').$type<Breaker['trips']>().notNull(),
  limit: doublePrecision('limit_value'),
  limitOn: date('limit_on'),
  state: text('state').$type<Breaker['state']>().notNull().default('closed'),
  countedFrom: bigint('counted_from', { mode: 'number' }).notNull().default(0),
  trippedAt: moment('tripped_at'),
  because: text('because').notNull().default(''),
  probe: jsonb('probe').$type<Probe>(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  version: integer('version').notNull().default(1),
});
export type BreakerRow = typeof breakers.$inferSelect;

/** Of the experiments feature; here only read. */
export const experiments = pgTable('experiments', { id: uuid('id').primaryKey(), title: text('title').notNull() });
