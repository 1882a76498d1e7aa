import { checkNotNegative } from './check-range.ts';
import { normalMixtureBound, normalMixtureRho } from './normal-mixture.ts';

/**
 * Confidence sequence of a mean difference of pairs by the two-sided normal mixture (Howard et al. 2021; known in
 * products as GAVI, "generalisation of always valid inference"): v = n · variance of one pair, ρ tuned at
 * plannedPairs · variance, half-width = boundary(v) / n.
 *
 * @param difference mean difference per pair, in the unit of the metric
 * @param variancePerPair of one pair's difference (for independent arms the sum of both variances)
 * @param pairs so far
 * @param plannedPairs pairs at which the interval is tightest; fixed before the first look
 * @returns null when there is no pair or nothing varies
 * @throws RangeError when alpha is outside (0, 1), plannedPairs is not above 0, or pairs or variance is negative
 */
export function gavi(input: {
  difference: number;
  variancePerPair: number;
  pairs: number;
  plannedPairs: number;
  alpha: number;
}): { rho: number; halfWidth: number; low: number; high: number } | null {
  const { difference, variancePerPair, pairs, plannedPairs, alpha } = input;
  checkNotNegative('pairs', pairs);
  checkNotNegative('variancePerPair', variancePerPair);
  if (pairs === 0 || variancePerPair === 0) return null;
  const rho = normalMixtureRho({ vOpt: plannedPairs * variancePerPair, alpha });
  const halfWidth = normalMixtureBound({ v: pairs * variancePerPair, rho, alpha }) / pairs;
  return { rho, halfWidth, low: difference - halfWidth, high: difference + halfWidth };
}
