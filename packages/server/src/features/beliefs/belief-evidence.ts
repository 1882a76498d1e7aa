import type { AgendaItem, AgendaOption, Belief } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { and, asc, eq, inArray, isNotNull, lte, or, sql } from 'drizzle-orm';
import { system } from '../../kernel/caller.ts';
import { dayText } from '../../kernel/day-text.ts';
import { type EvidenceSource, firstOf } from '../../kernel/evidence-source.ts';
import type { Records } from '../../kernel/records.ts';
import { viewsOf } from './belief-views.ts';
import { beliefs } from './records.ts';

/** Assumptions that turned out otherwise than the team believed, and those that are to be resolved, for the block `assumptions`. */

export const contradicted = ({ state, forecasts: { mean } }: Belief): boolean =>
  mean !== null && ((state === 'false' && mean >= 0.5) || (state === 'true' && mean < 0.5));

const itemOf = ({ id, claim }: Belief, sentence: string): AgendaItem => ({
  subject: { kind: 'belief', id, name: claim },
  ...{ sentence, page: `/beliefs/${id}` },
});

const options: readonly AgendaOption[] = [
  { what: 'Change what hangs on it', hint: 'As it turned out.', asksWhy: false },
  { what: 'Test it once more', hint: 'Where one answer is not enough.', asksWhy: false },
  { what: 'Go on as before', hint: 'Against what turned out: say why.', asksWhy: true },
];

function contradictedItem(belief: Belief): AgendaItem {
  const { state, evidence, hangsOn, forecasts } = belief;
  const hangs = hangsOn === '' ? '' : ` What hangs on it: ${hangsOn}`;
  const sentence = `We gave it ${numbers.share(forecasts.mean)}, and it turned out ${state}. ${evidence?.reason ?? ''}${hangs}`;
  return { ...itemOf(belief, sentence.trim()), options: [...options] };
}

function dueItem(belief: Belief): AgendaItem {
  const { blocked, dueOn } = belief;
  return itemOf(belief, blocked ?? `It was to be known by ${dayText(dueOn!)} and is still open.`);
}

export function beliefEvidence(records: Records): EvidenceSource {
  // Nobody in particular: of an open one no forecast is told.
  const asking = { actor: system, member: null, permissions: new Set<never>() };
  return {
    kind: 'assumptions',
    async read({ since, now, today }) {
      const resolvedAt = sql`(${beliefs.evidence} ->> 'at')::timestamptz`;
      const resolved = and(
        inArray(beliefs.state, ['true', 'false']),
        sql`${resolvedAt} > ${since.toISOString()}`,
        sql`${resolvedAt} <= ${now.toISOString()}`,
      );
      const due = and(eq(beliefs.state, 'open'), or(lte(beliefs.dueOn, today), isNotNull(beliefs.blocked)));
      const rows = await records
        .select()
        .from(beliefs)
        .where(or(resolved, due))
        .orderBy(asc(beliefs.createdAt), beliefs.id);
      const views = await viewsOf(records, rows, asking, today);
      const wrong = views.filter(contradicted);
      const open = views.filter(({ state }) => state === 'open');
      const parts = [
        ...(wrong.length > 0
          ? [`${numbers.counted(wrong.length, 'assumption')} turned out otherwise than we believed`]
          : []),
        ...(open.length > 0
          ? [`${numbers.counted(open.length, 'assumption')} ${open.length === 1 ? 'is' : 'are'} due`]
          : []),
      ];
      return {
        ...firstOf([...wrong.map(contradictedItem), ...open.map(dueItem)]),
        because:
          parts.length === 0
            ? 'Nothing turned out otherwise than we believed, and nothing is due.'
            : `${parts.join(', and ')}.`,
      };
    },
  };
}
