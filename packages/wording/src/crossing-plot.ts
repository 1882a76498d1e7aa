import type { AttributePair, Metric } from '@dandelion-loop/contract';
import { niceStep } from './axis.ts';
import { shorten } from './names.ts';
import * as numbers from './numbers.ts';

/**
 * Means of two attributes together as lines that cross or run parallel: what stands where and what it is called, for whoever
 * draws it. Places are shares of the field: 0 is its left edge and its top, 1 its right edge and its bottom.
 */

interface CrossingPoint {
  x: number;
  y: number;
  /** Ends of the interval; null where the spread is not known. */
  top: number | null;
  bottom: number | null;
  /** "36.2%" */
  text: string;
  /** "33.1% to 39.4%"; null without one. */
  interval: string | null;
}

interface CrossingLine {
  name: string;
  /** One for each place along the axis; null where nobody was. */
  points: (CrossingPoint | null)[];
}

export interface CrossingPlot {
  key: string;
  metric: string;
  /** Whose levels are the lines, and whose are along the axis. */
  across: string;
  along: string;
  /** The same, as short as a small picture needs. */
  titles: { across: string; along: string };
  /** "they depend on each other, p = 0.03" */
  found: string;
  places: { name: string; label: string; x: number }[];
  ticks: { label: string; y: number }[];
  lines: CrossingLine[];
  /** Names of the lines at their right ends, moved apart where they would overlap; the attribute's own above them. */
  ends: { name: string; label: string; x: number; y: number }[];
}

/** Height of the field in pixels for which names are moved apart. */
export const crossingHeight = 190;

/** More lines or places than this cannot be told apart in a small picture. */
const mostLines = 6;
const mostPlaces = 9;

const lineHeight = 14;
/** Of a place, by which lines stand beside each other, so that intervals do not hide one another. */
const apart = 0.03;
const longestName = 18;
/** Letters along the axis, all places together. */
const roomAlong = 34;

const placeAt = (place: number, places: number) => 0.12 + (0.76 * place) / Math.max(1, places - 1);

interface Axis {
  low: number;
  high: number;
  step: number;
}

function axisOf(values: readonly number[]): Axis {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  // Where all are equal any span will do.
  const step = niceStep(most - least || Math.abs(most) || 1, 4);
  return { low: Math.floor(least / step + 1e-9) * step, high: Math.ceil(most / step - 1e-9) * step, step };
}

function ticksOf(metric: Metric, { low, high, step }: Axis, y: (value: number) => number): CrossingPlot['ticks'] {
  const count = Math.round((high - low) / step);
  return Array.from({ length: count + 1 }, (_, i) => low + i * step).map((value) => ({
    label: numbers.valueTick(metric, Math.abs(value) < step / 1e6 ? 0 : value, step),
    y: y(value),
  }));
}

function endsOf(lines: readonly CrossingLine[]): CrossingPlot['ends'] {
  const wanted = lines
    .flatMap(({ name, points }) => {
      const last = points.at(-1);
      return last ? [{ name, label: shorten(name, longestName), x: last.x, y: last.y }] : [];
    })
    .sort((a, b) => a.y - b.y);
  let floor = Number.NEGATIVE_INFINITY;
  return wanted.map((end) => {
    floor = Math.max(end.y, floor + lineHeight / crossingHeight);
    return { ...end, y: floor };
  });
}

/** Whether two attributes depend on each other, in words. */
function foundWords({ test }: AttributePair, level: number): string {
  const p = test?.adjustedPValue ?? 1;
  return p < Number((1 - level).toPrecision(12))
    ? `they depend on each other, ${numbers.pValue(p)}`
    : 'no sign that they depend on each other';
}

/** The attribute with fewer levels as lines; null where there are too many of either to be told apart. */
export function crossingPlot(pair: AttributePair, metric: Metric): CrossingPlot | null {
  const names = [0, 1].map((at) => [...new Set(pair.means.map(({ levels }) => levels[at]!))]);
  const lineOf = names[0]!.length > names[1]!.length ? 1 : 0;
  const [across, along] = [names[lineOf]!, names[1 - lineOf]!];
  if (across.length > mostLines || along.length > mostPlaces || along.length < 2) return null;
  const attributes = [pair.attributes[lineOf]!, pair.attributes[1 - lineOf]!] as const;
  const scale = numbers.scaleOf(metric);
  const meanOf = (name: string, place: string) => {
    const own = pair.means.find(({ levels }) => levels[lineOf] === name && levels[1 - lineOf] === place)?.mean;
    return own === undefined || own.value === null ? null : { ...own, value: own.value };
  };
  const means = across.flatMap((name) => along.flatMap((place) => meanOf(name, place) ?? []));
  if (means.length === 0) return null;
  const axis = axisOf(
    means.flatMap(({ value, low, high }) => [low ?? value, high ?? value]).map((each) => each * scale),
  );
  const y = (shown: number) => (axis.high - shown) / (axis.high - axis.low);
  const decimals = numbers.decimalsOf(metric, means);
  const written = (value: number) => numbers.metricValue(metric, value, decimals);
  const lines = across.map((name, i) => ({
    name,
    points: along.map((place, at) => {
      const mean = meanOf(name, place);
      if (mean === null) return null;
      const { value, low, high } = mean;
      return {
        x: placeAt(at, along.length) + (i - (across.length - 1) / 2) * apart,
        y: y(value * scale),
        top: high === null ? null : y(high * scale),
        bottom: low === null ? null : y(low * scale),
        text: written(value),
        interval: low === null || high === null ? null : `${written(low)} to ${written(high)}`,
      };
    }),
  }));
  return {
    ...{ key: pair.attributes.join('\n'), metric: metric.name, found: foundWords(pair, levelOf(metric)) },
    ...{ across: attributes[0], along: attributes[1] },
    titles: { across: shorten(attributes[0], longestName), along: shorten(attributes[1], roomAlong) },
    places: along.map((name, at) => ({
      name,
      label: shorten(name, Math.min(longestName, Math.max(4, Math.floor(roomAlong / along.length)))),
      x: placeAt(at, along.length),
    })),
    ticks: ticksOf(metric, axis, y),
    lines,
    ends: endsOf(lines),
  };
}

const levelOf = ({ comparisons }: Metric): number => comparisons[0]?.level ?? 0.95;
