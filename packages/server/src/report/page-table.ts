import type { TestAnswer } from '@dandelion-loop/contract';
import { type MetricTable, numbers, resultTable, type TableRow } from '@dandelion-loop/wording';
import { html, type Markup } from './html.ts';
import { section } from './page-head.ts';
import { bdi } from './page-plot.ts';
import { verdictTag } from './page-shell.ts';

/** Every number, in one table. */

export function tableSection(answer: TestAnswer): Markup {
  const { heads, metrics, notes } = resultTable(answer);
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="All results as a table"><table>
<thead><tr><th scope="col">Variation</th>${heads.map((head) => html`<th class="num" scope="col">${head}</th>`)}<th class="last" scope="col">Verdict</th></tr></thead>
${metrics.map((metric) => metricRows(metric, heads.length + 2))}</table></div>`;
  return section('Every number, in one table', table, notes);
}

function metricRows({ name, rows, left }: MetricTable, columns: number): Markup {
  const more =
    left > 0 &&
    html`<tr><td colspan="${columns}" class="quiet">And ${numbers.counted(left, 'more variation')}; the JSON answer has all.</td></tr>`;
  return html`<tbody><tr class="group"><th colspan="${columns}" scope="rowgroup">${bdi(name)}</th></tr>${rows.map(tableRow)}${more}</tbody>`;
}

function tableRow({ variation, cells, verdict }: TableRow): Markup {
  const shown = cells.map((cell) => html`<td class="num${cell === numbers.dash ? ' quiet' : ''}">${cell}</td>`);
  const last =
    verdict === null
      ? html`<td class="last quiet">compared with</td>`
      : html`<td class="last">${verdictTag(verdict.mark, verdict.words)}</td>`;
  return html`<tr><th scope="row">${bdi(variation)}</th>${shown}${last}</tr>`;
}
