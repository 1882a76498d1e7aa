import { describe, expect, it } from 'vitest';
import { uniformSampler } from '../reference/random.ts';
import { binomialCost, binomialSegments, type Trials } from './binomial-segments.ts';

/** Lowest cost over all ways to cut the series, by trying each. */
function lowestCost(periods: readonly Trials[], penalty: number): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (let cuts = 0; cuts < 2 ** (periods.length - 1); cuts++) {
    let cost = 0;
    let [trials, failures] = [0, 0];
    periods.forEach((period, i) => {
      trials += period.trials;
      failures += period.failures;
      if ((cuts >> i) & 1 || i === periods.length - 1) {
        cost += penalty + binomialCost(failures, trials);
        [trials, failures] = [0, 0];
      }
    });
    lowest = Math.min(lowest, cost);
  }
  return lowest;
}

describe('binomialSegments', () => {
  it('finds the cheapest of all ways to cut', () => {
    const uniform = uniformSampler(3);
    for (let round = 0; round < 200; round++) {
      const penalty = 0.2 + 3 * uniform();
      const periods = Array.from({ length: 1 + Math.floor(10 * uniform()) }, () => {
        const trials = 1 + Math.floor(6 * uniform());
        return { trials, failures: uniform() < 0.5 ? 0 : Math.floor((trials + 1) * uniform()) };
      });
      const segments = binomialSegments(periods, penalty);
      const cost = segments.reduce((sum, { failures, trials }) => sum + penalty + binomialCost(failures, trials), 0);
      expect(cost).toBeCloseTo(lowestCost(periods, penalty), 9);
    }
  });

  it('covers the series without gaps', () => {
    const periods = [0, 0, 5, 6, 0, 5, 0, 0].map((failures) => ({ trials: 10, failures }));
    const segments = binomialSegments(periods, 1);
    expect(segments[0]!.from).toBe(0);
    expect(segments.at(-1)!.to).toBe(7);
    for (const [i, { from, to, trials, failures }] of segments.entries()) {
      const inside = periods.slice(from, to + 1);
      expect(trials).toBe(10 * inside.length);
      expect(failures).toBe(inside.reduce((sum, period) => sum + period.failures, 0));
      if (i > 0) expect(from).toBe(segments[i - 1]!.to + 1);
    }
    expect(binomialSegments([], 1)).toEqual([]);
  });
});
