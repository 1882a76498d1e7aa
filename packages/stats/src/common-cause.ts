import betainc from '@stdlib/math-base-special-betainc';
import betaln from '@stdlib/math-base-special-betaln';
import gammaln from '@stdlib/math-base-special-gammaln';
import { checkPositive } from './check-range.ts';

/** Equal components, independent or with something that fails them together. */

function checkShare(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} must be from 0 to 1, got ${value}.`);
}

/**
 * P(k or more of n equal independent components work): the binomial tail, by the incomplete beta function.
 *
 * @throws RangeError when p is no probability
 */
export function kOfN({ k, n, p }: { k: number; n: number; p: number }): number {
  checkShare('p', p);
  if (k <= 0) return 1;
  if (k > n || p === 0) return 0;
  if (p === 1) return 1;
  return betainc(p, k, n - k + 1);
}

/** All must work (series); at least one must (parallel). */
export function seriesParallel(p: readonly number[]): { series: number; parallel: number } {
  for (const one of p) checkShare('p', one);
  return {
    series: p.reduce((product, one) => product * one, 1),
    parallel: 1 - p.reduce((product, one) => product * (1 - one), 1),
  };
}

/**
 * P(k or more of n work) in the beta-factor model (Fleming 1975): with probability beta q all fail at once, otherwise each fails alone
 * with (1 − beta) q. Beside it the same with beta = 0: independence makes redundancy look better than it is.
 *
 * @param beta share of failures with a common cause
 */
export function betaFactor({ n, k, q, beta }: { n: number; k: number; q: number; beta: number }): {
  reliability: number;
  independentReliability: number;
} {
  checkShare('q', q);
  checkShare('beta', beta);
  const together = k <= 0 ? 1 : 1 - beta * q;
  return {
    reliability: together * kOfN({ k, n, p: 1 - (1 - beta) * q }),
    independentReliability: kOfN({ k, n, p: 1 - q }),
  };
}

/**
 * P(k or more of n work) when all have one unknown success probability from Beta(a, b), so that they rise and fall together; `correlation`
 * is that of any two, 1/(a + b + 1).
 *
 * @throws RangeError when a or b is not above 0
 */
export function betaBinomialKOfN({ n, k, a, b }: { n: number; k: number; a: number; b: number }): {
  reliability: number;
  correlation: number;
} {
  checkPositive('a', a);
  checkPositive('b', b);
  let reliability = 0;
  for (let i = n; i >= Math.max(0, k); i--) {
    const ways = gammaln(n + 1) - gammaln(i + 1) - gammaln(n - i + 1);
    reliability += Math.exp(ways + betaln(i + a, n - i + b) - betaln(a, b));
  }
  return { reliability: Math.min(1, reliability), correlation: 1 / (a + b + 1) };
}
