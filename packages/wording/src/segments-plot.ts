import type { Comparison, Metric, Segment, TestAnswer } from '@dandelion-loop/contract';
import { interactionWords, type Note, primaryInteractions, segmentNotes, segmentsFinding } from './findings.ts';
import * as numbers from './numbers.ts';
import { frameOf, markOf, type PlotFrame, type PlotMark, type PlotOptions } from './plot.ts';
import { type GroupRow, groupRows } from './segment-rows.ts';
import { byInterest, primaryMetric } from './verdicts.ts';

/** The metric that decides in each group of each segment, all under one axis. */

export interface GroupMark extends PlotMark {
  /** The value of the segment's column. */
  name: string;
  /** "1,234" */
  units: string;
}

/** One variation over the groups of one segment. */
export interface GroupPlot {
  variation: string;
  column: string;
  /** "groups differ, p < 0.001" */
  answer: string;
  rows: GroupMark[];
  /** The smaller groups, where there are many: small ones say least. */
  folded: GroupMark[];
}

export interface SegmentsPlot {
  finding: string;
  /** The metric that decides. */
  name: string;
  /** "points"; null where the numbers are the metric's own. */
  unit: string | null;
  frame: PlotFrame;
  /** Empty where a failed check spoils every group alike. */
  groups: GroupPlot[];
  /** Whether groups differ on the other metrics. */
  others: { metric: string; variation: string; column: string; answer: string }[];
  notes: Note[];
}

const openGroups = 8;

/** Null without segments. */
export function segmentsPlot(answer: TestAnswer, options: PlotOptions = {}): SegmentsPlot | null {
  const metric = primaryMetric(answer);
  if (answer.segments.length === 0 || metric === undefined) return null;
  const valid = answer.health.verdict !== 'invalid';
  const shown = valid ? byInterest(metric.comparisons, options.most ?? 4) : [];
  const wanted = answer.segments.flatMap((segment) =>
    shown.map((like) => ({ segment, like, rows: groupRows(segment, metric, like) })),
  );
  const comparisons = wanted.flatMap(({ rows }) => rows.map(({ comparison }) => comparison));
  const frame = frameOf(metric, comparisons, options);
  return {
    finding: segmentsFinding(answer),
    name: metric.name,
    unit: unitOf(metric, frame),
    frame,
    groups: wanted
      .filter(({ rows }) => rows.length > 0)
      .map(({ segment, like, rows }) => groupPlot(answer, segment, like, rows, frame)),
    others: valid ? otherMetrics(answer, metric) : [],
    notes: segmentNotes(answer),
  };
}

function unitOf({ kind }: Metric, { measure }: PlotFrame): string | null {
  if (measure === 'lift') return 'change in percent';
  return kind === 'proportion' ? 'points' : null;
}

function groupPlot(
  answer: TestAnswer,
  segment: Segment,
  like: Comparison,
  rows: readonly GroupRow[],
  frame: PlotFrame,
): GroupPlot {
  const interaction = primaryInteractions(answer, segment).find(
    ({ variation, control }) => variation === like.variation && control === like.control,
  );
  const sorted = rows.length <= openGroups ? rows : rows.toSorted((a, b) => b.units - a.units);
  const marks = sorted.map(({ value, units, comparison }) => ({
    ...markOf(frame, comparison),
    name: value,
    units: numbers.count(units),
  }));
  return {
    variation: like.variation,
    column: segment.column,
    answer: interactionWords(answer, interaction),
    rows: marks.slice(0, openGroups),
    folded: marks.slice(openGroups),
  };
}

function otherMetrics(answer: TestAnswer, primary: Metric): SegmentsPlot['others'] {
  return answer.segments.flatMap(({ column, interactions }) =>
    interactions
      .filter(({ metric }) => metric !== primary.name)
      .map((interaction) => ({
        metric: interaction.metric,
        variation: interaction.variation,
        column,
        answer: interactionWords(answer, interaction),
      })),
  );
}
