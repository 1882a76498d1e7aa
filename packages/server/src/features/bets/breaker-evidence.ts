import type { AgendaItem, AgendaOption } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { and, eq, ne, or } from 'drizzle-orm';
import { daysBetween, dayText } from '../../kernel/day-text.ts';
import { type EvidenceSource, firstOf, newWords, option, toldBefore } from '../../kernel/evidence-source.ts';
import { groupBy } from '../../kernel/group-by.ts';
import type { Records } from '../../kernel/records.ts';
import { type BetRow, bets, readBets } from '../plan/index.ts';
import { type Judged, judgeBreaker, shown } from './judge-breaker.ts';
import { readBreakers } from './read-breakers.ts';
import { type BreakerRow, breakers } from './records.ts';

/** Breakers that tripped, run on a probe, are close to their limit or were fed nothing, for the block `breakers`. */

/** Of money, unsubscribes or complaints. */
const nearShare = 0.8;
/** Of a guardrail's limit: what is normal of it nobody knows. */
const guardrailMargin = 0.1;
/** A breaker acts on what it is fed. */
const staleDays = 14;

/** What there is to decide of a bet whose breakers say this. */
const options = {
  tripped: [
    option('Leave it stopped, and say how it ended', 'As agreed before it began.'),
    option('Change it, and let it run on a probe', 'With little money until a day. The breaker stays on.'),
    option('Let it run on with a higher limit', 'Against what was agreed: say why.', true),
  ],
  near: [
    option('Let it run', 'Its breaker stops it when the limit is reached.'),
    option('Stop it now', 'Before the limit. What is left of the stake is free for other bets.'),
  ],
  unfed: [
    option('Say who brings its numbers, and until when', 'A breaker without numbers protects from nothing.'),
    option('Stop it until there are numbers', 'Nobody can see what it does.'),
  ],
} satisfies Record<string, readonly AgendaOption[]>;

interface Found {
  breaker: BreakerRow;
  bet: BetRow;
  judged: Judged;
}

function isNear({ breaker: { kind, state, trips }, judged: { value, limit } }: Found): boolean {
  if (state !== 'closed' || value === null || limit === null || limit <= 0) return false;
  if (kind !== 'guardrail') return kind !== 'date' && value >= nearShare * limit;
  return trips === 'above' ? value >= (1 - guardrailMargin) * limit : value <= (1 + guardrailMargin) * limit;
}

const itemOf = ({ bet: { id, name } }: Found, sentence: string, about?: keyof typeof options): AgendaItem => ({
  subject: { kind: 'bet', id, name },
  ...{ sentence, page: `/plan/bets/${id}` },
  ...(about !== undefined && { options: [...options[about]] }),
});

const trippedSentence = ({ bet, breaker }: Found): string =>
  `It stopped itself on ${dayText(bet.decidedOn!)}: ${breaker.because} Let it run again with a reason, or say how it ended.`;

const probeSentence = ({ breaker: { probe, because }, judged }: Found): string =>
  `It runs on a probe until ${dayText(probe!.endsOn)}, with ${shown(judged.probeSpent)} of ${shown(probe!.money)} spent: ${because}`;

function nearSentence({ breaker: { kind, measure }, judged: { value, limit } }: Found): string {
  if (kind === 'guardrail') return `“${measure}” is at ${shown(value!)}, and its limit is ${shown(limit!)}.`;
  const what = kind === 'spend' ? 'spent' : measure;
  return `${shown(value!)} of ${shown(limit!)} ${what}: ${numbers.share(value! / limit!)} of its limit.`;
}

/** By the newest number of any of its breakers; of a bet that began lately nothing is asked. */
function unfedSentence(own: readonly Found[], today: string): string | null {
  const days = own.flatMap(({ judged }) => judged.fedOn ?? []).sort();
  const fed = days.at(-1) ?? null;
  const since = fed ?? own[0]!.bet.startedOn;
  if (since === null || daysBetween(since, today) <= staleDays) return null;
  const ago = `${numbers.counted(daysBetween(since, today), 'day')} ago`;
  return fed === null
    ? `Its breakers were fed no number since it began on ${dayText(since)}, ${ago}: they cannot act.`
    : `Its breakers were last fed for ${dayText(fed)}, ${ago}: they act on old numbers.`;
}

async function readAll(records: Records, today: string): Promise<Found[]> {
  const told = or(eq(bets.status, 'running'), eq(bets.stoppedBy, breakers.id));
  const rows = await readBreakers(records, and(ne(breakers.kind, 'date'), told)!);
  const found = await readBets(records, [...new Set(rows.map(({ breaker }) => breaker.betId))]);
  const byId = new Map(found.map((bet) => [bet.id, bet]));
  return rows.flatMap(({ breaker, fed }) => {
    const bet = byId.get(breaker.betId);
    return bet === undefined ? [] : [{ ...{ breaker, bet }, judged: judgeBreaker(breaker, bet, fed, today) }];
  });
}

const say = (count: number, one: string, many: string): string[] =>
  count === 0 ? [] : [`${numbers.counted(count, 'bet')} ${count === 1 ? one : many}`];

/** A last day that comes is no accident: the block `bets` asks for its verdict. */
export function breakerEvidence(records: Records): EvidenceSource {
  return {
    kind: 'breakers',
    async read({ today, remembered }) {
      const found = await readAll(records, today);
      const before = toldBefore({ remembered });
      const isOld = ({ breaker }: Found) => Number(before?.has(breaker.id) ?? false);
      const tripped = found.filter(({ bet }) => bet.status === 'stopped').sort((a, b) => isOld(a) - isOld(b));
      const running = found.filter(({ bet }) => bet.status === 'running');
      const probed = running.filter(({ breaker }) => breaker.state === 'half-open');
      const near = running.filter(isNear);
      const unfed = [...groupBy(running, ({ bet }) => bet.id).values()].flatMap((own) => {
        const sentence = unfedSentence(own, today);
        return sentence === null ? [] : [itemOf(own[0]!, sentence, 'unfed')];
      });
      const ids = tripped.map(({ breaker }) => breaker.id);
      const parts = [
        ...say(tripped.length, 'stopped itself', 'stopped themselves').map((one) => one + newWords(ids, before)),
        ...say(probed.length, 'runs on a probe', 'run on a probe'),
        ...say(new Set(near.map(({ bet }) => bet.id)).size, 'is close to a limit', 'are close to a limit'),
        ...say(unfed.length, `was fed nothing for ${staleDays} days`, `were fed nothing for ${staleDays} days`),
      ];
      return {
        ...firstOf([
          ...tripped.map((one) => itemOf(one, trippedSentence(one), 'tripped')),
          ...probed.map((one) => itemOf(one, probeSentence(one))),
          ...near.map((one) => itemOf(one, nearSentence(one), 'near')),
          ...unfed,
        ]),
        because:
          parts.length > 0
            ? `${parts.join('; ')}.`
            : running.length === 0
              ? 'No bet runs.'
              : 'No breaker tripped or is close to its limit, and all were fed lately.',
        remember: ids,
      };
    },
  };
}
