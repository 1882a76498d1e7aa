/** A number that takes finitely many values: values ascend and differ, probabilities add up to 1. Of the same length. */
export interface DiscreteDistribution {
  values: Float64Array;
  probabilities: Float64Array;
}

/** How fine sums are told apart, and how much work they may be. */
export interface SumLimits {
  /** Values nearer than this are one: sums of decimals differ in their last digit. 0 when left out. */
  tolerance?: number;
  /** Counts down by a step for each value that is touched; below 0 the work is given up. Shared between calls. */
  steps?: { left: number };
}

/** Work beyond the limit of steps was asked for. */
export class TooManyValues extends Error {}

function spend({ steps }: SumLimits, count: number): void {
  if (steps === undefined) return;
  steps.left -= count;
  if (steps.left < 0) throw new TooManyValues('The sums take too many values.');
}

/** A number that is known. */
export const pointMass = (value: number): DiscreteDistribution => ({
  values: Float64Array.of(value),
  probabilities: Float64Array.of(1),
});

/** The same distribution moved by `by`. */
export const shifted = (of: DiscreteDistribution, by: number): DiscreteDistribution =>
  by === 0 ? of : { values: of.values.map((value) => value + by), probabilities: of.probabilities };

interface Part {
  of: DiscreteDistribution;
  shift: number;
  weight: number;
}

/** Two sorted lists into one, values that are equal but for the tolerance as one of them. */
function merge(a: Part, b: Part, limits: SumLimits): DiscreteDistribution {
  const { tolerance = 0 } = limits;
  const [left, right] = [a.of.values, b.of.values];
  const most = left.length + right.length;
  spend(limits, most);
  const values = new Float64Array(most);
  const probabilities = new Float64Array(most);
  let [i, j, end] = [0, 0, -1];
  while (i < left.length || j < right.length) {
    const fromLeft = j >= right.length || (i < left.length && left[i]! + a.shift <= right[j]! + b.shift);
    const value = fromLeft ? left[i]! + a.shift : right[j]! + b.shift;
    const probability = fromLeft ? a.weight * a.of.probabilities[i++]! : b.weight * b.of.probabilities[j++]!;
    if (end < 0 || value - values[end]! > tolerance) values[++end] = value;
    probabilities[end]! += probability;
  }
  return { values: values.slice(0, end + 1), probabilities: probabilities.slice(0, end + 1) };
}

/** One of two distributions: `a` with probability `weight`, else `b`. */
export function mixture(
  a: DiscreteDistribution,
  b: DiscreteDistribution,
  weight: number,
  limits: SumLimits = {},
): DiscreteDistribution {
  if (weight >= 1) return a;
  if (weight <= 0) return b;
  return merge({ of: a, shift: 0, weight }, { of: b, shift: 0, weight: 1 - weight }, limits);
}

/**
 * The sum with an independent number that is `value` with probability `p` and otherwise `otherwise`. All terms are positive: no digit
 * is lost, also for thousands of them and at p of 0 and 1.
 */
export function addTwoValued(
  of: DiscreteDistribution,
  { value, otherwise, p }: { value: number; otherwise: number; p: number },
  limits: SumLimits = {},
): DiscreteDistribution {
  if (p >= 1 || value === otherwise) return shifted(of, value);
  if (p <= 0) return shifted(of, otherwise);
  return merge({ of, shift: value, weight: p }, { of, shift: otherwise, weight: 1 - p }, limits);
}

/** The sum of two independent numbers. */
export function convolve(
  a: DiscreteDistribution,
  b: DiscreteDistribution,
  limits: SumLimits = {},
): DiscreteDistribution {
  const [long, short] = a.values.length >= b.values.length ? [a, b] : [b, a];
  let parts: Part[] = Array.from(short.values, (shift, i) => ({ of: long, shift, weight: short.probabilities[i]! }));
  if (parts.length === 1) return shifted(long, parts[0]!.shift);
  // In pairs, so that each value is touched as often as the number of parts can be halved.
  while (parts.length > 1) {
    const next: Part[] = [];
    for (let i = 0; i < parts.length; i += 2) {
      const [first, second] = [parts[i]!, parts[i + 1]];
      next.push(second === undefined ? first : { of: merge(first, second, limits), shift: 0, weight: 1 });
    }
    parts = next;
  }
  return parts[0]!.of;
}

/** P(X >= threshold). */
export function atLeast({ values, probabilities }: DiscreteDistribution, threshold: number): number {
  let sum = 0;
  for (let i = values.length - 1; i >= 0 && values[i]! >= threshold; i--) sum += probabilities[i]!;
  return Math.min(1, sum);
}

/** P(X + Y >= threshold) of independent X and Y, without making their sum. */
export function sumAtLeast(x: DiscreteDistribution, y: DiscreteDistribution, threshold: number): number {
  let [sum, tail] = [0, 0];
  let j = y.values.length - 1;
  for (let i = 0; i < x.values.length; i++) {
    while (j >= 0 && x.values[i]! + y.values[j]! >= threshold) tail += y.probabilities[j--]!;
    sum += x.probabilities[i]! * tail;
  }
  return Math.min(1, sum);
}

/** The smallest value that is reached or stayed below with probability `level` or more (inverse of the distribution function). */
export function discreteQuantile({ values, probabilities }: DiscreteDistribution, level: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += probabilities[i]!;
    // A level such as 0.9 is not met exactly by ten tenths added up.
    if (sum >= level - 1e-12) return values[i]!;
  }
  return values[values.length - 1]!;
}

/** Mean and variance. */
export function discreteMoments({ values, probabilities }: DiscreteDistribution): { mean: number; variance: number } {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += probabilities[i]! * values[i]!;
  let variance = 0;
  for (let i = 0; i < values.length; i++) variance += probabilities[i]! * (values[i]! - mean) ** 2;
  return { mean, variance };
}
