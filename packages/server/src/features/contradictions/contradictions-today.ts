import { numbers } from '@dandelion-loop/wording';
import { and, count, isNull, min } from 'drizzle-orm';
import { dayIn } from '../../kernel/day-in.ts';
import type { Records } from '../../kernel/records.ts';
import { dayOfMoment, foundOf, nothingFound, type TodaySource, waitingSince } from '../../kernel/today-source.ts';
import { contradictions } from './records.ts';

const name = 'contradictions';

/** What contradicts each other in the library, as one thing: each has its place on a page of its own. For Today. */
export function contradictionsToday(records: Records): TodaySource {
  return {
    name,
    async read(asked) {
      if (!asked.caller.permissions.has('learnings:read') || asked.except.includes('open')) return nothingFound;
      const [found] = await records
        .select({ open: count(), first: min(contradictions.raisedAt) })
        .from(contradictions)
        .where(and(isNull(contradictions.goneAt), isNull(contradictions.dismissedAt)));
      const { open, first } = found!;
      if (open === 0 || first === null) return nothingFound;
      const one = open === 1;
      return foundOf(
        name,
        [
          {
            ...{ id: 'open', class: 'shaken', mark: 'warn', minutes: 10, mine: false, subject: null },
            title: `${numbers.counted(open, 'contradiction')} in what we know`,
            fact: `${one ? 'It stands' : 'They stand'} until somebody settles or dismisses ${one ? 'it' : 'them'}.`,
            basis: `Assumptions, learnings or tests against each other${one ? '' : ', the first'} since ${dayOfMoment(first, asked)}`,
            waiting: waitingSince(dayIn(asked.timeZone, first)),
            action: { does: 'open', label: 'See both sides', page: '/learnings' },
          },
        ],
        asked.limit,
      );
    },
  };
}
