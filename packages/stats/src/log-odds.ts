import type { BetaDistribution } from './beta-posterior.ts';

/*
 * A Beta distribution on the scale of log-odds t = log(p / (1 − p)). There its density p^α (1 − p)^β / B(α, β) is smooth
 * and log-concave on the whole real line for all α, β > 0, and so is every product with distribution functions of other
 * Betas. For such an integrand the plain sum over equidistant points converges exponentially (Trefethen & Weideman,
 * "The exponentially convergent trapezoidal rule", SIAM Review 56(3), 2014): some forty points give 10 to 12 digits, with
 * no choice of limits, no special case for whole parameters and no cancellation in the tails.
 */

/** Log-odds at which the density on this scale is highest. */
export function logOddsMode({ alpha, beta }: BetaDistribution): number {
  return Math.log(alpha) - Math.log(beta);
}

/** Standard deviation of the log-odds, roughly (the first two terms of the trigamma function). */
export function logOddsSpread({ alpha, beta }: BetaDistribution): number {
  return Math.sqrt(1 / alpha + 1 / (2 * alpha * alpha) + 1 / beta + 1 / (2 * beta * beta));
}

/**
 * Density of the log-odds `distance` away from the mode, as a share of the density at the mode.
 *
 * Written by the distance, because α · t − (α + β) · log(1 + e^t) itself loses all digits with a million users.
 */
export function relativeDensity({ alpha, beta }: BetaDistribution, distance: number): number {
  // Mirrored if need be, so that the mode lies at a rate of at most a half and the logarithm stays away from 0.
  const [a, b, d] = alpha <= beta ? [alpha, beta, distance] : [beta, alpha, -distance];
  const rate = a / (a + b);
  const growth = d < 1 ? Math.log1p(rate * Math.expm1(d)) : d + Math.log(rate + (1 - rate) * Math.exp(-d));
  return Math.exp(a * d - (a + b) * growth);
}

/** Step of the sum that resolves a shape `spread` wide on a scale where no shape is wider than the logistic curve. */
export function stepFor(spread: number): number {
  return Math.min(spread / 2, 0.3);
}

/** Terms smaller than this share of their sum are left out, and all beyond them. */
const negligible = 1e-14;

/**
 * Sums several series at once over ..., −2, −1, 0, 1, 2, ..., outward from 0 until all of them have died away.
 *
 * @param terms values of the series at a whole number; the first is the weight, which is above 0 at 0 and falls to 0 on
 *   both sides, the others are the weight times something between 0 and 1
 * @returns the sums in the order of the terms
 */
export function sumOutward(terms: (index: number) => readonly number[]): number[] {
  const sums = [...terms(0)];
  for (const direction of [1, -1]) {
    for (let distance = 1; ; distance++) {
      const next = terms(direction * distance);
      next.forEach((term, i) => {
        sums[i]! += term;
      });
      // None is left, not even the weight: a sum that is still 0 may begin to grow further out, where the other distribution is.
      if (!next.some((term, i) => term > negligible * sums[i]!)) break;
    }
  }
  return sums;
}

/** Density of the log-odds at the mode: one over the integral of {@link relativeDensity}. */
export function densityAtMode(distribution: BetaDistribution): number {
  const step = stepFor(logOddsSpread(distribution));
  const [sum] = sumOutward((index) => [relativeDensity(distribution, index * step)]);
  return 1 / (step * sum!);
}

/** The rate of given log-odds, and one minus it. */
export function rateOf(logOdds: number): { p: number; q: number } {
  return { p: 1 / (1 + Math.exp(-logOdds)), q: 1 / (1 + Math.exp(logOdds)) };
}
