import type { BodyOf, bringBackToday, putOffToday, QueryOf } from '@dandelion-loop/contract';
import { and, eq, gt, lte } from 'drizzle-orm';
import type { Caller } from '../../kernel/caller.ts';
import { dayAfter } from '../../kernel/day-text.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { putOffs } from './records.ts';

/** What somebody does not want to see until a day. */

export interface PutOffParts {
  records: Records;
  now: () => Date;
  /** The day where the workspace is. */
  today: () => Promise<string>;
}

type Asking = Pick<Caller, 'actor' | 'member'>;

/** Longer than that it is not put off but given up: then it is to be dropped. */
const mostDays = 92;

function memberOf({ member }: Asking): string {
  if (member === null) throw new DandelionFailure('not-allowed', 'A key puts nothing off. Sign in as a person.');
  return member.id;
}

export const readPutOffs = (records: Records, memberId: string, today: string) =>
  records
    .select({ source: putOffs.source, subject: putOffs.subject })
    .from(putOffs)
    .where(and(eq(putOffs.memberId, memberId), gt(putOffs.until, today)));

/** Until a day after today; put off once more, the newer day holds. */
export async function putOff(
  { records, now, today }: PutOffParts,
  asking: Asking,
  { source, id, until }: BodyOf<typeof putOffToday>,
): Promise<{ until: string }> {
  const memberId = memberOf(asking);
  const on = await today();
  const day = until ?? dayAfter(on, 1);
  if (day <= on) throw new DandelionFailure('bad-value', 'Put it off until a day after today.');
  if (day > dayAfter(on, mostDays))
    throw new DandelionFailure('bad-value', `Put it off for at most ${mostDays} days, or drop it where it is.`);
  await records.transaction(async (tx) => {
    await tx.delete(putOffs).where(and(eq(putOffs.memberId, memberId), lte(putOffs.until, on)));
    await tx
      .insert(putOffs)
      .values({ memberId, source, subject: id, until: day, putOffAt: now() })
      .onConflictDoUpdate({
        target: [putOffs.memberId, putOffs.source, putOffs.subject],
        set: { until: day, putOffAt: now() },
      });
    await record(tx, asking.actor, {
      action: 'today.put-off',
      subject: { kind: 'today', id, name: source },
      after: { until: day },
    });
  });
  return { until: day };
}

/** One of them, or all. What was not put off stays as it is. */
export async function bringBack(
  { records }: PutOffParts,
  asking: Asking,
  { source, id }: QueryOf<typeof bringBackToday>,
): Promise<void> {
  const memberId = memberOf(asking);
  if ((source === undefined) !== (id === undefined))
    throw new DandelionFailure('bad-value', 'Name both source and id, or neither to bring back everything.');
  await records.transaction(async (tx) => {
    const gone = await tx
      .delete(putOffs)
      .where(
        and(
          eq(putOffs.memberId, memberId),
          source === undefined ? undefined : eq(putOffs.source, source),
          id === undefined ? undefined : eq(putOffs.subject, id),
        ),
      )
      .returning({ id: putOffs.subject });
    if (gone.length === 0) return;
    await record(tx, asking.actor, {
      action: 'today.brought-back',
      subject: { kind: 'today', id: id ?? memberId, name: source ?? 'everything' },
      before: { items: gone.length },
    });
  });
}
