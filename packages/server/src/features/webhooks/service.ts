import { randomUUID } from 'node:crypto';
import {
  type AnswerOf,
  type BodyOf,
  type changeWebhook,
  type createWebhook,
  type Delivery,
  type DeliveryDetail,
  type listDeliveries,
  mostWebhooks,
  type Webhook,
} from '@dandelion-loop/contract';
import { asc, count, eq, lt, lte, sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Transaction } from '../../kernel/records.ts';
import type { Receiver } from '../announcements/index.ts';
import { record } from '../audit/index.ts';
import { auditedFields, subjectOf } from './audited.ts';
import { createDeliverer, type DeliverOptions } from './deliver.ts';
import { addTest, addTold } from './messages.ts';
import { deliveries, type WebhookRow, webhooks } from './records.ts';
import { newSecret } from './signature.ts';
import {
  type DeliveryPage,
  deliveryView,
  findDelivery,
  findWebhook,
  lockWebhook,
  readDeliveries,
  readDelivery,
  webhookView,
} from './views.ts';

const day = 24 * 60 * 60 * 1000;
const keptFor = 30 * day;
const oldSecretFor = day;
/** Arbitrary, but never to be changed. */
const countLock = 4_600_006;

export interface WebhooksService extends Receiver {
  list(): Promise<Webhook[]>;
  get(id: string): Promise<Webhook>;
  /** Fails with `wrong-use` when its address is none to connect to, or when there are too many. */
  create(by: Actor, asked: BodyOf<typeof createWebhook>): Promise<AnswerOf<typeof createWebhook>>;
  /** Fails with `conflict` when somebody else changed it since `version`. */
  change(by: Actor, id: string, change: BodyOf<typeof changeWebhook>): Promise<Webhook>;
  remove(by: Actor, id: string): Promise<void>;
  pause(by: Actor, id: string): Promise<Webhook>;
  resume(by: Actor, id: string): Promise<Webhook>;
  rotateSecret(by: Actor, id: string): Promise<AnswerOf<typeof createWebhook>>;
  test(by: Actor, id: string): Promise<Delivery>;
  deliveries(id: string, page: DeliveryPage): Promise<AnswerOf<typeof listDeliveries>>;
  delivery(id: string, deliveryId: string): Promise<DeliveryDetail>;
  retry(by: Actor, id: string, deliveryId: string): Promise<Delivery>;
  /** Begins to send. */
  start(): void;
  /** Ends what is being sent; it is sent again by the next server. */
  stop(): Promise<void>;
  /** Sends now what is due, and waits for it. */
  sendDue(): Promise<void>;
  /** Forgets old deliveries, and secrets whose time is over. */
  sweep(): Promise<void>;
}

const conflict = (message: string) => new DandelionFailure('conflict', message);

const notActive = ({ state }: WebhookRow) =>
  conflict(`This webhook is ${state}: nothing is sent to it. Resume it first.`);

export function createWebhooks(options: DeliverOptions): WebhooksService {
  const { records, sealer, outbound, now } = options;
  const deliverer = createDeliverer(options);
  const view = (row: WebhookRow) => webhookView(row, now());

  /** Changes one that is held, counts the change, and records it. */
  async function write(
    tx: Transaction,
    by: Actor,
    { before, change, action }: { before: WebhookRow; change: Partial<WebhookRow>; action: `webhook.${string}` },
  ): Promise<WebhookRow> {
    const [after] = await tx
      .update(webhooks)
      .set({ ...change, version: before.version + 1 })
      .where(eq(webhooks.id, before.id))
      .returning();
    const urlChanged = before.url === after!.url ? {} : { urlChanged: true };
    const sides = { before: auditedFields(before), after: { ...auditedFields(after!), ...urlChanged } };
    // A new secret changes nothing that may be shown.
    await record(tx, by, { action, subject: subjectOf(after!), ...(action === 'webhook.secret-rotated' ? {} : sides) });
    return after!;
  }

  async function setState(by: Actor, id: string, state: 'active' | 'paused'): Promise<Webhook> {
    const changed = await records.transaction(async (tx) => {
      const before = await lockWebhook(tx, id);
      if (before.state === state) return before;
      if (state === 'paused' && before.state === 'disabled') {
        throw conflict('This webhook is disabled: nothing is sent to it already.');
      }
      const change = { state, disabledBecause: null, failingSince: null };
      return write(tx, by, { before, change, action: state === 'paused' ? 'webhook.paused' : 'webhook.resumed' });
    });
    deliverer.wake();
    return view(changed);
  }

  async function addRow(tx: Transaction, row: typeof webhooks.$inferInsert): Promise<WebhookRow> {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(${countLock})`);
    const [{ there } = { there: 0 }] = await tx.select({ there: count() }).from(webhooks);
    if (there >= mostWebhooks) {
      throw new DandelionFailure(
        'wrong-use',
        `There are ${mostWebhooks} webhooks already. Delete one that is not needed.`,
      );
    }
    const [added] = await tx.insert(webhooks).values(row).returning();
    return added!;
  }

  return {
    list: async () => (await records.select().from(webhooks).orderBy(asc(webhooks.createdAt))).map(view),
    get: async (id) => view(await findWebhook(records, id)),

    async create(by, { url, types, description }) {
      await outbound.checkUrl(url);
      const secret = newSecret();
      const webhook = await records.transaction(async (tx) => {
        const row = { id: randomUUID(), url, types, description, secret: sealer.seal(secret), createdAt: now() };
        const added = await addRow(tx, row);
        await record(tx, by, { action: 'webhook.created', subject: subjectOf(added), after: auditedFields(added) });
        return added;
      });
      return { webhook: view(webhook), secret };
    },

    async change(by, id, { version, ...change }) {
      if (change.url !== undefined) await outbound.checkUrl(change.url);
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const changed = await records.transaction(async (tx) => {
        const before = await lockWebhook(tx, id);
        if (before.version !== version) {
          throw conflict('Somebody else changed this webhook meanwhile. Look at it again before you change it.');
        }
        return write(tx, by, { before, change: given, action: 'webhook.changed' });
      });
      return view(changed);
    },

    async remove(by, id) {
      await records.transaction(async (tx) => {
        const gone = await lockWebhook(tx, id);
        await tx.delete(webhooks).where(eq(webhooks.id, id));
        await record(tx, by, { action: 'webhook.deleted', subject: subjectOf(gone), before: auditedFields(gone) });
      });
    },

    pause: (by, id) => setState(by, id, 'paused'),
    resume: (by, id) => setState(by, id, 'active'),

    async rotateSecret(by, id) {
      const secret = newSecret();
      const changed = await records.transaction(async (tx) => {
        const before = await lockWebhook(tx, id);
        const change = {
          ...{ secret: sealer.seal(secret), oldSecret: before.secret },
          oldSecretEndsAt: new Date(now().getTime() + oldSecretFor),
        };
        return write(tx, by, { before, change, action: 'webhook.secret-rotated' });
      });
      return { webhook: view(changed), secret };
    },

    async test(by, id) {
      const added = await records.transaction(async (tx) => {
        const webhook = await lockWebhook(tx, id);
        if (webhook.state !== 'active') throw notActive(webhook);
        await record(tx, by, { action: 'webhook.tested', subject: subjectOf(webhook) });
        return addTest(tx, webhook, now());
      });
      deliverer.wake();
      return deliveryView(added);
    },

    async deliveries(id, page) {
      await findWebhook(records, id);
      return readDeliveries(records, id, page);
    },
    delivery: (id, deliveryId) => readDelivery(records, id, deliveryId),

    async retry(by, id, deliveryId) {
      const again = await records.transaction(async (tx) => {
        const webhook = await lockWebhook(tx, id);
        const { takenUntil } = await findDelivery(tx, id, deliveryId);
        if (webhook.state !== 'active') throw notActive(webhook);
        if (takenUntil !== null && takenUntil > now()) throw conflict('It is being sent at this moment.');
        const [row] = await tx
          .update(deliveries)
          .set({ state: 'waiting', nextAt: now(), takenUntil: null, finishedAt: null })
          .where(eq(deliveries.id, deliveryId))
          .returning();
        await record(tx, by, {
          action: 'webhook.delivery-retried',
          subject: subjectOf(webhook),
          after: { deliveryId },
        });
        return row!;
      });
      deliverer.wake();
      return deliveryView(again);
    },

    take: (tx, told) => addTold(tx, told, now()),
    ...{ wake: deliverer.wake, start: deliverer.start, stop: deliverer.stop, sendDue: deliverer.sendDue },

    async sweep() {
      await records.delete(deliveries).where(lt(deliveries.createdAt, new Date(now().getTime() - keptFor)));
      await records
        .update(webhooks)
        .set({ oldSecret: null, oldSecretEndsAt: null })
        .where(lte(webhooks.oldSecretEndsAt, now()));
    },
  };
}
