import { type CentredEffects, restrictedLogLikelihood } from './between-effects.ts';

/** A value of tau, the standard deviation between studies, with the share of the posterior that it stands for. */
export interface TauPoint {
  tau: number;
  mass: number;
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
  return restrictedLogLikelihood(effects, tau * tau) + Math.log(Math.cosh(u));
}

/** The posterior of tau with a flat prior on it, by `steps` equal steps of u between two values of u. */
export function posteriorOfTau(
  effects: CentredEffects,
  range: { from: number; to: number; steps: number },
): TauPoint[] {
  const { from, to, steps } = range;
  const scale = tauScale(effects);
  const at = (index: number) => from + (index / steps) * (to - from);
  const heights = Array.from({ length: steps + 1 }, (_, index) => logDensityOfU(effects, at(index)));
  const highest = heights.reduce((most, height) => Math.max(most, height));
  const masses = heights.map((height, i) => Math.exp(height - highest) * (i === 0 || i === steps ? 0.5 : 1));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return masses.map((mass, index) => ({ tau: scale * Math.sinh(at(index)), mass: mass / total }));
}
