import { normalUpperTail, normalValueOfInformation } from '@dandelion-loop/stats';
import type { Belief, Candidate } from './candidate.ts';

/** What it is worth to test a gain, at sizes among which the best is taken. */

export interface Economy {
  /** Variance of the metric over units. */
  variance: number;
  unitsPerWeek: number;
  /** From today, for which the decision counts. */
  weeks: number;
  /** What one more of the metric is worth; 1 where that is counted. */
  valueOfOne: number;
  costPerTest: number;
  costPerWeek: number;
  mostVariations: number;
  reach: 'everywhere' | 'one-place';
}

export interface ValuedTest {
  days: number;
  unitsPerVariation: number;
  units: number;
  worth: number;
  cost: number;
  /** Worth per unit of cost, or per week where nothing costs. */
  rate: number;
  /** Chance that the choice after the test is not the one without it. */
  changesMind: number;
}

/** Days that tests are let run. */
const durations = [1, 2, 4, 7, 14, 21, 28, 42, 56, 84, 126, 182, 364];
const fewestUnits = 20;

/**
 * What the test is about, and what disturbs it. Of one place: its own gain. Of all: the mean gain, of which one test shows that
 * of its place.
 */
function questionOf({ mean, sd, between }: Belief, reach: Economy['reach']) {
  return reach === 'one-place'
    ? { prior: { mean, sd: Math.hypot(sd, between) }, disturbance: 0 }
    : { prior: { mean, sd }, disturbance: between ** 2 };
}

interface Part {
  /** Of the metric, in all places and weeks after the test. */
  worth: number;
  changesMind: number;
}

function partOf(candidate: Candidate, economy: Economy, days: number, samplingVariance: number): Part {
  const { prior, disturbance } = questionOf(candidate.belief, economy.reach);
  const { evsi, preposteriorSd } = normalValueOfInformation(prior, samplingVariance + disturbance);
  const weeksLeft = Math.max(0, economy.weeks - days / 7);
  const ofGain =
    candidate.worthOfGain === null
      ? economy.unitsPerWeek * economy.weeks * economy.valueOfOne * candidate.share
      : candidate.worthOfGain;
  return {
    worth: evsi * ofGain * (weeksLeft / economy.weeks),
    changesMind: preposteriorSd === 0 ? 0 : normalUpperTail(Math.abs(prior.mean) / preposteriorSd),
  };
}

export const costs = ({ costPerTest, costPerWeek }: Economy): boolean => costPerTest > 0 || costPerWeek > 0;

export const rateOf = (economy: Economy, days: number, worth: number): { cost: number; rate: number } => {
  const weeks = days / 7;
  const cost = economy.costPerTest + economy.costPerWeek * weeks;
  return { cost, rate: worth / (costs(economy) ? cost : weeks) };
};

function valueAt(candidates: readonly Candidate[], variations: number, economy: Economy, days: number): ValuedTest {
  const share = Math.min(...candidates.map((candidate) => candidate.share));
  const unitsPerVariation = Math.floor((economy.unitsPerWeek * share * days) / 7 / variations);
  const units = unitsPerVariation * variations;
  // Half of all units have the level, in two variations as in a factorial test.
  const samplingVariance = units === 0 ? Number.POSITIVE_INFINITY : (4 * economy.variance) / units;
  const parts = candidates.map((candidate) => partOf(candidate, economy, days, samplingVariance));
  const worth = parts.reduce((sum, part) => sum + part.worth, 0);
  const changesMind = 1 - parts.reduce((stays, part) => stays * (1 - part.changesMind), 1);
  return { days, unitsPerVariation, units, worth, ...rateOf(economy, days, worth), changesMind };
}

/**
 * The best size of a test of one gain, or of several at once in a factorial test: where worth less cost is largest.
 *
 * Worth is the expected value of sample information of a normal gain with linear payoff (docs/methods/value-of-information.md),
 * paid for the weeks that are left after the test; that of several is their sum, as if they did not depend on each other.
 *
 * @param candidates one, or several of different attributes
 * @param variations 2, or those of the factorial design, each attribute at each of its two levels in half of them
 * @returns null where no duration brings enough units
 */
export function valueTest(candidates: readonly Candidate[], variations: number, economy: Economy): ValuedTest | null {
  const sizes = durations
    .filter((days) => days / 7 < economy.weeks)
    .map((days) => valueAt(candidates, variations, economy, days))
    .filter(({ unitsPerVariation }) => unitsPerVariation >= fewestUnits);
  let best: ValuedTest | null = null;
  for (const size of sizes) if (best === null || size.worth - size.cost > best.worth - best.cost) best = size;
  return best;
}
