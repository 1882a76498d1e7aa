import { checkNotNegative, checkPositive, checkProbability } from './check-range.ts';

/**
 * Mixture sequential probability ratio test: normal data of known variance, normal mixing of the effect.
 * Robbins 1970; Johari, Koomen, Pekelis and Walsh, "Always valid inference", Operations Research 70(3), 2022.
 */

/** Log of Λ = sqrt(V / (V + τ²)) · exp(d² τ² / (2 V (V + τ²))). */
function logMixtureRatio(estimate: number, variance: number, mixingVariance: number): number {
  const total = variance + mixingVariance;
  return 0.5 * Math.log(variance / total) + (estimate * estimate * mixingVariance) / (2 * variance * total);
}

/**
 * The test of "no difference" at the present look, with its interval at level 1 − alpha.
 *
 * Half-width sqrt(V (V + τ²) / τ² · log((V + τ²) / (V α²))); p-value min(1, 1 / Λ). Over several looks the smallest
 * p-value so far holds, see `msprtRunning`.
 *
 * @param estimate the difference, in the unit of the metric
 * @param variance V of the estimate, known (2 σ² / n for n pairs)
 * @param mixingVariance τ², the spread of effects that the test is tuned for; set before the first look
 * @returns null when the variance is 0 (no observation, or nothing varies). The ratio comes as its logarithm, since
 *   the ratio itself overflows for a clear difference
 * @throws RangeError when alpha is outside (0, 1), τ² is not above 0, or the variance is negative or not finite
 */
export function msprt(input: { estimate: number; variance: number; mixingVariance: number; alpha: number }): {
  logLikelihoodRatio: number;
  pValue: number;
  halfWidth: number;
  low: number;
  high: number;
} | null {
  const { estimate, variance, mixingVariance, alpha } = input;
  checkProbability('alpha', alpha);
  checkPositive('mixingVariance', mixingVariance);
  checkNotNegative('variance', variance);
  if (variance === 0 || !Number.isFinite(estimate)) return null;
  const total = variance + mixingVariance;
  const logLikelihoodRatio = logMixtureRatio(estimate, variance, mixingVariance);
  const halfWidth = Math.sqrt(
    ((variance * total) / mixingVariance) * (Math.log(total / variance) - 2 * Math.log(alpha)),
  );
  return {
    logLikelihoodRatio,
    pValue: Math.min(1, Math.exp(-logLikelihoodRatio)),
    halfWidth,
    low: estimate - halfWidth,
    high: estimate + halfWidth,
  };
}

/**
 * Always-valid p-values of "the mean is 0" after each observation: p_n = min(p_{n−1}, 1 / Λ_n), p_0 = 1.
 *
 * @param x finite observations in the order they came
 * @param variance σ² of one observation, known
 * @param mixingVariance τ² of the effect
 * @returns one p-value per observation, never rising
 * @throws RangeError when a variance is not above 0
 */
export function msprtRunning(input: { x: readonly number[]; variance: number; mixingVariance: number }): number[] {
  const { x, variance, mixingVariance } = input;
  checkPositive('variance', variance);
  checkPositive('mixingVariance', mixingVariance);
  let sum = 0;
  let smallest = 1;
  return x.map((value, index) => {
    const n = index + 1;
    sum += value;
    smallest = Math.min(smallest, Math.exp(-logMixtureRatio(sum / n, variance / n, mixingVariance)));
    return smallest;
  });
}
