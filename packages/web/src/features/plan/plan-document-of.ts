import type { Bet, PlanBet, PlanDocument, WholePlan } from '@dandelion-loop/contract';

const names = (parts: readonly { name: string }[]): string[] => parts.map(({ name }) => name);

const betOf = (bet: Bet): PlanBet => ({
  name: bet.name,
  outcome: bet.outcome.name,
  stake: bet.stake,
  ...(bet.currency === null ? {} : { currency: bet.currency }),
  probability: bet.probability,
  payoff: bet.payoff,
  ifFails: bet.ifFails,
  domains: names(bet.domains),
  status: bet.status,
  hypothesis: bet.signed?.terms.hypothesis ?? bet.hypothesis,
  killCriteria: bet.signed?.terms.killCriteria ?? bet.killCriteria,
  cap: bet.signed?.terms.cap ?? bet.cap,
  agreedOn: bet.signed?.on ?? null,
  ...{ startsOn: bet.startsOn, endsOn: bet.endsOn, startedOn: bet.startedOn, decidedOn: bet.decidedOn },
  ...{ spent: bet.spent.money, actualPayoff: bet.actualPayoff, dependsOn: names(bet.dependsOn) },
});

/** A plan as the document of which the chances are computed, without what they do not hang on. */
export function planDocumentOf({ plan, outcomes, domains, bets }: WholePlan): PlanDocument {
  return {
    schema: 1,
    name: plan.name,
    ...(plan.currency === null ? {} : { currency: plan.currency }),
    rates: plan.rates,
    period: { from: plan.from, to: plan.to, failureBudget: plan.failureBudget },
    domains: domains.map(({ name, kind, failure, cap }) => ({ name, kind, failure, cap })),
    outcomes: outcomes.map(({ name, metric, unit, baseline, target, by, direction }) => ({
      ...{ name, metric, unit, baseline, target, by, direction },
    })),
    bets: bets.map(betOf),
  };
}
