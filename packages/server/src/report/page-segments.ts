import type { TestAnswer } from '@dandelion-loop/contract';
import {
  type GroupMark,
  type GroupPlot,
  numbers,
  type PlotFrame,
  type SegmentsPlot,
  segmentsPlot,
} from '@dandelion-loop/wording';
import { html, type Markup } from './html.ts';
import { section } from './page-head.ts';
import { bdi, plot, plotRows } from './page-plot.ts';

/** The primary metric in each group, all under one axis. */

const mostOthers = 200;

export function segmentsSection(answer: TestAnswer): Markup | null {
  const segments = segmentsPlot(answer);
  if (segments === null) return null;
  const { finding, name, unit, frame, groups, others, notes } = segments;
  if (groups.length === 0) return section(finding, html`<p>A failed health check spoils every group alike.</p>`);
  const body = html`${plot(html`<span>${bdi(name)}${unit !== null && `, ${unit}`}</span>`, frame, html``, '')}${groups.map((group) => groupPlot(group, frame))}${otherMetrics(others)}`;
  return section(finding, body, notes);
}

function groupPlot({ variation, column, answer, rows, folded }: GroupPlot, frame: PlotFrame): Markup {
  const name = html`<h3 class="seg-name">${bdi(variation)} by ${bdi(column)} <span>${answer}</span></h3>`;
  const more =
    folded.length > 0 &&
    html`<details class="fold"><summary>${numbers.counted(folded.length, 'smaller group')}</summary>${rowsPlot(frame, folded)}</details>`;
  return html`${name}${rowsPlot(frame, rows)}${more}`;
}

function rowsPlot(frame: PlotFrame, rows: readonly GroupMark[]): Markup {
  const labelled = rows.map((mark) => ({
    label: html`${bdi(mark.name)} <span class="quiet n">${mark.units}</span>`,
    mark,
  }));
  return html`<div class="plot-wrap small"><div class="plot">${plotRows(frame, labelled)}</div></div>`;
}

/** Interactions of the other metrics, in one table. */
function otherMetrics(others: SegmentsPlot['others']): Markup | null {
  if (others.length === 0) return null;
  return html`<details class="fold"><summary>Do groups differ on the other metrics?</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Interactions of the other metrics"><table><thead><tr><th scope="col">Metric</th><th scope="col">Variation</th><th scope="col">By</th><th scope="col">Answer</th></tr></thead><tbody>${others
    .slice(0, mostOthers)
    .map(
      ({ metric, variation, column, answer }) =>
        html`<tr><th scope="row">${bdi(metric)}</th><td>${bdi(variation)}</td><td>${bdi(column)}</td><td>${answer}</td></tr>`,
    )}</tbody></table></div></details>`;
}
