import type { DomainKind, PlanBet, PlanDocument, PlanOutcome, PlanPartKind } from '@dandelion-loop/contract';
import { pertMean, type ThreePoints } from '@dandelion-loop/stats';
import { isOpenBet } from './is-open-bet.ts';

/** The numbers of a plan that its chances hang on. docs/methods/portfolio.md has the model in words. */

/** A bet or a domain, by its name. */
export interface PlanPart {
  kind: PlanPartKind;
  name: string;
}

export interface ModelDomain {
  name: string;
  kind: DomainKind;
  /** 1 where it is removed. */
  failure: number;
}

export interface ModelBet {
  name: string;
  /** By itself: 1 or 0 of what is decided. */
  success: number;
  payoff: ThreePoints;
  payoffMean: number;
  ifFails: number;
  /** Positions of its domains; none of what is decided. */
  domains: readonly number[];
  decided: boolean;
}

/**
 * Always such that more is better: of an outcome that should fall, all numbers have the other sign, and `sign` turns them back.
 */
export interface ModelOutcome {
  name: string;
  sign: 1 | -1;
  baseline: number;
  /** Reached at it or above. Less than the target by what adding decimals can be off. */
  threshold: number;
  target: number;
  /** Sums nearer than this are one. */
  tolerance: number;
  bets: readonly ModelBet[];
}

export interface PlanModel {
  outcomes: readonly ModelOutcome[];
  domains: readonly ModelDomain[];
}

const point = (value: number): ThreePoints => ({ low: value, likely: value, high: value });

/** `+ 0` since minus zero is not zero for everybody. */
function turned({ low, likely, high }: ThreePoints, sign: 1 | -1): ThreePoints {
  return sign === 1 ? { low, likely, high } : { low: -high + 0, likely: -likely + 0, high: -low + 0 };
}

/** What is decided is certain: it succeeded, or it failed or was stopped, with what it did add where that is known. */
function chancesOf(bet: PlanBet): Pick<ModelBet, 'success' | 'payoff' | 'ifFails'> {
  const { status, probability, payoff, ifFails, actualPayoff } = bet;
  if (isOpenBet(bet)) return { success: probability, payoff, ifFails };
  const known = actualPayoff ?? null;
  if (status === 'succeeded') return { success: 1, payoff: known === null ? payoff : point(known), ifFails };
  return { success: 0, payoff, ifFails: known ?? ifFails };
}

function modelBet(bet: PlanBet, sign: 1 | -1, positions: ReadonlyMap<string, number>): ModelBet {
  const { success, payoff, ifFails } = chancesOf(bet);
  const points = turned(payoff, sign);
  const decided = !isOpenBet(bet);
  return {
    name: bet.name,
    ...{ success, payoff: points, payoffMean: pertMean(points), ifFails: sign * ifFails + 0 },
    domains: decided ? [] : bet.domains.map((name) => positions.get(name)!),
    decided,
  };
}

function modelOutcome(outcome: PlanOutcome, bets: readonly PlanBet[], positions: ReadonlyMap<string, number>) {
  const sign = outcome.direction === 'fall' ? -1 : 1;
  const own = bets.map((bet) => modelBet(bet, sign, positions));
  const [baseline, target] = [sign * outcome.baseline + 0, sign * outcome.target + 0];
  const size = own.reduce(
    (sum, { payoff, ifFails }) => sum + Math.max(Math.abs(payoff.low), Math.abs(payoff.high), Math.abs(ifFails)),
    Math.abs(baseline) + Math.abs(target),
  );
  const tolerance = 1e-9 * size;
  return {
    ...{ name: outcome.name, sign, baseline, target, tolerance, bets: own },
    threshold: target - tolerance,
  } satisfies ModelOutcome;
}

/**
 * The model of a plan without some of its parts: a removed bet is not run and adds nothing, a removed domain fails for certain.
 *
 * @param plan without contradictions (checkedPlanSchema)
 */
export function planModel(plan: PlanDocument, removed: readonly PlanPart[] = []): PlanModel {
  const gone = (kind: PlanPartKind) => new Set(removed.filter((part) => part.kind === kind).map(({ name }) => name));
  const [withoutBets, withoutDomains] = [gone('bet'), gone('domain')];
  const positions = new Map(plan.domains.map(({ name }, position) => [name, position]));
  const byOutcome = new Map<string, PlanBet[]>(plan.outcomes.map(({ name }) => [name, []]));
  for (const bet of plan.bets) if (!withoutBets.has(bet.name)) byOutcome.get(bet.outcome)!.push(bet);
  return {
    domains: plan.domains.map(({ name, kind, failure }) => ({
      ...{ name, kind },
      failure: withoutDomains.has(name) ? 1 : failure,
    })),
    outcomes: plan.outcomes.map((outcome) => modelOutcome(outcome, byOutcome.get(outcome.name)!, positions)),
  };
}

/** Chance that a bet pays: it succeeds by itself and all its domains hold. */
export const payChance = ({ success, domains }: ModelBet, all: readonly ModelDomain[]): number =>
  domains.reduce((chance, at) => chance * (1 - all[at]!.failure), success);

/** Mean of an outcome; adding up needs no simulation. */
export const outcomeMean = ({ baseline, bets }: ModelOutcome, domains: readonly ModelDomain[]): number =>
  bets.reduce((sum, bet) => {
    const chance = payChance(bet, domains);
    return sum + chance * bet.payoffMean + (1 - chance) * bet.ifFails;
  }, baseline);

/** Positions of the domains that bets of an outcome draw on, ascending. */
export const domainsOf = ({ bets }: ModelOutcome): number[] =>
  [...new Set(bets.flatMap(({ domains }) => domains))].sort((a, b) => a - b);

/** The plan with one of its outcomes only, and the bets for it: to compute what concerns nothing else. Its chances are the same. */
export function planOfOutcome(plan: PlanDocument, position: number): PlanDocument {
  const outcome = plan.outcomes[position]!;
  return { ...plan, outcomes: [outcome], bets: plan.bets.filter((bet) => bet.outcome === outcome.name) };
}
