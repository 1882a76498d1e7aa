import { normalUpperQuantile, normalUpperTail } from './normal.ts';
import { findRoot } from './root.ts';

/*
 * Power and size of the comparison of two rates, by the normal approximation. Tools disagree because they take the
 * variance under "no difference" from different rates, so every function asks for the convention. For more than two
 * arms divide alpha by the number of comparisons.
 */

/**
 * The rate behind the variance under "no difference":
 *
 * - `pooled-null`: the mean rate of both arms. R's power.prop.test, and what the pooled z test does: the default.
 * - `unpooled`: each arm's own rate.
 * - `baseline-null`: control's rate in both arms. Evan Miller's calculator.
 * - `cohen-h`: the difference of arcsines, whose variance does not depend on the rate. R's pwr.2p.test.
 */
export type ProportionConvention = 'pooled-null' | 'unpooled' | 'baseline-null' | 'cohen-h';

export interface TestPlan {
  /** Accepted probability of a false alarm, 0 < alpha < 1. */
  alpha: number;
  /** Two-sided when left out. */
  sided?: 1 | 2;
}

export interface ProportionPlan extends TestPlan {
  /** `pooled-null` when left out. */
  convention?: ProportionConvention;
}

/** Units of each arm; as a result not rounded: round up. */
export interface ArmSizes {
  control: number;
  treatment: number;
}

/** z of the two-sided or one-sided test. */
export function testQuantile({ alpha, sided = 2 }: TestPlan): number {
  return normalUpperQuantile(alpha / sided);
}

/** Effect, and its standard deviation with one unit in control and `ratio` in treatment, under either hypothesis. */
function effectAndSpread(control: number, treatment: number, ratio: number, convention: ProportionConvention) {
  if (convention === 'cohen-h') {
    const effect = Math.abs(2 * Math.asin(Math.sqrt(treatment)) - 2 * Math.asin(Math.sqrt(control)));
    const spread = Math.sqrt(1 + 1 / ratio);
    return { effect, nullSpread: spread, ownSpread: spread };
  }
  const spreadOf = (c: number, t: number) => Math.sqrt(c * (1 - c) + (t * (1 - t)) / ratio);
  const mean = (control + ratio * treatment) / (1 + ratio);
  const ownSpread = spreadOf(control, treatment);
  const nullSpread = {
    'pooled-null': spreadOf(mean, mean),
    unpooled: ownSpread,
    'baseline-null': spreadOf(control, control),
  };
  return { effect: Math.abs(treatment - control), nullSpread: nullSpread[convention], ownSpread };
}

function isRate(value: number): boolean {
  return value >= 0 && value <= 1;
}

function isOpenProbability(value: number): boolean {
  return value > 0 && value < 1;
}

/**
 * Units that each arm needs to find a difference of two rates with the wanted power.
 *
 * @param control,treatment the rates, within [0, 1]
 * @param power wanted chance to find the difference, 0 < power < 1
 * @param ratio units of treatment per unit of control, positive; 1 when left out
 * @returns null when the rates are equal or an argument is outside its range
 */
export function sampleSizeForProportions(
  input: ProportionPlan & { control: number; treatment: number; power: number; ratio?: number },
): ArmSizes | null {
  const { control, treatment, alpha, power, ratio = 1, convention = 'pooled-null' } = input;
  if (!isRate(control) || !isRate(treatment) || control === treatment) return null;
  if (!isOpenProbability(alpha) || !isOpenProbability(power) || !(ratio > 0)) return null;
  const { effect, nullSpread, ownSpread } = effectAndSpread(control, treatment, ratio, convention);
  const reach = testQuantile(input) * nullSpread + normalUpperQuantile(1 - power) * ownSpread;
  const units = Math.max(0, reach / effect) ** 2;
  return { control: units, treatment: ratio * units };
}

/**
 * Chance to find a difference of two rates with the given units, counting only the tail on the side of the effect (as
 * R's power.prop.test; at equal rates this is alpha/2).
 *
 * @param control,treatment the rates, within [0, 1]
 * @param units units of each arm, positive
 * @returns null when an argument is outside its range
 */
export function powerForProportions(
  input: ProportionPlan & { control: number; treatment: number; units: ArmSizes },
): number | null {
  const { control, treatment, alpha, units, convention = 'pooled-null' } = input;
  if (!isRate(control) || !isRate(treatment) || !isOpenProbability(alpha)) return null;
  if (!(units.control > 0) || !(units.treatment > 0)) return null;
  const spreads = effectAndSpread(control, treatment, units.treatment / units.control, convention);
  const lead = spreads.effect * Math.sqrt(units.control) - testQuantile(input) * spreads.nullSpread;
  // Both rates 0 or 1: no chance is left in the outcome.
  if (spreads.ownSpread === 0) return lead > 0 ? 1 : 0;
  return normalUpperTail(-lead / spreads.ownSpread);
}

/**
 * The rate of treatment, above or below control's, that is found with the wanted power.
 *
 * @param control rate of control, within [0, 1]
 * @param units units of each arm, positive
 * @param direction which side of control's rate; `increase` when left out
 * @returns the rate, or null when no rate up to 1 (or down to 0) is far enough, or an argument is outside its range
 */
export function detectableRate(
  input: ProportionPlan & {
    control: number;
    units: ArmSizes;
    power: number;
    direction?: 'increase' | 'decrease';
  },
): number | null {
  const { control, power, direction = 'increase' } = input;
  if (!isOpenProbability(power) || !isRate(control)) return null;
  const limit = direction === 'increase' ? 1 : 0;
  const excess = (treatment: number) => (powerForProportions({ ...input, treatment }) ?? Number.NaN) - power;
  if (!(excess(limit) >= 0) || !(excess(control) < 0)) return null;
  return findRoot(excess, control, limit);
}
