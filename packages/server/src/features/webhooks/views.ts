import type { Attempt, Delivery, DeliveryDetail, Webhook } from '@dandelion-loop/contract';
import { and, asc, desc, eq, lt, type SQL } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { attempts, type DeliveryRow, deliveries, type WebhookRow, webhooks } from './records.ts';

type Db = Records | Transaction;

const moment = (at: Date | null): string | null => at?.toISOString() ?? null;

export function webhookView(row: WebhookRow, now: Date): Webhook {
  const { id, url, description, types, state, disabledBecause, version } = row;
  const old = row.oldSecretEndsAt !== null && row.oldSecretEndsAt > now ? row.oldSecretEndsAt : null;
  return {
    ...{ id, url, description, types, state, disabledBecause, version },
    ...{ failingSince: moment(row.failingSince), oldSecretEndsAt: moment(old), createdAt: row.createdAt.toISOString() },
  };
}

export function deliveryView(row: DeliveryRow): Delivery {
  const { id, messageId, type, state, lastStatus, lastError } = row;
  return {
    ...{ id, messageId, type, state, attempts: row.attempts, lastStatus, lastError },
    ...{
      nextAttemptAt: moment(row.nextAt),
      createdAt: row.createdAt.toISOString(),
      finishedAt: moment(row.finishedAt),
    },
  };
}

const noWebhook = () => new DandelionFailure('not-found', 'There is no such webhook. It may have been deleted.');
const noDelivery = () =>
  new DandelionFailure(
    'not-found',
    'There is no such delivery. Deliveries are kept for 30 days, and go with their webhook.',
  );

/** Fails with `not-found`. */
export async function findWebhook(db: Db, id: string): Promise<WebhookRow> {
  const [found] = await db.select().from(webhooks).where(eq(webhooks.id, id));
  if (found === undefined) throw noWebhook();
  return found;
}

/** Keeps others from changing it until the transaction ends. Fails with `not-found`. */
export async function lockWebhook(tx: Transaction, id: string): Promise<WebhookRow> {
  const [found] = await tx.select().from(webhooks).where(eq(webhooks.id, id)).for('update');
  if (found === undefined) throw noWebhook();
  return found;
}

/** Fails with `not-found`. */
export async function findDelivery(db: Db, webhookId: string, id: string): Promise<DeliveryRow> {
  const [found] = await db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.webhookId, webhookId), eq(deliveries.id, id)));
  if (found === undefined) throw noDelivery();
  return found;
}

export interface DeliveryPage {
  state?: Delivery['state'] | undefined;
  before?: string | undefined;
  limit: number;
}

export async function readDeliveries(db: Db, webhookId: string, { state, before, limit }: DeliveryPage) {
  const conditions: SQL[] = [eq(deliveries.webhookId, webhookId)];
  if (state !== undefined) conditions.push(eq(deliveries.state, state));
  if (before !== undefined) conditions.push(lt(deliveries.seq, Number(before)));
  const rows = await db
    .select()
    .from(deliveries)
    .where(and(...conditions))
    .orderBy(desc(deliveries.seq))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return { deliveries: page.map(deliveryView), next: rows.length > limit ? String(page.at(-1)!.seq) : null };
}

export async function readDelivery(db: Db, webhookId: string, id: string): Promise<DeliveryDetail> {
  const found = await findDelivery(db, webhookId, id);
  const log = await db.select().from(attempts).where(eq(attempts.deliveryId, id)).orderBy(asc(attempts.number));
  const shown = log.map(
    ({ number, at, status, milliseconds, answer, error }): Attempt => ({
      ...{ number, at: at.toISOString(), status, milliseconds, answer, error },
    }),
  );
  return { ...deliveryView(found), body: found.body, log: shown };
}
