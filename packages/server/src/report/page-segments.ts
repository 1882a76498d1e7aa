import type { Comparison, Metric, Segment, TestAnswer } from '@dandelion-loop/contract';
import * as numbers from '../kernel/numbers.ts';
import { interactionWords, primaryInteractions, segmentNotes, segmentsFinding } from './findings.ts';
import { html, type Markup } from './html.ts';
import { section } from './page-head.ts';
import { bdi, frameOf, type PlotFrame, plot, plotRows } from './page-plot.ts';
import { type GroupRow, groupRows } from './segment-rows.ts';
import { byInterest, primaryMetric } from './verdicts.ts';

/** The primary metric in each group, all under one axis. */

const mostComparisons = 4;
const openValues = 8;

export function segmentsSection(answer: TestAnswer): Markup | null {
  const metric = primaryMetric(answer);
  if (answer.segments.length === 0 || metric === undefined) return null;
  if (answer.health.verdict === 'invalid')
    return section(segmentsFinding(answer), html`<p>A failed health check spoils every group alike.</p>`);
  const shown = byInterest(metric.comparisons, mostComparisons);
  const all = answer.segments.flatMap((segment) => shown.flatMap((one) => groupRows(segment, metric, one)));
  const frame = frameOf(
    metric.kind,
    all.map(({ comparison }) => comparison),
  );
  const groups = answer.segments.flatMap((segment) =>
    shown.map((one) => groupPlot(answer, segment, metric, one, frame)),
  );
  const unit = metric.kind === 'proportion' ? html`${bdi(metric.name)}, points` : bdi(metric.name);
  const body = html`${plot(html`<span>${unit}</span>`, frame, html``, '')}${groups}${otherMetrics(answer, metric)}`;
  return section(segmentsFinding(answer), body, segmentNotes(answer));
}

function groupPlot(
  answer: TestAnswer,
  segment: Segment,
  metric: Metric,
  like: Comparison,
  frame: PlotFrame,
): Markup | null {
  const rows = groupRows(segment, metric, like);
  if (rows.length === 0) return null;
  const interaction = primaryInteractions(answer, segment).find(
    ({ variation, control }) => variation === like.variation && control === like.control,
  );
  const name = html`<h3 class="seg-name">${bdi(like.variation)} by ${bdi(segment.column)} <span>${interactionWords(answer, interaction)}</span></h3>`;
  // The largest groups stay open: small ones say least.
  const sorted = rows.length <= openValues ? rows : rows.toSorted((a, b) => b.units - a.units);
  const folded = sorted.slice(openValues);
  const more =
    folded.length > 0 &&
    html`<details class="fold"><summary>${numbers.counted(folded.length, 'smaller group')}</summary>${rowsPlot(frame, folded)}</details>`;
  return html`${name}${rowsPlot(frame, sorted.slice(0, openValues))}${more}`;
}

function rowsPlot(frame: PlotFrame, rows: readonly GroupRow[]): Markup {
  const labelled = rows.map(({ value, units, comparison }) => ({
    label: html`${bdi(value)} <span class="quiet n">${numbers.count(units)}</span>`,
    comparison,
  }));
  return html`<div class="plot-wrap small"><div class="plot">${plotRows(frame, labelled)}</div></div>`;
}

/** Interactions of the other metrics, in one table. */
function otherMetrics(answer: TestAnswer, primary: Metric): Markup | null {
  const rows = answer.segments.flatMap(({ column, interactions }) =>
    interactions.filter(({ metric }) => metric !== primary.name).map((interaction) => ({ column, interaction })),
  );
  if (rows.length === 0) return null;
  return html`<details class="fold"><summary>Do groups differ on the other metrics?</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Interactions of the other metrics"><table><thead><tr><th scope="col">Metric</th><th scope="col">Variation</th><th scope="col">By</th><th scope="col">Answer</th></tr></thead><tbody>${rows
    .slice(0, 200)
    .map(
      ({ column, interaction }) =>
        html`<tr><th scope="row">${bdi(interaction.metric)}</th><td>${bdi(interaction.variation)}</td><td>${bdi(column)}</td><td>${interactionWords(answer, interaction)}</td></tr>`,
    )}</tbody></table></div></details>`;
}
