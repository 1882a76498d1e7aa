import { seededUniform } from '@dandelion-loop/stats';
import type { Belief, Candidate } from './candidate.ts';
import { rankProposals } from './rank-proposals.ts';
import type { Economy } from './value-tests.ts';

/**
 * Invented campaigns whose true effects are known: a few weeks of traffic are spent on tests, chosen by their value or by chance,
 * then every level is used whose posterior mean is above 0. For tests and benches.
 */

export interface Campaign {
  seed: number;
  candidates: number;
  /** Days of all traffic that tests may take. */
  days: number;
  economy: Economy;
}

const normalNumber = (uniform: () => number): number =>
  Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());

/** Gains of which some are known well and some hardly, some are surely good and some may be anything. */
function inventBeliefs({ candidates }: Campaign, uniform: () => number): Belief[] {
  return Array.from({ length: candidates }, () => {
    const sd = 0.0005 * 10 ** (1.2 * uniform());
    return { mean: 1.5 * sd * normalNumber(uniform), sd, between: 0.3 * sd };
  });
}

const candidateOf = (belief: Belief, at: number): Candidate => ({
  ...{
    id: String(at),
    kind: 'uncertain',
    from: [],
    belief,
    share: 1,
    apartFrom: [],
    worthOfGain: null,
    title: '',
    why: '',
  },
  attribute: { id: String(at), name: String(at), levels: ['absent', 'present'] },
});

/** The posterior mean of the mean gain after a test of its size. */
function learn(belief: Belief, truth: number, samplingVariance: number, uniform: () => number): number {
  const noise = samplingVariance + belief.between ** 2;
  const seen = truth + Math.sqrt(noise) * normalNumber(uniform);
  const weight = belief.sd ** 2 / (belief.sd ** 2 + noise);
  return belief.mean + weight * (seen - belief.mean);
}

export interface CampaignGains {
  /** Gain over deciding without any test, in the value of the metric. */
  byValue: number;
  byChance: number;
  /** Of knowing every effect. */
  atBest: number;
}

type Choice = { at: number; units: number; days: number };

/** What is gained when these are tested in turn, until no day is left. */
function gained(choices: readonly Choice[], campaign: Campaign, world: World, seed: number): number {
  const uniform = seededUniform(seed);
  const { economy } = campaign;
  let left = campaign.days;
  let gain = 0;
  for (const { at, units, days } of choices) {
    if (days > left) continue;
    left -= days;
    const belief = world.beliefs[at]!;
    const truth = world.truths[at]!;
    const after = learn(belief, truth, (4 * economy.variance) / units, uniform);
    // What is done after the test, less what would be done without it.
    gain += (after > 0 ? truth : 0) - (belief.mean > 0 ? truth : 0);
  }
  return gain * economy.unitsPerWeek * economy.weeks * economy.valueOfOne;
}

interface World {
  beliefs: Belief[];
  truths: number[];
}

function shuffled<T>(items: readonly T[], uniform: () => number): T[] {
  return items
    .map((item) => ({ item, key: uniform() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** One campaign, with the tests of a same list at the same sizes in the order of their value and in a random one. */
export function runCampaign(campaign: Campaign): CampaignGains {
  const uniform = seededUniform(campaign.seed);
  const beliefs = inventBeliefs(campaign, uniform);
  const truths = beliefs.map(({ mean, sd }) => mean + sd * normalNumber(uniform));
  const world = { beliefs, truths };
  const { tests } = rankProposals(beliefs.map(candidateOf), { ...campaign.economy, mostVariations: 2 });
  const order = tests.map(({ id, units, days }): Choice => ({ at: Number(id), units, days }));
  const scale = campaign.economy.unitsPerWeek * campaign.economy.weeks * campaign.economy.valueOfOne;
  const atBest = truths.reduce((sum, truth, at) => sum + Math.max(truth, 0) - (beliefs[at]!.mean > 0 ? truth : 0), 0);
  return {
    byValue: gained(order, campaign, world, campaign.seed + 1),
    byChance: gained(shuffled(order, uniform), campaign, world, campaign.seed + 2),
    atBest: atBest * scale,
  };
}
