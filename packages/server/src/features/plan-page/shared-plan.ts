import {
  isOpenBet,
  type OutcomeAnswer,
  type PlanDocument,
  type SharedPlan,
  type WholePlan,
  type Workspace,
} from '@dandelion-loop/contract';
import { costOf, rateOf } from '@dandelion-loop/portfolio';
import { daysBetween } from '../../kernel/day-text.ts';

/**
 * What somebody outside may see of a plan. A new form filled field by field: what plans gain later is not in it, and no owner, partner
 * or reason that was written for members is. Pure.
 */

type Around = Pick<Workspace, 'name' | 'locale'>;

function triedOf(whole: WholePlan, document: PlanDocument): SharedPlan['tried'] {
  const ended = whole.bets.flatMap((bet, i) => (isOpenBet(bet) ? [] : [{ bet, row: document.bets[i]! }]));
  return ended
    .sort((a, b) => ((a.bet.decidedOn ?? '') < (b.bet.decidedOn ?? '') ? 1 : -1))
    .map(({ bet, row }) => {
      const cost = costOf(document, row);
      return {
        ...{ name: bet.name, hypothesis: bet.hypothesis, status: bet.status, decidedOn: bet.decidedOn, cost },
        saved: bet.status === 'succeeded' ? null : Math.max(0, rateOf(document, row) * row.stake.money - cost),
        learned: bet.learned,
      };
    });
}

const mostWorries = 3;

/** A partner is not named: what hangs on one is said all the same. */
function rangeAndWorries({ quantiles, singlePoints }: OutcomeAnswer) {
  return {
    range: { low: quantiles.p25, high: quantiles.p75 },
    worries: singlePoints.slice(0, mostWorries).map(({ kind, domainKind, name, probability }) => ({
      kind: kind === 'bet' ? ('bet' as const) : domainKind!,
      name: domainKind === 'partner' ? null : name,
      probability,
    })),
  };
}

/** Of those that failed or were stopped before their last day. */
function daysEarly(bets: WholePlan['bets']): number | null {
  const early = bets.flatMap(({ status, decidedOn, endsOn }) => {
    if ((status !== 'failed' && status !== 'stopped') || decidedOn === null || endsOn === null) return [];
    const days = daysBetween(decidedOn, endsOn);
    return days > 0 ? [days] : [];
  });
  return early.length === 0 ? null : Math.round(early.reduce((sum, days) => sum + days, 0) / early.length);
}

/** @param document of the same plan, its bets in the same order */
export function sharedPlan(whole: WholePlan, document: PlanDocument, { name, locale }: Around): SharedPlan {
  const { plan, outcomes, answer, bets } = whole;
  const tried = triedOf(whole, document);
  return {
    ...{ workspace: name, locale, asOf: answer.on, name: plan.name, from: plan.from, to: plan.to },
    currency: plan.currency,
    outcomes: outcomes.map((one, i) => ({
      ...{ name: one.name, unit: one.unit, baseline: one.baseline, target: one.target, by: one.by },
      current: one.current && { on: one.current.on, value: one.current.value },
      ...{ direction: one.direction, probability: answer.outcomes[i]!.probability },
      ...{ sentence: answer.outcomes[i]!.sentence, ...rangeAndWorries(answer.outcomes[i]!) },
    })),
    tried,
    running: bets
      .filter(({ status }) => status === 'running')
      .map(({ name, hypothesis, endsOn }) => ({ name, hypothesis, endsOn })),
    next: bets
      .filter(({ status }) => status === 'planned')
      .map(({ name, hypothesis, startsOn }) => ({ name, hypothesis, startsOn })),
    failureBudget: answer.failureBudget?.sentence ?? null,
    saved: tried.reduce((sum, { saved }) => sum + (saved ?? 0), 0),
    daysEarly: daysEarly(bets),
  };
}
