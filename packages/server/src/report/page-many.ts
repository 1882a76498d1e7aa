import type { Comparison, ManyResult } from '@dandelion-loop/contract';
import {
  chanceWords,
  checkTitle,
  clause,
  frameFor,
  frameOf,
  healthMarks,
  type JudgedTest,
  judgeMany,
  levelWords,
  type ManyAnswers,
  manyAnswer,
  manyQuestion,
  markOf,
  numbers,
  type PlotFrame,
  plain,
  type Saying,
  suspectWords,
  testMarks,
  testsByInterest,
  testVerdicts,
  unitsOf,
} from '@dandelion-loop/wording';
import { html, type Markup } from './html.ts';
import { pageHead, section } from './page-head.ts';
import { axisField, bdi, field } from './page-plot.ts';
import { glyph, type PageContent, type PageOptions, verdictTag } from './page-shell.ts';

const mostTests = 300;

/** What the page over many tests says. */
export function manyContent(many: ManyResult, options: PageOptions): PageContent {
  const answers = judgeMany(many);
  const question = options.title ?? manyQuestion;
  const main = html`${pageHead(question, manyAnswer(answers), basis(answers, options.date))}
${suspectNotice(answers)}
${strip(answers)}
${listSection(answers)}
${healthSection(answers)}
${howSection(answers, options)}`;
  return { question, main };
}

function basis({ judged }: ManyAnswers, date: string | null | undefined): Saying {
  const units = judged.reduce((sum, { test }) => sum + test.source.units, 0);
  const words = judged[0] === undefined ? { one: 'unit', many: 'units', note: '' } : unitsOf(judged[0].test.source);
  const level = judged.find(({ comparison }) => comparison !== undefined)?.comparison;
  return [
    { text: numbers.counted(units, words.one, words.many), role: 'strong' },
    {
      text: `${words.note} in ${numbers.counted(judged.length, 'test')}. ${level === undefined ? '' : levelWords(level)}`,
    },
    { text: !date ? '' : ` Judged on ${date}.` },
  ];
}

function suspectNotice({ suspect }: ManyAnswers): Markup | null {
  if (suspect === null) return null;
  return html`<div class="notice warn" role="note">${glyph('warning')}<div><b>${suspectWords(suspect)}</b><p>${suspect.message} That holds for tests whose own split looks right as well.</p></div></div>`;
}

function strip({ counts }: ManyAnswers): Markup {
  const parts = testVerdicts.filter((verdict) => counts[verdict] > 0);
  return html`<div class="strip" aria-hidden="true">${parts.map((verdict) => html`<i class="s-${testMarks[verdict].tone}" style="flex:${counts[verdict]}"></i>`)}</div>
<ul class="counts">${testVerdicts.map((verdict) => html`<li>${verdictTag(testMarks[verdict], testMarks[verdict].word)} <span class="n">${numbers.count(counts[verdict])}</span></li>`)}</ul>`;
}

/** For tests without a metric, which draw nothing. */
const emptyFrame = frameFor({
  metric: { kind: 'proportion' },
  measure: 'difference',
  estimates: [],
  margin: null,
  level: null,
});

function listSection(answers: ManyAnswers): Markup {
  const sorted = testsByInterest(answers.judged);
  const shown = sorted.slice(0, mostTests);
  const valid = shown.filter(({ verdict, comparison }) => verdict !== 'invalid' && comparison !== undefined);
  // The axis is made for the settled ones; what is wider gets an arrowhead.
  const settled = valid.filter(({ verdict }) => verdict === 'won' || verdict === 'lost');
  const drawnFor = settled.length > 0 ? settled : valid;
  const first = shown.find(({ metric }) => metric !== undefined)?.metric;
  const comparisons = drawnFor.flatMap(({ comparison }): Comparison[] =>
    comparison === undefined ? [] : [comparison],
  );
  const frame = first === undefined ? emptyFrame : frameOf(first, comparisons, { ticks: 4 });
  const left = sorted.length - shown.length;
  const unit = html`${bdi(first?.name ?? 'metric', 40)}${first?.kind === 'proportion' ? ', points' : null}`;
  const body = html`<div class="list">
<div class="t-head" aria-hidden="true"><span>Verdict</span><span>Test</span><span class="t-n">Units</span>${axisField(frame)}<span class="t-e">${unit}</span></div>
<ol>${shown.map((one) => testRow(one, frame))}</ol></div>
${left > 0 && html`<p class="left-out">And ${numbers.counted(left, 'more test')}, further from being settled. The JSON answer has all.</p>`}`;
  const heading = settled.length === 0 ? 'No test is settled' : 'The clearest results first';
  return html`<div class="whole">${section(heading, body)}</div>`;
}

function testRow({ test, verdict, metric, comparison }: JudgedTest, frame: PlotFrame): Markup {
  const warned = test.health.checks.some((check) => check.verdict === 'warning');
  const best =
    comparison === undefined
      ? null
      : html`<small>${verdict === 'won' ? 'winner' : 'loser'}: ${bdi(comparison.variation)}</small>`;
  const doubt =
    warned &&
    verdict !== 'invalid' &&
    html` <span class="v-warning nowrap">${glyph('warning')}<span class="visually-hidden">worth a look</span></span>`;
  return html`<li class="t"><span class="t-v">${verdictTag(testMarks[verdict], testMarks[verdict].word)}</span><span class="t-h">${bdi(test.name, 120)}${doubt}${verdict === 'won' || verdict === 'lost' ? best : null}</span><span class="t-n n">${numbers.count(test.source.units)}</span><span class="t-f">${comparison === undefined ? null : field(frame, markOf(frame, comparison))}</span><span class="t-e">${effect({ test, verdict, metric, comparison }, frame)}</span></li>
`;
}

function effect({ test, verdict, metric, comparison }: JudgedTest, frame: PlotFrame): Markup {
  if (verdict === 'invalid') {
    const failed = test.health.checks.find((check) => check.verdict === 'invalid');
    return html`<span class="quiet">${failed === undefined ? 'A check failed' : `${checkTitle(failed.name, 'invalid')}: failed`}</span>`;
  }
  if (metric === undefined || comparison === undefined || comparison.difference.value === null)
    return html`<span class="quiet">nothing to compare</span>`;
  const { text, interval } = markOf(frame, comparison);
  return html`<b class="n">${text}</b> <span class="quiet nowrap n">${interval}</span>`;
}

function healthSection({ checks, judged, counts }: ManyAnswers): Markup {
  const rows = checks.map(({ name, invalid, warning }) => {
    const mark = healthMarks[invalid > 0 ? 'invalid' : 'warning'];
    return html`<tr><th scope="row">${verdictTag(mark, checkTitle(name, 'warning'))}</th><td class="num">${numbers.count(invalid)}</td><td class="num">${numbers.count(warning)}</td></tr>`;
  });
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="Health checks of all tests"><table><thead><tr><th scope="col">Check</th><th class="num" scope="col">Failed</th><th class="num" scope="col">Worth a look</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  const share = judged.length === 0 ? 0 : counts.invalid / judged.length;
  const heading =
    counts.invalid === 0
      ? 'No test failed a check'
      : `${numbers.share(share)} of the tests failed a check and are not to be read`;
  return section(heading, checks.length === 0 ? html`<p>Every check of every test passed.</p>` : table);
}

function howSection(answers: ManyAnswers, { command }: PageOptions): Markup {
  const methods = new Set(
    answers.judged.flatMap(({ comparison }) => (comparison === undefined ? [] : [comparison.method])),
  );
  const list = (texts: readonly string[]): Markup =>
    html`<ul class="plain">${texts.map((text) => html`<li>${clause(text)}</li>`)}</ul>`;
  const many: Saying = [{ text: chanceWords(answers) }];
  return section(
    'How do we know?',
    html`<div class="how"><p>Every test is judged by its first metric. The row shows the comparison that its verdict rests on, or its clearest one.</p>
<h3>Method</h3>${list(Array.from(methods).slice(0, 10))}
${answers.notes.length > 0 && html`<h3>What was taken for granted here</h3>${list(answers.notes.slice(0, 10))}`}
${command && html`<h3>The command</h3><pre tabindex="0">${command}</pre>`}</div>`,
    [{ title: 'How this could be wrong', text: plain(many) }],
  );
}
