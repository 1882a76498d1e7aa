import type { AnnouncementType, Delivery, Webhook } from '@dandelion-loop/contract';
import { bigint, customType, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const moment = (name: string) => timestamp(name, { withTimezone: true });

export const webhooks = pgTable('webhooks', {
  id: uuid('id').primaryKey(),
  url: text('url').notNull(),
  description: text('description').notNull(),
  types: text('types').array().$type<AnnouncementType[]>().notNull(),
  state: text('state').$type<Webhook['state']>().notNull().default('active'),
  disabledBecause: text('disabled_because'),
  secret: bytes('secret').notNull(),
  oldSecret: bytes('old_secret'),
  oldSecretEndsAt: moment('old_secret_ends_at'),
  failingSince: moment('failing_since'),
  version: integer('version').notNull().default(1),
  createdAt: moment('created_at').notNull(),
});
export type WebhookRow = typeof webhooks.$inferSelect;

export const deliveries = pgTable('webhook_deliveries', {
  seq: bigint('seq', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  id: uuid('id').notNull(),
  webhookId: uuid('webhook_id').notNull(),
  messageId: text('message_id').notNull(),
  type: text('type').$type<Delivery['type']>().notNull(),
  body: text('body').notNull(),
  state: text('state').$type<Delivery['state']>().notNull().default('waiting'),
  attempts: integer('attempts').notNull().default(0),
  nextAt: moment('next_at'),
  takenUntil: moment('taken_until'),
  lastStatus: integer('last_status'),
  lastError: text('last_error'),
  createdAt: moment('created_at').notNull(),
  finishedAt: moment('finished_at'),
});
export type DeliveryRow = typeof deliveries.$inferSelect;

export const attempts = pgTable('webhook_attempts', {
  deliveryId: uuid('delivery_id').notNull(),
  number: integer('number').notNull(),
  at: moment('at').notNull(),
  status: integer('status'),
  milliseconds: integer('milliseconds').notNull(),
  answer: text('answer').notNull(),
  error: text('error'),
});
