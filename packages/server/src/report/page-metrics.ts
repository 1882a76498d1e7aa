import type { Metric, TestAnswer } from '@dandelion-loop/contract';
import {
  bandWords,
  metricNotes,
  metricsFinding,
  numbers,
  type PlotRow,
  plotKey,
  plotOf,
} from '@dandelion-loop/wording';
import { html, type Markup } from './html.ts';
import { section } from './page-head.ts';
import { bdi, keyMark, plot, plotRows } from './page-plot.ts';
import { glyph } from './page-shell.ts';

/** One plot per metric, its comparisons under one axis. */

export function metricsSection(answer: TestAnswer): Markup {
  const body = html`${answer.metrics.map((metric) => metricPlot(metric))}${key(answer)}`;
  return section(metricsFinding(answer), body, metricNotes(answer, 'command-line'));
}

const against = (opponent: string | null): Markup | null =>
  opponent === null ? null : html` <span class="quiet">against ${bdi(opponent)}</span>`;

function rowLabel({ variation, opponent, values }: PlotRow): Markup {
  return html`${bdi(variation)}${against(opponent)}${values === null ? null : html`<small class="n">${values}</small>`}`;
}

function metricPlot(metric: Metric): Markup {
  const { name, lowerIsBetter, opponent, frame, rows, left } = plotOf(metric);
  const direction = lowerIsBetter && html` <span class="quiet">(lower is better)</span>`;
  const head = html`<h3>${bdi(name)}${against(opponent)}${direction}</h3>`;
  if (rows.length === 0) return html`${head}<p class="quiet">Nothing to compare.</p>`;
  const labelled = rows.map((row) => ({ label: rowLabel(row), mark: row }));
  return html`${plot(head, frame, plotRows(frame, labelled), frame.unit)}${
    left > 0 &&
    html`<p class="left-out">And ${numbers.counted(left, 'more variation')} further from being settled: see the table.</p>`
  }${sentences(rows)}`;
}

/** Every comparison in its own words; folded when there are many. */
function sentences(rows: readonly PlotRow[]): Markup {
  const list = html`<ul class="sentences">${rows.map(({ tone, sentence }) => html`<li>${glyph(tone)}<span>${sentence}</span></li>`)}</ul>`;
  if (rows.length <= 3) return list;
  return html`<details class="fold"><summary>In sentences</summary>${list}</details>`;
}

function key(answer: TestAnswer): Markup | null {
  const items = plotKey(answer.metrics);
  if (items.length === 0) return null;
  const marks = items.map(
    ({ tone, words }) =>
      html`<span><svg aria-hidden="true"><g class="m ${tone}">${keyMark(tone)}</g></svg>${words}</span>`,
  );
  return html`<div class="key">${marks}<span><svg aria-hidden="true"><rect class="g-band" width="44" height="12"/><line class="g-zero" x1="22" x2="22" y1="0" y2="12"/></svg>${bandWords}</span></div>`;
}
