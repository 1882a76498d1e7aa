import type { LearningScale } from '@dandelion-loop/contract';

/**
 * An effect as a change of the reference's value, 0.02 for 2% more.
 *
 * @param effect on `scale`: log-odds, log of a rate, or the metric's own unit
 * @param baseline value of the reference; of a proportion below 1
 * @returns null where the baseline is not above 0
 */
export function relativeChange(scale: LearningScale, effect: number, baseline: number): number | null {
  if (!(baseline > 0)) return null;
  if (scale === 'difference') return effect / baseline;
  const gain = Math.expm1(effect);
  // p1 / p0 − 1 where the odds of p1 are those of p0 times 1 + gain.
  return scale === 'log-rate' ? gain : ((1 - baseline) * gain) / (1 + baseline * gain);
}
