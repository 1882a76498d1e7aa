import type { Comparison, ComparisonVerdict, Estimate, Metric } from '@dandelion-loop/contract';
import { decimalsOfMetric, opponentWords } from './answer-sentences.ts';
import { chooseAxis, type Drawn, drawn, position } from './axis.ts';
import { sentenceOf } from './findings.ts';
import * as numbers from './numbers.ts';
import { clause } from './phrases.ts';
import { byInterest, comparisonMarks, type Tone, verdictWords } from './verdicts.ts';

/**
 * The dot-and-interval chart as numbers and words: what stands where and what it is called, for whoever draws it.
 * Places are shares of the width of the field: 0 is its left edge, 1 its right.
 */

export type PlotMeasure = 'difference' | 'lift';

export interface PlotTick {
  value: number;
  label: string;
  at: number;
}

/** What all rows of a chart share. Numbers are in the unit of the axis. */
export interface PlotFrame {
  metric: numbers.Measured;
  measure: PlotMeasure;
  /** What the numbers are: "points, 95% interval". */
  unit: string;
  low: number;
  high: number;
  ticks: PlotTick[];
  zero: number;
  /** The region of no practical difference; an edge beyond the axis is left out of `edges`. */
  band: { from: number; to: number; edges: number[] } | null;
  /** Half the width of that region. */
  margin: number | null;
  decimals: number;
}

export interface FrameInput {
  metric: numbers.Measured;
  measure: PlotMeasure;
  /** Of the comparisons' measure, as the answer has them. */
  estimates: readonly Estimate[];
  /** Half the width of the region of no practical difference, as the estimates are; null: none is drawn. */
  margin: number | null;
  level: number | null;
  /** How many ticks are wanted, about. */
  ticks?: number;
}

const scaleOf = ({ metric, measure }: Pick<PlotFrame, 'metric' | 'measure'>): number =>
  measure === 'lift' ? 100 : numbers.scaleOf(metric);

function unitWords({ metric, measure, level }: FrameInput): string {
  const what = measure === 'lift' ? 'change in percent' : metric.kind === 'proportion' ? 'points' : 'difference';
  return level === null ? what : `${what}, ${numbers.share(level)} interval`;
}

const within = (share: number): number => Math.max(0, Math.min(1, share));

/** A frame that holds all estimates, zero and the region of no practical difference. */
export function frameFor(input: FrameInput): PlotFrame {
  const { metric, measure, estimates } = input;
  const scale = scaleOf(input);
  const margin = input.margin === null ? null : input.margin * scale;
  const axis = chooseAxis(
    estimates.map((estimate) => drawn(estimate, scale)),
    margin,
    input.ticks ?? 5,
  );
  const at = (value: number): number => within(position(axis, value));
  const label = (value: number): string =>
    measure === 'lift' ? numbers.percentTick(value, axis.step) : numbers.tick(metric, value, axis.step);
  const edges = margin === null ? [] : [-margin, margin].filter((edge) => edge >= axis.low && edge <= axis.high);
  return {
    metric,
    measure,
    unit: unitWords(input),
    low: axis.low,
    high: axis.high,
    ticks: axis.ticks.map((value) => ({ value, label: label(value), at: at(value) })),
    zero: at(0),
    band: margin === null || margin <= 0 ? null : { from: at(-margin), to: at(margin), edges: edges.map(at) },
    margin,
    decimals: numbers.decimalsOfAll(estimates, scale),
  };
}

const estimateOf = (measure: PlotMeasure, comparison: Comparison): Estimate =>
  measure === 'lift' ? comparison.lift : comparison.difference;

/** Half the width of the region of no practical difference, in the metric's unit or as a part of the control. */
function marginOf(metric: Metric, comparisons: readonly Comparison[], measure: PlotMeasure): number | null {
  const first = comparisons.find(({ practicalMargin }) => practicalMargin !== null);
  const margin = first?.practicalMargin ?? null;
  if (measure === 'difference' || margin === null) return margin;
  if (metric.practical.relative) return metric.practical.value;
  const baseline = metric.variations.find(({ name }) => name === first?.control)?.value ?? null;
  return baseline === null || baseline === 0 ? null : margin / Math.abs(baseline);
}

export interface PlotOptions {
  /** Differences when left out. */
  measure?: PlotMeasure;
  /** Most rows; those of least interest are left out. */
  most?: number;
  ticks?: number;
}

export function frameOf(
  metric: Metric,
  comparisons: readonly Comparison[],
  { measure = 'difference', ticks = 5 }: PlotOptions = {},
): PlotFrame {
  return frameFor({
    metric,
    measure,
    estimates: comparisons.map((comparison) => estimateOf(measure, comparison)),
    margin: marginOf(metric, comparisons, measure),
    level: comparisons[0]?.level ?? null,
    ticks,
  });
}

/** Where an interval goes. */
export interface PlotLine {
  from: number;
  to: number;
  /** The interval goes on beyond this edge: an arrowhead. */
  clippedLow: boolean;
  clippedHigh: boolean;
  /** Where the estimate is; null: beyond the axis. */
  at: number | null;
}

/** Null where there is no estimate: a dotted line across the field. */
export function lineOf(frame: PlotFrame, estimate: Estimate): PlotLine | null {
  const { value, low, high }: Drawn = drawn(estimate, scaleOf(frame));
  if (value === null) return null;
  const at = (number: number): number => within(position(frame, number));
  return {
    from: low === null ? 0 : at(low),
    to: high === null ? 1 : at(high),
    clippedLow: low === null || low < frame.low,
    clippedHigh: high === null || high > frame.high,
    at: value >= frame.low && value <= frame.high ? at(value) : null,
  };
}

/** One comparison as it is drawn and written. */
export interface PlotMark {
  comparison: Comparison;
  verdict: ComparisonVerdict;
  tone: Tone;
  /** "Better, maybe too little to matter" */
  words: string;
  /** In the unit of the axis; an open side is null. */
  estimate: number | null;
  low: number | null;
  high: number | null;
  /** Null where nothing is known: a dotted line across the field. */
  line: PlotLine | null;
  /** "+7.7"; null where nothing may be read or nothing is known. */
  text: string | null;
  /** "+6.6 to +8.7" */
  interval: string | null;
  /** Why a number is missing, as a sentence. */
  reason: string | null;
}

function reasonOf({ measure }: PlotFrame, { reasons, ...comparison }: Comparison): string | null {
  const { value, low, high } = estimateOf(measure, { reasons, ...comparison });
  if (comparison.verdict === 'invalid') return null;
  if (value === null) {
    const own = measure === 'lift' ? (reasons.lift ?? reasons.difference) : reasons.difference;
    return clause(own ?? 'Not defined for these data');
  }
  const open = measure === 'lift' && (low === null || high === null) ? reasons.lift : undefined;
  return open === undefined ? null : clause(open);
}

function writtenOf({ metric, measure, decimals }: PlotFrame, estimate: Estimate): Pick<PlotMark, 'text' | 'interval'> {
  if (estimate.value === null) return { text: null, interval: null };
  if (measure === 'lift')
    return {
      text: numbers.percentChange(estimate.value, decimals),
      interval: numbers.liftInterval(estimate, decimals),
    };
  return {
    text: numbers.difference(metric, estimate.value, decimals),
    interval: numbers.interval(metric, estimate, decimals),
  };
}

export function markOf(frame: PlotFrame, comparison: Comparison): PlotMark {
  const { verdict } = comparison;
  const estimate = estimateOf(frame.measure, comparison);
  const { value, low, high } = drawn(estimate, scaleOf(frame));
  const invalid = verdict === 'invalid';
  return {
    comparison,
    verdict,
    tone: comparisonMarks[verdict].tone,
    words: invalid ? 'Invalid: do not read' : verdictWords(comparison),
    estimate: value,
    low,
    high,
    line: lineOf(frame, estimate),
    ...(invalid ? { text: null, interval: null } : writtenOf(frame, estimate)),
    reason: reasonOf(frame, comparison),
  };
}

export interface PlotRow extends PlotMark {
  variation: string;
  /** "18.28% against 10.62%"; null where there is no value or none may be read. */
  values: string | null;
  /** What it is compared with, where that is not the same for all rows. */
  opponent: string | null;
  /** The comparison in words, with why a lift is missing. */
  sentence: string;
}

/** The chart of one metric. */
export interface MetricPlot {
  name: string;
  lowerIsBetter: boolean;
  /** What all rows are compared with; null where that differs, or where there are no rows. */
  opponent: string | null;
  frame: PlotFrame;
  rows: PlotRow[];
  /** Comparisons that are not shown, further from being settled than those that are. */
  left: number;
}

/** What all comparisons of a metric are compared with, undefined when that differs between them. */
function commonControl(comparisons: readonly Comparison[]): string | null | undefined {
  const controls = new Set(comparisons.map(({ control }) => control));
  return controls.size === 1 ? comparisons[0]?.control : undefined;
}

function valuesOf(metric: Metric, comparison: Comparison, decimals: number): string | null {
  const find = (name: string | null): string | null => {
    const value = metric.variations.find((one) => one.name === name)?.value ?? null;
    return value === null ? null : numbers.metricValue(metric, value, decimals);
  };
  const [own, other] = [find(comparison.variation), find(comparison.control)];
  if (own === null || comparison.verdict === 'invalid') return null;
  return other === null ? own : `${own} against ${other}`;
}

/** One metric: its comparisons under one axis. */
export function plotOf(metric: Metric, options: PlotOptions = {}): MetricPlot {
  const shown = byInterest(metric.comparisons, options.most ?? 16);
  const frame = frameOf(metric, shown, options);
  const common = commonControl(shown);
  const decimals = frame.measure === 'difference' ? frame.decimals : decimalsOfMetric(metric);
  return {
    name: metric.name,
    lowerIsBetter: metric.direction === 'lower-is-better',
    opponent: common === undefined ? null : opponentWords(common),
    frame,
    rows: shown.map((comparison) => ({
      ...markOf(frame, comparison),
      variation: comparison.variation,
      values: valuesOf(metric, comparison, decimals),
      opponent: common === undefined ? opponentWords(comparison.control) : null,
      sentence: sentenceOf(comparison),
    })),
    left: metric.comparisons.length - shown.length,
  };
}

const keyWords: Record<ComparisonVerdict, string> = {
  better: 'better, with its interval',
  worse: 'worse',
  'no-difference': 'no difference worth having',
  inconclusive: 'not settled',
  invalid: 'do not read',
};

export const bandWords = 'too small to matter, around zero';

/** The marks that occur, with what they mean. The first word stands for the interval as well. */
export function plotKey(metrics: readonly Metric[]): { verdict: ComparisonVerdict; tone: Tone; words: string }[] {
  const found = new Set(metrics.flatMap(({ comparisons }) => comparisons.map(({ verdict }) => verdict)));
  const order: ComparisonVerdict[] = ['better', 'worse', 'no-difference', 'inconclusive', 'invalid'];
  return order
    .filter((verdict) => found.has(verdict))
    .map((verdict) => ({ verdict, tone: comparisonMarks[verdict].tone, words: keyWords[verdict] }));
}
