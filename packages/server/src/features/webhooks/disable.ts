import { and, eq } from 'drizzle-orm';
import { system } from '../../kernel/caller.ts';
import type { Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { subjectOf } from './audited.ts';
import { deliveries, type WebhookRow, webhooks } from './records.ts';

/** By Dandelion itself: nothing is sent any more until a person resumes it, and what waits is given up. */
export async function disable(
  tx: Transaction,
  webhook: WebhookRow,
  { because, now }: { because: string; now: Date },
): Promise<void> {
  await tx.update(webhooks).set({ state: 'disabled', disabledBecause: because }).where(eq(webhooks.id, webhook.id));
  await tx
    .update(deliveries)
    .set({ state: 'failed', nextAt: null, takenUntil: null, finishedAt: now })
    .where(and(eq(deliveries.webhookId, webhook.id), eq(deliveries.state, 'waiting')));
  await record(tx, system, {
    action: 'webhook.disabled',
    subject: subjectOf(webhook),
    before: { state: webhook.state },
    after: { state: 'disabled', because },
  });
}
