import type { TestAnswer } from '@dandelion-loop/contract';
import { clause, numbers, type SearchPlot, searchFinding, searchMarks, searchPlots } from '@dandelion-loop/wording';
import { html, type Markup } from './html.ts';
import { section } from './page-head.ts';
import { bdi, field, plot } from './page-plot.ts';
import { verdictTag } from './page-shell.ts';

/** For whom it works: each comparison with its groups under one axis, the check, and how it could be wrong. */

const mostDoubts = 2;

export function searchSection(answer: TestAnswer): Markup | null {
  const { search } = answer;
  if (search === undefined) return null;
  const finding = searchFinding(search);
  if (answer.health.verdict === 'invalid')
    return section(finding, html`<p>A failed health check spoils every group alike.</p>`);
  const plots = searchPlots(search, answer);
  const told = plots.filter(({ verdict }) => verdict !== 'cannot-tell').slice(0, mostDoubts);
  const doubts = told.map((of) => ({ title: `${of.variation}: how it could be wrong`, text: of.doubts.join(' ') }));
  const looks = told.length === 0 ? [] : [{ title: 'How many looks were made', text: search.multiplicity }];
  const notes =
    search.notes.length > 0 &&
    html`<div class="left-out">${search.notes.map((note) => html`<p>${clause(note)}</p>`)}</div>`;
  return section(finding, html`<div class="why-parts">${plots.map(comparison)}${notes}</div>`, [...doubts, ...looks]);
}

function comparison({ variation, control, verdict, sentence, check, method, frame, rows }: SearchPlot): Markup {
  const { tone, word } = searchMarks[verdict];
  const against = control === null ? 'against the others together' : html`against ${bdi(control, 40)}`;
  const picture =
    frame &&
    plot(html`<span>Group of units</span>`, frame, html`${rows.map((row) => groupRow(row, frame))}`, frame.unit);
  const said = [sentence, check].map((text) => text && html`<p class="why-said">${text}</p>`);
  return html`<div><h3 class="seg-name">${bdi(variation)} <span>${against}</span> ${verdictTag({ tone }, word)}</h3>${picture}${said}${method && html`<p class="left-out">${method}</p>`}</div>`;
}

/** Whether a group by itself has an effect was not asked: no verdict is drawn. */
function groupRow(
  { condition, share, units, line, text, interval }: SearchPlot['rows'][number],
  frame: NonNullable<SearchPlot['frame']>,
): Markup {
  const value = text === null ? numbers.dash : html`<b>${text}</b> <span class="quiet nowrap">${interval}</span>`;
  return html`<div class="plot-row"><div class="plot-label">${bdi(condition, 120)} <small class="n">${share}, ${units} units</small></div><div class="plot-field">${field(frame, { line, tone: 'none' })}</div><div class="plot-value">${value}</div></div>
`;
}
