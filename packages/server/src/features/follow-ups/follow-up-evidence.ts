import type { AgendaItem } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { and, asc, eq, inArray, isNotNull, lt, or, sql } from 'drizzle-orm';
import { dueWords, type EvidenceSource, mostItems } from '../../kernel/evidence-source.ts';
import type { Records } from '../../kernel/records.ts';
import { peopleOf } from '../rituals/index.ts';
import { type FollowUpRow, followUps, meetings } from './records.ts';

/** What this ritual promised and is not done, what its members are late with, and what constraints and workflows gave them, for the block `follow-ups`. */

type Owner = { name: string; left: boolean };

function sentenceOf({ dueOn, origin }: FollowUpRow, { name, left }: Owner, today: string): string {
  const when = dueWords(dueOn, today);
  const from = origin === null ? '' : ` It comes from “${origin.name}”.`;
  return left ? `${name} has left, ${when}. Give it to somebody else.${from}` : `${name}, ${when}.${from}`;
}

export function followUpEvidence(records: Records): EvidenceSource {
  return {
    kind: 'follow-ups',
    async read({ ritualId, members, today }) {
      const ofRitual = records.select({ id: meetings.id }).from(meetings).where(eq(meetings.ritualId, ritualId));
      const ofMembers = members.length === 0 ? sql`false` : inArray(followUps.ownerId, [...members]);
      // What no meeting asked for is told in one of those who do it.
      const late = and(ofMembers, or(lt(followUps.dueOn, today), isNotNull(followUps.origin)));
      const told = and(eq(followUps.state, 'open'), or(inArray(followUps.meetingId, ofRitual), late));
      const [[counts], rows] = await Promise.all([
        records
          .select({
            all: sql<number>`count(*)::int`,
            overdue: sql<number>`(count(*) FILTER (WHERE ${followUps.dueOn} < ${today}))::int`,
          })
          .from(followUps)
          .where(told),
        records
          .select()
          .from(followUps)
          .where(told)
          .orderBy(sql`${followUps.dueOn} ASC NULLS LAST`, asc(followUps.createdAt), followUps.id)
          .limit(mostItems),
      ]);
      const { all, overdue } = counts!;
      const people = await peopleOf(
        records,
        rows.map(({ ownerId }) => ownerId),
      );
      const open = `${numbers.counted(all, 'follow-up')} ${all === 1 ? 'is' : 'are'} open`;
      return {
        items: rows.map(
          (row): AgendaItem => ({
            subject: { kind: 'follow-up', id: row.id, name: row.what },
            sentence: sentenceOf(row, people.get(row.ownerId)!, today),
            page: null,
          }),
        ),
        more: Math.max(0, all - rows.length),
        because:
          all === 0
            ? 'All that was promised is done.'
            : overdue === 0
              ? `${open}.`
              : `${open}, ${overdue} over ${overdue === 1 ? 'its' : 'their'} day.`,
      };
    },
  };
}
