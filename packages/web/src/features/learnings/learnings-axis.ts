import type { Estimate, Learning, Practical } from '@dandelion-loop/contract';
import { frameFor, numbers, type PlotFrame, relativeChange } from '@dandelion-loop/wording';

/** Effects as they are drawn: as changes of the reference's value where there are such, else on the learning's own scale. */

export type Scaled = Pick<Learning, 'scale' | 'baseline' | 'kind'>;

export interface Range {
  effect: number;
  low: number;
  high: number;
}

export interface LearningsAxis {
  relative: boolean;
  frame: PlotFrame;
}

export const rangeOf = ({ effect, low, high }: Range): Range => ({ effect, low, high });

/** A range on the scale of its learning, in the unit of the axis. */
export function estimateOn(relative: boolean, { scale, baseline }: Scaled, { effect, low, high }: Range): Estimate {
  if (!relative) return { value: effect, low, high };
  const of = (value: number) => relativeChange(scale, value, baseline);
  return { value: of(effect), low: of(low), high: of(high) };
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Half the width of the region of no practical difference; null where the scale gives it no meaning. */
function marginOn(relative: boolean, learnings: readonly Scaled[], practical: Practical): number | null {
  const baseline = middle(learnings.map((learning) => learning.baseline));
  if (relative) return practical.relative ? practical.value : baseline > 0 ? practical.value / baseline : null;
  if (learnings.some(({ scale }) => scale !== 'difference')) return null;
  return practical.relative ? practical.value * Math.abs(baseline) : practical.value;
}

export interface AxisInput {
  learnings: readonly (Scaled & Pick<Learning, 'relative'>)[];
  /** On the scales of the learnings beside them. */
  ranges: readonly { of: Scaled; range: Range }[];
  practical: Practical;
  level: number;
}

/** One axis for the ranges of learnings of one metric. */
export function learningsAxis({ learnings, ranges, practical, level }: AxisInput): LearningsAxis {
  const relative = learnings.some((learning) => learning.relative !== null);
  const first = learnings[0];
  const kind = first?.scale === 'difference' ? first.kind : 'mean';
  const frame = frameFor({
    metric: { kind, currency: null },
    measure: relative ? 'lift' : 'difference',
    estimates: ranges.map(({ of, range }) => estimateOn(relative, of, range)),
    margin: marginOn(relative, learnings, practical),
    level,
  });
  return { relative, frame };
}

/** "+7.2%" and "+6.6% to +8.7%", with the decimals of the axis. */
export function writtenOn({ relative, frame }: LearningsAxis, estimate: Estimate): { text: string; interval: string } {
  const { metric, decimals } = frame;
  if (relative)
    return {
      text: numbers.percentChange(estimate.value, decimals),
      interval: numbers.liftInterval(estimate, decimals),
    };
  return {
    text: numbers.difference(metric, estimate.value, decimals),
    interval: numbers.interval(metric, estimate, decimals),
  };
}

type Sized = Scaled & Range & Pick<Learning, 'relative'>;

/** "11%", "8.7%": places by the smallest of the numbers that stand together. */
function percents(values: readonly number[]): string[] {
  const sizes = values.map(Math.abs);
  const places = Math.min(...sizes) < 0.1 ? 1 : 0;
  return sizes.map((size) => `${numbers.fixed(size * 100, places)}%`);
}

/** Effects of a learning without their signs, as a sentence says them: "11%", "0.4 points". */
function sizes(learning: Sized, effects: readonly number[]): string[] {
  if (learning.relative !== null)
    return percents(effects.map((effect) => relativeChange(learning.scale, effect, learning.baseline) ?? 0));
  const metric = { kind: learning.scale === 'difference' ? learning.kind : ('mean' as const) };
  const decimals = numbers.decimalsOf(metric, [{ value: learning.effect, low: learning.low, high: learning.high }]);
  return effects.map((effect) => numbers.amount(metric, effect, decimals));
}

export const sizeOf = (learning: Sized): string => sizes(learning, [learning.effect])[0]!;

/** The limits of its interval without their signs, the smaller first: of an effect that is settled. */
export function limitsOf(learning: Sized): [string, string] {
  const { low, high } = learning;
  const [near, far] = Math.abs(low) < Math.abs(high) ? [low, high] : [high, low];
  const [least, most] = sizes(learning, [near, far]);
  return [least!, most!];
}

/** "65 in 100"; never so that it reads as certain. */
export function inHundred(chance: number | null): string {
  if (chance === null) return numbers.dash;
  const of = Math.round(chance * 100);
  return of >= 100 ? 'over 99 in 100' : `${of} in 100`;
}
