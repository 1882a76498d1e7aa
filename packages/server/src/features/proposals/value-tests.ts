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

/** A test of one size. */
export interface SizedTest {
  days: number;
  unitsPerVariation: number;
  units: number;
  worth: number;
  cost: number;
  /** Chance that the choice after the test is not the one without it. */
  changesMind: number;
}

export interface ValuedTest extends SizedTest {
  /** Worth per unit of cost, or per week where nothing costs. */
  rate: number;
}

/** Days that tests are let run. */
const durations = [1, 2, 3, 4, 5, 7, 10, 14, 21, 28, 35, 42, 56, 70, 84, 112, 140, 182, 364];
export const fewestUnits = 20;

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

const costOf = ({ costPerTest, costPerWeek }: Economy, days: number): number => costPerTest + (costPerWeek * days) / 7;

/** Worth per unit of cost, or per week where nothing costs. A week without a cost counts at its price beside other costs. */
export function rateOf(economy: Economy, weekPrice: number, { worth, days }: { worth: number; days: number }): number {
  const weeks = days / 7;
  return worth / (costs(economy) ? costOf(economy, days) + weekPrice * weeks : weeks);
}

function sizeAt(candidates: readonly Candidate[], variations: number, economy: Economy, days: number): SizedTest {
  const share = Math.min(...candidates.map((candidate) => candidate.share));
  const unitsPerVariation = Math.floor((economy.unitsPerWeek * share * days) / 7 / variations);
  const units = unitsPerVariation * variations;
  // Half of all units have the level, in two variations as in a factorial test.
  const samplingVariance = units === 0 ? Number.POSITIVE_INFINITY : (4 * economy.variance) / units;
  const parts = candidates.map((candidate) => partOf(candidate, economy, days, samplingVariance));
  const worth = parts.reduce((sum, part) => sum + part.worth, 0);
  const changesMind = 1 - parts.reduce((stays, part) => stays * (1 - part.changesMind), 1);
  return { days, unitsPerVariation, units, worth, cost: costOf(economy, days), changesMind };
}

/**
 * A test of one gain, or of several at once in a factorial test, at the sizes that it could have.
 *
 * Worth is the expected value of sample information of a normal gain with linear payoff (docs/methods/value-of-information.md),
 * paid for the weeks that are left after the test; that of several is their sum, as if they did not depend on each other.
 *
 * @param candidates one, or several of different attributes
 * @param variations 2, or those of the factorial design, each attribute at each of its two levels in half of them
 */
export function sizesOf(candidates: readonly Candidate[], variations: number, economy: Economy): SizedTest[] {
  return durations
    .filter((days) => days / 7 < economy.weeks)
    .map((days) => sizeAt(candidates, variations, economy, days))
    .filter(({ unitsPerVariation }) => unitsPerVariation >= fewestUnits);
}

/** Where worth less cost, and less the price of its weeks, is largest; null without sizes. */
export function bestSize(sizes: readonly SizedTest[], weekPrice: number): SizedTest | null {
  const net = ({ worth, cost, days }: SizedTest) => worth - cost - (weekPrice * days) / 7;
  let best: SizedTest | null = null;
  for (const size of sizes) if (best === null || net(size) > net(best)) best = size;
  return best;
}

/**
 * The price of a week at which the tests that are worth more than their weeks just fill the weeks that the decisions count: what the
 * next test in the queue would tell in that week (the multiplier of a budget of weeks). 0 where all of them fit, or where a week
 * has a cost of its own.
 *
 * @param tests each at its sizes
 */
export function priceOfWeek(tests: readonly (readonly SizedTest[])[], economy: Economy): number {
  if (economy.costPerWeek > 0) return 0;
  const weeksAt = (weekPrice: number): number =>
    tests.reduce((sum, sizes) => {
      const best = bestSize(sizes, weekPrice);
      if (best === null) return sum;
      const weeks = best.days / 7;
      return best.worth > best.cost + weekPrice * weeks ? sum + weeks : sum;
    }, 0);
  if (weeksAt(0) <= economy.weeks) return 0;
  let [low, high] = [0, 1e-9];
  while (weeksAt(high) > economy.weeks) [low, high] = [high, high * 10];
  for (let round = 0; round < 24; round++) {
    const middle = (low + high) / 2;
    if (weeksAt(middle) > economy.weeks) low = middle;
    else high = middle;
  }
  return high;
}
