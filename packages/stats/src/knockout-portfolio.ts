import { addTwoValued, type DiscreteDistribution, discreteMoments, pointMass } from './discrete-distribution.ts';
import { discreteValueAtRisk } from './value-at-risk.ts';

/**
 * Herfindahl-Hirschman index of shares: sum of their squares, from 1/n of equal ones to 1 of a single one.
 *
 * @param values not negative; null when they add up to 0
 */
export function concentration(values: readonly number[]): number | null {
  const total = values.reduce((sum, value) => sum + value, 0);
  return total > 0 ? values.reduce((sum, value) => sum + (value / total) ** 2, 0) : null;
}

export interface Knockout {
  /** Of the total value. */
  mean: number;
  sd: number;
  /** Of the shares of value by line. */
  hhi: number | null;
  /** Largest line over all lines. */
  worstSingleLossShare: number | null;
  /** Mean total of the worst tenth: a value, not a loss. */
  expectedShortfall10: number;
}

/**
 * Lines that survive independently, each with its value or nothing.
 *
 * @param value of each line, not negative
 * @param survival probability of each
 * @throws TooManyValues beyond some millions of different totals
 */
export function knockoutPortfolio(value: readonly number[], survival: readonly number[]): Knockout {
  const total = value.reduce((sum, one) => sum + one, 0);
  const limits = { tolerance: 1e-12 * total, steps: { left: 5e7 } };
  let sums: DiscreteDistribution = pointMass(0);
  for (const [i, one] of value.entries()) {
    sums = addTwoValued(sums, { value: one, otherwise: 0, p: survival[i]! }, limits);
  }
  const { mean, variance } = discreteMoments(sums);
  const losses = sums.values.map((one) => -one);
  return {
    mean,
    sd: Math.sqrt(variance),
    hhi: concentration(value),
    worstSingleLossShare: total > 0 ? Math.max(...value) / total : null,
    expectedShortfall10: -discreteValueAtRisk(losses, 0.9, sums.probabilities)!.cvar,
  };
}
