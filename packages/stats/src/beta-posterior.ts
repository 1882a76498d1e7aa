import betainc from '@stdlib/math-base-special-betainc';
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import { checkCounts, checkPositive, checkProbability } from './check-range.ts';
import type { Counts } from './moments.ts';
import { sharpBetaTails } from './sharp-beta-tails.ts';

/**
 * A Beta distribution of a rate: the prior before the data, the posterior after them. Both parameters are above 0, need
 * not be whole numbers, and are checked to work from 0.1 to a million million.
 */
export interface BetaDistribution {
  alpha: number;
  beta: number;
}

/**
 * Beta(α + successes, β + failures): what is believed of a rate after the data.
 *
 * Raiffa & Schlaifer, "Applied Statistical Decision Theory", 1961. Without units it is the prior.
 *
 * @throws RangeError unless 0 <= successes <= n and both parameters of the prior are above 0
 */
export function betaPosterior(counts: Counts, prior: BetaDistribution): BetaDistribution {
  checkCounts('counts', counts);
  checkPositive('prior.alpha', prior.alpha);
  checkPositive('prior.beta', prior.beta);
  return { alpha: prior.alpha + counts.successes, beta: prior.beta + counts.n - counts.successes };
}

/** Mean of a Beta distribution, α / (α + β). */
export function betaMean({ alpha, beta }: BetaDistribution): number {
  return alpha / (alpha + beta);
}

/** Standard deviation of a Beta distribution. */
export function betaDeviation({ alpha, beta }: BetaDistribution): number {
  const total = alpha + beta;
  return Math.sqrt((alpha / total) * (beta / total) * (1 / (total + 1)));
}

/**
 * Equal-tailed credible interval of a rate.
 *
 * @param level probability inside, 0 < level < 1
 */
export function betaInterval({ alpha, beta }: BetaDistribution, level: number): { low: number; high: number } {
  checkProbability('level', level);
  const tail = (1 - level) / 2;
  return { low: betaQuantile(tail, alpha, beta), high: betaQuantile(1 - tail, alpha, beta) };
}

/** Above it the incomplete beta function loses digits around the mean. */
const sharp = 1e7;

/**
 * P(X <= p) and P(X >= p), the smaller of the two to full relative precision.
 *
 * @param p the rate
 * @param q 1 − p, apart, because it is what counts when p is close to 1
 */
export function betaTails({ alpha, beta }: BetaDistribution, p: number, q: number): { below: number; above: number } {
  if (p <= 0) return { below: 0, above: 1 };
  if (q <= 0) return { below: 1, above: 0 };
  if (Math.min(alpha, beta) > sharp) return sharpBetaTails({ alpha, beta }, p, q);
  const isLow = p * beta < q * alpha;
  const tail = p < 0.5 ? betainc(p, alpha, beta, true, !isLow) : betainc(q, beta, alpha, true, isLow);
  return isLow ? { below: tail, above: 1 - tail } : { below: 1 - tail, above: tail };
}
