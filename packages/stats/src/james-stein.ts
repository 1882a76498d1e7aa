import { checkCounts } from './check-range.ts';

/** Rates drawn toward their mean. */
export interface JamesSteinRates {
  mean: number;
  /**
   * Share of its distance from the mean that each rate keeps; below 0 where there is less spread than chance makes, null
   * where all rates are equal.
   */
  factor: number | null;
  /** mean + factor (rate - mean), in the order given. */
  estimates: number[];
}

/**
 * James-Stein estimates of several rates with the same number of trials, toward their own mean (Efron & Morris 1977):
 * factor = 1 - (k - 3) m (1 - m) / n / Σ (rate - m)².
 *
 * The factor is as the formula has it, also below 0. For unequal numbers of trials, and for a factor that stays between 0
 * and 1, there are `poolEffects` and `shrink`.
 *
 * @param successes of each rate, 0 to `trials`
 * @param trials of every rate, above 0
 * @returns null for fewer than three rates, or without trials
 * @throws RangeError when a number of successes is not between 0 and `trials`
 */
export function jamesSteinRates(successes: readonly number[], trials: number): JamesSteinRates | null {
  for (const count of successes) checkCounts('rate', { successes: count, n: trials });
  const k = successes.length;
  if (k < 3 || trials === 0) return null;
  const rates = successes.map((count) => count / trials);
  const mean = successes.reduce((sum, count) => sum + count, 0) / (k * trials);
  const spread = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0);
  if (successes.every((count) => count === successes[0])) return { mean, factor: null, estimates: rates };
  const factor = 1 - ((k - 3) * mean * (1 - mean)) / trials / spread;
  return { mean, factor, estimates: rates.map((rate) => mean + factor * (rate - mean)) };
}
