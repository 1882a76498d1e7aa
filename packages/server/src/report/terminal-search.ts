import type { Metric, TestAnswer } from '@dandelion-loop/contract';
import {
  clause,
  numbers,
  type SearchPlot,
  searchFinding,
  searchMarks,
  searchPlots,
  searchQuestion,
} from '@dandelion-loop/wording';
import { type Terminal, wrapQuiet, wrapSaying, wrapText } from './terminal-layout.ts';
import { axisFor, intervalRow, layoutFor, pictureHead } from './terminal-rows.ts';

/** For whom it works: the sentence of each comparison, its groups under one axis, the check, and how it could be wrong. */

/** Empty where it was not asked for. */
export function searchLines(terminal: Terminal, answer: TestAnswer): string[] {
  const { search } = answer;
  if (search === undefined) return [];
  const metric = answer.metrics.find(({ name }) => name === search.metric);
  if (metric === undefined) return [];
  return [
    '',
    ...wrapSaying(terminal, [{ text: searchQuestion, role: 'strong' }, { text: ` ${searchFinding(search)}` }]),
    ...searchPlots(search, answer).flatMap((plot) => plotLines(terminal, metric, plot)),
    ...search.notes.flatMap((note) => wrapQuiet(terminal, clause(note), '  ')),
    ...(search.comparisons.some(({ splits }) => splits.length > 0)
      ? wrapQuiet(terminal, search.multiplicity, '  ')
      : []),
  ];
}

function plotLines(terminal: Terminal, metric: Metric, plot: SearchPlot): string[] {
  const mark = searchMarks[plot.verdict];
  const said = wrapText(terminal, plot.sentence, '    ');
  const glyph = terminal.paint(mark.tone, terminal.glyph(mark));
  return [
    '',
    ...said.map((line, at) => (at === 0 ? `  ${glyph} ${line.trimStart()}` : line)),
    ...groupLines(terminal, metric, plot),
    ...(plot.check === null ? [] : wrapQuiet(terminal, plot.check, '    ')),
    ...(plot.verdict === 'invalid' || plot.verdict === 'cannot-tell'
      ? []
      : wrapQuiet(terminal, `How it could be wrong: ${plot.doubts.join(' ')}`, '    ')),
  ];
}

function groupLines(terminal: Terminal, metric: Metric, { rows }: SearchPlot): string[] {
  if (rows.length === 0) return [];
  const shown = rows.map(({ difference }) => ({ difference, practicalMargin: null, verdict: 'inconclusive' as const }));
  const decimals = numbers.decimalsOf(
    metric,
    rows.map(({ difference }) => difference),
  );
  const layout = layoutFor(terminal, metric, shown, decimals);
  const frame = axisFor(terminal, metric, shown, layout.picture);
  return [
    ...pictureHead(terminal, frame, layout, metric.kind === 'proportion' ? 'effect in points' : 'effect'),
    // A condition can be long, and cut in the middle it says nothing.
    ...rows.flatMap(({ condition, units, share }, at) => [
      ...wrapText(terminal, `${condition}: ${share}`, '  '),
      ...intervalRow(terminal, { frame, layout, metric, decimals, comparison: shown[at]!, name: `${units} units` }),
    ]),
  ];
}
