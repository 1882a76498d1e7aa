import type { Persona, personaAnswers, SegmentTree } from '@dandelion-loop/contract';
import { bigint, date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/caller.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export type TraitRow = Pick<Persona['traits'][number], 'id' | 'name'> & { tree: SegmentTree };
export type AnswersRow = Record<string, (typeof personaAnswers)[number]>;

export const personas = pgTable('personas', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  story: text('story').notNull(),
  authors: uuid('authors').array().notNull(),
  traits: jsonb('traits').$type<TraitRow[]>().notNull(),
  fits: integer('fits').notNull(),
  createdBy: jsonb('created_by').$type<Actor>().notNull(),
  createdAt: moment('created_at').notNull(),
  version: integer('version').notNull().default(1),
});
export type PersonaRow = typeof personas.$inferSelect;

export const personaAnswerRows = pgTable('persona_answers', {
  personaId: uuid('persona_id').notNull(),
  memberId: uuid('member_id').notNull(),
  answers: jsonb('answers').$type<AnswersRow>().notNull(),
  answeredAt: moment('answered_at').notNull(),
});

export const personaCounts = pgTable('persona_counts', {
  personaId: uuid('persona_id').notNull(),
  day: date('day').notNull(),
  customers: bigint('customers', { mode: 'number' }).notNull(),
  of: bigint('of', { mode: 'number' }).notNull(),
  treeHash: text('tree_hash').notNull(),
});
