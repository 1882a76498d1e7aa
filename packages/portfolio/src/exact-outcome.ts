import {
  atLeast,
  convolve,
  type DiscreteDistribution,
  discreteQuantile,
  discreteValueAtRisk,
  pointMass,
  sumAtLeast,
  TooManyValues,
} from '@dandelion-loop/stats';
import { clusterDistribution } from './cluster-distribution.ts';
import type { BetFigures, OutcomeFigures, PartFigures } from './outcome-figures.ts';
import { domainsOf, type ModelBet, type ModelDomain, type ModelOutcome } from './plan-model.ts';

/** Bets that a domain connects, directly or over others; between clusters all is independent. */
interface Cluster {
  bets: ModelBet[];
  domains: number[];
  sum: DiscreteDistribution;
  /** Steps that its sum took. */
  work: number;
}

/** Steps of the whole, and of the whole with every part removed once: some tens of milliseconds, and under a second. */
const mostSteps = 4e6;
const mostStepsOfParts = 3e7;

/** Of what failed, nothing has to be drawn. Of what is open, the payoff is asked for even where its chance is 0. */
const isAllOrNothing = ({ success, payoff, decided }: ModelBet): boolean =>
  payoff.low === payoff.high || (decided && success === 0);

function clustersOf(bets: readonly ModelBet[]): ModelBet[][] {
  const leader = bets.map((_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (leader[at] !== at) at = leader[at] = leader[leader[at]!]!;
    return at;
  };
  const first = new Map<number, number>();
  for (const [i, { domains }] of bets.entries()) {
    for (const domain of domains) {
      const other = first.get(domain);
      if (other === undefined) first.set(domain, i);
      else leader[find(i)] = find(other);
    }
  }
  const clusters = new Map<number, ModelBet[]>();
  for (const [i, bet] of bets.entries()) clusters.set(find(i), [...(clusters.get(find(i)) ?? []), bet]);
  return [...clusters.values()];
}

/** The sum of all clusters but one, for each. Put together by halves, never taken out again. */
function sumsOfOthers(clusters: readonly Cluster[], tolerance: number): DiscreteDistribution[] {
  const found = new Array<DiscreteDistribution>(clusters.length);
  const withAll = (from: number, to: number, start: DiscreteDistribution) =>
    clusters.slice(from, to).reduce((sum, cluster) => convolve(sum, cluster.sum, { tolerance }), start);
  const visit = (from: number, to: number, outside: DiscreteDistribution): void => {
    if (to - from === 1) {
      found[from] = outside;
      return;
    }
    const middle = (from + to) >> 1;
    visit(from, middle, withAll(middle, to, outside));
    visit(middle, to, withAll(from, middle, outside));
  };
  if (clusters.length > 0) visit(0, clusters.length, pointMass(0));
  return found;
}

function partsOf(outcome: ModelOutcome, all: readonly ModelDomain[], clusters: readonly Cluster[]): PartFigures {
  const { threshold, baseline, tolerance } = outcome;
  const limits = () => ({ tolerance, steps: { left: Number.POSITIVE_INFINITY } });
  const others = sumsOfOthers(clusters, tolerance);
  const ofBet = new Map<ModelBet, BetFigures>();
  const ofDomain = new Map<number, number>();
  const failure = (domain: number) => all[domain]!.failure;
  for (const [i, { bets, domains }] of clusters.entries()) {
    const chance = (changed: readonly ModelBet[], fails = failure) =>
      sumAtLeast(others[i]!, clusterDistribution(changed, fails, limits()), threshold - baseline);
    const failed = new Map<ModelBet, number>();
    for (const bet of bets) {
      const given = (success: number) => chance(bets.map((one) => (one === bet ? { ...bet, success } : one)));
      const whenFails = given(0);
      failed.set(bet, whenFails);
      ofBet.set(bet, {
        without: {
          probability: addsWhenFailed(bet) ? chance(bets.filter((one) => one !== bet)) : whenFails,
          standardError: null,
        },
        ...(bet.decided ? { whenSucceeds: 0, whenFails: 0 } : { whenSucceeds: given(1), whenFails }),
      });
    }
    for (const gone of domains) {
      const [only, ...more] = bets.filter((bet) => bet.domains.includes(gone));
      const without = () => chance(bets, (domain) => (domain === gone ? 1 : failure(domain)));
      // A domain of one bet is to the outcome what that bet's own failure is.
      ofDomain.set(gone, more.length === 0 ? failed.get(only!)! : without());
    }
  }
  return {
    bets: outcome.bets.map((bet) => ofBet.get(bet)!),
    domains: domainsOf(outcome).map((domain) => ({ probability: ofDomain.get(domain)!, standardError: null })),
  };
}

/** A failed bet that adds nothing is to the outcome what no bet is. */
const addsWhenFailed = ({ ifFails }: ModelBet): boolean => ifFails !== 0;

/** Steps that `partsOf` will take, about. */
function stepsOfParts(clusters: readonly Cluster[], values: number): number {
  const putTogether = clusters.length * Math.log2(clusters.length + 1) * values;
  const changes = clusters.map(({ bets, domains, work }) => {
    const users = (domain: number) => bets.filter((bet) => bet.domains.includes(domain)).length;
    const shared = domains.filter((domain) => users(domain) > 1).length;
    const more = bets.filter(addsWhenFailed).length;
    return (2 * bets.length + more + shared) * (work + values);
  });
  return changes.reduce((sum, steps) => sum + steps, putTogether);
}

function makeClusters({ bets, tolerance }: ModelOutcome, all: readonly ModelDomain[], steps: { left: number }) {
  return clustersOf(bets).map((own): Cluster => {
    const before = steps.left;
    const sum = clusterDistribution(own, (domain) => all[domain]!.failure, { tolerance, steps });
    const domains = [...new Set(own.flatMap((bet) => bet.domains))];
    return { bets: own, domains, sum, work: before - steps.left + own.length };
  });
}

/**
 * The outcome without sampling error: clusters of bets that share domains by going through the joint failures of those, independent
 * clusters by convolution.
 *
 * @returns null where a payoff has three points, or where the sums are too many to go through
 */
export function exactOutcome(outcome: ModelOutcome, domains: readonly ModelDomain[]): OutcomeFigures | null {
  const { bets, baseline, threshold, target, tolerance } = outcome;
  if (!bets.every(isAllOrNothing)) return null;
  const steps = { left: mostSteps };
  let clusters: Cluster[];
  let sum = pointMass(baseline);
  try {
    clusters = makeClusters(outcome, domains, steps);
    for (const cluster of clusters) sum = convolve(sum, cluster.sum, { tolerance, steps });
  } catch (error) {
    if (error instanceof TooManyValues) return null;
    throw error;
  }
  if (stepsOfParts(clusters, sum.values.length) > mostStepsOfParts) return null;
  const missing = sum.values.map((value) => (value < threshold ? target - value : 0));
  return {
    ...{ method: 'exact', draws: null, standardError: null },
    probability: atLeast(sum, threshold),
    quantile: (level) => discreteQuantile(sum, level),
    shortfall: {
      mean: missing.reduce((add, short, i) => add + short * sum.probabilities[i]!, 0),
      worstTenth: discreteValueAtRisk(missing, 0.9, sum.probabilities)!.cvar,
    },
    parts: () => partsOf(outcome, domains, clusters),
  };
}
