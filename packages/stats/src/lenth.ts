import { checkProbability } from './check-range.ts';
import { criticalT } from './student-t.ts';

/** Lenth's analysis of effects without replication, in the unit of the effects. */
export interface Lenth {
  /** First estimate of the standard error, from all effects. */
  s0: number;
  /** Pseudo standard error, from the effects that look like noise. */
  pseudoStandardError: number;
  /** Margin of error: a single effect beyond it is active. */
  margin: number;
  /** Margin of error for all effects at once. */
  simultaneousMargin: number;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/**
 * Which effects of an unreplicated design stand out of the noise of the others: s0 = 1.5 median |c|, pseudo standard error
 * = 1.5 median of the |c| below 2.5 s0, margins with Student's t of m/3 degrees of freedom (Lenth, "Quick and easy
 * analysis of unreplicated factorials", Technometrics 31(4), 1989).
 *
 * @param effects all effects but the mean
 * @param level of the margins, 0 < level < 1
 * @returns null without effects, and when half of them or more are 0: the noise is then unknown
 */
export function lenth(effects: readonly number[], level: number): Lenth | null {
  checkProbability('level', level);
  if (effects.length === 0) return null;
  const sizes = effects.map(Math.abs);
  const s0 = 1.5 * median(sizes);
  if (!(s0 > 0)) return null;
  const pseudoStandardError = 1.5 * median(sizes.filter((size) => size < 2.5 * s0));
  const df = effects.length / 3;
  return {
    s0,
    pseudoStandardError,
    margin: criticalT(level, df) * pseudoStandardError,
    simultaneousMargin: criticalT(level ** (1 / effects.length), df) * pseudoStandardError,
  };
}
