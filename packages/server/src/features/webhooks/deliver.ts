import { and, asc, eq, isNull, lt, lte, or, sql } from 'drizzle-orm';
import { errorFacts } from '../../kernel/error-facts.ts';
import type { Log } from '../../kernel/log.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { type Repeated, repeat } from '../../kernel/repeat.ts';
import { disable } from './disable.ts';
import { attempts, type DeliveryRow, deliveries, type WebhookRow, webhooks } from './records.ts';
import { waitAfter } from './retry-times.ts';
import { type Outcome, patience, type SendOptions, send } from './send.ts';

/** Sends what is due. Each webhook has places of its own, so that a slow receiver holds nobody but itself. */

const placesOfEach = 2;
/** Longer than an attempt lasts: whoever holds a message for longer was killed. */
const takenFor = 2 * patience;
const day = 24 * 60 * 60 * 1000;
const failingFor = 5 * day;

export interface DeliverOptions extends SendOptions {
  records: Records;
  log: Log;
  /** From 0 to 1. */
  random: () => number;
  /** Tells the owners that a webhook was disabled, in the same transaction. */
  told: (tx: Transaction, webhook: WebhookRow, because: string) => Promise<void>;
  everyMilliseconds?: number;
}

export interface Deliverer {
  start(): void;
  /** Ends attempts under way, as if they had not been begun. */
  stop(): Promise<void>;
  wake(): void;
  /** Sends what is due now and waits for the outcome. */
  sendDue(): Promise<void>;
}

const onlyOnce = (type: DeliveryRow['type']) => type === 'webhook.test';

export function createDeliverer(options: DeliverOptions): Deliverer {
  const { records, log, now, random, told, everyMilliseconds = 1000 } = options;
  const underWay = new Map<Promise<void>, string>();
  const stop = new AbortController();
  let looking: Repeated | undefined;

  const isDue = () =>
    and(
      eq(deliveries.state, 'waiting'),
      lte(deliveries.nextAt, now()),
      or(isNull(deliveries.takenUntil), lt(deliveries.takenUntil, now())),
    );

  async function take(webhookId: string, places: number): Promise<DeliveryRow[]> {
    return records.transaction(async (tx) => {
      const due = await tx
        .select()
        .from(deliveries)
        .where(and(eq(deliveries.webhookId, webhookId), isDue()))
        .orderBy(asc(deliveries.nextAt), asc(deliveries.seq))
        .limit(places)
        .for('update', { skipLocked: true });
      const takenUntil = new Date(now().getTime() + takenFor);
      for (const { id } of due) await tx.update(deliveries).set({ takenUntil }).where(eq(deliveries.id, id));
      return due.map((row) => ({ ...row, takenUntil }));
    });
  }

  /** What the outcome makes of the message: of each attempt there is a line in its log. */
  async function noteAttempt(tx: Transaction, delivery: DeliveryRow, outcome: Outcome): Promise<boolean> {
    const { status, error, at, milliseconds, answer } = outcome;
    const number = delivery.attempts + 1;
    const wait = error === null || onlyOnce(delivery.type) ? null : waitAfter(number, outcome.retryAfter, random());
    const again = wait === null ? null : new Date(now().getTime() + wait);
    const { rowCount } = await tx
      .update(deliveries)
      .set({
        ...{ state: error === null ? 'delivered' : again === null ? 'failed' : 'waiting', nextAt: again },
        ...{ attempts: number, takenUntil: null, lastStatus: status, lastError: error },
        finishedAt: again === null ? now() : null,
      })
      // Deleted meanwhile, or taken by another server after a very long time.
      .where(and(eq(deliveries.id, delivery.id), eq(deliveries.takenUntil, delivery.takenUntil!)));
    if (rowCount !== 1) return false;
    await tx.insert(attempts).values({ deliveryId: delivery.id, number, at, status, milliseconds, answer, error });
    return true;
  }

  /** What the outcome means for the webhook. */
  async function noteHealth(
    tx: Transaction,
    { id }: WebhookRow,
    delivery: DeliveryRow,
    outcome: Outcome,
  ): Promise<void> {
    const [webhook] = await tx.select().from(webhooks).where(eq(webhooks.id, id)).for('update');
    if (webhook === undefined || webhook.state === 'disabled') return;
    if (outcome.error === null) {
      if (webhook.failingSince !== null)
        await tx.update(webhooks).set({ failingSince: null }).where(eq(webhooks.id, id));
      return;
    }
    if (outcome.status === 410) {
      await disableAndTell(tx, webhook, 'The receiver answered that it is gone (410).');
      return;
    }
    if (onlyOnce(delivery.type)) return;
    if (webhook.failingSince === null) {
      await tx.update(webhooks).set({ failingSince: outcome.at }).where(eq(webhooks.id, id));
    } else if (outcome.at.getTime() - webhook.failingSince.getTime() >= failingFor) {
      await disableAndTell(tx, webhook, 'Every attempt failed for five days.');
    }
  }

  async function disableAndTell(tx: Transaction, webhook: WebhookRow, because: string): Promise<void> {
    await disable(tx, webhook, { because, now: now() });
    await told(tx, webhook, because);
    log.warn({ webhook: webhook.id, because }, 'A webhook was disabled');
  }

  async function deliver(webhook: WebhookRow, delivery: DeliveryRow): Promise<void> {
    const outcome = await send(options, { webhook, delivery, stop: stop.signal });
    if (outcome === null) {
      await records.update(deliveries).set({ takenUntil: null }).where(eq(deliveries.id, delivery.id));
      return;
    }
    await records.transaction(async (tx) => {
      if (await noteAttempt(tx, delivery, outcome)) await noteHealth(tx, webhook, delivery, outcome);
    });
  }

  function begin(webhook: WebhookRow, delivery: DeliveryRow): void {
    const work = deliver(webhook, delivery)
      // The message is free again after a while.
      .catch((error: unknown) => log.error({ delivery: delivery.id, error: errorFacts(error) }, 'A delivery broke'))
      .finally(() => {
        underWay.delete(work);
        looking?.wake();
      });
    underWay.set(work, webhook.id);
  }

  async function look(): Promise<boolean> {
    const waiting = await records
      .select()
      .from(webhooks)
      .where(
        and(
          eq(webhooks.state, 'active'),
          sql`EXISTS (SELECT FROM ${deliveries} WHERE ${deliveries.webhookId} = ${webhooks.id} AND ${isDue()})`,
        ),
      );
    for (const webhook of waiting) {
      const busy = [...underWay.values()].filter((id) => id === webhook.id).length;
      if (busy >= placesOfEach || stop.signal.aborted) continue;
      for (const delivery of await take(webhook.id, placesOfEach - busy)) begin(webhook, delivery);
    }
    return false;
  }

  return {
    start() {
      const failed = (error: unknown) =>
        log.warn({ error: errorFacts(error) }, 'Webhooks wait: the record store does not answer');
      looking = repeat({ everyMilliseconds, look, failed });
    },
    async stop() {
      stop.abort();
      await looking?.stop();
      await Promise.all(underWay.keys());
    },
    wake: () => looking?.wake(),
    async sendDue() {
      do {
        await look();
        await Promise.all(underWay.keys());
      } while (
        (
          await records
            .select({ id: deliveries.id })
            .from(deliveries)
            .innerJoin(webhooks, eq(webhooks.id, deliveries.webhookId))
            .where(and(eq(webhooks.state, 'active'), isDue()))
            .limit(1)
        ).length > 0
      );
    },
  };
}
