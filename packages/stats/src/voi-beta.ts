import { type BetaDistribution, betaMean, betaTails } from './beta-posterior.ts';
import { checkNotNegative, checkPositive } from './check-range.ts';

/** What trials are worth before one launches or leaves it, in the unit of the rate. 0 <= evsi <= evpi. */
export interface BetaValueOfInformation {
  /** Expected payoff of the better choice as things stand. */
  withoutInformation: number;
  evpi: number;
  /** Of the trials, their price not deducted. */
  evsi: number;
}

/**
 * Probabilities of 0 ... n successes when the rate is Beta: by the ratio of neighbours, in logarithms, scaled to add up
 * to 1. Gamma functions of large arguments would lose digits.
 */
function betaBinomial(n: number, { alpha, beta }: BetaDistribution): Float64Array {
  const logs = new Float64Array(n + 1);
  let highest = 0;
  for (let k = 0; k < n; k++) {
    logs[k + 1] = logs[k]! + Math.log(((n - k) / (k + 1)) * ((alpha + k) / (beta + n - k - 1)));
    highest = Math.max(highest, logs[k + 1]!);
  }
  let total = 0;
  for (let k = 0; k <= n; k++) {
    logs[k] = Math.exp(logs[k]! - highest);
    total += logs[k]!;
  }
  return logs.map((weight) => weight / total);
}

/** E[max(p - threshold, 0)] of a Beta rate. */
function expectedExcess(distribution: BetaDistribution, threshold: number): number {
  const { alpha, beta } = distribution;
  const above = (a: number) => betaTails({ alpha: a, beta }, threshold, 1 - threshold).above;
  return betaMean(distribution) * above(alpha + 1) - threshold * above(alpha);
}

/**
 * Value of n trials of a rate with a Beta prior: one launches if the rate exceeds a threshold and is paid the excess,
 * else nothing. EVSI by all n + 1 outcomes, EVPI in closed form.
 *
 * @param n trials, a whole number of at least 0; time and memory grow with it
 * @param threshold rate at which launching pays nothing, 0 to 1
 * @throws RangeError when a parameter is not above 0, n not whole, or the threshold not a rate
 */
export function betaValueOfInformation(prior: BetaDistribution, n: number, threshold: number): BetaValueOfInformation {
  checkPositive('prior.alpha', prior.alpha);
  checkPositive('prior.beta', prior.beta);
  checkNotNegative('n', n);
  if (!Number.isInteger(n)) throw new RangeError(`n must be a whole number, got ${n}.`);
  if (!(threshold >= 0 && threshold <= 1)) throw new RangeError(`threshold must be a rate, got ${threshold}.`);
  const withoutInformation = Math.max(0, betaMean(prior) - threshold);
  const evpi = Math.max(0, expectedExcess(prior, threshold) - withoutInformation);
  const total = prior.alpha + prior.beta + n;
  const withSample = betaBinomial(n, prior).reduce(
    (sum, probability, k) => sum + probability * Math.max(0, (prior.alpha + k) / total - threshold),
    0,
  );
  return { withoutInformation, evpi, evsi: Math.min(evpi, Math.max(0, withSample - withoutInformation)) };
}
