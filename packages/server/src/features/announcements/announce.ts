import { randomUUID } from 'node:crypto';
import { type Announcement, announcementDataSchemas } from '@dandelion-loop/contract';
import type { Transaction } from '../../kernel/records.ts';
import { announcements } from './records.ts';

/**
 * Says that something happened, in the transaction in which it happened: it is told if and only if that commits. `now` is when it
 * happened. Rejects, as a bug, what does not fit the schema of its type.
 */
export async function announce(tx: Transaction, { type, data }: Announcement, now = new Date()): Promise<void> {
  await tx.insert(announcements).values({
    ...{ id: randomUUID(), type, at: now },
    data: announcementDataSchemas[type].parse(data),
  });
}
