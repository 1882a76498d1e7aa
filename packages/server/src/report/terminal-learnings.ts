import type { LearnAnswer, Learning } from '@dandelion-loop/contract';
import { clause, effectWords, learningVerdicts, numbers, priorSentences } from '@dandelion-loop/wording';
import {
  label,
  nameCell,
  padEnd,
  padStart,
  type Terminal,
  type TerminalOptions,
  terminalOf,
  wrapQuiet,
  wrapText,
} from './terminal-layout.ts';

const mostSentences = 12;
const mostReasons = 12;

/** The surest first. */
const byInterest = (a: Learning, b: Learning) => a.qValue - b.qValue || a.pValue - b.pValue;

/** Learnings across tests: sentences first, then every learning in a table. */
export function renderTerminalLearnings(answer: LearnAnswer, options: TerminalOptions): string {
  const terminal = terminalOf(options);
  const learnings = [...answer.learnings].sort(byInterest);
  const settled = learnings.filter(({ verdict }) => verdict === 'raises' || verdict === 'lowers');
  return terminal.finish([
    ...wrapText(terminal, headline(answer, settled.length)),
    '',
    ...settled.slice(0, mostSentences).flatMap((learning) => bullet(terminal, learning.sentence)),
    ...(settled.length > mostSentences
      ? [`  and ${numbers.count(settled.length - mostSentences)} more in the table`]
      : []),
    ...(settled.length > 0 ? [''] : []),
    ...contradictionLines(terminal, learnings),
    ...tableLines(terminal, learnings),
    ...notEstimableLines(terminal, answer),
    ...priorLines(terminal, answer),
    ...answer.notes.map(clause).flatMap((note) => wrapQuiet(terminal, note)),
    ...wrapQuiet(terminal, 'Every number with its scopes and reasons: --json.'),
  ]);
}

const bullet = (terminal: Terminal, text: string) => wrapText(terminal, text, '  ', '    ');

function headline({ learnings, tests }: LearnAnswer, settled: number): string {
  if (learnings.length === 0) {
    return `Nothing can be learned from these ${numbers.counted(tests.all, 'test')} yet.`;
  }
  const judged = numbers.counted(learnings.length, 'attribute level was', 'attribute levels were');
  const found =
    settled === 0
      ? 'none has an effect that is settled'
      : `${numbers.count(settled)} ${settled === 1 ? 'has' : 'have'} an effect that is settled; on average at most 5% of such findings are false`;
  return `${judged} compared over ${numbers.counted(tests.believed, 'test')}: ${found}.`;
}

function contradictionLines(terminal: Terminal, learnings: readonly Learning[]): string[] {
  const found = learnings.filter(({ contradictions }) => contradictions.length > 0);
  if (found.length === 0) return [];
  const lines = found.slice(0, 6).flatMap(({ attribute, level, contradictions }) => {
    const [first, ...others] = contradictions;
    const rest = others.length === 0 ? '' : ` And ${numbers.count(others.length)} more.`;
    return bullet(terminal, `“${attribute}” ${level}: ${first!.sentence}${rest}`);
  });
  return [terminal.paint('strong', 'What contradicts them'), ...lines, ''];
}

/** "headline." where the coders of one text column made all attributes, so that a row need not repeat it. */
function sharedColumn(learnings: readonly Learning[]): string {
  const columns = new Set(learnings.map(({ attribute }) => attribute.slice(0, attribute.lastIndexOf('.') + 1)));
  const [column] = columns;
  return columns.size === 1 ? column! : '';
}

function tableLines(terminal: Terminal, learnings: readonly Learning[]): string[] {
  if (learnings.length === 0) return [];
  const many = new Set(learnings.map(({ metric }) => metric)).size > 1;
  const column = sharedColumn(learnings);
  const rows = learnings.map((learning) => {
    const { attribute, level, reference, metric, tests, testsNotHeld, qValue, verdict, withAll } = learning;
    const { size, range } = effectWords(learning);
    const flipped = Math.sign(withAll.effect) !== Math.sign(learning.effect) ? ' *' : '';
    return {
      name: `${label(attribute.slice(column.length))}${level === 'present' && reference === 'absent' ? '' : `: ${label(level)} / ${label(reference)}`}${many ? ` (${label(metric)})` : ''}`,
      cells: [
        size,
        range,
        testsNotHeld > tests ? `${numbers.count(tests)} of ${numbers.count(testsNotHeld)}` : numbers.count(tests),
        qValue < 0.001 ? '< 0.001' : numbers.fixed(qValue, 3),
        `${learningVerdicts[verdict]}${flipped}`,
      ],
    };
  });
  const heads = ['effect', 'interval', 'tests', 'q', 'verdict'];
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map(({ cells }) => cells[i]!.length)));
  const used = widths.reduce((sum, width) => sum + width + 2, 0);
  const room = Math.max(16, terminal.width - used - 2);
  const line = (name: string, cells: readonly string[]) =>
    `  ${nameCell(name, room)}${cells.map((cell, i) => `  ${i === cells.length - 1 ? padEnd(cell, widths[i]!) : padStart(cell, widths[i]!)}`).join('')}`;
  const marked = rows.some(({ cells }) => cells[4]!.endsWith('*'));
  return [
    terminal.paint('strong', 'All learnings'),
    terminal.paint('quiet', line(column === '' ? 'attribute' : `attribute of ${label(column.slice(0, -1))}`, heads)),
    ...rows.map(({ name, cells }) => line(name, cells)),
    ...(marked ? wrapQuiet(terminal, '* With invalid and suspect tests the effect would point the other way.') : []),
    '',
  ];
}

function notEstimableLines(terminal: Terminal, { notEstimable }: LearnAnswer): string[] {
  if (notEstimable.length === 0) return [];
  const lines = notEstimable.slice(0, mostReasons).flatMap(({ attribute, level, metric, reason }) => {
    const what = `${label(attribute)}${level === null ? '' : `: ${label(level)}`}${metric === null ? '' : ` (${label(metric)})`}`;
    return bullet(terminal, `${what}: ${reason}`);
  });
  const more = notEstimable.length - mostReasons;
  return [
    terminal.paint('strong', 'What these tests cannot tell'),
    ...lines,
    ...(more > 0 ? [`  and ${numbers.count(more)} more`] : []),
    '',
  ];
}

function priorLines(terminal: Terminal, { priors, heldOut }: LearnAnswer): string[] {
  const foretold =
    heldOut === null
      ? []
      : [
          `Tests that were left out come ${numbers.share(Math.abs(1 - heldOut.errorRatio))} ${heldOut.errorRatio < 1 ? 'closer to' : 'further from'} what the learnings of the others say than to no effect, and ${numbers.share(heldOut.covered)} of them lie in their ${numbers.share(heldOut.level)} prediction intervals.`,
        ];
  const sentences = [...priors.flatMap(priorSentences), ...foretold];
  if (sentences.length === 0) return [];
  return [
    terminal.paint('strong', 'What to expect of the next test'),
    ...sentences.flatMap((text) => bullet(terminal, text)),
    '',
  ];
}
