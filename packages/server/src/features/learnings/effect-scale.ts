import type { LearningScale, MetricKind, Practical } from '@dandelion-loop/contract';

/** The scales on which levels are compared within a test, and what an effect on them means for the metric's value. */

/** The variations of one level together. */
export interface PooledArm {
  units: number;
  /** Successes of a proportion, else units times the value, summed. */
  sum: number;
  /** Variance of `sum`; of a proportion it follows from the counts. */
  variance: number;
}

export interface ScaledEffect {
  effect: number;
  /** Squared standard error, above 0. */
  variance: number;
  /** A cell was 0, and 0.5 was added to each. */
  corrected: boolean;
}

export const scaleFor = (kind: MetricKind): LearningScale =>
  kind === 'proportion' ? 'log-odds' : kind === 'mean' ? 'difference' : 'log-rate';

const usable = (effect: ScaledEffect): ScaledEffect | null =>
  Number.isFinite(effect.effect) && Number.isFinite(effect.variance) && effect.variance > 0 ? effect : null;

/**
 * Of counts: the log-odds ratio with Woolf's variance, the log risk ratio, or the difference of rates. With an empty cell
 * all four get 0.5 more (Haldane 1956; Anscombe 1956). Where nobody, or everybody, succeeded in both there is nothing to learn.
 */
function ofCounts(scale: LearningScale, reference: PooledArm, level: PooledArm): ScaledEffect | null {
  const cells = [level.sum, level.units - level.sum, reference.sum, reference.units - reference.sum];
  if (level.sum + reference.sum === 0 || cells[1]! + cells[3]! === 0) return null;
  const corrected = cells.some((cell) => cell <= 0);
  const [s1, f1, s0, f0] = cells.map((cell) => cell + (corrected ? 0.5 : 0)) as [number, number, number, number];
  const [n1, n0] = [s1 + f1, s0 + f0];
  if (scale === 'log-odds') {
    return usable({ effect: Math.log((s1 * f0) / (f1 * s0)), variance: 1 / s1 + 1 / f1 + 1 / s0 + 1 / f0, corrected });
  }
  if (scale === 'log-rate') {
    const effect = Math.log(s1 / n1) - Math.log(s0 / n0);
    return usable({ effect, variance: 1 / s1 - 1 / n1 + 1 / s0 - 1 / n0, corrected });
  }
  const variance = (s1 * f1) / n1 ** 3 + (s0 * f0) / n0 ** 3;
  return usable({ effect: level.sum / level.units - reference.sum / reference.units, variance, corrected });
}

/** Of means and ratios: their difference, or the log of their quotient by the delta method; null for a mean that is not above 0. */
function ofMeans(scale: LearningScale, reference: PooledArm, level: PooledArm): ScaledEffect | null {
  const [m1, m0] = [level.sum / level.units, reference.sum / reference.units];
  const [v1, v0] = [level.variance / level.units ** 2, reference.variance / reference.units ** 2];
  if (scale === 'difference') return usable({ effect: m1 - m0, variance: v1 + v0, corrected: false });
  if (scale === 'log-odds' || m1 <= 0 || m0 <= 0) return null;
  return usable({ effect: Math.log(m1 / m0), variance: v1 / m1 ** 2 + v0 / m0 ** 2, corrected: false });
}

/** The level against the reference; null where the data of the two say nothing on this scale. */
export function scaledEffect(
  scale: LearningScale,
  kind: MetricKind,
  reference: PooledArm,
  level: PooledArm,
): ScaledEffect | null {
  if (!(reference.units > 0 && level.units > 0)) return null;
  return kind === 'proportion' ? ofCounts(scale, reference, level) : ofMeans(scale, reference, level);
}

/** The largest effect on the scale that is not worth having, either way; null where the baseline gives it no meaning. */
export function practicalBand(
  scale: LearningScale,
  { value, relative }: Practical,
  baseline: number,
): { low: number; high: number } | null {
  if (!(baseline > 0)) return scale === 'difference' && !relative ? { low: -value, high: value } : null;
  const change = relative ? value : value / baseline;
  const of = (share: number) => {
    if (scale === 'difference') return share * baseline;
    const reached = 1 + share;
    if (scale === 'log-rate') return Math.log(reached);
    // The odds of a rate that changes by this share.
    return Math.log((reached * (1 - baseline)) / (1 - baseline * reached));
  };
  const [low, high] = [of(-change), of(change)];
  return Number.isFinite(low) && Number.isFinite(high) ? { low, high } : null;
}
