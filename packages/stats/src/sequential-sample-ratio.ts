import gammaln from '@stdlib/math-base-special-gammaln';
import { checkNotNegative, checkPositive } from './check-range.ts';

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Log of the Dirichlet-multinomial over the multinomial likelihood of the counts. */
function logBayesFactor(counts: readonly number[], shares: readonly number[], concentration: number): number {
  const arms = counts.map((count, arm) => {
    const share = shares[arm]!;
    const prior = concentration * share;
    return gammaln(prior + count) - gammaln(prior) - count * Math.log(share);
  });
  return sum(arms) + gammaln(concentration) - gammaln(concentration + sum(counts));
}

/**
 * Sequential sample ratio test: is the traffic divided as planned, watched as often as one likes?
 *
 * Dirichlet(concentration · planned shares) mixture against the planned multinomial; p_t = min(p_{t−1}, 1 / BF_t, 1).
 * Lindon and Malek, "Anytime-Valid Inference for Multinomial Count Data", NeurIPS 2022, with the first author's
 * default concentration.
 *
 * @param cumulativeCounts users per arm so far, one list per look, in the order of time; one look is enough
 * @param weights planned ratio, any scale, each above 0
 * @param concentration the larger, the smaller the deviations it is tuned for; fixed before the first look
 * @returns one p-value per look, never rising
 * @throws RangeError when a weight or the concentration is not above 0, a count is negative or not finite, fewer than
 *   two arms are given, or a look does not have one count per weight
 */
export function sequentialSampleRatio(input: {
  cumulativeCounts: readonly (readonly number[])[];
  weights: readonly number[];
  concentration?: number;
}): number[] {
  const { cumulativeCounts, weights, concentration = 100 } = input;
  checkPositive('concentration', concentration);
  if (weights.length < 2) throw new RangeError('weights must be those of two arms or more.');
  for (const weight of weights) checkPositive('weights', weight);
  const total = sum(weights);
  const shares = weights.map((weight) => weight / total);
  let smallest = 1;
  return cumulativeCounts.map((counts) => {
    if (counts.length !== weights.length) throw new RangeError('Every look must have one count per weight.');
    for (const count of counts) checkNotNegative('cumulativeCounts', count);
    smallest = Math.min(smallest, Math.exp(-logBayesFactor(counts, shares, concentration)));
    return smallest;
  });
}
