import { type BetaDistribution, betaDeviation, betaMean, betaTails } from './beta-posterior.ts';
import { checkProbability } from './check-range.ts';
import type { Interval } from './interval.ts';
import { densityAtMode, logOddsMode, logOddsSpread, relativeDensity, sumOutward } from './log-odds.ts';
import { normalUpperQuantile } from './normal.ts';

/**
 * Equal-tailed credible interval of treatment − control for two independent rates, in the unit of the rate.
 *
 * The distribution function of the difference by a one-dimensional sum, inverted numerically: limits within 1e−8 of the
 * width, in 0.5 ms for common counts and some 5 ms at the edge (no success and a prior of 0.5). Right also where the
 * normal approximation is not: at small counts, and at rates close to 0 or 1.
 *
 * @param control,treatment posteriors of the two rates, see `betaPosterior`
 * @param level probability inside, 0 < level < 1
 * @returns both limits, within −1 and 1
 * @throws RangeError when the level is not between 0 and 1
 */
export function betaDifferenceInterval(
  control: BetaDistribution,
  treatment: BetaDistribution,
  level: number,
): { low: number; high: number } {
  return contrastInterval(difference, control, treatment, level);
}

/**
 * Equal-tailed credible interval of the relative lift treatment / control − 1 of two independent rates, a fraction.
 * As {@link betaDifferenceInterval}. A high limit that overflows (a control about which nothing is known) is null.
 */
export function betaLiftInterval(control: BetaDistribution, treatment: BetaDistribution, level: number): Interval {
  const { low, high } = contrastInterval(logRatio, control, treatment, level);
  const upper = Math.expm1(high);
  return { low: Math.expm1(low), high: Number.isFinite(upper) ? upper : null };
}

/**
 * The rates x at which the bound y that the other rate has to stay below lies inside (0, 1). On that stretch
 * x = x0 + length · s, 1 − x = x1 + length · (1 − s), y = y0 + slope · length · s, 1 − y = y1 + slope · length · (1 − s)
 * with s in (0, 1). Above it, y is 1 or more; below it, y is 0 or less.
 */
interface Stretch {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
  length: number;
  slope: number;
}

/** A way to compare two rates with one number c that changes its sign when the rates are swapped. */
interface Contrast {
  /** The stretch for the event "contrast of the other rate with rate x is at most c". */
  stretch: (c: number) => Stretch;
  centre: (rate: BetaDistribution) => number;
  deviation: (rate: BetaDistribution) => number;
  range: number;
}

const difference: Contrast = {
  stretch: (c) => {
    const [up, down] = [Math.max(0, c), Math.max(0, -c)];
    return { x0: down, x1: up, y0: up, y1: down, length: 1 - up - down, slope: 1 };
  },
  centre: betaMean,
  deviation: betaDeviation,
  range: 1,
};

const logRatio: Contrast = {
  stretch: (c) => ({
    x0: 0,
    x1: Math.max(0, -Math.expm1(-c)),
    y0: 0,
    y1: Math.max(0, -Math.expm1(c)),
    length: Math.exp(-Math.max(0, c)),
    slope: Math.exp(c),
  }),
  centre: (rate) => Math.log(betaMean(rate)),
  deviation: (rate) => logOddsSpread(rate) * (1 - betaMean(rate)),
  range: 700,
};

function contrastInterval(
  contrast: Contrast,
  control: BetaDistribution,
  treatment: BetaDistribution,
  level: number,
): { low: number; high: number } {
  checkProbability('level', level);
  const tail = (1 - level) / 2;
  // The sum runs over the rate that is known more precisely, so that the other one's distribution function is smooth beside it.
  if (contrast.deviation(control) <= contrast.deviation(treatment)) {
    const quantile = contrastQuantile(contrast, control, treatment);
    return { low: quantile(tail), high: quantile(1 - tail) };
  }
  const quantile = contrastQuantile(contrast, treatment, control);
  return { low: -quantile(1 - tail), high: -quantile(tail) };
}

/** Quantiles of the contrast of `other` with `known`. */
function contrastQuantile(contrast: Contrast, known: BetaDistribution, other: BetaDistribution) {
  const peak = densityAtMode(known);
  const centre = contrast.centre(other) - contrast.centre(known);
  const deviation = Math.hypot(contrast.deviation(known), contrast.deviation(other));
  return (probability: number): number => {
    const target = -normalUpperQuantile(probability);
    // On the scale of normal scores the distribution function is nearly a straight line.
    const miss = (c: number) => -normalUpperQuantile(chanceBelow(known, other, contrast.stretch(c), peak)) - target;
    return solveNearlyLinear(miss, { centre, offset: target * deviation, scale: deviation, range: contrast.range });
  };
}

/** P(the other rate is at most y(x)), with x the known rate. */
function chanceBelow(known: BetaDistribution, other: BetaDistribution, stretch: Stretch, peak: number): number {
  const { x0, x1, y0, y1, length, slope } = stretch;
  const above = x1 > 0 ? betaTails(known, 1 - x1, x1).above : 0;
  const mode = logOddsMode(known);
  // Substitute x = x0 + length / (1 + e^−u): the ends, where the integrand may have kinks or poles, move to infinity.
  const deviation = betaDeviation(known);
  const margin = Math.min(0.5, deviation / length);
  const start = Math.min(1 - margin, Math.max(margin, (betaMean(known) - x0) / length));
  const u0 = Math.log(start) - Math.log(1 - start);
  // Finer than on log-odds: near the ends of the stretch the integrand bends more sharply. Against a sum eight times as
  // fine, over 1,500 random pairs, the probability is then off by less than 1e−9.
  const step = Math.min(deviation / (length * start * (1 - start)) / 3, 0.2);
  const [, within] = sumOutward((index) => {
    const u = u0 + index * step;
    const [up, down] = [length / (1 + Math.exp(-u)), length / (1 + Math.exp(u))];
    const [p, q] = [x0 + up, x1 + down];
    if (p === 0 || q === 0) return [0, 0];
    // dx = up · down / length du, and the density of x is the density of its log-odds divided by p q.
    const weight =
      relativeDensity(known, Math.log(p) - Math.log(q) - mode) * (up / p) * (down / q) * (peak / length) * step;
    return [weight, weight * betaTails(other, y0 + slope * up, y1 + slope * down).below];
  }) as [number, number];
  return Math.min(1, within + above);
}

/**
 * Zero of a rising, nearly linear function: secants kept inside a bracket, from a good guess and a slope of 1 / scale.
 *
 * @param start where to begin: the guess is centre + offset, the zero lies within ±range, and so does the centre
 */
function solveNearlyLinear(
  f: (x: number) => number,
  start: { centre: number; offset: number; scale: number; range: number },
): number {
  const { centre, offset, scale, range } = start;
  let [low, high] = [-range, range];
  let x = centre + offset;
  for (let part = offset; !(x > low && x < high); part /= 2) x = centre + part / 2;
  let slope = 1 / scale;
  let reach = 4 * scale;
  let previous: { x: number; value: number } | null = null;
  for (let iteration = 0; iteration < 200; iteration++) {
    const value = f(x);
    if (value > 0) high = x;
    else low = x;
    if (previous !== null && Number.isFinite(value - previous.value)) {
      slope = (value - previous.value) / (x - previous.x);
    }
    previous = { x, value };
    let next = x - value / slope;
    // Where the line does not help: further and further in the right direction, or half of what is left.
    if (!(next > low && next < high)) {
      next = value > 0 ? x - reach : x + reach;
      reach *= 2;
    }
    if (!(next > low && next < high)) next = (low + high) / 2;
    // The error after a secant step is far below the step itself.
    if (Math.abs(next - x) < 1e-7 * scale || high - low < 1e-12 * scale) return next;
    x = next;
  }
  return x;
}
