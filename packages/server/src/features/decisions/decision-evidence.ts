import { numbers } from '@dandelion-loop/wording';
import { and, asc, count, eq, lte } from 'drizzle-orm';
import { dayIn } from '../../kernel/day-in.ts';
import { dayText } from '../../kernel/day-text.ts';
import { type EvidenceSource, mostItems } from '../../kernel/evidence-source.ts';
import type { Records } from '../../kernel/records.ts';
import { decisions } from './records.ts';

/** Decisions whose day to be looked at has come, for the block `decisions`. */
export function decisionEvidence(records: Records): EvidenceSource {
  return {
    kind: 'decisions',
    async read({ today, timeZone }) {
      const due = and(eq(decisions.state, 'open'), lte(decisions.lookAgainOn, today));
      const [[counted], rows] = await Promise.all([
        records.select({ all: count() }).from(decisions).where(due),
        records
          .select()
          .from(decisions)
          .where(due)
          .orderBy(asc(decisions.lookAgainOn), asc(decisions.decidedAt), decisions.id)
          .limit(mostItems),
      ]);
      const { all } = counted!;
      const items = rows.map(({ id, what, why, lookAgainOn, decidedAt }) => ({
        subject: { kind: 'decision', id, name: what },
        sentence: `Decided on ${dayText(dayIn(timeZone, decidedAt))}, to be looked at on ${dayText(lookAgainOn!)}.${why === '' ? '' : ` Because: ${why}`}`,
        page: `/rhythm/decisions/${id}`,
      }));
      return {
        ...{ items, more: Math.max(0, all - rows.length) },
        because:
          all === 0
            ? 'No decision is to be looked at yet.'
            : `We said that we would look at ${all === 1 ? 'it' : `these ${numbers.count(all)}`} by now.`,
      };
    },
  };
}
