import type { FollowUp } from '@dandelion-loop/contract';
import type { Caller } from '../../kernel/caller.ts';
import { isOverdue } from '../../kernel/due-day.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { todayOf } from '../../kernel/workspace-day.ts';
import { peopleOf, ritualsOfMeetings } from '../rituals/index.ts';
import type { FollowUpRow } from './records.ts';

export type Asking = Pick<Caller, 'actor' | 'member' | 'permissions'>;

/** Whether they may see others' at all: a partner sees one's own alone. */
export const seesAll = ({ permissions }: Asking): boolean => permissions.has('rituals:read');

export const isOwn = ({ ownerId }: Pick<FollowUpRow, 'ownerId'>, { member }: Asking): boolean => member?.id === ownerId;

export async function viewsOf(
  db: Records | Transaction,
  rows: readonly FollowUpRow[],
  asking: Asking,
  now: Date,
): Promise<FollowUp[]> {
  const sees = seesAll(asking);
  const [people, of, today] = await Promise.all([
    peopleOf(
      db,
      rows.map(({ ownerId }) => ownerId),
    ),
    sees
      ? ritualsOfMeetings(
          db,
          rows.flatMap(({ meetingId }) => meetingId ?? []),
        )
      : undefined,
    todayOf(db, now),
  ]);
  const changes = asking.permissions.has('follow-ups:write');
  return rows.map((row) => {
    const { id, what, dueOn, state, note, version } = row;
    return {
      ...{ id, what, dueOn, state, note, version },
      owner: people.get(row.ownerId)!,
      overdue: isOverdue(row, today),
      // What partners take part in is no business of theirs beyond what they are to do.
      meeting: row.meetingId === null ? null : (of?.get(row.meetingId) ?? null),
      decisionId: sees ? row.decisionId : null,
      ...(sees && row.origin !== null && { origin: row.origin }),
      by: row.createdBy,
      createdAt: row.createdAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
      endedBy: row.endedBy,
      may: {
        end: changes || (asking.permissions.has('follow-ups:end') && isOwn(row, asking)),
        change: changes,
      },
    };
  });
}
