import type { Metric, TestAnswer, Why, WhyFunnel } from '@dandelion-loop/contract';
import {
  aliasWords,
  clause,
  comparisonMarks,
  designWords,
  type EffectRow,
  effectRows,
  funnelRows,
  funnelsByEvidence,
  numbers,
  whyQuestion,
} from '@dandelion-loop/wording';
import { nameCell, type Terminal, wrapQuiet, wrapSaying, wrapText } from './terminal-layout.ts';
import { axisFor, intervalRow, layoutFor, pictureHead } from './terminal-rows.ts';

/** What made the difference: what cannot be told apart first, then effects as sentences, then their numbers. */

const mostRows = 12;
const mostSentences = 6;
const mostFunnels = 3;
const mostAliases = 12;

/** Empty where it was not asked for. */
export function whyLines(terminal: Terminal, answer: TestAnswer): string[] {
  const { why } = answer;
  if (why === undefined) return [];
  const design = designWords(why);
  return [
    '',
    ...wrapSaying(terminal, [
      { text: whyQuestion, role: 'strong' },
      ...(design === '' ? [] : [{ text: ` ${design}` }]),
    ]),
    ...aliasLines(terminal, why),
    ...answer.metrics.flatMap((metric) => metricLines(terminal, why, metric)),
    ...funnelsByEvidence(why)
      .slice(0, mostFunnels)
      .flatMap((funnel) => funnelLines(terminal, answer, funnel)),
    ...more(terminal, (why.funnel ?? []).length - mostFunnels, 'more comparison'),
    ...why.notes.flatMap((note) => wrapQuiet(terminal, clause(note), '  ')),
  ];
}

const more = (terminal: Terminal, left: number, what: string): string[] =>
  left > 0 ? [terminal.paint('quiet', `  and ${numbers.counted(left, what)}; --json has all`)] : [];

function aliasLines(terminal: Terminal, why: Why): string[] {
  const rows = aliasWords(why);
  if (rows.length === 0) return [];
  return [
    '',
    ...wrapSaying(
      terminal,
      [{ text: 'These cannot be told apart, so an effect of one may be that of the other:', role: 'strong' }],
      '  ',
    ),
    ...rows
      .slice(0, mostAliases)
      .flatMap((row) => wrapText(terminal, `${row.effect} with ${row.with}`, '    ', '      ')),
    ...more(terminal, rows.length - mostAliases, 'more effect'),
  ];
}

function metricLines(terminal: Terminal, why: Why, metric: Metric): string[] {
  const { effects, interactions } = effectRows(why, metric);
  const rows = [...effects, ...interactions];
  if (rows.length === 0) return [];
  const shown = [...effects.slice(0, mostRows), ...interactions.slice(0, Math.max(3, mostRows - effects.length))];
  const told = [
    ...effects,
    ...interactions.filter(({ finding }) => finding.verdict === 'better' || finding.verdict === 'worse'),
  ];
  return [
    '',
    terminal.paint('strong', `  ${nameCell(metric.name, terminal.width - 4).trimEnd()}`),
    ...told.slice(0, mostSentences).flatMap((row) => sentenceLines(terminal, row)),
    ...more(terminal, told.length - mostSentences, 'more sentence'),
    '',
    ...tableLines(terminal, metric, shown),
    ...more(terminal, rows.length - shown.length, 'more effect'),
  ];
}

function sentenceLines(terminal: Terminal, { finding, shown }: EffectRow): string[] {
  const mark = comparisonMarks[shown.verdict];
  const p = finding.adjustedPValue === null ? '' : ` (${numbers.pValue(finding.adjustedPValue)})`;
  const reason = finding.reasons.difference === undefined ? '' : ` ${clause(finding.reasons.difference)}`;
  const said = wrapText(terminal, `${finding.sentence}${p}${reason}`, '    ');
  const glyph = terminal.paint(mark.tone, terminal.glyph(mark));
  const wrong =
    finding.verdict === 'not-estimable' ? [] : wrapQuiet(terminal, `How it could be wrong: ${finding.caution}`, '    ');
  return [...said.map((line, at) => (at === 0 ? `  ${glyph} ${line.trimStart()}` : line)), ...wrong];
}

function tableLines(terminal: Terminal, metric: Metric, rows: readonly EffectRow[]): string[] {
  const comparisons = rows.map(({ shown }) => shown);
  const decimals = numbers.decimalsOf(
    metric,
    comparisons.map(({ difference }) => difference),
  );
  const layout = layoutFor(terminal, metric, comparisons, decimals);
  const frame = axisFor(terminal, metric, comparisons, layout.picture);
  return [
    ...pictureHead(terminal, frame, layout, metric.kind === 'proportion' ? 'effect in points' : 'effect'),
    ...rows.flatMap(({ name, shown }) =>
      intervalRow(terminal, { frame, layout, metric, decimals, comparison: shown, name }),
    ),
  ];
}

function funnelLines(terminal: Terminal, answer: TestAnswer, funnel: WhyFunnel): string[] {
  const metric = answer.metrics.find(({ name }) => name === funnel.metrics.at(-1));
  if (metric === undefined) return [];
  const level = metric.comparisons[0]?.level ?? 0.95;
  const rows = funnelRows(metric, funnel, level);
  const comparisons = rows.map(({ shown }) => shown);
  const decimals = numbers.decimalsOf(
    metric,
    comparisons.map(({ difference }) => difference),
  );
  const layout = layoutFor(terminal, metric, comparisons, decimals);
  const frame = axisFor(terminal, metric, comparisons, layout.picture);
  return [
    '',
    ...wrapSaying(terminal, [{ text: 'Where it arose. ', role: 'strong' }, { text: funnel.sentence }], '  '),
    ...pictureHead(terminal, frame, layout, 'part of the difference'),
    ...rows.flatMap(({ name }, at) =>
      intervalRow(terminal, { frame, layout, metric, decimals, comparison: comparisons[at]!, name }),
    ),
    ...wrapQuiet(terminal, `How it could be wrong: ${funnel.caution}`, '    '),
  ];
}
