import type { Comparison, Metric, MetricVariation, TestAnswer } from '@dandelion-loop/contract';
import * as numbers from '../kernel/numbers.ts';
import { decimalsOfMetric } from './answer-sentences.ts';
import { openReason } from './findings.ts';
import { html, type Markup } from './html.ts';
import { section } from './page-head.ts';
import { bdi } from './page-plot.ts';
import { verdictTag } from './page-shell.ts';
import { clause, unadjustedWords, unitsOf } from './phrases.ts';
import { byInterest, comparisonMarks, verdictWords } from './verdicts.ts';

/** Every number, in one table. */

const mostRows = 100;

export function tableSection(answer: TestAnswer): Markup {
  const all = answer.metrics.flatMap(({ comparisons }) => comparisons);
  const level = all[0]?.level ?? 0.95;
  const bayesian = all.some(({ inference }) => inference === 'bayesian');
  const evidence = bayesian ? ['Chance to be better', 'Expected loss'] : ['p'];
  const heads = ['Difference', `${numbers.share(level)} interval`, 'Lift', ...evidence];
  const units = unitsOf(answer.source).many;
  const columns = 4 + heads.length;
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="All results as a table"><table>
<thead><tr><th scope="col">Variation</th><th class="num" scope="col">${units.charAt(0).toUpperCase()}${units.slice(1)}</th><th class="num" scope="col">Result</th>${heads.map((head) => html`<th class="num" scope="col">${head}</th>`)}<th class="last" scope="col">Verdict</th></tr></thead>
${answer.metrics.map((metric) => metricRows(metric, columns, bayesian))}</table></div>`;
  const note = all.length > 1 && !bayesian ? [{ title: 'Many comparisons', text: unadjustedWords }] : [];
  return section('Every number, in one table', table, [...note, ...liftNote(all)]);
}

function liftNote(all: readonly Comparison[]): { title: string; text: string }[] {
  const reason = all.map(openReason).find((text) => text !== null);
  return reason === undefined ? [] : [{ title: 'Why a lift is missing', text: clause(reason) }];
}

function metricRows(metric: Metric, columns: number, bayesian: boolean): Markup {
  const decimals = decimalsOfMetric(metric);
  const shown = byInterest(metric.comparisons, mostRows);
  const left = metric.comparisons.length - shown.length;
  const find = (name: string): MetricVariation | undefined => metric.variations.find((one) => one.name === name);
  const controls = [...new Set(shown.flatMap(({ control }) => (control === null ? [] : [control])))];
  const group = html`<tr class="group"><th colspan="${columns}" scope="rowgroup">${bdi(metric.name)}</th></tr>`;
  const bases = controls.map((name) => baseRow(metric, find(name), decimals, columns));
  const rows = shown.map((comparison) =>
    comparisonRow(metric, find(comparison.variation), comparison, decimals, bayesian),
  );
  const more =
    left > 0 &&
    html`<tr><td colspan="${columns}" class="quiet">And ${numbers.counted(left, 'more variation')}; the JSON answer has all.</td></tr>`;
  return html`<tbody>${group}${bases}${rows}${more}</tbody>`;
}

function baseRow(
  metric: Metric,
  variation: MetricVariation | undefined,
  decimals: number,
  columns: number,
): Markup | null {
  if (variation === undefined) return null;
  const empty = Array.from({ length: columns - 4 }, () => html`<td class="num quiet">–</td>`);
  return html`<tr><th scope="row">${bdi(variation.name)}</th><td class="num">${numbers.count(variation.units)}</td><td class="num">${numbers.metricValue(metric.kind, variation.value, decimals)}</td>${empty}<td class="last quiet">compared with</td></tr>`;
}

function comparisonRow(
  metric: Metric,
  variation: MetricVariation | undefined,
  comparison: Comparison,
  decimals: number,
  bayesian: boolean,
): Markup {
  const { kind } = metric;
  const valid = comparison.verdict !== 'invalid';
  const { difference, lift } = comparison;
  const loss = comparison.expectedLoss;
  const evidence = bayesian
    ? [
        comparison.chanceToWin === null ? numbers.dash : numbers.chance(comparison.chanceToWin),
        loss === null
          ? numbers.dash
          : numbers.amount(kind, loss, Math.max(decimals, numbers.decimalsFor(loss * numbers.scaleOf(kind)))),
      ]
    : [
        comparison.adjustedPValue === null
          ? numbers.dash
          : numbers.pValue(comparison.adjustedPValue).replace(/^p (= )?/, ''),
      ];
  const liftText =
    lift.value === null
      ? numbers.dash
      : lift.low === null || lift.high === null
        ? `${numbers.lift(lift.value)}, no bounds`
        : numbers.lift(lift.value);
  const cells = valid
    ? [
        numbers.difference(kind, difference.value, decimals),
        difference.value === null ? numbers.dash : numbers.interval(kind, difference, decimals),
        liftText,
        ...evidence,
      ]
    : Array.from({ length: 3 + evidence.length }, () => numbers.dash);
  return html`<tr><th scope="row">${bdi(comparison.variation)}</th><td class="num">${numbers.count(variation?.units)}</td><td class="num">${numbers.metricValue(kind, variation?.value, decimals)}</td>${cells.map((cell) => html`<td class="num">${cell}</td>`)}<td class="last">${verdictTag(comparisonMarks[comparison.verdict], verdictWords(comparison))}</td></tr>`;
}
