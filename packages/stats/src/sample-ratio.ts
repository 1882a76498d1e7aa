import betainc from '@stdlib/math-base-special-betainc';
import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import { chiSquareUpperTail } from './chi-square.ts';

export interface GoodnessOfFit {
  /** Null when units are where none were planned (infinitely far off) or there is nothing to test. */
  chiSquare: number | null;
  /** Arms with a planned share, minus one. */
  df: number;
  /** Null when there is nothing to test: no units, or fewer than two arms with a planned share. */
  pValue: number | null;
}

interface Plan {
  observed: number[];
  expected: number[];
  total: number;
  /** Units in arms whose planned share is 0. */
  unplanned: number;
}

function plan(observed: readonly number[], weights: readonly number[]): Plan {
  const used = observed.map((count, i) => ({ count, weight: weights[i]! }));
  const planned = used.filter(({ weight }) => weight > 0);
  const total = observed.reduce((sum, count) => sum + count, 0);
  const weight = planned.reduce((sum, arm) => sum + arm.weight, 0);
  const kept = planned.map(({ count }) => count);
  return {
    observed: kept,
    expected: planned.map((arm) => (total * arm.weight) / weight),
    total,
    unplanned: total - kept.reduce((sum, count) => sum + count, 0),
  };
}

/**
 * Pearson's chi-square test of counts against planned shares. An approximation that rejects too often when few units
 * are expected; {@link sampleRatioTest} knows when.
 *
 * @param observed units of each arm, at least 0
 * @param weights planned ratio in the same order, any scale, at least 0. An arm of weight 0 must have no units:
 * one unit there gives a p-value of 0.
 */
export function goodnessOfFit(observed: readonly number[], weights: readonly number[]): GoodnessOfFit {
  const { observed: counts, expected, total, unplanned } = plan(observed, weights);
  const df = Math.max(0, counts.length - 1);
  if (unplanned > 0) return { chiSquare: null, df, pValue: 0 };
  if (total <= 0 || df === 0) return { chiSquare: null, df, pValue: null };
  const chiSquare = counts.reduce((sum, count, i) => sum + (count - expected[i]!) ** 2 / expected[i]!, 0);
  return { chiSquare, df, pValue: chiSquareUpperTail(chiSquare, df) };
}

/** Exact two-sided binomial p-value by doubling the smaller tail. */
function binomialTwoSided(successes: number, n: number, rate: number): number {
  const atMost = binomialCdf(successes, n, rate);
  const atLeast = successes === 0 ? 1 : betainc(rate, successes, n - successes + 1, true, false);
  return Math.min(1, 2 * Math.min(atMost, atLeast));
}

/** Fewer expected units than this in one of two arms, and chi-square is too far off at p = 0.001. */
const enoughOfTwo = 50;
const enoughOfMany = 5;

/**
 * Was the traffic divided as planned (sample ratio mismatch)? Chi-square, or, where few units are expected in an arm,
 * exact binomial tests of each arm against the rest, times the number of arms (Bonferroni; two arms are one test).
 * Deep in the tail, where this test is read (p < 0.001), chi-square would void small uneven tests for nothing.
 *
 * Arguments as in {@link goodnessOfFit}; counts are whole numbers.
 */
export function sampleRatioTest(
  observed: readonly number[],
  weights: readonly number[],
): GoodnessOfFit & { method: 'chi-square' | 'exact' } {
  const approximate = goodnessOfFit(observed, weights);
  const { observed: counts, expected, total } = plan(observed, weights);
  const enough = counts.length === 2 ? enoughOfTwo : enoughOfMany;
  if (approximate.chiSquare === null || Math.min(...expected) >= enough)
    return { ...approximate, method: 'chi-square' };
  const arms = counts.length === 2 ? counts.slice(0, 1) : counts;
  const smallest = Math.min(...arms.map((count, i) => binomialTwoSided(count, total, expected[i]! / total)));
  return { ...approximate, pValue: Math.min(1, smallest * arms.length), method: 'exact' };
}

/**
 * Is a share the same in all groups (missing values by variation, say)? Pearson's chi-square of the 2 × k table, or, where
 * fewer than 5 units are expected in a cell, {@link sampleRatioTest} of the rarer side, which is cautious there.
 *
 * @param inside,outside units of each group with and without the property, whole numbers; groups without units are left out
 * @returns null with fewer than two groups, or when nobody or everybody has the property
 */
export function equalSharesTest(inside: readonly number[], outside: readonly number[]): number | null {
  const groups = inside.map((count, i) => ({ inside: count, outside: outside[i]! }));
  const used = groups.filter((group) => group.inside + group.outside > 0);
  const sizes = used.map((group) => group.inside + group.outside);
  const sides = [used.map((group) => group.inside), used.map((group) => group.outside)] as const;
  const [all, none] = sides.map((side) => side.reduce((sum, count) => sum + count, 0)) as [number, number];
  if (used.length < 2 || all === 0 || none === 0) return null;
  const rarer = all <= none ? sides[0] : sides[1];
  if ((Math.min(...sizes) * Math.min(all, none)) / (all + none) < 5) return sampleRatioTest(rarer, sizes).pValue;
  const chiSquare = sides.reduce((sum, side) => sum + goodnessOfFit(side, sizes).chiSquare!, 0);
  return chiSquareUpperTail(chiSquare, used.length - 1);
}
