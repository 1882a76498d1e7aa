import type { AgendaItem, AgendaOption } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { and, asc, eq, gt, isNotNull, isNull, lte, or } from 'drizzle-orm';
import { dayAfter, daysBetween, dayText } from '../../kernel/day-text.ts';
import { type EvidenceSource, firstOf, newWords, option, toldBefore } from '../../kernel/evidence-source.ts';
import type { Records } from '../../kernel/records.ts';
import { type BetRow, bets, plans } from '../plan/index.ts';

/** Bets that wait for a verdict of people, and those that begin soon and are not signed, for the block `bets`. */

/** Time enough to write what is missing, and to agree on it. */
const soonDays = 14;

/** Its last day came, or a breaker stopped it: somebody has to say how it ended. */
export const awaitsVerdict = (today: string) =>
  or(
    and(eq(bets.status, 'running'), lte(bets.endsOn, today)),
    and(eq(bets.status, 'stopped'), isNotNull(bets.stoppedBy)),
  );

/** Its failure would count for nothing, and that can only be mended before it begins. Bets of periods that are over are left alone. */
export const beginsUnsigned = (today: string) =>
  and(
    eq(bets.status, 'planned'),
    isNull(bets.signed),
    lte(bets.startsOn, dayAfter(today, soonDays)),
    gt(plans.to, today),
  );

const ended = option('Say how it ended, and what was learned', 'By what was agreed before it began.');
/** What there is to decide of a bet that is there for this. */
const options = {
  stopped: [
    ended,
    option('Change it, and let it run on a probe', 'With little money until a day. The breaker stays on.'),
  ],
  over: [ended, option('Give it more time', 'Its last day was agreed before it began: say why.', true)],
  unsigned: [
    option('Sign it before it begins', 'Then its failure counts, and teaches.'),
    option('Begin it later', 'Until it is clear what would end it.'),
    option('Drop it', 'Its stake is free for other bets.'),
  ],
} satisfies Record<string, readonly AgendaOption[]>;

const isPlanned = ({ status }: BetRow) => status === 'planned';

export function verdictSentence({ status, endsOn, decidedOn, decidedBecause }: BetRow, today: string): string {
  if (status === 'stopped')
    return `It stopped itself on ${dayText(decidedOn!)}: ${decidedBecause} Nobody has said yet how it ended.`;
  const over = daysBetween(endsOn!, today);
  return over === 0
    ? 'Today is its last day.'
    : `Its last day was ${dayText(endsOn!)}, ${numbers.counted(over, 'day')} ago, and it still runs.`;
}

export function unsignedSentence({ startsOn }: BetRow, today: string): string {
  const away = daysBetween(today, startsOn!);
  const when =
    away < 0
      ? `It was to begin on ${dayText(startsOn!)}`
      : away === 0
        ? 'It begins today'
        : `It begins on ${dayText(startsOn!)}, in ${numbers.counted(away, 'day')}`;
  return `${when}, and hypothesis, cap and kill criteria are not signed: its failure would not count.`;
}

const itemOf = (bet: BetRow, today: string): AgendaItem => ({
  subject: { kind: 'bet', id: bet.id, name: bet.name },
  options: [...options[isPlanned(bet) ? 'unsigned' : bet.status === 'stopped' ? 'stopped' : 'over']],
  sentence: isPlanned(bet) ? unsignedSentence(bet, today) : verdictSentence(bet, today),
  page: `/plan/bets/${bet.id}`,
});

export function betEvidence(records: Records): EvidenceSource {
  return {
    kind: 'bets',
    async read({ today, remembered }) {
      const found = await records
        .select({ bet: bets })
        .from(bets)
        .innerJoin(plans, eq(plans.id, bets.planId))
        .where(or(awaitsVerdict(today), beginsUnsigned(today)))
        .orderBy(asc(bets.endsOn), asc(bets.seq));
      const rows = found.map(({ bet }) => bet);
      const before = toldBefore({ remembered });
      const isOld = ({ id }: BetRow) => Number(before?.has(id) ?? false);
      const due = rows.filter((bet) => !isPlanned(bet)).sort((a, b) => isOld(a) - isOld(b));
      const soon = rows.filter(isPlanned).sort((a, b) => (a.startsOn! < b.startsOn! ? -1 : 1));
      const ids = (some: readonly BetRow[]) => some.map(({ id }) => id);
      const parts = [
        ...(due.length > 0
          ? [
              `${numbers.counted(due.length, 'bet')} ${due.length === 1 ? 'waits' : 'wait'} for a verdict${newWords(ids(due), before)}`,
            ]
          : []),
        ...(soon.length > 0
          ? [
              `${numbers.counted(soon.length, 'bet')} to begin within ${soonDays} days ${soon.length === 1 ? 'is' : 'are'} not signed${newWords(ids(soon), before)}`,
            ]
          : []),
      ];
      return {
        ...firstOf([...due, ...soon].map((bet) => itemOf(bet, today))),
        because:
          parts.length === 0
            ? 'No bet waits for a verdict, and none that begins soon is unsigned.'
            : `${parts.join('; ')}.`,
        remember: ids(rows),
      };
    },
  };
}
