import { noncentralTUpperTail } from './noncentral-t.ts';
import { normalUpperQuantile, normalUpperTail } from './normal.ts';
import { type ArmSizes, type TestPlan, testQuantile } from './power-proportions.ts';
import { findRoot } from './root.ts';
import { criticalT } from './student-t.ts';

/*
 * Power and size of the comparison of two means with one standard deviation in both arms. For a ratio metric take the
 * standard deviation of its linearised unit value. For more than two arms divide alpha by the number of comparisons.
 */

/**
 * `t`: the t test with n₁ + n₂ − 2 degrees of freedom and the noncentral t distribution, as R's power.t.test: the
 * default. `normal`: the closed form, a little smaller; equal from some hundred units on.
 */
export type MeanBasis = 't' | 'normal';

export interface MeanPlan extends TestPlan {
  /** Standard deviation of the outcome of one unit, positive. */
  standardDeviation: number;
  /** `t` when left out. */
  basis?: MeanBasis;
}

function inRange({ alpha, standardDeviation }: MeanPlan): boolean {
  return alpha > 0 && alpha < 1 && standardDeviation > 0;
}

/**
 * Chance to find a difference of two means with the given units, counting only the tail on the side of the effect (as
 * R's power.t.test; at a difference of 0 this is alpha/2).
 *
 * @param units units of each arm, positive; basis t needs more than 3 together
 * @returns null when an argument is outside its range
 */
export function powerForMeans(input: MeanPlan & { difference: number; units: ArmSizes }): number | null {
  const { difference, standardDeviation, units, alpha, sided = 2, basis = 't' } = input;
  if (!inRange(input) || !(units.control > 0) || !(units.treatment > 0)) return null;
  const shift = Math.abs(difference) / (standardDeviation * Math.sqrt(1 / units.control + 1 / units.treatment));
  if (basis === 'normal') return normalUpperTail(testQuantile(input) - shift);
  const df = units.control + units.treatment - 2;
  if (df < 1) return null;
  return noncentralTUpperTail(criticalT(1 - (2 * alpha) / sided, df), df, shift);
}

/**
 * Units that each arm needs to find a difference of two means with the wanted power.
 *
 * @param difference not 0
 * @param power wanted chance to find the difference, 0 < power < 1
 * @param ratio units of treatment per unit of control, positive; 1 when left out
 * @returns not rounded; with basis t at least 2 units in the smaller arm. Null when an argument is outside its range
 */
export function sampleSizeForMeans(
  input: MeanPlan & { difference: number; power: number; ratio?: number },
): ArmSizes | null {
  const { difference, standardDeviation, power, ratio = 1, basis = 't' } = input;
  if (!inRange(input) || difference === 0 || !(power > 0 && power < 1) || !(ratio > 0)) return null;
  const reach = Math.max(0, testQuantile(input) + normalUpperQuantile(1 - power));
  const normal = ((reach * standardDeviation) / difference) ** 2 * (1 + 1 / ratio);
  const arms = (control: number): ArmSizes => ({ control, treatment: ratio * control });
  if (basis === 'normal') return arms(normal);
  const least = 2 / Math.min(1, ratio);
  const excess = (control: number) => (powerForMeans({ ...input, units: arms(control) }) ?? 0) - power;
  if (excess(least) >= 0) return arms(least);
  let enough = Math.max(2 * least, normal + 2);
  while (excess(enough) < 0) enough *= 2;
  return arms(findRoot(excess, least, enough));
}

/**
 * The smallest difference of means that is found with the wanted power. With basis `normal` the closed form
 * (z_{1−α/2} + z_power) · sd · sqrt(1/n₁ + 1/n₂).
 *
 * @param units units of each arm, positive; basis t needs more than 3 together
 * @returns a positive difference, or null when an argument is outside its range or power is not above alpha/2
 */
export function detectableDifference(input: MeanPlan & { units: ArmSizes; power: number }): number | null {
  const { standardDeviation, units, power, basis = 't' } = input;
  if (!inRange(input) || !(power > 0 && power < 1) || !(units.control > 0) || !(units.treatment > 0)) return null;
  const spread = standardDeviation * Math.sqrt(1 / units.control + 1 / units.treatment);
  const normal = (testQuantile(input) + normalUpperQuantile(1 - power)) * spread;
  if (normal <= 0) return null;
  if (basis === 'normal') return normal;
  if (units.control + units.treatment < 3) return null;
  const excess = (difference: number) => powerForMeans({ ...input, difference })! - power;
  let enough = 2 * normal;
  while (excess(enough) < 0) enough *= 2;
  return findRoot(excess, 0, enough);
}
