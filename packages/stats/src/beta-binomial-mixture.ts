import betaln from '@stdlib/math-base-special-betaln';
import { checkNotNegative, checkPositive, checkProbability } from './check-range.ts';
import { normalMixtureRho } from './normal-mixture.ts';
import { findRoot } from './root.ts';

/**
 * Two-sided beta-binomial mixture for sums of centred steps between −g and h, exact for Bernoulli outcomes
 * (g = p, h = 1 − p). Howard, Ramdas, McAuliffe and Sekhon 2021, Annals of Statistics 49(2), proposition 7; tuning as
 * in the authors' library confseq.
 */
export interface BetaBinomialMixture {
  /** Steps reach from −g to h. */
  g: number;
  h: number;
  /** Tuning: the mixing distribution is Beta(r / (h (g + h)), r / (g (g + h))). */
  r: number;
}

/**
 * The mixture that is about tightest at intrinsic time vOpt: r = ρ − g h with ρ of the normal mixture, but at least a
 * thousandth of g h, since a beta distribution needs positive parameters.
 *
 * @throws RangeError when alpha is outside (0, 1) or vOpt, g or h is not above 0
 */
export function betaBinomialMixture(input: { vOpt: number; alpha: number; g: number; h: number }): BetaBinomialMixture {
  const { vOpt, alpha, g, h } = input;
  checkPositive('g', g);
  checkPositive('h', h);
  return { g, h, r: Math.max(normalMixtureRho({ vOpt, alpha }) - g * h, 1e-3 * g * h) };
}

/**
 * Log of the mixture supermartingale at sum s and intrinsic time v (for n Bernoulli outcomes v = n p (1 − p)).
 *
 * It is the log ratio of a beta-binomial to a binomial likelihood of (v + h s) / (h (g + h)) steps up and
 * (v − g s) / (g (g + h)) steps down.
 */
export function logBetaBinomialMixture(mixture: BetaBinomialMixture, { s, v }: { s: number; v: number }): number {
  const { g, h, r } = mixture;
  const range = g + h;
  const up = (v + h * s) / (h * range);
  const down = (v - g * s) / (g * range);
  const priorUp = r / (h * range);
  const priorDown = r / (g * range);
  const ratio = betaln(priorUp + up, priorDown + down) - betaln(priorUp, priorDown);
  return ratio - up * Math.log(g / range) - down * Math.log(h / range);
}

/**
 * Upper boundary of the sum at intrinsic time v: crossed at any time, up or (mirrored: swap g and h) down, with a
 * probability of at most alpha. Searched up to just below (r + v) / g, where the mixture becomes infinite.
 *
 * @throws RangeError when alpha is outside (0, 1) or v is negative
 */
export function betaBinomialBound(mixture: BetaBinomialMixture, { v, alpha }: { v: number; alpha: number }): number {
  checkProbability('alpha', alpha);
  checkNotNegative('v', v);
  const excess = (s: number) => logBetaBinomialMixture(mixture, { s, v }) + Math.log(alpha);
  const high = ((mixture.r + v) / mixture.g) * (1 - 1e-12);
  return excess(high) <= 0 ? high : findRoot(excess, 0, high);
}
