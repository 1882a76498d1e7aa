import type { Moments } from './moments.ts';
import { criticalZ } from './normal.ts';
import { poolEffects, type ShrunkenEffect, shrink } from './random-effects.ts';

/** One group's mean, drawn toward that of all groups. */
export interface ShrunkenMean extends Omit<ShrunkenEffect, 'plugInSd'> {
  low: number;
  high: number;
}

export interface ShrunkenMeans {
  /** Mean over groups to which the others are drawn. */
  center: number;
  /** Variance of the true means between groups. */
  tau2: number;
  /** In the order given; null for a group without units. */
  groups: (ShrunkenMean | null)[];
}

/**
 * Empirical-Bayes means of groups of which some are small: the random-effects model over groups (tau² by REML), with the
 * sampling variance of a group from the variance inside all groups together, so that a group of one, or one of equal
 * values, does not seem to be known exactly. Each mean moves toward the centre by the share of its variance that is
 * sampling error.
 *
 * Works for anything that is a mean over units: a Brier score per forecaster, a log score per topic.
 *
 * @param level probability inside the intervals, 0 < level < 1
 * @returns null when no group has two units, since then nothing says how much is chance
 */
export function shrinkMeans(groups: readonly Moments[], level: number): ShrunkenMeans | null {
  const z = criticalZ(level);
  let [squares, degrees] = [0, 0];
  for (const { n, variance } of groups) {
    if (n < 2) continue;
    squares += (n - 1) * variance;
    degrees += n - 1;
  }
  if (degrees === 0) return null;
  const within = squares / degrees;
  const filled = groups.filter(({ n }) => n > 0);
  if (within === 0) return exactMeans(groups, filled);
  const sampled = ({ mean, n }: Moments) => ({ effect: mean, variance: within / n });
  const pool = poolEffects(filled.map(sampled), { level, interval: 'normal' })!;
  const one = (group: Moments): ShrunkenMean => {
    const { mean, sd, factor } = shrink(sampled(group), pool);
    return { mean, sd, factor, low: mean - z * sd, high: mean + z * sd };
  };
  return { center: pool.mean, tau2: pool.tau2, groups: groups.map((group) => (group.n > 0 ? one(group) : null)) };
}

/** Nothing varies inside any group: each mean is what it is. */
function exactMeans(groups: readonly Moments[], filled: readonly Moments[]): ShrunkenMeans {
  const center = filled.reduce((sum, { mean }) => sum + mean, 0) / filled.length;
  const tau2 = filled.reduce((sum, { mean }) => sum + (mean - center) ** 2, 0) / Math.max(1, filled.length - 1);
  const one = ({ mean }: Moments): ShrunkenMean => ({ mean, sd: 0, factor: 1, low: mean, high: mean });
  return { center, tau2, groups: groups.map((group) => (group.n > 0 ? one(group) : null)) };
}
