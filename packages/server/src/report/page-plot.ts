import type { Comparison, ComparisonVerdict, MetricKind } from '@dandelion-loop/contract';
import * as numbers from '../kernel/numbers.ts';
import { type Axis, chooseAxis, type Drawn, drawn, position } from './axis.ts';
import { html, type Markup } from './html.ts';
import { named, shorten } from './names.ts';
import { verdictTag } from './page-shell.ts';
import { clause } from './phrases.ts';
import { comparisonMarks, verdictWords } from './verdicts.ts';

/** Rows of label, field, value. Fields are SVG with percentages for x and pixels for everything else: fluid without script. */

export interface PlotFrame {
  axis: Axis;
  kind: MetricKind;
  decimals: number;
  margin: number | null;
}

export function frameOf(kind: MetricKind, comparisons: readonly Comparison[], ticks = 5): PlotFrame {
  const scale = numbers.scaleOf(kind);
  const margin = comparisons.find(({ practicalMargin }) => practicalMargin !== null)?.practicalMargin ?? null;
  const scaled = margin === null ? null : margin * scale;
  return {
    axis: chooseAxis(
      comparisons.map((comparison) => drawn(comparison, scale)),
      scaled,
      ticks,
    ),
    kind,
    decimals: numbers.decimalsOf(
      kind,
      comparisons.map(({ difference }) => difference),
    ),
    margin: scaled,
  };
}

const clamp = (share: number): number => Math.max(0, Math.min(1, share));
const percent = (axis: Axis, value: number): string => `${(clamp(position(axis, value)) * 100).toFixed(2)}%`;

function upright(className: string, x: string): Markup {
  return html`<line class="${className}" x1="${x}" x2="${x}" y1="0" y2="100%"/>`;
}

function ground({ axis, margin }: PlotFrame): Markup {
  const grid = axis.ticks.filter((value) => value !== 0).map((value) => upright('g-grid', percent(axis, value)));
  return html`${grid}${band(axis, margin)}${upright('g-zero', percent(axis, 0))}`;
}

function band(axis: Axis, margin: number | null): Markup | null {
  if (margin === null || margin <= 0) return null;
  const [from, to] = [clamp(position(axis, -margin)), clamp(position(axis, margin))];
  const edges = [-margin, margin].filter((edge) => edge >= axis.low && edge <= axis.high);
  return html`<rect class="g-band" x="${percent(axis, -margin)}" width="${((to - from) * 100).toFixed(2)}%" y="0" height="100%"/>${edges.map((edge) => upright('g-edge', percent(axis, edge)))}`;
}

const markClass: Record<ComparisonVerdict, string> = {
  better: 'better',
  worse: 'worse',
  'no-difference': 'none',
  inconclusive: 'uncertain',
  invalid: 'invalid',
};

function estimateMark(x: string, verdict: ComparisonVerdict): Markup {
  if (verdict === 'invalid')
    return html`<svg x="${x}" y="50%" overflow="visible"><path class="x" d="M-4 -4L4 4M4 -4L-4 4"/></svg>`;
  return html`<circle class="d" cx="${x}" cy="50%"/>`;
}

function intervalMark({ axis }: PlotFrame, { value, low, high }: Drawn, verdict: ComparisonVerdict): Markup {
  if (value === null) return html`<g class="m"><line class="q" x1="0" x2="100%" y1="50%" y2="50%"/></g>`;
  const beyondLow = low === null || low < axis.low;
  const beyondHigh = high === null || high > axis.high;
  const from = low === null ? '0%' : percent(axis, low);
  const to = high === null ? '100%' : percent(axis, high);
  const within = value >= axis.low && value <= axis.high;
  return html`<g class="m ${markClass[verdict]}"><line class="i" x1="${from}" x2="${to}" y1="50%" y2="50%"/>${
    beyondLow && html`<svg x="0%" y="50%" overflow="visible"><path class="a" d="M5 -4L0 0L5 4"/></svg>`
  }${beyondHigh && html`<svg x="100%" y="50%" overflow="visible"><path class="a" d="M-5 -4L0 0L-5 4"/></svg>`}${
    within && estimateMark(percent(axis, value), verdict)
  }</g>`;
}

/** The picture of one comparison. What it shows stands in words beside it, so it is hidden from screen readers. */
export function field(frame: PlotFrame, comparison: Comparison): Markup {
  const shape = drawn(comparison, numbers.scaleOf(frame.kind));
  return html`<svg class="field" aria-hidden="true">${ground(frame)}${intervalMark(frame, shape, comparison.verdict)}</svg>`;
}

/** Tick labels, nearest the data. Labels at the edges are set inwards. */
export function axisField({ axis }: PlotFrame): Markup {
  const labels = axis.ticks.map((value) => {
    const at = position(axis, value);
    const anchor = at < 0.04 ? 'start' : at > 0.96 ? 'end' : 'middle';
    return html`<text x="${percent(axis, value)}" y="12" text-anchor="${anchor}">${numbers.tick(value, axis.step)}</text>`;
  });
  return html`<svg class="field axis" height="20" aria-hidden="true">${labels}</svg>`;
}

/** A name of the data in a row, kept apart from the direction of the text around it. */
export const bdi = (name: string, width = 80): Markup => html`<bdi>${shorten(named(name), width)}</bdi>`;

function valueCell({ kind, decimals }: PlotFrame, comparison: Comparison): Markup {
  const mark = comparisonMarks[comparison.verdict];
  if (comparison.verdict === 'invalid') return html`${verdictTag(mark, 'Invalid: do not read')}`;
  const { difference } = comparison;
  if (difference.value === null) {
    const reason = clause(comparison.reasons.difference ?? 'Not defined for these data');
    return html`${verdictTag(mark, verdictWords(comparison))}<small>${reason}</small>`;
  }
  return html`<b>${numbers.difference(kind, difference.value, decimals)}</b> <span class="quiet nowrap">${numbers.interval(kind, difference, decimals)}</span><small>${verdictTag(mark, verdictWords(comparison))}</small>`;
}

export interface PlotRow {
  label: Markup;
  comparison: Comparison;
}

export function plotRows(frame: PlotFrame, rows: readonly PlotRow[]): Markup {
  return html`${rows.map(
    ({ label, comparison }) =>
      html`<div class="plot-row"><div class="plot-label">${label}</div><div class="plot-field">${field(frame, comparison)}</div><div class="plot-value">${valueCell(frame, comparison)}</div></div>
`,
  )}`;
}

/** What the numbers of a plot are: "points, 95% interval". */
export function unitWords(kind: MetricKind, comparison: Comparison | undefined): string {
  const what = kind === 'proportion' ? 'points' : 'difference';
  return comparison === undefined ? what : `${what}, ${numbers.share(comparison.level)} interval`;
}

export function plot(head: Markup, frame: PlotFrame, rows: Markup, unit: string): Markup {
  return html`<div class="plot-wrap"><div class="plot">
<div class="plot-head">${head}${axisField(frame)}<span>${unit}</span></div>
${rows}</div></div>`;
}
