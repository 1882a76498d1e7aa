/** Independent components that work with probabilities of their own. */

function checkProbabilities(p: readonly number[]): void {
  for (const one of p) if (!(one >= 0 && one <= 1)) throw new RangeError(`p must hold probabilities, got ${one}.`);
}

/** One more component. All terms are positive, so every probability keeps its digits, also far in the tails. */
function withComponent(pmf: Float64Array, p: number): Float64Array {
  const next = new Float64Array(pmf.length + 1);
  for (let i = 0; i < pmf.length; i++) {
    next[i]! += pmf[i]! * (1 - p);
    next[i + 1]! += pmf[i]! * p;
  }
  return next;
}

export interface PoissonBinomial {
  /** Of 0 to n working. */
  pmf: Float64Array;
  mean: number;
  variance: number;
}

/**
 * How many of n independent components work, by convolution: exact, O(n²).
 *
 * @param p of each, 0 and 1 included; without components, 0 work for certain
 * @throws RangeError when a p is no probability
 */
export function poissonBinomial(p: readonly number[]): PoissonBinomial {
  checkProbabilities(p);
  let pmf: Float64Array = Float64Array.of(1);
  let [mean, variance] = [0, 0];
  for (const one of p) {
    pmf = withComponent(pmf, one);
    mean += one;
    variance += one * (1 - one);
  }
  return { pmf, mean, variance };
}

/** P(k or more), the tail added from its small end. */
export function poissonBinomialAtLeast({ pmf }: Pick<PoissonBinomial, 'pmf'>, k: number): number {
  let sum = 0;
  for (let i = pmf.length - 1; i >= Math.max(0, Math.ceil(k)); i--) sum += pmf[i]!;
  return Math.min(1, sum);
}

/**
 * P(exactly k of all others work) for each component. Others are put together by halves, never taken out again: dividing a component
 * out of the whole loses digits near p of one half. O(n² log n).
 */
function othersExactly(p: readonly number[], k: number): number[] {
  const found = new Array<number>(p.length);
  const visit = (from: number, to: number, outside: Float64Array): void => {
    if (to - from === 1) {
      found[from] = outside[k] ?? 0;
      return;
    }
    const middle = (from + to) >> 1;
    visit(from, middle, p.slice(middle, to).reduce(withComponent, outside));
    visit(middle, to, p.slice(from, middle).reduce(withComponent, outside));
  };
  if (p.length > 0) visit(0, p.length, Float64Array.of(1));
  return found;
}

export interface UnequalKOfN extends PoissonBinomial {
  /** P(k or more work). */
  reliability: number;
  /** Birnbaum importance of each: P(system | it works) − P(system | it fails). */
  birnbaum: number[];
  /** Chance that it has failed, and that matters, given that the system has failed: I_j q_j / Q. Null when the system cannot fail. */
  criticality: number[] | null;
}

/**
 * A system that works when k or more of its independent components do.
 *
 * @param k whole number; 0 or less always works, more than n never
 * @throws RangeError when a p is no probability
 */
export function unequalKOfN(p: readonly number[], k: number): UnequalKOfN {
  const count = poissonBinomial(p);
  const reliability = poissonBinomialAtLeast(count, k);
  const birnbaum = othersExactly(p, k - 1);
  // Of the small end, where 1 − reliability would lose the digits.
  let failure = 0;
  for (let i = 0; i < Math.min(k, count.pmf.length); i++) failure += count.pmf[i]!;
  const criticality = failure > 0 ? birnbaum.map((importance, j) => (importance * (1 - p[j]!)) / failure) : null;
  return { ...count, reliability, birnbaum, criticality };
}
