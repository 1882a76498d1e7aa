import { checkDistribution, checkLikelihood } from './check-distribution.ts';
import { indexOfLargest } from './index-of-largest.ts';

/** What one signal would tell. Only its chance is defined when the signal cannot occur. */
export interface Signal {
  probability: number;
  /** Of the states, after the signal. */
  posterior: number[] | null;
  /** Index of the action of the highest expected value then; the first of equal ones. */
  bestAction: number | null;
  /** Expected value of that action. */
  value: number | null;
}

/** What it is worth to know before one chooses, in the unit of the payoffs. 0 <= evsi <= evpi. */
export interface DiscreteValueOfInformation {
  expectedValueByAction: number[];
  /** The highest of those. */
  bestWithoutInformation: number;
  /** Expected value of perfect information: of knowing the state. */
  evpi: number;
  /** Expected value of the signal, its price not deducted. */
  evsi: number;
  signals: Signal[];
}

const weighted = (weights: readonly number[], values: readonly number[]) =>
  weights.reduce((sum, weight, i) => sum + weight * values[i]!, 0);

/**
 * Value of information of a decision with finitely many actions, states and signals, by the preposterior table (Raiffa &
 * Schlaifer 1961).
 *
 * @param decision.prior probability of each state
 * @param decision.payoff by action, then state
 * @param decision.likelihood by state, then signal: P(signal | state)
 * @throws RangeError when prior or a row of the likelihood is no distribution, or the sizes do not fit
 */
export function discreteValueOfInformation(decision: {
  prior: readonly number[];
  payoff: readonly (readonly number[])[];
  likelihood: readonly (readonly number[])[];
}): DiscreteValueOfInformation {
  const { prior, payoff, likelihood } = decision;
  checkDistribution('prior', prior);
  checkLikelihood(likelihood, prior.length);
  if (payoff.length === 0 || payoff.some((row) => row.length !== prior.length)) {
    throw new RangeError('payoff must have one row per action and one number per state.');
  }
  const expectedValueByAction = payoff.map((row) => weighted(prior, row));
  const bestWithoutInformation = Math.max(...expectedValueByAction);
  const knowing = prior.map((_, state) => Math.max(...payoff.map((row) => row[state]!)));
  const evpi = Math.max(0, weighted(prior, knowing) - bestWithoutInformation);
  const signals = likelihood[0]!.map((_, signal): Signal => {
    const joint = prior.map((p, state) => p * likelihood[state]![signal]!);
    const probability = joint.reduce((sum, p) => sum + p, 0);
    if (probability === 0) return { probability, posterior: null, bestAction: null, value: null };
    const posterior = joint.map((p) => p / probability);
    const values = payoff.map((row) => weighted(posterior, row));
    const bestAction = indexOfLargest(values);
    return { probability, posterior, bestAction, value: values[bestAction]! };
  });
  const withSignal = signals.reduce((sum, { probability, value }) => sum + probability * (value ?? 0), 0);
  // The theory bounds it; rounding would leave the bounds by a digit in the last place.
  const evsi = Math.min(evpi, Math.max(0, withSignal - bestWithoutInformation));
  return { expectedValueByAction, bestWithoutInformation, evpi, evsi, signals };
}
