import { type Bet, isOpenBet, type PlanDocument, type PlanScores } from '@dandelion-loop/contract';
import { costOf, countedFailures, moneyText, rateOf, reportingCurrency } from '@dandelion-loop/portfolio';
import { numbers } from '@dandelion-loop/wording';
import { daysBetween } from '../../kernel/day-text.ts';

/** Scores that reward learning. Of bets, never of people. Pure. */

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function sentencesOf(
  { decided, daysToVerdict, costPerVerdict, ...scores }: Omit<PlanScores, 'sentences'>,
  money: (value: number) => string,
) {
  if (decided === 0) return ['No bet has a verdict yet.'];
  const { asAgreed, learnings, lossesAvoided } = scores;
  return [
    `${numbers.counted(decided, 'bet')} ${decided === 1 ? 'has' : 'have'} a verdict${costPerVerdict === null ? '' : `, at ${money(costPerVerdict)} each`}${daysToVerdict === null ? '' : ` and half of them within ${numbers.counted(Math.ceil(daysToVerdict), 'day')}`}.`,
    `${learnings === 0 ? 'None' : numbers.counted(learnings, 'verdict')} of them ${learnings === 1 ? 'says' : 'say'} what was learned.`,
    ...(lossesAvoided > 0 ? [`Stopping in time kept ${money(lossesAvoided)} from being lost.`] : []),
    ...(asAgreed.share === null
      ? []
      : [
          `Of ${numbers.counted(asAgreed.of, 'verdict')} of which it is known, ${Math.round(asAgreed.share * 100)}% were as agreed beforehand.`,
        ]),
  ];
}

/** `lossesAvoided` is that of the failure budget where there is one, else the same of all bets. */
export function planScores(bets: readonly Bet[], document: PlanDocument, on: string): PlanScores {
  const decided = bets.flatMap((bet, i) => (isOpenBet(bet) ? [] : [{ bet, row: document.bets[i]! }]));
  const cost = decided.reduce((sum, { row }) => sum + costOf(document, row), 0);
  const learnings = decided.filter(({ bet }) => bet.learned !== '').length;
  const known = decided.filter(({ bet }) => bet.asAgreed !== null);
  const lost = decided.filter(({ bet }) => bet.status !== 'succeeded');
  const notSpent = lost.reduce(
    (sum, { row }) => sum + Math.max(0, rateOf(document, row) * row.stake.money - costOf(document, row)),
    0,
  );
  const scores = {
    decided: decided.length,
    daysToVerdict: median(
      decided.flatMap(({ bet: { startedOn, decidedOn } }) =>
        startedOn === null || decidedOn === null ? [] : [daysBetween(startedOn, decidedOn)],
      ),
    ),
    costPerVerdict: decided.length === 0 ? null : cost / decided.length,
    learnings,
    learningsPerThousand: cost > 0 ? (1000 * learnings) / cost : null,
    lossesAvoided: document.period.failureBudget == null ? notSpent : countedFailures(document, on).lossesAvoided,
    asAgreed: {
      of: known.length,
      share: known.length === 0 ? null : known.filter(({ bet }) => bet.asAgreed).length / known.length,
    },
  };
  const currency = reportingCurrency(document);
  return { ...scores, sentences: sentencesOf(scores, (value) => moneyText(value, currency)) };
}
