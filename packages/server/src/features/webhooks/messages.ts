import { randomUUID } from 'node:crypto';
import { type WebhookPayload, webhookPayloadSchema } from '@dandelion-loop/contract';
import { and, arrayContains, ne } from 'drizzle-orm';
import type { Transaction } from '../../kernel/records.ts';
import type { Told } from '../announcements/index.ts';
import { type DeliveryRow, deliveries, type WebhookRow, webhooks } from './records.ts';

/** What is to be sent becomes a row for each webhook; its body never changes again. */

const messageIdOf = (id: string): string => `msg_${id.replaceAll('-', '')}`;

interface Message {
  /** Of what happened. */
  id: string;
  payload: WebhookPayload;
}

async function add(tx: Transaction, webhook: WebhookRow, { id, payload }: Message, now: Date): Promise<DeliveryRow> {
  const [added] = await tx
    .insert(deliveries)
    .values({
      ...{ id: randomUUID(), webhookId: webhook.id, messageId: messageIdOf(id), type: payload.type },
      ...{ body: JSON.stringify(webhookPayloadSchema.parse(payload)), nextAt: now, createdAt: now },
    })
    .returning();
  return added!;
}

/** For all webhooks that want it. One that is paused keeps it; one that is disabled does not. */
export async function addTold(tx: Transaction, told: Told, now: Date): Promise<void> {
  const wanting = await tx
    .select()
    .from(webhooks)
    .where(and(ne(webhooks.state, 'disabled'), arrayContains(webhooks.types, [told.type])));
  const { type, id, at, data, url } = told;
  const payload = { type, timestamp: at.toISOString(), data: { ...data, url } } as WebhookPayload;
  for (const webhook of wanting) await add(tx, webhook, { id, payload }, now);
}

export function addTest(tx: Transaction, webhook: WebhookRow, now: Date): Promise<DeliveryRow> {
  const data = { webhook: { id: webhook.id, description: webhook.description } };
  return add(
    tx,
    webhook,
    { id: randomUUID(), payload: { type: 'webhook.test', timestamp: now.toISOString(), data } },
    now,
  );
}
