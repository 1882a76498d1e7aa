import type { PlanDocument } from '@dandelion-loop/contract';
import { costOf, type Evaluation, evaluatePlan, type PlanPart } from '@dandelion-loop/portfolio';
import { changedPlan, type Move, noWhatIf } from './what-if.ts';

/** The smallest change that makes the plan withstand the loss of what it hangs on most. */
export interface Bulkhead extends Move {
  /** Staked on the bet that would draw on something else, in the currency of the plan. */
  stake: number;
  /** Chance of the target without the domain, as it is and with the bet moved. */
  before: number;
  after: number;
}

/** A lift below this is not worth a sentence; one of at least half of the best is good enough when it is cheaper. */
const leastLift = 0.02;
const goodEnough = 0.5;
/** Bets that are tried, those that may add most first. */
const mostTried = 40;

const isOpen = ({ status }: PlanDocument['bets'][number]): boolean => status === 'planned' || status === 'running';

function candidates(plan: PlanDocument, outcome: string, domain: string) {
  return plan.bets
    .filter((bet) => bet.outcome === outcome && isOpen(bet) && bet.domains.includes(domain))
    .sort((a, b) => b.probability * Math.abs(b.payoff.likely) - a.probability * Math.abs(a.payoff.likely))
    .slice(0, mostTried);
}

/**
 * Of the bets of an outcome that draw on a domain, the one to take off it: of those that lift the chance without the domain by half of
 * what the best does, the one with the smallest stake.
 *
 * @param position of the outcome in the plan
 * @returns null when none lifts it by two in a hundred
 */
export function cheapestBulkhead(evaluation: Evaluation, position: number, domain: string): Bulkhead | null {
  const { plan, seed, drawsAsked: draws } = evaluation;
  const removed: PlanPart[] = [{ kind: 'domain', name: domain }];
  let last = evaluatePlan(plan, { seed, draws, removed }, evaluation);
  const before = last.figures[position]!.probability;
  const found = candidates(plan, plan.outcomes[position]!.name, domain).map((bet): Bulkhead => {
    const move = { bet: bet.name, from: domain };
    last = evaluatePlan(changedPlan(plan, { ...noWhatIf, moved: [move] }), { seed, draws, removed }, last);
    return { ...move, stake: costOf(plan, bet), before, after: last.figures[position]!.probability };
  });
  const best = Math.max(0, ...found.map(({ after }) => after - before));
  if (best < leastLift) return null;
  return (
    found
      .filter(({ after }) => after - before >= best * goodEnough)
      .sort((a, b) => a.stake - b.stake || b.after - a.after)[0] ?? null
  );
}
