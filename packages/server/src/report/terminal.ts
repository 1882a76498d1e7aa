import type { Comparison, Metric, Result, TestAnswer } from '@dandelion-loop/contract';
import {
  answerOf,
  basisOf,
  byInterest,
  checksInOrder,
  clause,
  comparisonMarks,
  decimalsOfMetric,
  healthMarks,
  healthSummary,
  lossWords,
  numbers,
  plain,
  questionOf,
  sentenceOf,
  unadjustedWords,
  unitsOf,
  verdictWords,
  worthHavingText,
} from '@dandelion-loop/wording';
import {
  label,
  nameCell,
  padEnd,
  padStart,
  type Terminal,
  type TerminalOptions,
  terminalOf,
  wrapQuiet,
  wrapSaying,
  wrapText,
} from './terminal-layout.ts';
import { axisFor, intervalRow, layoutFor, pictureHead } from './terminal-rows.ts';
import { searchLines } from './terminal-search.ts';
import { segmentLines } from './terminal-segments.ts';
import { whyLines } from './terminal-why.ts';

export interface AnswerOptions extends TerminalOptions {
  /** The question, when somebody asked one. */
  title?: string | null;
  fileName?: string | null;
  /** The day of the answer in words, for the basis. */
  date?: string | null;
}

/** Variations and comparisons shown of one metric; --json has all. */
const mostRows = 12;
/** Comparisons that are told in a sentence; the others have their mark and numbers in the picture. */
const mostSentences = 5;

/** The answer of one test as text: the answer first, then whether to believe it, then the numbers. */
export function renderTerminal(answer: Result | TestAnswer, options: AnswerOptions): string {
  const terminal = terminalOf(options);
  const lines = [
    ...headLines(terminal, answer, options),
    '',
    ...healthLines(terminal, answer),
    ...answer.metrics.flatMap((metric) => ['', ...metricLines(terminal, answer, metric)]),
    ...segmentLines(terminal, answer),
    ...whyLines(terminal, answer),
    ...searchLines(terminal, answer),
    '',
    ...footLines(terminal, answer),
  ];
  return terminal.finish(lines);
}

function headLines(terminal: Terminal, answer: TestAnswer, options: AnswerOptions): string[] {
  const file = options.fileName ? [terminal.paint('quiet', nameCell(options.fileName, terminal.width).trimEnd())] : [];
  const question = options.title ?? questionOf(answer);
  return [
    ...file,
    ...wrapQuiet(terminal, question),
    '',
    ...wrapSaying(terminal, answerOf(answer)),
    '',
    ...wrapQuiet(terminal, plain(basisOf(answer, options.date))),
  ];
}

function healthLines(terminal: Terminal, answer: TestAnswer): string[] {
  const { say, because } = healthSummary(answer);
  const mark = healthMarks[answer.health.verdict];
  const glyph = terminal.paint(mark.tone, terminal.glyph(mark));
  const head = `${terminal.glyph(mark)} `;
  const summary = wrapSaying(
    terminal,
    [{ text: say, role: 'strong' }, { text: ` ${because}` }],
    ' '.repeat(head.length),
  );
  return [
    `${glyph} ${(summary[0] ?? '').trimStart()}`,
    ...summary.slice(1),
    ...checksInOrder(answer).flatMap((check) => {
      const its = healthMarks[check.verdict];
      const shown = padEnd(terminal.glyph(its), 2);
      const wrapped = wrapText(terminal, clause(check.message), '     ');
      return wrapped.map((line, index) =>
        index === 0 ? `  ${terminal.paint(its.tone, shown)} ${line.trimStart()}` : line,
      );
    }),
  ];
}

const kindWords: Record<Metric['kind'], string> = {
  proportion: 'share of units',
  mean: 'mean per unit',
  ratio: 'ratio of two totals',
  count: 'events per unit',
};

function metricLines(terminal: Terminal, answer: TestAnswer, metric: Metric): string[] {
  const words = [
    kindWords[metric.kind],
    metric.direction === 'higher-is-better' ? 'higher is better' : 'lower is better',
    ...(metric.primary && answer.metrics.length > 1 ? ['decides the test'] : []),
  ];
  const decimals = decimalsOfMetric(metric);
  const tail = words.join(', ');
  const name = nameCell(metric.name, Math.max(10, terminal.width - tail.length - 2)).trimEnd();
  const head = `${terminal.paint('strong', name)}  ${terminal.paint('quiet', tail)}`;
  if (metric.comparisons.length === 0)
    return [
      head,
      ...variationLines(
        terminal,
        answer,
        metric,
        metric.variations.map(({ name: one }) => one),
        decimals,
      ),
      '  Nothing to compare.',
    ];
  const shown = byInterest(metric.comparisons, mostRows);
  const names = [
    ...new Set(shown.flatMap(({ control, variation }) => (control === null ? [variation] : [control, variation]))),
  ];
  const left = metric.comparisons.length - shown.length;
  return [
    head,
    ...variationLines(terminal, answer, metric, names, decimals),
    '',
    ...pictureLines(terminal, metric, shown, decimals),
    ...(left > 0 ? [terminal.paint('quiet', `  and ${numbers.counted(left, 'more variation')}; --json has all`)] : []),
    '',
    ...verdictLines(terminal, metric, shown, decimals),
    ...bandLine(terminal, metric),
  ];
}

function variationLines(
  terminal: Terminal,
  answer: TestAnswer,
  metric: Metric,
  names: readonly string[],
  decimals: number,
): string[] {
  const rows = names.flatMap((name) => metric.variations.find((one) => one.name === name) ?? []).slice(0, mostRows + 1);
  const control = metric.comparisons[0]?.control ?? null;
  const unitWord = unitsOf(answer.source).many;
  const units = rows.map((row) => numbers.count(row.units));
  const values = rows.map((row) => numbers.metricValue(metric, row.value, decimals));
  const unitWidth = Math.max(unitWord.length, ...units.map((text) => text.length));
  const valueWidth = Math.max('result'.length, ...values.map((text) => text.length));
  const nameWidth = Math.min(
    terminal.width - 2 - unitWidth - valueWidth - 22,
    Math.max(9, ...rows.map(({ name }) => Math.min(60, padEnd(label(name), 0).length + 1))),
  );
  const head = `  ${padEnd('variation', nameWidth)}  ${padStart(unitWord, unitWidth)}  ${padStart('result', valueWidth)}`;
  return [
    terminal.paint('quiet', head),
    ...rows.map((row, index) => {
      const base = row.name === control ? `  ${terminal.paint('quiet', 'compared with')}` : '';
      const missing = row.value === null ? Object.values(row.reasons ?? {})[0] : undefined;
      const why = missing === undefined ? '' : `  ${terminal.paint('quiet', nameCell(missing, 18).trimEnd())}`;
      return `  ${nameCell(row.name, nameWidth)}  ${padStart(units[index] ?? '', unitWidth)}  ${padStart(values[index] ?? '', valueWidth)}${base}${why}`;
    }),
  ];
}

function pictureLines(terminal: Terminal, metric: Metric, shown: readonly Comparison[], decimals: number): string[] {
  const layout = layoutFor(terminal, metric, shown, decimals);
  const frame = axisFor(terminal, metric, shown, layout.picture);
  const first = shown[0];
  const unit = metric.kind === 'proportion' ? 'difference in points' : 'difference';
  const against = first?.control === null ? `${metric.kind === 'proportion' ? 'points' : unit} against the rest` : unit;
  return [
    ...pictureHead(terminal, frame, layout, against),
    ...shown.flatMap((comparison) =>
      intervalRow(terminal, { frame, layout, metric, decimals, comparison, name: comparison.variation }),
    ),
  ];
}

/** "p < 0.001, lift +72%" or what Bayes says. */
function evidenceWords(metric: Metric, comparison: Comparison, decimals: number): string {
  const parts: string[] = [];
  if (comparison.chanceToWin !== null) parts.push(`${numbers.chance(comparison.chanceToWin)} chance to be better`);
  else if (comparison.adjustedPValue !== null) parts.push(numbers.pValue(comparison.adjustedPValue));
  if (comparison.expectedLoss !== null) parts.push(`expected loss ${lossWords(metric, comparison, decimals)}`);
  const { lift } = comparison;
  // A lift without bounds is no number to remember; the reason is told instead.
  if (lift.value !== null && lift.low !== null && lift.high !== null) parts.push(`lift ${numbers.lift(lift.value)}`);
  return parts.join(', ');
}

function verdictLines(terminal: Terminal, metric: Metric, shown: readonly Comparison[], decimals: number): string[] {
  const invalid = shown.filter(({ verdict }) => verdict === 'invalid');
  // One failed check spoils every comparison alike; saying so once is enough.
  const toldAll =
    invalid.length > 1 ? [...invalid.slice(0, 1), ...shown.filter(({ verdict }) => verdict !== 'invalid')] : shown;
  const told = toldAll.length <= mostSentences + 1 ? toldAll : toldAll.slice(0, mostSentences);
  const lines = told.flatMap((comparison) => {
    const mark = comparisonMarks[comparison.verdict];
    const valid = comparison.verdict !== 'invalid';
    const evidence = valid ? evidenceWords(metric, comparison, decimals) : '';
    const wrapped = wrapSaying(
      terminal,
      [
        { text: `${verdictWords(comparison)}${evidence === '' ? '.' : ''}`, role: 'strong' },
        { text: evidence === '' ? '' : ` (${evidence}).` },
        { text: ` ${sentenceOf(comparison)}` },
      ],
      '    ',
    );
    const glyph = terminal.paint(mark.tone, terminal.glyph(mark));
    return wrapped.map((line, index) => (index === 0 ? `  ${glyph} ${line.trimStart()}` : line));
  });
  const left = toldAll.length - told.length;
  return left > 0
    ? [...lines, terminal.paint('quiet', `  and ${numbers.counted(left, 'more sentence')} like these; --json has all`)]
    : lines;
}

function bandLine(terminal: Terminal, metric: Metric): string[] {
  const text = worthHavingText(metric, 'shaded');
  return text === null ? [] : wrapQuiet(terminal, text, '  ');
}

function footLines(terminal: Terminal, answer: TestAnswer): string[] {
  const all = answer.metrics.flatMap(({ comparisons }) => comparisons);
  const methods = [...new Set(all.map(({ method }) => method))];
  const priors = [...new Set(all.flatMap(({ prior }) => (prior === null ? [] : [prior])))];
  const texts = [
    ...answer.notes.map(clause),
    ...methods.map((method) => `Method: ${clause(method)}`),
    ...priors.map((prior) => `Prior: ${clause(prior)}`),
    ...(all.length > 1 ? [unadjustedWords] : []),
  ];
  return texts.flatMap((text) => wrapQuiet(terminal, text));
}
