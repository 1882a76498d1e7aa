import { named, type PlotFrame, type PlotLine, shorten, type WhyMark } from '@dandelion-loop/wording';
import { html, type Markup } from './html.ts';
import { verdictTag } from './page-shell.ts';

/** Rows of label, field, value. Fields are SVG with percentages for x and pixels for everything else: fluid without script. */

export const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

function upright(className: string, at: number): Markup {
  const x = percent(at);
  return html`<line class="${className}" x1="${x}" x2="${x}" y1="0" y2="100%"/>`;
}

function ground({ ticks, zero, band }: PlotFrame): Markup {
  const grid = ticks.filter(({ value }) => value !== 0).map(({ at }) => upright('g-grid', at));
  return html`${grid}${bandMark(band)}${upright('g-zero', zero)}`;
}

function bandMark(band: PlotFrame['band']): Markup | null {
  if (band === null) return null;
  const { from, to, edges } = band;
  return html`<rect class="g-band" x="${percent(from)}" width="${percent(to - from)}" y="0" height="100%"/>${edges.map((edge) => upright('g-edge', edge))}`;
}

/** What a row draws and writes; `bar` of a waterfall: from where the row before ended to where this one does. */
export type RowMark = Pick<WhyMark, 'tone' | 'line' | 'bar' | 'text' | 'interval' | 'words' | 'reason'>;

function estimateMark(x: string, tone: RowMark['tone']): Markup {
  if (tone === 'invalid')
    return html`<svg x="${x}" y="50%" overflow="visible"><path class="x" d="M-4 -4L4 4M4 -4L-4 4"/></svg>`;
  return html`<circle class="d" cx="${x}" cy="50%"/>`;
}

/** The same mark in the key. */
export function keyMark(tone: RowMark['tone']): Markup {
  const estimate =
    tone === 'invalid' ? html`<path class="x" d="M18 2L26 10M26 2L18 10"/>` : html`<circle class="d" cx="22" cy="6"/>`;
  return html`<line class="i" x1="2" x2="42" y1="6" y2="6"/>${estimate}`;
}

function intervalMark(line: PlotLine | null, tone: RowMark['tone']): Markup {
  if (line === null) return html`<g class="m"><line class="q" x1="0" x2="100%" y1="50%" y2="50%"/></g>`;
  const { from, to, clippedLow, clippedHigh, at } = line;
  return html`<g class="m ${tone}"><line class="i" x1="${percent(from)}" x2="${percent(to)}" y1="50%" y2="50%"/>${
    clippedLow && html`<svg x="0%" y="50%" overflow="visible"><path class="a" d="M5 -4L0 0L5 4"/></svg>`
  }${clippedHigh && html`<svg x="100%" y="50%" overflow="visible"><path class="a" d="M-5 -4L0 0L-5 4"/></svg>`}${
    at !== null && estimateMark(percent(at), tone)
  }</g>`;
}

/** The picture of one comparison. What it shows stands in words beside it, so it is hidden from screen readers. */
export function field(frame: PlotFrame, { line, tone, bar }: Pick<RowMark, 'line' | 'tone' | 'bar'>): Markup {
  const step =
    bar &&
    html`<rect class="w ${tone}" x="${percent(bar.from)}" width="${percent(bar.to - bar.from)}" y="20%" height="60%"/>`;
  return html`<svg class="field" aria-hidden="true">${ground(frame)}${step}${intervalMark(line, tone)}</svg>`;
}

/** Tick labels, nearest the data. Labels at the edges are set inwards. */
export function axisField({ ticks }: PlotFrame): Markup {
  const labels = ticks.map(({ at, label }) => {
    const anchor = at < 0.04 ? 'start' : at > 0.96 ? 'end' : 'middle';
    return html`<text x="${percent(at)}" y="12" text-anchor="${anchor}">${label}</text>`;
  });
  return html`<svg class="field axis" height="20" aria-hidden="true">${labels}</svg>`;
}

/** A name of the data in a row, kept apart from the direction of the text around it. */
export const bdi = (name: string, room = 80): Markup => html`<bdi>${shorten(named(name), room)}</bdi>`;

function valueCell({ tone, words, text, interval, reason }: RowMark): Markup {
  const tag = verdictTag({ tone }, words);
  if (text === null) return html`${tag}${reason === null ? null : html`<small>${reason}</small>`}`;
  return html`<b>${text}</b> <span class="quiet nowrap">${interval}</span><small>${tag}</small>`;
}

export interface LabelledMark {
  label: Markup;
  mark: RowMark;
}

export function plotRows(frame: PlotFrame, rows: readonly LabelledMark[]): Markup {
  return html`${rows.map(
    ({ label, mark }) =>
      html`<div class="plot-row"><div class="plot-label">${label}</div><div class="plot-field">${field(frame, mark)}</div><div class="plot-value">${valueCell(mark)}</div></div>
`,
  )}`;
}

export function plot(head: Markup, frame: PlotFrame, rows: Markup, unit: string): Markup {
  return html`<div class="plot-wrap"><div class="plot">
<div class="plot-head">${head}${axisField(frame)}<span>${unit}</span></div>
${rows}</div></div>`;
}
