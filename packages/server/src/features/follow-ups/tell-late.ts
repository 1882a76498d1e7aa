import { and, asc, eq, lt, sql } from 'drizzle-orm';
import { daysBetween } from '../../kernel/day-text.ts';
import { todayOf } from '../../kernel/workspace-day.ts';
import { announce } from '../announcements/index.ts';
import { peopleOf } from '../rituals/index.ts';
import type { FollowUpParts } from './change-follow-ups.ts';
import { followUps } from './records.ts';

/** Of one look; the rest is told at the next. */
const atOnce = 500;

/** Tells of each that is over its day, once for each day that was agreed: whoever gives it another is told again when that is over. */
export async function tellLate({ records, now }: FollowUpParts): Promise<void> {
  const today = await todayOf(records, now());
  await records.transaction(async (tx) => {
    const late = await tx
      .select()
      .from(followUps)
      .where(
        and(
          eq(followUps.state, 'open'),
          lt(followUps.dueOn, today),
          sql`${followUps.toldLateFor} IS DISTINCT FROM ${followUps.dueOn}`,
        ),
      )
      .orderBy(asc(followUps.dueOn), followUps.id)
      .limit(atOnce)
      .for('update', { skipLocked: true });
    const people = await peopleOf(
      tx,
      late.map(({ ownerId }) => ownerId),
    );
    for (const { id, what, ownerId, dueOn } of late) {
      const owner = people.get(ownerId)!;
      await tx.update(followUps).set({ toldLateFor: dueOn }).where(eq(followUps.id, id));
      const data = {
        ...{ followUp: { id, name: what }, owner: { id: ownerId, name: owner.name }, dueOn: dueOn! },
        ...{ days: daysBetween(dueOn!, today), to: owner.left ? [] : [ownerId] },
      };
      await announce(tx, { type: 'follow-up.overdue', data }, now());
    }
  });
}
