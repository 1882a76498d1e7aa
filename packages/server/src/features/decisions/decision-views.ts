import type { Decision } from '@dandelion-loop/contract';
import type { Records } from '../../kernel/records.ts';
import { todayOf } from '../../kernel/workspace-day.ts';
import { peopleOf, ritualsOfMeetings } from '../rituals/index.ts';
import type { DecisionRow } from './records.ts';

const isDue = ({ state, lookAgainOn }: DecisionRow, today: string): boolean =>
  state === 'open' && lookAgainOn !== null && lookAgainOn <= today;

export async function viewsOf(records: Records, rows: readonly DecisionRow[], now: Date): Promise<Decision[]> {
  if (rows.length === 0) return [];
  const [people, meetingOf, today] = await Promise.all([
    peopleOf(
      records,
      rows.flatMap(({ deciders }) => deciders),
    ),
    ritualsOfMeetings(
      records,
      rows.flatMap(({ meetingId }) => meetingId ?? []),
    ),
    todayOf(records, now),
  ]);
  return rows.map((row) => {
    const { id, what, why, evidence, lookAgainOn, state, looks, version } = row;
    return {
      ...{ id, what, why, evidence, lookAgainOn, state, looks, version },
      deciders: row.deciders.flatMap((one) => {
        const person = people.get(one);
        return person ? [{ id: one, name: person.name }] : [];
      }),
      meeting: row.meetingId === null ? null : (meetingOf.get(row.meetingId) ?? null),
      due: isDue(row, today),
      by: row.createdBy,
      decidedAt: row.decidedAt.toISOString(),
    };
  });
}
