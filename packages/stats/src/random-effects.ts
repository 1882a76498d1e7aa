import { type BetweenMethod, betweenVariance, centreEffects, weightedSums } from './between-effects.ts';
import { checkPositive } from './check-range.ts';
import { chiSquareUpperTail } from './chi-square.ts';
import { checkEffects, type Effects, effectColumns, type SampledEffect } from './effect-columns.ts';
import { criticalZ, normalTwoSided } from './normal.ts';
import { criticalT, studentTwoSided } from './student-t.ts';

/** What many estimates of one effect say together. */
export interface PooledEffect {
  /** Mean of the true effects. */
  mean: number;
  /** Of the mean; with `hartung-knapp` the adjusted one. */
  standardError: number;
  low: number;
  high: number;
  /** Two-sided, that the mean of the true effects is 0. */
  pValue: number;
  /** Where the true effect of another study lies; null where there are too few studies to say. */
  predictionLow: number | null;
  predictionHigh: number | null;
  /** Variance of the true effects between studies. */
  tau2: number;
  /** Cochran's Q about the fixed-effect mean. */
  q: number;
  /** Chance of so large a Q if all true effects were equal; null for one effect. */
  qPValue: number | null;
  /** Share of the variation between estimates that is not sampling error, tau² / (tau² + typical variance), 0 to 1. */
  i2: number;
  /** Number of effects. */
  k: number;
}

export interface PoolingOptions {
  /** Of both intervals, 0 < level < 1. */
  level: number;
  /** REML when left out. */
  method?: BetweenMethod;
  /** `hartung-knapp` when left out. */
  interval?: 'hartung-knapp' | 'normal';
  /** A tau² that should be close, of much the same effects: saves time where there are many. */
  near?: number;
}

/** The interval part of a pooled effect. */
function intervals(
  pooled: { mean: number; weight: number; q: number; tau2: number; k: number },
  { level, interval = 'hartung-knapp' }: PoolingOptions,
) {
  const { mean, weight, q, tau2, k } = pooled;
  const adjusted = interval === 'hartung-knapp' && k > 1;
  const standardError = Math.sqrt((adjusted ? Math.max(1, q / (k - 1)) : 1) / weight);
  const halfWidth = standardError * (adjusted ? criticalT(level, k - 1) : criticalZ(level));
  const fewest = interval === 'normal' ? 2 : 3;
  const factor = interval === 'normal' ? criticalZ(level) : k < fewest ? 0 : criticalT(level, k - 2);
  const reach = k < fewest ? null : factor * Math.sqrt(tau2 + standardError ** 2);
  const ratio = mean / standardError;
  return {
    standardError,
    low: mean - halfWidth,
    high: mean + halfWidth,
    pValue: adjusted ? studentTwoSided(ratio, k - 1) : normalTwoSided(ratio),
    predictionLow: reach === null ? null : mean - reach,
    predictionHigh: reach === null ? null : mean + reach,
  };
}

/**
 * Pools estimates of one effect in the random-effects model: every study has its own true effect, and those are normal
 * with variance tau² about a mean. In time and memory proportional to the number of effects.
 *
 * `hartung-knapp` is Student's t with k - 1 degrees of freedom on the standard error of Hartung & Knapp (2001), never
 * below the model's own (the adjustment that Röver, Knapp & Friede 2015 call ad hoc), so that it is never narrower than
 * `normal`; its prediction interval has k - 2 degrees of freedom (Higgins, Thompson & Spiegelhalter 2009) and needs
 * three effects. That interval takes tau² as known and is too short where the estimates vary mostly by chance; see
 * `predictEffect`. One effect alone has its own normal interval and no prediction interval.
 *
 * `fixed` assumes tau² = 0: its prediction interval then says no more than that.
 *
 * @returns null without effects
 * @throws RangeError when a variance is not above 0, an effect not finite, or the level not between 0 and 1
 */
export function poolEffects(effects: Effects, options: PoolingOptions): PooledEffect | null {
  const columns = effectColumns(effects);
  const k = columns.effect.length;
  if (k === 0) return null;
  checkEffects(columns);
  const centred = centreEffects(columns);
  const tau2 = betweenVariance(centred, options.method ?? 'REML', options.near);
  const fixed = weightedSums(centred, 0);
  const random = tau2 === 0 ? fixed : weightedSums(centred, tau2);
  const typicalVariance = k === 1 ? centred.v[0]! : (k - 1) / fixed.trace;
  return {
    mean: centred.origin + random.mean,
    ...intervals({ mean: centred.origin + random.mean, weight: random.weight, q: random.q, tau2, k }, options),
    tau2,
    q: fixed.q,
    qPValue: k === 1 ? null : chiSquareUpperTail(fixed.q, k - 1),
    i2: tau2 / (tau2 + typicalVariance),
    k,
  };
}

/** One effect drawn toward the mean of all. */
export interface ShrunkenEffect {
  /** Posterior mean: mean + factor (effect - mean). */
  mean: number;
  /** Posterior standard deviation, including that the mean itself is estimated. */
  sd: number;
  /** Posterior standard deviation as if mean and tau² were known; 0 where tau² is 0. */
  plugInSd: number;
  /** tau² / (tau² + variance): 1 leaves the effect as it is, 0 replaces it by the mean. */
  factor: number;
}

/**
 * Empirical-Bayes estimate of one true effect, by the effects that were pooled. Works for an effect that was one of
 * those and for a new one. The uncertainty of tau² is left out.
 *
 * @param pool the mean, its standard error and tau², as {@link poolEffects} gives them
 * @throws RangeError when the variance is not above 0
 */
export function shrink(
  { effect, variance }: SampledEffect,
  pool: { mean: number; standardError: number; tau2: number },
): ShrunkenEffect {
  checkPositive('variance', variance);
  const factor = pool.tau2 / (pool.tau2 + variance);
  const plugInSd = Math.sqrt(factor * variance);
  return {
    mean: pool.mean + factor * (effect - pool.mean),
    sd: Math.hypot(plugInSd, (1 - factor) * pool.standardError),
    plugInSd,
    factor,
  };
}
