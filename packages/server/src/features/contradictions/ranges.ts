import type { Learning } from '@dandelion-loop/contract';
import { criticalT, criticalZ } from '@dandelion-loop/stats';
import { relativeChange } from '@dandelion-loop/wording';

/** Effects with their intervals, and how far two are apart. Pure. */

export interface Range {
  value: number;
  low: number;
  high: number;
}

export interface Estimated {
  value: number;
  standardError: number;
}

/** @param df of Student's t; null: normal */
const critical = (level: number, df: number | null): number => (df === null ? criticalZ(level) : criticalT(level, df));

/** Back from an interval. */
export const estimatedOf = (
  effect: number,
  low: number,
  high: number,
  level: number,
  df: number | null,
): Estimated => ({
  value: effect,
  standardError: (high - low) / 2 / critical(level, df),
});

export function rangeOf({ value, standardError }: Estimated, level: number, df: number | null): Range {
  const reach = critical(level, df) * standardError;
  return { value, low: value - reach, high: value + reach };
}

/** Of a learning: Student's t on tests − 1 degrees of freedom, normal of one test. */
export const estimatedOfLearning = ({ effect, low, high, tests }: Learning, level: number): Estimated =>
  estimatedOf(effect, low, high, level, tests > 1 ? tests - 1 : null);

/** Of two that do not depend on each other. */
export const lessOf = (one: Estimated, other: Estimated): Estimated => ({
  value: one.value - other.value,
  standardError: Math.hypot(one.standardError, other.standardError),
});

type Scaled = Pick<Learning, 'scale' | 'baseline'>;

/** As changes of the reference's value; null where they cannot be said so. */
export function relativeRange({ scale, baseline }: Scaled, { value, low, high }: Range): Range | null {
  const [middle, from, to] = [value, low, high].map((effect) => relativeChange(scale, effect, baseline));
  return middle == null || from == null || to == null ? null : { value: middle, low: from, high: to };
}

/** How far two effects are apart as changes of the reference's value: from where the second is. */
export function relativeApart(of: Scaled, second: number, { value, low, high }: Range): Range | null {
  const start = relativeChange(of.scale, second, of.baseline);
  const there = relativeRange(of, { value: second + value, low: second + low, high: second + high });
  if (start === null || there === null) return null;
  return { value: there.value - start, low: there.low - start, high: there.high - start };
}

/** A change of the metric's value for an effect. */
export function changeOf({ scale, baseline }: Scaled, effect: number): number {
  if (scale === 'difference') return effect;
  return (relativeChange(scale, effect, baseline) ?? 0) * baseline;
}

/** Change of the metric's value for a small effect, at the baseline. */
export function slopeOf({ scale, baseline }: Scaled): number {
  if (scale === 'difference') return 1;
  return scale === 'log-rate' ? baseline : baseline * (1 - baseline);
}
