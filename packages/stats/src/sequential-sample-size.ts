import { acsHalfWidth } from './asymptotic-confidence-sequence.ts';
import { checkPositive, checkProbability } from './check-range.ts';
import { criticalZ } from './normal.ts';
import { findRoot } from './root.ts';

/**
 * Observations n of both arms together at which the asymptotic confidence sequence of a difference excludes 0 with the
 * given power, when the difference is true and the test is looked at then: n = (c(n) + z_power)² · variance / difference²,
 * with c(n) the half-width of the sequence in standard errors. c depends on n, so the equation is solved for it.
 *
 * With looks before n the chance of having found the difference by then is at least the power.
 *
 * @param variance of one observation: the squared standard error of the difference times n, in the metric's unit squared
 * @param difference not 0
 * @param power 0.5 < power < 1
 * @returns not rounded; null when the variance is not above 0, the difference is 0, or n is beyond 1e15
 * @throws RangeError when alpha or power is not a probability, or plannedUnits is not above 0
 */
export function sequentialSampleSize(input: {
  variance: number;
  difference: number;
  alpha: number;
  power: number;
  plannedUnits: number;
}): number | null {
  const { variance, difference, alpha, power, plannedUnits } = input;
  checkProbability('alpha', alpha);
  checkProbability('power', power);
  checkPositive('plannedUnits', plannedUnits);
  const scale = variance / difference ** 2;
  if (!(scale > 0 && Number.isFinite(scale))) return null;
  const zPower = criticalZ(2 * power - 1);
  const missing = (logN: number) => {
    const n = Math.exp(logN);
    const critical = acsHalfWidth({ variance: n, n, alpha, plannedUnits })!;
    return Math.log(scale) + 2 * Math.log(critical + zPower) - logN;
  };
  // c(n)²/n falls in n, so there is one crossing; a sequence is read from its second observation on.
  const most = Math.log(1e15);
  if (missing(most) > 0) return null;
  return missing(0) <= 0 ? 1 : Math.exp(findRoot(missing, 0, most));
}
