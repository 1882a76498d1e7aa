import type { EffectColumns } from './effect-columns.ts';
import { type RestrictedScore, residualVariance } from './residual-variance.ts';
import { findRoot } from './root.ts';
import { restrictedScore, studySums, typicalVariance } from './weighted-studies.ts';

/*
 * The variance tau² of true effects between studies, in the normal-normal model
 * y_i = mean + N(0, tau²) + N(0, v_i) with known v_i.
 */

/** How tau² is estimated; `fixed` takes it as 0. */
export type BetweenMethod = 'REML' | 'DL' | 'ML' | 'fixed';

/**
 * Effects as the loops below want them: the most precise one first, and all less that one. So a weight that dwarfs the
 * others, or effects far from 0, cost no digits.
 */
export interface CentredEffects {
  origin: number;
  y: Float64Array;
  v: Float64Array;
}

export function centreEffects({ effect, variance }: EffectColumns): CentredEffects {
  let first = 0;
  for (let i = 1; i < variance.length; i++) if (variance[i]! < variance[first]!) first = i;
  const origin = effect[first]!;
  const [y, v] = [effect.slice(), variance.slice()];
  for (let i = 0; i < y.length; i++) y[i]! -= origin;
  [y[first], y[0]] = [y[0]!, y[first]!];
  [v[first], v[0]] = [v[0]!, v[first]!];
  return { origin, y, v };
}

/** Sums over the effects with weights w = 1 / (v + tau²). */
export interface WeightedSums {
  /** Weighted mean less the origin. */
  mean: number;
  /** Sum of the weights. */
  weight: number;
  /** Sum of w (y - mean)²; Cochran's Q at tau² = 0. */
  q: number;
  /** Sum of w² (y - mean)². */
  q2: number;
  /** Sum w - sum w² / sum w, the trace of the projection; 0 for one effect. */
  trace: number;
}

export function weightedSums({ y, v }: CentredEffects, tau2: number): WeightedSums {
  const largest = 1 / (v[0]! + tau2);
  let rest = 0;
  let moment = 0;
  for (let i = 1; i < y.length; i++) {
    const w = 1 / (v[i]! + tau2);
    rest += w;
    moment += w * y[i]!;
  }
  const weight = largest + rest;
  const mean = moment / weight;
  let q = largest * (y[0]! - mean) ** 2;
  let q2 = largest * q;
  let trace = largest * rest;
  for (let i = 1; i < y.length; i++) {
    const w = 1 / (v[i]! + tau2);
    const part = w * (y[i]! - mean) ** 2;
    q += part;
    q2 += w * part;
    trace += w * (weight - w);
  }
  return { mean, weight, q, q2, trace: trace / weight };
}

/** DerSimonian & Laird (1986), the method of moments. */
function derSimonianLaird(effects: CentredEffects): number {
  const { q, trace } = weightedSums(effects, 0);
  return Math.max(0, (q - (effects.y.length - 1)) / trace);
}

type Likelihood = 'REML' | 'ML';

/** Twice the derivative of the log-likelihood by tau². */
function score(effects: CentredEffects, tau2: number, kind: Likelihood): number {
  const { q2, trace, weight } = weightedSums(effects, tau2);
  if (kind === 'REML') return q2 - trace;
  if (effects.y.length === 1) return -weight;
  let total = 0;
  for (const variance of effects.v) total += 1 / (variance + tau2);
  return q2 - total;
}

/** Sum of ln (v + tau²), one logarithm for every eight factors: it is what takes the time. */
function sumOfLogs({ v }: CentredEffects, tau2: number): number {
  let logs = 0;
  let product = 1;
  for (let i = 0; i < v.length; i++) {
    product *= v[i]! + tau2;
    if (i % 8 === 7) {
      logs += Math.log(product);
      product = 1;
    }
  }
  return logs + Math.log(product);
}

function logLikelihood(effects: CentredEffects, tau2: number, kind: Likelihood): number {
  const { q, weight } = weightedSums(effects, tau2);
  return -(sumOfLogs(effects, tau2) + q + (kind === 'REML' ? Math.log(weight) : 0)) / 2;
}

/** What a tau² makes of the effects. */
export interface RestrictedLikelihood {
  /** Logarithm of the likelihood of tau² with the mean integrated out, less a constant. */
  log: number;
  /** Weighted mean less the origin, and the sum of the weights. */
  mean: number;
  weight: number;
}

export function restrictedLikelihood({ y, v }: CentredEffects, tau2: number): RestrictedLikelihood {
  let [weight, first, second, logs, product] = [0, 0, 0, 0, 1];
  for (let i = 0; i < v.length; i++) {
    const spread = v[i]! + tau2;
    const w = 1 / spread;
    const part = w * y[i]!;
    weight += w;
    first += part;
    second += part * y[i]!;
    product *= spread;
    // One logarithm for every eight factors: it is what takes the time.
    if (i % 8 === 7) {
      logs += Math.log(product);
      product = 1;
    }
  }
  const mean = first / weight;
  const q = second - mean * first;
  return { log: -(logs + Math.log(product) + q + Math.log(weight)) / 2, mean, weight };
}

/**
 * The largest maximum of the likelihood over tau² >= 0.
 *
 * Beyond the squared range of the effects the likelihood only falls: there w (y - mean)² is below 1 - w / sum w for
 * every effect. Below a tenth of the smallest variance it is nearly a line. Between the two every sign change of the
 * score on a grid of doubling steps is followed to its root, which cannot fail to converge as scoring steps can.
 */
function largestMaximum(effects: CentredEffects, kind: Likelihood): number {
  let [lowest, highest] = [0, 0];
  for (const value of effects.y) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  const upper = 2 * (highest - lowest) ** 2;
  if (upper === 0) return 0;
  const maxima: number[] = [];
  let from = 0;
  let before = score(effects, 0, kind);
  if (before <= 0) maxima.push(0);
  for (let to = Math.min(upper, effects.v[0]! / 10); from < upper; to = Math.min(upper, 2 * to)) {
    const after = score(effects, to, kind);
    if (before > 0 && after <= 0) maxima.push(findRoot((tau2) => score(effects, tau2, kind), from, to));
    [from, before] = [to, after];
  }
  if (maxima.length === 1) return maxima[0]!;
  const heights = maxima.map((tau2) => logLikelihood(effects, tau2, kind));
  return maxima[heights.indexOf(Math.max(...heights))]!;
}

/** From so many effects the restricted likelihood has one maximum, and scoring finds it in a tenth of the time. */
const manyEffects = 200;

/** Slope and expected information of twice the restricted log-likelihood in tau². */
export function restrictedScoreAt({ y, v }: CentredEffects, tau2: number): RestrictedScore {
  return restrictedScore(studySums({ y, v, w: new Float64Array(y.length) }, tau2));
}

function scoredMaximum({ y, v }: CentredEffects, near?: number): number {
  const studies = { y, v, w: new Float64Array(y.length) };
  return residualVariance((tau2) => restrictedScore(studySums(studies, tau2)), typicalVariance(studies), near);
}

/**
 * tau² by the method; 0 where there is one effect or all are equal.
 *
 * @param near where to begin to look for it among many effects; the answer is the same to seven digits
 */
export function betweenVariance(effects: CentredEffects, method: BetweenMethod, near?: number): number {
  if (method === 'fixed' || effects.y.length < 2) return 0;
  if (method === 'REML' && effects.y.length >= manyEffects) return scoredMaximum(effects, near);
  return method === 'DL' ? derSimonianLaird(effects) : largestMaximum(effects, method);
}
