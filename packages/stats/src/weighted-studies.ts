import type { EffectColumns } from './effect-columns.ts';

/** Effects and their squared standard errors by study, and room for weights: for loops that run over thousands of them often. */
export interface WeightedStudies {
  y: Float64Array;
  v: Float64Array;
  /** Overwritten by every sum. */
  w: Float64Array;
}

/** Studies with room for weights; the columns are not copied. */
export const weightedStudies = ({ effect, variance }: EffectColumns): WeightedStudies => ({
  ...{ y: effect, v: variance, w: new Float64Array(effect.length) },
});

/** Mean precision of the studies, as a variance: the unit in which tau² is small or large. */
export function typicalVariance({ v }: WeightedStudies): number {
  let precision = 0;
  for (let i = 0; i < v.length; i++) precision += 1 / v[i]!;
  return v.length / precision;
}

/** Sums over studies with weights w = 1 / (v + tau²). */
export interface StudySums {
  /** Of the weights, their squares and cubes. */
  w1: number;
  w2: number;
  w3: number;
  /** Weighted mean. */
  mean: number;
  /** Sum of w (y − mean)², and of w² (y − mean)². */
  q: number;
  q2: number;
}

/** The sums over the studies from `from` to before `to`. */
export function studySums({ y, v, w }: WeightedStudies, tau2: number, from = 0, to = y.length): StudySums {
  let [w1, wy] = [0, 0];
  for (let i = from; i < to; i++) {
    const weight = 1 / (v[i]! + tau2);
    w[i] = weight;
    w1 += weight;
    wy += weight * y[i]!;
  }
  const mean = wy / w1;
  let [w2, w3, q, q2] = [0, 0, 0, 0];
  for (let i = from; i < to; i++) {
    const weight = w[i]!;
    const square = weight * weight;
    const distance = y[i]! - mean;
    const part = weight * distance * distance;
    w2 += square;
    w3 += square * weight;
    q += part;
    q2 += weight * part;
  }
  return { w1, w2, w3, mean, q, q2 };
}

/** Slope of the restricted likelihood of one mean in tau², and the information: what one group adds to those of a model. */
export function restrictedScore({ w1, w2, w3, q2 }: StudySums): { score: number; information: number } {
  const share = w2 / w1;
  return { score: q2 - (w1 - share), information: w2 - (2 * w3) / w1 + share * share };
}
