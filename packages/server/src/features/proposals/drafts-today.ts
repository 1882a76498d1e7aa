import { and, asc, count, lte, notInArray, sql } from 'drizzle-orm';
import type { Records } from '../../kernel/records.ts';
import { dayOfMoment, idsOf, nothingFound, type TodaySource, waitingSince } from '../../kernel/today-source.ts';
import { drafts } from './records.ts';

/** A draft that is younger is being worked on. */
const restingDays = 7;

/** Tests that one drafted and that wait to be run, for Today. */
export function draftsToday(records: Records): TodaySource {
  return {
    name: 'drafts',
    async read(asked) {
      const { caller, now, except, limit } = asked;
      if (!caller.permissions.has('learnings:read') || caller.member === null) return nothingFound;
      const resting = and(
        sql`${drafts.createdBy} ->> 'id' = ${caller.member.id}`,
        lte(drafts.createdAt, new Date(now.getTime() - restingDays * 86_400_000)),
        notInArray(drafts.id, idsOf(except)),
      );
      const [[counted], rows] = await Promise.all([
        records.select({ all: count() }).from(drafts).where(resting),
        records.select().from(drafts).where(resting).orderBy(asc(drafts.id)).limit(limit),
      ]);
      return {
        items: rows.map(({ id, title, createdAt }) => ({
          ...{ id, class: 'soon', mark: 'open', minutes: 5, mine: true },
          title: `Run or drop the draft “${title}”`,
          fact: `It waits since ${dayOfMoment(createdAt, asked)}.`,
          basis: 'Draft of a test · yours',
          waiting: waitingSince(null),
          subject: { kind: 'draft', id, name: title.slice(0, 300) },
          action: { does: 'open', label: 'Open the draft', page: `/drafts/${id}` },
        })),
        more: { all: counted!.all - rows.length, urgent: 0 },
      };
    },
  };
}
