import { checkNotNegative, checkProbability } from './check-range.ts';
import { normalTwoSided } from './normal.ts';

/**
 * Continuous ranked probability score of a normal forecast: the distance of its distribution function from what was
 * observed, in the unit of the observation; 0 is perfect (Gneiting & Raftery 2007). With sd 0 it is the absolute error.
 *
 * @throws RangeError when sd is below 0
 */
export function normalCrps(forecast: { mean: number; sd: number }, observation: number): number {
  const { mean, sd } = forecast;
  checkNotNegative('sd', sd);
  const error = Math.abs(observation - mean);
  if (sd === 0) return error;
  const z = error / sd;
  const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  return sd * (z * (1 - normalTwoSided(z)) + 2 * density - 1 / Math.sqrt(Math.PI));
}

/**
 * The same score of a sample of scenarios: mean |x - y| - ½ mean |x - x'| over all pairs, each with itself included.
 * Sorted, so that the pairs need not be gone through.
 *
 * @returns null without scenarios
 */
export function ensembleCrps(ensemble: readonly number[], observation: number): number | null {
  const m = ensemble.length;
  if (m === 0) return null;
  const distances = ensemble.map((value) => value - observation).sort((a, b) => a - b);
  let [error, spread] = [0, 0];
  for (const [i, distance] of distances.entries()) {
    error += Math.abs(distance);
    spread += (2 * i + 1 - m) * distance;
  }
  return error / m - spread / (m * m);
}

/** Loss of a forecast quantile: the observation's distance, times `probability` above it and 1 - `probability` below. */
export function pinballLoss(quantile: number, probability: number, observation: number): number {
  const distance = observation - quantile;
  return distance >= 0 ? probability * distance : (probability - 1) * distance;
}

/**
 * Score of a forecast interval: its width, and 2/α times the distance by which it is missed (Winkler 1972; Gneiting &
 * Raftery 2007). Equal to 2/α times the pinball losses of its two ends.
 *
 * @param alpha share that the interval may miss, 0 < alpha < 1; anything else is a RangeError
 */
export function intervalScore(interval: { lower: number; upper: number }, alpha: number, observation: number): number {
  checkProbability('alpha', alpha);
  const { lower, upper } = interval;
  return upper - lower + (2 / alpha) * Math.max(0, lower - observation, observation - upper);
}
