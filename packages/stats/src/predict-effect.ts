import { type CentredEffects, centreEffects } from './between-effects.ts';
import { logDensityOfU, peakOfTau, posteriorOfTau, type TauPoint, tauScale } from './between-posterior.ts';
import { checkProbability } from './check-range.ts';
import { checkEffects, type Effects, effectColumns } from './effect-columns.ts';
import { normalUpperTail } from './normal.ts';

/** What to expect of the true effect of one more study. */
export interface PredictedEffect {
  mean: number;
  /** Equal-tailed interval of the true effect, not of its estimate. */
  low: number;
  high: number;
  /** Chance that the true effect is above 0. */
  chancePositive: number;
  /** The whole distribution: a mixture of normals whose masses add up to 1. */
  parts: readonly PredictivePart[];
}

export interface PredictivePart {
  mass: number;
  mean: number;
  sd: number;
}

/** Natural logarithm of the share of the peak below which tau is not looked at. */
const negligible = -40;
/** With fewer the tails of tau are long, and it may have two peaks: its posterior is summed in equal steps of u. */
const fewEffects = 50;
const steps = 240;
/** Shares of the whole below this change no digit that is shown. */
const lightest = 1e-13;

/** Where the posterior of tau is not negligible, on the scale of u. */
function whereTauLies(effects: CentredEffects): { from: number; to: number } {
  let [lowest, highest] = [0, 0];
  for (const y of effects.y) [lowest, highest] = [Math.min(lowest, y), Math.max(highest, y)];
  // Beyond the range of the effects the density of u falls like exp(-(k - 2) u).
  const end = Math.asinh((highest - lowest) / tauScale(effects)) + 2 - negligible / (effects.y.length - 2);
  const coarse = 40;
  const heights = Array.from({ length: coarse + 1 }, (_, i) => logDensityOfU(effects, (i / coarse) * end));
  const limit = Math.max(...heights) + negligible;
  const first = heights.findIndex((height) => height >= limit);
  const last = heights.findLastIndex((height) => height >= limit);
  // One step more on each side: the true peak may be higher than the highest point.
  return { from: (Math.max(0, first - 1) / coarse) * end, to: (Math.min(coarse, last + 1) / coarse) * end };
}

function posteriorOf(effects: CentredEffects, near?: number): TauPoint[] {
  const k = effects.y.length;
  return k < fewEffects ? posteriorOfTau(effects, { ...whereTauLies(effects), steps }) : peakOfTau(effects, near);
}

/**
 * Chance that something drawn from a predictive distribution is above a number.
 *
 * @param noise squared standard error of an estimate of it; 0 for the true effect itself
 */
export function chanceAbove(parts: readonly PredictivePart[], x: number, noise = 0): number {
  let chance = 0;
  for (const { mass, mean, sd } of parts) {
    chance += mass * normalUpperTail((x - mean) / (noise === 0 ? sd : Math.sqrt(sd * sd + noise)));
  }
  return chance;
}

/** Density of a mixture of normals. */
function densityAt(parts: readonly PredictivePart[], x: number): number {
  let density = 0;
  for (const { mass, mean, sd } of parts) density += (mass / sd) * Math.exp(-(((x - mean) / sd) ** 2) / 2);
  return density / Math.sqrt(2 * Math.PI);
}

/** What is exceeded with a chance of `tail`: Newton's steps, kept inside a bracket. */
function quantileOf(parts: readonly PredictivePart[], tail: number): number {
  const centre = parts.reduce((sum, { mass, mean }) => sum + mass * mean, 0);
  const spread = parts.reduce((sum, { mass, sd }) => sum + mass * sd, 0);
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let x = centre;
  for (let step = 0; step < 200; step++) {
    const excess = chanceAbove(parts, x) - tail;
    if (excess > 0) low = x;
    else high = x;
    const newton = x + excess / densityAt(parts, x);
    const inside = newton > low && newton < high && Math.abs(newton - x) < 8 * spread;
    const next = inside
      ? newton
      : Number.isFinite(low) && Number.isFinite(high)
        ? (low + high) / 2
        : x + Math.sign(excess) * spread;
    if (Math.abs(next - x) <= 1e-12 * spread) return next;
    x = next;
  }
  return x;
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
 * @param near a tau² that should be close to that of highest likelihood: saves time where there are many effects
 * @returns null for fewer than three effects: they do not bound tau
 * @throws RangeError when a variance is not above 0, an effect not finite, or the level not between 0 and 1
 */
export function predictEffect(effects: Effects, level: number, near?: number): PredictedEffect | null {
  checkProbability('level', level);
  const columns = effectColumns(effects);
  checkEffects(columns);
  if (columns.effect.length < 3) return null;
  const centred = centreEffects(columns);
  const { origin } = centred;
  const parts = posteriorOf(centred, near)
    .filter(({ mass }) => mass > lightest)
    .map(
      ({ tau, mass, mean, weight }): PredictivePart => ({
        ...{ mass, mean: origin + mean, sd: Math.hypot(tau, 1 / Math.sqrt(weight)) },
      }),
    );
  const tail = (1 - level) / 2;
  return {
    mean: origin + parts.reduce((sum, { mass, mean }) => sum + mass * (mean - origin), 0),
    low: quantileOf(parts, 1 - tail),
    high: quantileOf(parts, tail),
    chancePositive: chanceAbove(parts, 0),
    parts,
  };
}
