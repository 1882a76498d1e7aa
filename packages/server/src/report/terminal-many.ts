import type { ManyResult } from '@dandelion-loop/contract';
import {
  chanceWords,
  checkTitle,
  clause,
  healthMarks,
  type JudgedTest,
  judgeMany,
  type ManyAnswers,
  manyAnswer,
  manyQuestion,
  numbers,
  suspectWords,
  testMarks,
  testsByInterest,
  testVerdicts,
} from '@dandelion-loop/wording';
import type { AnswerOptions } from './terminal.ts';
import {
  nameCell,
  padEnd,
  padStart,
  type Terminal,
  terminalOf,
  wrapQuiet,
  wrapSaying,
  wrapText,
} from './terminal-layout.ts';
import { axisFor, intervalRow, layoutFor, pictureHead } from './terminal-rows.ts';

const mostTests = 10;

/** The answer over many tests of one file: the count of each verdict, the health, and the clearest results. */
export function renderTerminalMany(many: ManyResult, options: AnswerOptions): string {
  const terminal = terminalOf(options);
  const answers = judgeMany(many);
  const file = options.fileName ? [terminal.paint('quiet', nameCell(options.fileName, terminal.width).trimEnd())] : [];
  return terminal.finish([
    ...file,
    ...wrapQuiet(terminal, options.title ?? manyQuestion),
    '',
    ...wrapSaying(terminal, manyAnswer(answers)),
    '',
    ...suspectLines(terminal, answers),
    ...healthCounts(terminal, answers),
    ...verdictCounts(terminal, answers),
    '',
    ...clearestLines(terminal, answers),
    ...footLines(terminal, answers),
  ]);
}

function suspectLines(terminal: Terminal, { suspect }: ManyAnswers): string[] {
  if (suspect === null) return [];
  const mark = healthMarks.warning;
  const text = `${suspectWords(suspect)} ${suspect.message}`;
  const lines = wrapText(terminal, text, '   ');
  return [
    `${terminal.paint(mark.tone, padEnd(terminal.glyph(mark), 2))} ${(lines[0] ?? '').trimStart()}`,
    ...lines.slice(1),
    '',
  ];
}

function healthCounts(terminal: Terminal, { checks, judged }: ManyAnswers): string[] {
  if (checks.length === 0) return ['Every check of every test passed.', ''];
  const rows = checks.map(({ name, invalid, warning }) => {
    const mark = healthMarks[invalid > 0 ? 'invalid' : 'warning'];
    const parts = [
      ...(invalid > 0 ? [`failed in ${numbers.counted(invalid, 'test')}`] : []),
      ...(warning > 0 ? [`worth a look in ${numbers.count(warning)}`] : []),
    ];
    return `  ${terminal.paint(mark.tone, padEnd(terminal.glyph(mark), 2))} ${padEnd(checkTitle(name, 'warning'), 22)} ${parts.join(', ')}`;
  });
  return [terminal.paint('strong', `Health of ${numbers.counted(judged.length, 'test')}`), ...rows, ''];
}

function verdictCounts(terminal: Terminal, { counts, judged }: ManyAnswers): string[] {
  const width = Math.max(...testVerdicts.map((verdict) => numbers.count(counts[verdict]).length));
  const barRoom = Math.max(10, terminal.width - 2 - 3 - 28 - width - 2);
  const rows = testVerdicts.map((verdict) => {
    const mark = testMarks[verdict];
    const length = judged.length === 0 ? 0 : Math.round((counts[verdict] / judged.length) * barRoom);
    const bar = terminal.charset.line.repeat(counts[verdict] === 0 ? 0 : Math.max(1, length));
    return `  ${padEnd(terminal.paint(mark.tone, terminal.glyph(mark)), 3)}${padEnd(mark.word, 28)}${padStart(numbers.count(counts[verdict]), width)}  ${terminal.paint(mark.tone, bar)}`;
  });
  return [terminal.paint('strong', 'Verdicts'), ...rows];
}

function clearestLines(terminal: Terminal, { judged }: ManyAnswers): string[] {
  const shown = testsByInterest(judged)
    .filter(({ verdict, comparison }) => comparison !== undefined && (verdict === 'won' || verdict === 'lost'))
    .slice(0, mostTests);
  const first = shown[0];
  if (first?.metric === undefined) return ['No test is settled.', ''];
  // One axis needs one metric: tests of a file share theirs, any other is left to --json.
  const { metric } = first;
  const { kind, name } = metric;
  const rows = shown.filter((one) => one.metric?.name === name);
  const comparisons = rows.flatMap(({ comparison }) => (comparison === undefined ? [] : [comparison]));
  const decimals = numbers.decimalsOf(
    metric,
    comparisons.map(({ difference }) => difference),
  );
  const layout = layoutFor(terminal, metric, comparisons, decimals);
  const frame = axisFor(terminal, metric, comparisons, layout.picture);
  const unit = kind === 'proportion' ? `${name}, points` : name;
  return [
    terminal.paint('strong', rows.length === 1 ? 'The clearest result' : `The ${rows.length} clearest results`),
    ...pictureHead(terminal, frame, layout, unit),
    ...rows.flatMap((row) => testRow(terminal, row, { metric, decimals, layout, frame })),
    '',
  ];
}

function testRow(
  terminal: Terminal,
  { test, comparison }: JudgedTest,
  shape: Pick<Parameters<typeof intervalRow>[1], 'metric' | 'decimals' | 'layout' | 'frame'>,
): string[] {
  return comparison === undefined ? [] : intervalRow(terminal, { ...shape, comparison, name: test.name });
}

function footLines(terminal: Terminal, answers: ManyAnswers): string[] {
  return [
    chanceWords(answers),
    ...answers.notes.slice(0, 5).map(clause),
    'Every test with its numbers: --json. As a page with pictures: --html FILE.',
  ].flatMap((text) => wrapQuiet(terminal, text));
}
