import type { Estimate } from '@dandelion-loop/contract';

/** The axis of a picture of intervals, in the metric's shown unit (points for proportions). Zero is always on it. */
export interface Axis {
  low: number;
  high: number;
  step: number;
  ticks: number[];
}

/** One interval to draw. Null bounds are open. */
export interface Drawn {
  value: number | null;
  low: number | null;
  high: number | null;
}

/** What an estimate is in the unit of the axis. */
export function drawn({ value, low, high }: Estimate, scale: number): Drawn {
  const scaled = (number: number | null): number | null => (number === null ? null : number * scale);
  return { value: scaled(value), low: scaled(low), high: scaled(high) };
}

const known = (values: (number | null)[]): number[] => values.filter((value) => value !== null);

/** One very wide interval must not press all others into a dot: it is cut at this many times the median extent. */
const widest = 3;

/** The round step nearest to `wanted` steps over the span. */
export function niceStep(span: number, wanted: number): number {
  const rough = span / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const nice = [1, 2, 2.5, 5, 10].find((multiple) => multiple * power >= rough * 0.75) ?? 10;
  return nice * power;
}

/** An axis that holds the intervals and the band of no practical difference, with about `wanted` ticks. */
export function chooseAxis(intervals: readonly Drawn[], margin: number | null, wanted: number): Axis {
  const bounds = intervals.map(({ low, high, value }) => known([low, high, value]));
  const extents = bounds.map((all) => Math.max(0, ...all.map(Math.abs))).sort((a, b) => a - b);
  const limit = widest * (extents[Math.floor(extents.length / 2)] ?? 0) || (extents.at(-1) ?? 0);
  const up = Math.min(limit, Math.max(0, ...bounds.flat()));
  const down = Math.min(limit, Math.max(0, ...bounds.flat().map((bound) => -bound)));
  const reach = Math.max(up, down);
  // A band far wider than everything in it may run over the edges: the intervals must stay readable.
  const band = Math.min(Math.abs(margin ?? 0), reach > 0 ? 2 * reach : Number.POSITIVE_INFINITY) * 1.15;
  const high = Math.max(up * 1.04, band, reach > 0 ? reach * 0.12 : 1);
  const low = -Math.max(down * 1.04, band, reach > 0 ? reach * 0.12 : 1);
  const step = niceStep(high - low, wanted);
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step); index * step <= high; index++) ticks.push(index === 0 ? 0 : index * step);
  return { low, high, step, ticks };
}

/** Where a number lies on the axis, 0 at its left and 1 at its right edge; outside of that beyond it. */
export const position = (axis: Pick<Axis, 'low' | 'high'>, value: number): number =>
  (value - axis.low) / (axis.high - axis.low);
