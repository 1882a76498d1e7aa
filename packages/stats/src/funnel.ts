import type { Moments } from './moments.ts';
import { criticalZ, normalTwoSided } from './normal.ts';

/** What is known of one arm: how many units went how far, and what those at the end are worth. */
export interface FunnelArm {
  /** All units, then those that took the first step, the second, ...: falling. */
  reached: readonly number[];
  /** The amount of each unit that took the last step; left out when only the steps are of interest. */
  amount?: Moments;
}

/** One factor of the chain: the rate of a step among the units before it, or the mean amount at the end. */
export interface FunnelStep {
  /** Null where no unit came so far. */
  control: number | null;
  treatment: number | null;
  /** The part of the whole difference that is due to this factor, in the unit of the whole. */
  part: number;
  standardError: number;
  /** Null, like `high` and the p-value, when the standard error is 0. */
  low: number | null;
  high: number | null;
  pValue: number | null;
}

export interface Funnel {
  /** Product of all factors per arm: the mean amount, or the rate of the last step, per unit. */
  control: number;
  treatment: number;
  /** The parts add up to `part` of the whole. */
  whole: Omit<FunnelStep, 'control' | 'treatment'>;
  steps: FunnelStep[];
}

interface Factor {
  value: number;
  variance: number;
}

/** The moments of the values that are not 0, when `count` of the values of `all` are not. */
export function momentsOfNonZero({ n, mean, variance }: Moments, count: number): Moments {
  if (count < 1) return { n: 0, mean: 0, variance: 0 };
  const own = (n * mean) / count;
  // Squares about the mean of the non-zero values: those about the whole mean, less what the zeros and the shift add.
  const squares = (n - 1) * variance - (n - count) * mean ** 2 - count * (own - mean) ** 2;
  return { n: count, mean: own, variance: count < 2 ? 0 : Math.max(0, squares) / (count - 1) };
}

/** Rates of the steps and the mean amount; null where no unit came so far. */
function factorsOf({ reached, amount }: FunnelArm): (Factor | null)[] {
  const rates = reached.slice(1).map((count, i) => {
    const n = reached[i]!;
    const rate = count / n;
    return n > 0 ? { value: rate, variance: (rate * (1 - rate)) / n } : null;
  });
  if (amount === undefined) return rates;
  const mean = amount.n < 1 ? null : { value: amount.mean, variance: amount.n < 2 ? 0 : amount.variance / amount.n };
  return [...rates, mean];
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

/**
 * Shapley's average over all orders in which factors may change: Σ over subsets S of the other factors of
 * |S|!(K − 1 − |S|)!/K! times the product of the others, at the treatment in S and at the control elsewhere.
 *
 * @param at chooses the value of a factor when it is at the treatment or not
 */
function averagedProduct(others: readonly number[], at: (factor: number, treated: boolean) => number): number {
  const count = others.length + 1;
  let sum = 0;
  for (let subset = 0; subset < 2 ** others.length; subset++) {
    const treated = others.map((_, i) => ((subset >> i) & 1) === 1);
    const size = treated.filter(Boolean).length;
    const weight = (factorial(size) * factorial(count - 1 - size)) / factorial(count);
    sum += others.reduce((product, factor, i) => product * at(factor, treated[i]!), weight);
  }
  return sum;
}

function estimateOf(part: number, variance: number, level: number): Funnel['whole'] {
  const standardError = Math.sqrt(variance);
  if (standardError === 0) return { part, standardError, low: null, high: null, pValue: null };
  const halfWidth = criticalZ(level) * standardError;
  return {
    part,
    standardError,
    low: part - halfWidth,
    high: part + halfWidth,
    pValue: normalTwoSided(part / standardError),
  };
}

function checkArm({ reached, amount }: FunnelArm): void {
  if (reached.length < 2 || !(reached[0]! > 0)) throw new RangeError('a funnel needs units and at least one step.');
  if (reached.some((count, i) => !(count >= 0 && count <= (reached[i - 1] ?? count))))
    throw new RangeError(`a step has more units than the one before: ${reached.join(', ')}.`);
  if (amount !== undefined && amount.n !== reached.at(-1))
    throw new RangeError(`amounts are of ${amount.n} units, but ${reached.at(-1)} took the last step.`);
}

/** Part of one factor with its delta-method variance: the gradient with respect to every factor of both arms. */
function partOf(factor: number, control: readonly Factor[], treatment: readonly Factor[]) {
  const others = control.flatMap((_, i) => (i === factor ? [] : [i]));
  const value = (i: number, treated: boolean) => (treated ? treatment : control)[i]!.value;
  const change = treatment[factor]!.value - control[factor]!.value;
  const average = averagedProduct(others, value);
  let variance = average ** 2 * (control[factor]!.variance + treatment[factor]!.variance);
  for (const other of others) {
    for (const [treated, arm] of [control, treatment].entries()) {
      // The product is linear in the other factor of either arm: its slope is the product with 1 there and 0 in the other arm.
      const slope = averagedProduct(others, (i, isTreated) =>
        i === other ? Number(isTreated === (treated === 1)) : value(i, isTreated),
      );
      variance += (change * slope) ** 2 * arm[other]!.variance;
    }
  }
  return { part: change * average, variance };
}

/**
 * Where along a chain of steps a difference arose: mean amount per unit = rate of the first step × rate of the second among
 * those × ... × mean amount of those at the end, and the difference of two such products as one part per factor. The parts
 * add up to the whole exactly and do not depend on which arm or which step comes first: each is the change of its factor
 * times the average of the products of the others over all orders of changing them (Shapley 1953; for products of rates
 * Das Gupta, "Standardization and decomposition of rates", US Census Bureau P23-186, 1993).
 *
 * Standard errors by the delta method; within an arm the factors are uncorrelated, because each is measured among units
 * that the one before has let through. A part says where, not why: another mix of units may arrive at a later step. A factor
 * that no unit of one arm reached counts as in the other arm, so its part is 0.
 *
 * @param level confidence level of the normal intervals, 0 < level < 1
 * @throws RangeError for arms of unlike shape or without units, for steps that grow, and for amounts of other units than
 *   those of the last step
 */
export function funnel(control: FunnelArm, treatment: FunnelArm, level: number): Funnel {
  checkArm(control);
  checkArm(treatment);
  const [seenC, seenT] = [factorsOf(control), factorsOf(treatment)];
  if (seenC.length !== seenT.length) throw new RangeError('both arms need the same steps.');
  const none = { value: 0, variance: 0 };
  const filled = (own: (Factor | null)[], other: (Factor | null)[]) =>
    own.map((factor, i) => factor ?? { value: (other[i] ?? none).value, variance: 0 });
  const [factorsC, factorsT] = [filled(seenC, seenT), filled(seenT, seenC)];
  const product = (factors: readonly Factor[], without = -1) =>
    factors.reduce((whole, { value }, i) => (i === without ? whole : whole * value), 1);
  const varianceOf = (factors: readonly Factor[]) =>
    factors.reduce((sum, { variance }, i) => sum + product(factors, i) ** 2 * variance, 0);
  const [wholeC, wholeT] = [product(factorsC), product(factorsT)];
  return {
    control: wholeC,
    treatment: wholeT,
    whole: estimateOf(wholeT - wholeC, varianceOf(factorsC) + varianceOf(factorsT), level),
    steps: factorsC.map((_, i) => {
      const { part, variance } = partOf(i, factorsC, factorsT);
      return {
        control: seenC[i]?.value ?? null,
        treatment: seenT[i]?.value ?? null,
        ...estimateOf(part, variance, level),
      };
    }),
  };
}
