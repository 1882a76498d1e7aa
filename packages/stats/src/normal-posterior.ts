import erfcx from '@stdlib/math-base-special-erfcx';
import { checkPositive, checkProbability } from './check-range.ts';
import { criticalZ, normalUpperTail } from './normal.ts';

/** Expected losses of the two choices, in the unit of the effect, never negative. A positive effect is good. */
export interface ChoiceLosses {
  /** E[max(effect, 0)]: what keeping the control costs on average. */
  lossChoosingControl: number;
  /** E[max(−effect, 0)]: what choosing the treatment costs on average. */
  lossChoosingTreatment: number;
}

/**
 * Expected losses when the effect is believed to be normal: s φ(z) ± m Φ(±z) with z = m / s.
 *
 * The smaller one is written by the scaled complementary error function, φ(z) (1 − z √(π/2) erfcx(z / √2)), so it keeps
 * its digits where the textbook form subtracts equal numbers. Beyond |z| = 37 it is below 1e−300 and returned as 0.
 *
 * @param mean m of the effect
 * @param sd s of the effect, above 0
 */
export function normalLosses(mean: number, sd: number): ChoiceLosses {
  checkPositive('sd', sd);
  const z = Math.abs(mean) / sd;
  const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  const smaller = z > 37 ? 0 : sd * density * Math.max(0, 1 - z * Math.sqrt(Math.PI / 2) * erfcx(z / Math.SQRT2));
  const larger = smaller + Math.abs(mean);
  return mean >= 0
    ? { lossChoosingControl: larger, lossChoosingTreatment: smaller }
    : { lossChoosingControl: smaller, lossChoosingTreatment: larger };
}

/** What is believed of an effect before the data: normal. */
export interface NormalPrior {
  mean: number;
  variance: number;
}

export interface NormalPosterior extends ChoiceLosses {
  mean: number;
  sd: number;
  /** P(effect > 0). */
  chancePositive: number;
  /** Equal-tailed credible interval. */
  low: number;
  high: number;
}

/**
 * What is believed of a difference or a lift, from a (nearly) normal estimate: precisions add, means are averaged by
 * precision. Gelman et al., "Bayesian Data Analysis", 3rd ed., section 2.5.
 *
 * @param estimate the effect and its standard error, in the same unit
 * @param prior null for a flat one: then the posterior is the estimate itself
 * @param level probability inside the interval, 0 < level < 1
 * @returns null when the estimate is not finite or its standard error is not above 0 (nothing varies, or nothing is known)
 * @throws RangeError when the prior's variance is not above 0, or the level not between 0 and 1
 */
export function normalPosterior(
  estimate: { value: number; standardError: number },
  prior: NormalPrior | null,
  level: number,
): NormalPosterior | null {
  checkProbability('level', level);
  if (prior !== null) checkPositive('prior.variance', prior.variance);
  const { value, standardError } = estimate;
  const variance = standardError ** 2;
  if (!Number.isFinite(value) || !(standardError > 0) || !(variance > 0 && Number.isFinite(variance))) return null;
  // Share of the data in the posterior mean; 1 with a flat prior.
  const weight = prior === null ? 1 : prior.variance / (prior.variance + variance);
  const mean = prior === null ? value : weight * value + (1 - weight) * prior.mean;
  const sd = Math.sqrt(weight) * standardError;
  const halfWidth = criticalZ(level) * sd;
  return {
    mean,
    sd,
    chancePositive: normalUpperTail(-mean / sd),
    low: mean - halfWidth,
    high: mean + halfWidth,
    ...normalLosses(mean, sd),
  };
}
