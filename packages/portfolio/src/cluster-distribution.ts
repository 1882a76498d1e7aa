import {
  addTwoValued,
  type DiscreteDistribution,
  mixture,
  pointMass,
  type SumLimits,
  shifted,
  TooManyValues,
} from '@dandelion-loop/stats';
import type { ModelBet } from './plan-model.ts';

/** What some bets add together, when each payoff is one number. */

type Failure = (domain: number) => number;
type Limits = SumLimits & { steps: { left: number } };

interface Group {
  bets: { value: number; otherwise: number; p: number }[];
  /** What it adds when one of its domains fails. */
  whenFailed: number;
  /** Bits of the shared domains that all of it draws on. */
  draws: bigint;
  /** The last of them in order. */
  last: number;
}

const keyed = (bits: bigint, at: number) => `${at}:${bits.toString(36)}`;
/** Work of going to a state, in steps of a sum. */
const stepsOfState = 40;

/** Domains that more than one of the bets draws on, that may fail or not; those on which most hangs first. */
function sharedDomains(bets: readonly ModelBet[], failure: Failure): number[] {
  const users = new Map<number, number>();
  for (const { domains, success } of bets) {
    if (success === 0) continue;
    for (const domain of domains) users.set(domain, (users.get(domain) ?? 0) + 1);
  }
  const open = [...users].filter(([domain, count]) => count > 1 && failure(domain) > 0 && failure(domain) < 1);
  return open.sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([domain]) => domain);
}

/** Bets that draw on the same shared domains stand and fall together; a domain of one bet is part of its own chance. */
function groupsOf(bets: readonly ModelBet[], shared: readonly number[], failure: Failure): Group[] {
  const order = new Map(shared.map((domain, at) => [domain, at]));
  const groups = new Map<bigint, Group>();
  for (const { success, payoff, ifFails, domains } of bets) {
    let [draws, last, p] = [0n, -1, success];
    for (const domain of domains) {
      const at = order.get(domain);
      if (at === undefined) {
        p *= 1 - failure(domain);
      } else {
        draws |= 1n << BigInt(at);
        last = Math.max(last, at);
      }
    }
    const group = groups.get(draws) ?? { bets: [], whenFailed: 0, draws, last };
    group.bets.push({ value: payoff.low, otherwise: ifFails, p });
    group.whenFailed += ifFails;
    groups.set(draws, group);
  }
  return [...groups.values()];
}

const withBets = (of: DiscreteDistribution, { bets }: Group, limits: Limits): DiscreteDistribution =>
  bets.reduce((sum, bet) => addTwoValued(sum, bet, limits), of);

/**
 * Distribution of the sum, over joint failures. Decides one shared domain after the other; what remains depends only on which groups
 * that are still open have lost a domain, so equal remainders are computed once.
 *
 * @throws TooManyValues when the limit of steps is reached
 */
export function clusterDistribution(bets: readonly ModelBet[], failure: Failure, limits: Limits): DiscreteDistribution {
  const shared = sharedDomains(bets, failure);
  const groups = groupsOf(bets, shared, failure);
  const free = groups.filter(({ last }) => last < 0).reduce((sum, group) => withBets(sum, group, limits), pointMass(0));
  if (shared.length === 0) return free;
  const bound = groups.filter(({ last }) => last >= 0);
  const known = new Map<string, DiscreteDistribution>();
  const visit = (at: number, failed: bigint): DiscreteDistribution => {
    if (at === shared.length) return free;
    // Of groups that were settled before, nothing is left to know.
    const open = bound.reduce((bits, { last }, i) => (last >= at ? bits | (1n << BigInt(i)) : bits), 0n);
    const key = keyed(failed & open, at);
    const before = known.get(key);
    if (before !== undefined) return before;
    limits.steps.left -= stepsOfState;
    if (limits.steps.left < 0) throw new TooManyValues('There are too many states.');
    let [holds, lost, fallen] = [visit(at + 1, failed), 0, failed];
    for (const [i, group] of bound.entries()) {
      if ((failed >> BigInt(i)) & 1n) continue;
      if (group.last === at) holds = withBets(holds, group, limits);
      if ((group.draws >> BigInt(at)) & 1n) {
        lost += group.whenFailed;
        fallen |= 1n << BigInt(i);
      }
    }
    const fails = shifted(visit(at + 1, fallen), lost);
    const found = mixture(holds, fails, 1 - failure(shared[at]!), limits);
    known.set(key, found);
    return found;
  };
  return visit(0, 0n);
}
