import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import binomialQuantile from '@stdlib/stats-base-dists-binomial-quantile';
import { checkProbability } from './check-range.ts';
import type { Estimate } from './moments.ts';
import { criticalZ } from './normal.ts';

/** Which of n sorted values, counted from 1, bound an interval of a quantile. Null: unbounded on that side. */
export interface QuantileRanks {
  lower: number | null;
  upper: number | null;
  /** Probability that the interval holds the quantile, for a continuous variable; at least the level. */
  coverage: number;
}

/**
 * Ranks of the order-statistic interval of a quantile, from the binomial number of values below it. No assumption on
 * the distribution; with small n or extreme q a rank falls off the data and that side is unbounded.
 *
 * @param n number of values
 * @param q probability of the quantile, 0 < q < 1; 0.5 is the median
 * @param level confidence level, 0 < level < 1
 * @returns null without values
 */
export function quantileRanks(n: number, q: number, level: number): QuantileRanks | null {
  checkProbability('q', q);
  checkProbability('level', level);
  if (n < 1) return null;
  const tail = (1 - level) / 2;
  const lower = binomialQuantile(tail, n, q);
  const upper = binomialQuantile(1 - tail, n, q) + 1;
  const coverage = binomialCdf(upper - 1, n, q) - (lower > 0 ? binomialCdf(lower - 1, n, q) : 0);
  return { lower: lower > 0 ? lower : null, upper: upper <= n ? upper : null, coverage };
}

/**
 * Sample quantile by linear interpolation (Hyndman & Fan 1996, type 7, as in R and numpy); null without values.
 *
 * @param sorted values in ascending order
 * @param q 0 <= q <= 1
 */
export function sampleQuantile(sorted: readonly number[], q: number): number | null {
  if (sorted.length === 0) return null;
  const position = (sorted.length - 1) * q;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (position - below) * (high - low);
}

/** A quantile with its interval; a null limit is unbounded. */
export interface QuantileInterval {
  quantile: number;
  low: number | null;
  high: number | null;
  ranks: QuantileRanks;
}

/**
 * Sample quantile with the interval of {@link quantileRanks}; null without values.
 *
 * @param sorted values in ascending order
 */
export function quantileInterval(sorted: readonly number[], q: number, level: number): QuantileInterval | null {
  const ranks = quantileRanks(sorted.length, q, level);
  const quantile = sampleQuantile(sorted, q);
  if (ranks === null || quantile === null) return null;
  const at = (rank: number | null) => (rank === null ? null : sorted[rank - 1]!);
  return { quantile, low: at(ranks.lower), high: at(ranks.upper), ranks };
}

/**
 * A quantile as an approximately normal estimate, so that two arms can be compared with normalDifference. The standard
 * error is sqrt((n − 1)/n) times the width of the order-statistic interval over twice the normal quantile of its level.
 *
 * @param level the level that the interval was made with
 * @returns null when a limit is unbounded
 */
export function quantileEstimate(
  { n, quantile, low, high }: { n: number; quantile: number; low: number | null; high: number | null },
  level: number,
): Estimate | null {
  if (n < 1 || low === null || high === null) return null;
  const standardError = Math.sqrt((n - 1) / n) * ((high - low) / (2 * criticalZ(level)));
  return { mean: quantile, varianceOfMean: standardError ** 2 };
}
