import {
  betweenVariance,
  type CentredEffects,
  type RestrictedLikelihood,
  restrictedLikelihood,
  restrictedScoreAt,
} from './between-effects.ts';

/** A value of tau, the standard deviation between studies, with the share of the posterior that it stands for. */
export interface TauPoint {
  tau: number;
  mass: number;
  /** Of the effects with weights 1 / (v + tau²): their mean less the origin, and the sum of the weights. */
  mean: number;
  weight: number;
}

/**
 * The unit in which u = asinh(tau / unit) is measured: the smallest standard error. Points equally far apart in u are
 * fine where tau is small and coarse where it is large, and the density of u is even, so that the plain sum over u has no
 * error at 0.
 */
export function tauScale({ v }: CentredEffects): number {
  return Math.sqrt(v[0]!);
}

/** Log-density of u, less a constant, with a flat prior on tau. */
export function logDensityOfU(effects: CentredEffects, u: number): number {
  const tau = tauScale(effects) * Math.sinh(u);
  return restrictedLikelihood(effects, tau * tau).log + Math.log(Math.cosh(u));
}

/** Natural logarithm of the share of the peak below which places are left out: a millionth. */
const least = -14;
/** More places than any posterior of many effects needs. */
const mostPlaces = 400;

/** About the standard deviation of tau in its posterior: three ways in which the likelihood falls, of which the steepest counts. */
function widthOfTau(effects: CentredEffects, tau2: number): number {
  const { score, information } = restrictedScoreAt(effects, tau2);
  return Math.min(
    tau2 > 0 ? Math.sqrt(2 / information / tau2) / 2 : Number.POSITIVE_INFINITY,
    (2 / information) ** 0.25,
    score < 0 ? 1 / Math.sqrt(-score) : Number.POSITIVE_INFINITY,
  );
}

/**
 * The posterior of tau with a flat prior on it, where there are so many effects that it has one peak: places at most a
 * standard deviation apart, from the peak to where nothing is left. Of a smooth peak so few places have five right digits
 * and more. The posterior is even in tau: 0, where it is within reach, is one of the places, with half the weight.
 *
 * @param near a tau² that should be close to the peak
 */
export function peakOfTau(effects: CentredEffects, near?: number): TauPoint[] {
  const tau2 = betweenVariance(effects, 'REML', near);
  const peak = Math.sqrt(tau2);
  const width = widthOfTau(effects, tau2);
  const there = restrictedLikelihood(effects, tau2);
  // Near 0 what tau does to a new effect changes within the standard error of the mean.
  const widest = peak > 6 * width ? width : Math.min(width / 2, 0.75 / Math.sqrt(there.weight));
  const step = peak > 0 ? peak / Math.ceil(peak / widest) : widest;
  const places = [{ tau: peak, ...there }];
  for (const direction of [1, -1]) {
    for (let i = 1; places.length < mostPlaces; i++) {
      const tau = peak + direction * i * step;
      if (tau < -step / 2) break;
      places.push({ tau: Math.max(0, tau), ...restrictedLikelihood(effects, tau * tau) });
      if (places.at(-1)!.log < places[0]!.log + least) break;
    }
  }
  return withMasses(places, places[0]!.log, ({ tau }) => (tau < step / 2 ? 0.5 : 1));
}

/** The places with their shares of the posterior, each with a weight of its own. */
function withMasses(
  places: readonly ({ tau: number } & RestrictedLikelihood)[],
  highest: number,
  weightOf: (place: { tau: number }, at: number) => number,
): TauPoint[] {
  const masses = places.map((place, at) => Math.exp(place.log - highest) * weightOf(place, at));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return places.map(({ tau, mean, weight }, at) => ({ tau, mean, weight, mass: masses[at]! / total }));
}

/** The posterior of tau with a flat prior on it, by `steps` equal steps of u between two values of u. */
export function posteriorOfTau(
  effects: CentredEffects,
  range: { from: number; to: number; steps: number },
): TauPoint[] {
  const { from, to, steps } = range;
  const scale = tauScale(effects);
  const places = Array.from({ length: steps + 1 }, (_, index) => {
    const u = from + (index / steps) * (to - from);
    const tau = scale * Math.sinh(u);
    const { log, ...sums } = restrictedLikelihood(effects, tau * tau);
    return { tau, ...sums, log: log + Math.log(Math.cosh(u)) };
  });
  const highest = places.reduce((most, { log }) => Math.max(most, log), Number.NEGATIVE_INFINITY);
  return withMasses(places, highest, (_, at) => (at === 0 || at === steps ? 0.5 : 1));
}
