import type { LearningPrior } from '@dandelion-loop/contract';
import { assurance, type PooledEffect, poolEffects, shrink } from '@dandelion-loop/stats';
import { type PooledArm, scaledEffect } from './effect-scale.ts';
import { isBelieved, type LibraryTest } from './library-test.ts';
import { halfOf, randomFor } from './thin-counts.ts';

/**
 * What past tests lead to expect of the next one: the effects of variations on the log of the rate, each against the others
 * of its test, as draws from one normal distribution whose mean and variance they give themselves (empirical Bayes).
 */

interface Arm {
  units: number;
  successes: number;
}

interface Comparison {
  effect: number;
  variance: number;
}

/** Variations of one test with their counts. */
interface CountedTest {
  id: string;
  arms: readonly Arm[];
}

/** Fewer tests than this and their effects say nothing of others. */
const fewestTests = 10;

const pooledArm = ({ units, successes }: Arm): PooledArm => ({ units, sum: successes, variance: 0 });

/** Each variation against the others together; null where one cannot be compared. */
function comparisonsOf(arms: readonly Arm[]): (Comparison | null)[] {
  const units = arms.reduce((sum, arm) => sum + arm.units, 0);
  const successes = arms.reduce((sum, arm) => sum + arm.successes, 0);
  return arms.map((arm) => {
    const others = { units: units - arm.units, successes: successes - arm.successes };
    return scaledEffect('log-rate', 'proportion', pooledArm(others), pooledArm(arm));
  });
}

function countedTests(tests: readonly LibraryTest[], metric: string): CountedTest[] {
  return tests.filter(isBelieved).flatMap(({ id, variations }) => {
    const arms = variations.flatMap(({ metrics }): Arm[] => {
      const own = metrics.find(({ name, kind }) => name === metric && kind === 'proportion');
      return own === undefined || own.units === 0
        ? []
        : [{ units: own.units, successes: own.successes ?? Math.round(own.units * (own.value ?? 0)) }];
    });
    return arms.length < 2 ? [] : [{ id, arms }];
  });
}

const fit = (compared: readonly (readonly (Comparison | null)[])[]): PooledEffect | null =>
  poolEffects(
    compared.flatMap((own) => own.filter((one) => one !== null)),
    { level: 0.95, interval: 'normal' },
  );

/** Place of the best by the metric's direction; -1 where none can be compared. */
function bestOf(compared: readonly (Comparison | null)[], sign: number): number {
  let best = -1;
  compared.forEach((one, at) => {
    if (one !== null && (best < 0 || sign * one.effect > sign * compared[best]!.effect)) best = at;
  });
  return best;
}

/** Each arm thinned to two halves that are independent given its true rate. */
function halvesOf({ id, arms }: CountedTest): [Arm[], Arm[]] {
  const random = randomFor(id);
  const first = arms.map(({ units, successes }) => {
    const kept = halfOf(successes, random);
    return { units: kept + halfOf(units - successes, random), successes: kept };
  });
  const second = arms.map(({ units, successes }, at) => ({
    units: units - first[at]!.units,
    successes: successes - first[at]!.successes,
  }));
  return [first, second];
}

/** One half of every test foretells the other, raw and shrunken by a prior of the first halves alone. */
function heldOut(tests: readonly CountedTest[], sign: number): LearningPrior['heldOut'] {
  const halves = tests.map(halvesOf);
  const seen = halves.map(([first]) => comparisonsOf(first));
  const unseen = halves.map(([, second]) => comparisonsOf(second));
  const prior = fit(seen);
  if (prior === null) return null;
  let [comparisons, rawError, shrunkenError, winners, rawOver, shrunkenOver] = [0, 0, 0, 0, 0, 0];
  seen.forEach((own, at) => {
    const best = bestOf(own, sign);
    own.forEach((one, arm) => {
      const later = unseen[at]![arm];
      if (one === null || later == null) return;
      const shrunken = shrink(one, prior).mean;
      comparisons += 1;
      rawError += (one.effect - later.effect) ** 2;
      shrunkenError += (shrunken - later.effect) ** 2;
      if (arm !== best) return;
      winners += 1;
      rawOver += sign * (one.effect - later.effect);
      shrunkenOver += sign * (shrunken - later.effect);
    });
  });
  if (winners === 0 || rawError === 0) return null;
  return {
    ...{ comparisons, errorRatio: shrunkenError / rawError },
    ...{ rawWinnersOver: rawOver / winners, shrunkenWinnersOver: shrunkenOver / winners },
  };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/**
 * The prior of one proportion; null where fewer than ten believed tests count it.
 *
 * @param level 1 minus the chance of a false alarm of the next test
 */
export function learnPrior(
  tests: readonly LibraryTest[],
  { metric, lowerIsBetter, level }: { metric: string; lowerIsBetter: boolean; level: number },
): LearningPrior | null {
  const counted = countedTests(tests, metric);
  const compared = counted.map(({ arms }) => comparisonsOf(arms));
  const prior = counted.length < fewestTests ? null : fit(compared);
  if (prior === null) return null;
  const sign = lowerIsBetter ? -1 : 1;
  let [raw, shrunken] = [0, 0];
  for (const own of compared) {
    const best = own[bestOf(own, sign)];
    if (!best) continue;
    raw += sign * best.effect;
    shrunken += sign * shrink(best, prior).mean;
  }
  const arms = counted.flatMap((test) => test.arms);
  const rate =
    arms.reduce((sum, { successes }) => sum + successes, 0) / arms.reduce((sum, { units }) => sum + units, 0);
  // Variance of the log of the ratio of two rates, for one unit in each variation.
  const perUnit = (2 * (1 - rate)) / rate;
  const typicalUnits = median(arms.map(({ units }) => units));
  const sd = Math.sqrt(prior.tau2);
  return {
    ...{ metric, comparisons: prior.k, tests: counted.length, mean: prior.mean, sd },
    winnersShrink: raw > 0 ? 1 - shrunken / raw : null,
    worthUnits: prior.tau2 > 0 ? Math.round(perUnit / prior.tau2) : null,
    typicalUnits,
    chanceToFind: perUnit > 0 ? assurance({ mean: prior.mean, sd }, Math.sqrt(perUnit / typicalUnits), level) : null,
    heldOut: heldOut(counted, sign),
  };
}
