import { type CentredEffects, centreEffects, type SampledEffect, weightedSums } from './between-effects.ts';
import { logDensityOfU, posteriorOfTau, tauScale } from './between-posterior.ts';
import { checkEffects } from './check-effects.ts';
import { checkProbability } from './check-range.ts';
import { normalUpperTail } from './normal.ts';
import { findRoot } from './root.ts';

/** What to expect of the true effect of one more study. */
export interface PredictedEffect {
  mean: number;
  /** Equal-tailed interval of the true effect, not of its estimate. */
  low: number;
  high: number;
  /** Chance that the true effect is above 0. */
  chancePositive: number;
}

/** Natural logarithm of the share of the peak below which tau is not looked at. */
const negligible = -40;

/** Where the posterior of tau is not negligible, on the scale of u. */
function whereTauLies(effects: CentredEffects): { from: number; to: number } {
  let [lowest, highest] = [0, 0];
  for (const y of effects.y) [lowest, highest] = [Math.min(lowest, y), Math.max(highest, y)];
  // Beyond the range of the effects the density of u falls like exp(-(k - 2) u).
  const end = Math.asinh((highest - lowest) / tauScale(effects)) + 2 - negligible / (effects.y.length - 2);
  const steps = 40;
  const heights = Array.from({ length: steps + 1 }, (_, i) => logDensityOfU(effects, (i / steps) * end));
  const limit = Math.max(...heights) + negligible;
  const first = heights.findIndex((height) => height >= limit);
  const last = heights.findLastIndex((height) => height >= limit);
  // One step more on each side: the true peak may be higher than the highest point.
  return { from: (Math.max(0, first - 1) / steps) * end, to: (Math.min(steps, last + 1) / steps) * end };
}

/**
 * Predictive distribution of the true effect of another study in the random-effects model with flat priors on the mean
 * and on tau (Higgins, Thompson & Spiegelhalter 2009, section 4).
 *
 * Unlike the prediction interval of `poolEffects` it includes that tau is estimated, which matters where the estimates
 * vary mostly by chance: tau² is then often estimated as 0 and the plug-in interval far too short. Where sampling error
 * is negligible the two agree up to (k - 1) / (k - 2) of the variance: Student's t with k - 2 degrees of freedom.
 *
 * @param level probability inside, 0 < level < 1
 * @returns null for fewer than three effects: they do not bound tau
 * @throws RangeError when a variance is not above 0, an effect not finite, or the level not between 0 and 1
 */
export function predictEffect(effects: readonly SampledEffect[], level: number): PredictedEffect | null {
  checkProbability('level', level);
  checkEffects(effects);
  if (effects.length < 3) return null;
  const centred = centreEffects(effects);
  // With few effects the tails of tau are long and the steps would be wide; many effects take the time.
  const steps = effects.length < 50 ? 240 : 120;
  const points = posteriorOfTau(centred, { ...whereTauLies(centred), steps });
  const parts = points
    .filter(({ mass }) => mass > 0)
    .map(({ tau, mass }) => {
      const { mean, weight } = weightedSums(centred, tau * tau);
      return { mass, mean, sd: Math.hypot(tau, 1 / Math.sqrt(weight)) };
    });
  const average = parts.reduce((sum, { mass, mean }) => sum + mass * mean, 0);
  const above = (x: number) =>
    parts.reduce((sum, { mass, mean, sd }) => sum + mass * normalUpperTail((x - mean) / sd), 0);
  const tail = (1 - level) / 2;
  const narrowest = parts.reduce((least, { sd }) => Math.min(least, sd), Number.POSITIVE_INFINITY);
  const beyond = (sign: number) => {
    const tailAt = (distance: number) => (sign > 0 ? above(average + distance) : 1 - above(average - distance));
    let far = narrowest;
    while (tailAt(far) > tail) far *= 2;
    return sign * findRoot((distance) => tailAt(distance) - tail, -far, far);
  };
  return {
    mean: centred.origin + average,
    low: centred.origin + average + beyond(-1),
    high: centred.origin + average + beyond(1),
    chancePositive: above(-centred.origin),
  };
}
