import type { TestAnswer } from '@dandelion-loop/contract';
import {
  type CrossingPlot,
  crossingHeight,
  type EffectsPlot,
  type FunnelPlot,
  numbers,
  type WhyMark,
  type WhySection,
  whySection as whyOf,
  whyTexts,
} from '@dandelion-loop/wording';
import { html, type Markup } from './html.ts';
import { section } from './page-head.ts';
import { bdi, percent, plot, plotRows } from './page-plot.ts';

/** What made the difference: what cannot be told apart first, then effects, how they go together, and where it arose. */

export function whySection(answer: TestAnswer): Markup | null {
  const why = whyOf(answer);
  if (why === null) return null;
  const { finding, spoiled, design, aliases, effects, crossings, funnels, sentences, doubts, notes } = why;
  if (spoiled) return section(finding, html`<p>A failed health check spoils every effect alike.</p>`);
  const parts = [
    aliasTable(aliases),
    plotsMarkup(effects.shown.map(effectsMarkup), fold(whyTexts.otherMetrics, effects.folded.map(effectsMarkup))),
    crossingsMarkup(crossings),
    plotsMarkup(funnels.shown.map(funnelMarkup), fold(whyTexts.moreFunnels, funnels.folded.map(funnelMarkup))),
    sentencesMarkup(sentences),
    notes.length > 0 && html`<div class="left-out">${notes.map((note) => html`<p>${note}</p>`)}</div>`,
  ];
  const body = html`${design !== '' && html`<p class="why-said">${design}</p>`}<div class="why-parts">${parts}</div>`;
  return section(finding, body, doubts);
}

const fold = (summary: string, items: readonly Markup[]): Markup | null =>
  items.length === 0
    ? null
    : html`<details class="fold"><summary>${summary}</summary><div class="why-parts">${items}</div></details>`;

const plotsMarkup = (shown: readonly Markup[], folded: Markup | null): Markup | null =>
  shown.length === 0 ? null : html`<div><div class="why-parts">${shown}</div>${folded}</div>`;

const heads = (names: readonly string[]): Markup =>
  html`<thead><tr>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>`;

const leftOut = (left: number): Markup | null =>
  left === 0 ? null : html`<p class="left-out">${whyTexts.left(numbers.counted(left, 'more'))}</p>`;

function aliasTable({ shown, left }: WhySection['aliases']): Markup | null {
  if (shown.length === 0) return null;
  return html`<div><div class="scroll" tabindex="0" role="region" aria-label="${whyTexts.aliases}"><table><caption>${whyTexts.aliases}</caption>${heads(whyTexts.aliasHeads)}<tbody>${shown.map(
    (row) => html`<tr><th scope="row">${row.effect}</th><td>${row.with}</td></tr>`,
  )}</tbody></table></div>${leftOut(left)}</div>`;
}

const labelled = (marks: readonly WhyMark[]) => marks.map((mark) => ({ label: bdi(mark.name), mark }));

function effectsMarkup({ name, frame, effects, interactions, left }: EffectsPlot): Markup {
  const together =
    interactions.length > 0 &&
    html`<h3 class="seg-name">${whyTexts.together} <span>${whyTexts.togetherHint}</span></h3><div class="plot-wrap"><div class="plot">${plotRows(frame, labelled(interactions))}</div></div>`;
  const more =
    left > 0 && html`<p class="left-out">${whyTexts.moreTogether(numbers.counted(left, 'more interaction'))}</p>`;
  return html`<div>${plot(html`<h3>${bdi(name)}</h3>`, frame, plotRows(frame, labelled(effects)), frame.unit)}${together}${more}</div>`;
}

function funnelMarkup({ sentence, frame, rows }: FunnelPlot): Markup {
  return html`<div><p class="why-said">${sentence}</p>${plot(html`<h3>${whyTexts.funnelHead}</h3>`, frame, plotRows(frame, labelled(rows)), whyTexts.part)}</div>`;
}

function crossingsMarkup({ shown, folded }: WhySection['crossings']): Markup | null {
  if (shown.length === 0) return null;
  const pictures = (plots: readonly CrossingPlot[]) => html`<div class="crossings">${plots.map(crossingMarkup)}</div>`;
  return html`<div>${pictures(shown)}${folded.length > 0 && fold(whyTexts.morePairs, [pictures(folded)])}<p class="left-out">${whyTexts.parallel}</p></div>`;
}

function crossingMarkup(crossing: CrossingPlot): Markup {
  const { metric, across, along, found, places, ticks, lines, titles } = crossing;
  const name = `${whyTexts.crossingName(metric, across, along)}: ${found}`;
  return html`<figure class="crossing" aria-label="${name}">
<figcaption><b>${bdi(across, 40)} × ${bdi(along, 40)}</b>: ${found}</figcaption>
<div class="crossing-field"><svg class="field" height="${crossingHeight}" aria-hidden="true">${ticks.map(
    ({ label, y }) =>
      html`<line class="g-grid" x1="0" x2="100%" y1="${percent(y)}" y2="${percent(y)}"/><text x="0" dx="-8" y="${percent(y)}" dy="4" text-anchor="end">${label}</text>`,
  )}${places.map(
    ({ label, x }) => html`<text x="${percent(x)}" y="100%" dy="18" text-anchor="middle">${label}</text>`,
  )}<text class="title" x="50%" y="100%" dy="34" text-anchor="middle">${titles.along}</text>${lines.map(lineMarkup)}${endNames(crossing)}</svg></div>
${crossingTable(crossing)}</figure>
`;
}

function lineMarkup({ points }: CrossingPlot['lines'][number], index: number): Markup {
  const strokes = points.map((point, place) => {
    const next = points[place + 1];
    if (!point || !next) return null;
    return html`<line class="along" x1="${percent(point.x)}" x2="${percent(next.x)}" y1="${percent(point.y)}" y2="${percent(next.y)}"/>`;
  });
  const marks = points.map((point) => {
    if (!point) return null;
    const { y, top, bottom } = point;
    const x = percent(point.x);
    const interval =
      top !== null &&
      bottom !== null &&
      html`<line class="spread" x1="${x}" x2="${x}" y1="${percent(top)}" y2="${percent(bottom)}"/>`;
    return html`${interval}<circle cx="${x}" cy="${percent(y)}" r="4.5"/>`;
  });
  return html`<g class="c${index}">${strokes}${marks}</g>`;
}

function endNames({ titles, ends }: CrossingPlot): Markup | null {
  const [highest] = ends;
  if (highest === undefined) return null;
  const x = percent(Math.max(...ends.map((end) => end.x), 0.91));
  return html`<text class="title" x="${x}" dx="10" y="${percent(highest.y)}" dy="-12">${titles.across}</text>${ends.map(
    ({ label, y }) => html`<text class="say" x="${x}" dx="10" y="${percent(y)}" dy="4">${label}</text>`,
  )}`;
}

/** The same as the picture, for whoever does not see it, and for print readers who want the numbers. */
function crossingTable({ across, along, places, lines }: CrossingPlot): Markup {
  return html`<div class="visually-hidden"><table>${heads([`${across} × ${along}`, ...places.map(({ name }) => name)])}<tbody>${lines.map(
    ({ name, points }) =>
      html`<tr><th scope="row">${name}</th>${points.map((point) => html`<td>${point === null ? numbers.dash : point.interval === null ? point.text : `${point.text} (${point.interval})`}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}

function sentencesMarkup({ shown, left }: WhySection['sentences']): Markup | null {
  if (shown.length === 0) return null;
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="${whyTexts.sentences}"><table class="why-sentences">${heads(whyTexts.sentenceHeads)}<tbody>${shown.map(
    ({ name, metric, sentence, caution }) =>
      html`<tr><th scope="row">${bdi(name, 60)}</th><td>${bdi(metric, 40)}</td><td>${sentence}</td><td>${caution}</td></tr>`,
  )}</tbody></table></div>${leftOut(left)}`;
  return fold(whyTexts.sentences, [table]);
}
