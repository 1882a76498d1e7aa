import type { Comparison, Metric, TestAnswer } from '@dandelion-loop/contract';
import * as numbers from '../kernel/numbers.ts';
import { metricNotes, metricsFinding, openReason } from './findings.ts';
import { html, type Markup } from './html.ts';
import { section } from './page-head.ts';
import { bdi, frameOf, type PlotFrame, plot, plotRows, unitWords } from './page-plot.ts';
import { glyph } from './page-shell.ts';
import { clause } from './phrases.ts';
import { byInterest, comparisonMarks } from './verdicts.ts';

/** One plot per metric, its comparisons under one axis. */

const mostRows = 16;

export function metricsSection(answer: TestAnswer): Markup {
  const body = html`${answer.metrics.map((metric) => metricPlot(metric))}${key(answer)}`;
  return section(metricsFinding(answer), body, metricNotes(answer, 'grey'));
}

const opponent = (control: string | null): Markup =>
  html`against ${control === null ? 'the others together' : bdi(control)}`;

/** What all comparisons of a metric are compared with, undefined when that differs between them. */
function commonControl(comparisons: readonly Comparison[]): string | null | undefined {
  const controls = new Set(comparisons.map(({ control }) => control));
  return controls.size === 1 ? comparisons[0]?.control : undefined;
}

function valuesOf(metric: Metric, comparison: Comparison, { decimals }: PlotFrame): Markup | null {
  const find = (name: string | null): string | null => {
    const value = metric.variations.find((one) => one.name === name)?.value ?? null;
    return value === null ? null : numbers.metricValue(metric.kind, value, decimals);
  };
  const [own, other] = [find(comparison.variation), find(comparison.control)];
  if (own === null || comparison.verdict === 'invalid') return null;
  return html`<small class="n">${own}${other === null ? null : ` against ${other}`}</small>`;
}

function metricPlot(metric: Metric): Markup {
  const shown = byInterest(metric.comparisons, mostRows);
  const direction = metric.direction === 'lower-is-better' ? html` <span class="quiet">(lower is better)</span>` : null;
  const common = commonControl(metric.comparisons);
  const against = common === undefined ? null : html` <span class="quiet">${opponent(common)}</span>`;
  const head = html`<h3>${bdi(metric.name)}${against}${direction}</h3>`;
  if (shown.length === 0) return html`${head}<p class="quiet">Nothing to compare.</p>`;
  const frame = frameOf(metric.kind, shown);
  const rows = shown.map((comparison) => ({
    label: html`${bdi(comparison.variation)}${common === undefined && html` <span class="quiet">${opponent(comparison.control)}</span>`}${valuesOf(metric, comparison, frame)}`,
    comparison,
  }));
  const left = metric.comparisons.length - shown.length;
  return html`${plot(head, frame, plotRows(frame, rows), unitWords(metric.kind, shown[0]))}${
    left > 0 &&
    html`<p class="left-out">And ${numbers.counted(left, 'more variation')} further from being settled: see the table.</p>`
  }${sentences(shown)}`;
}

/** Every comparison in its own words; folded when there are many. */
function sentences(shown: readonly Comparison[]): Markup {
  const one = (comparison: Comparison): Markup => {
    const reason = openReason(comparison);
    const more = reason === null || comparison.sentence.includes(reason) ? null : ` ${clause(reason)}`;
    return html`<li>${glyph(comparisonMarks[comparison.verdict].tone)}<span>${clause(comparison.sentence)}${more}</span></li>`;
  };
  const list = html`<ul class="sentences">${shown.map(one)}</ul>`;
  if (shown.length <= 3) return list;
  return html`<details class="fold"><summary>In sentences</summary>${list}</details>`;
}

function key(answer: TestAnswer): Markup | null {
  const all = answer.metrics.flatMap(({ comparisons }) => comparisons);
  if (all.length === 0) return null;
  const has = (verdict: Comparison['verdict']): boolean => all.some((one) => one.verdict === verdict);
  const line = html`<line class="i" x1="2" x2="42" y1="6" y2="6"/>`;
  const dot = html`<circle class="d" cx="22" cy="6"/>`;
  const item = (tone: string, marks: Markup, words: string): Markup =>
    html`<span><svg aria-hidden="true"><g class="m ${tone}">${marks}</g></svg>${words}</span>`;
  return html`<div class="key">${has('better') && item('better', html`${line}${dot}`, 'better, with its interval')}${
    has('worse') && item('worse', html`${line}${dot}`, 'worse')
  }${has('no-difference') && item('none', html`${line}${dot}`, 'no difference worth having')}${
    has('inconclusive') && item('uncertain', html`${line}${dot}`, 'not settled')
  }${has('invalid') && item('invalid', html`${line}<path class="x" d="M18 2L26 10M26 2L18 10"/>`, 'do not read')}<span><svg aria-hidden="true"><rect class="g-band" width="44" height="12"/><line class="g-zero" x1="22" x2="22" y1="0" y2="12"/></svg>too small to matter, around zero</span></div>`;
}
