import type { Comparison } from '@dandelion-loop/contract';
import { chooseAxis, comparisonMarks, drawn, numbers } from '@dandelion-loop/wording';
import { type Frame, intervalCells, tickLabels, tickRule } from './picture.ts';
import { nameCell, padEnd, padStart, paintCells, type Terminal } from './terminal-layout.ts';

/** Rows of label, picture and number, as one block under one axis. */

/** What a row shows of a comparison, or of anything else with an interval and a verdict. */
export type Drawn = Pick<Comparison, 'verdict' | 'difference' | 'practicalMargin'>;

export interface RowLayout {
  name: number;
  picture: number;
  value: number;
  interval: number;
  /** Whether the numbers go on a line of their own, because they leave no room for a picture. */
  stacked: boolean;
}

const leastRoom = 28;

const differenceOf = (metric: numbers.Measured, comparison: Drawn, decimals: number): string =>
  comparison.verdict === 'invalid' ? '' : numbers.difference(metric, comparison.difference.value, decimals);

function intervalOf(metric: numbers.Measured, comparison: Drawn, decimals: number): string {
  if (comparison.verdict === 'invalid') return 'do not read';
  if (comparison.difference.value === null) return 'not defined';
  return numbers.interval(metric, comparison.difference, decimals);
}

/** Columns for a block of rows: the numbers take what they need, the picture most of what is left. */
export function layoutFor(
  terminal: Terminal,
  metric: numbers.Measured,
  comparisons: readonly Drawn[],
  decimals: number,
): RowLayout {
  const value = Math.max(1, ...comparisons.map((one) => differenceOf(metric, one, decimals).length));
  const interval = Math.max(4, ...comparisons.map((one) => intervalOf(metric, one, decimals).length));
  // Indent 2, mark and space 3, and two spaces between the four columns.
  const room = terminal.width - 2 - 3 - 6 - value - interval;
  const stacked = room < leastRoom;
  const free = stacked ? terminal.width - 2 - 3 - 2 : room;
  const name = Math.max(10, Math.min(34, Math.floor(free * 0.4)));
  return { name, picture: free - name, value, interval, stacked };
}

export function axisFor(
  terminal: Terminal,
  metric: numbers.Measured,
  comparisons: readonly Drawn[],
  width: number,
): Frame {
  const scale = numbers.scaleOf(metric);
  const margins = comparisons.flatMap(({ practicalMargin }) =>
    practicalMargin === null ? [] : [practicalMargin * scale],
  );
  const margin = margins[0] ?? null;
  const axis = chooseAxis(
    comparisons.map((comparison) => drawn(comparison.difference, scale)),
    margin,
    Math.floor(width / 7),
  );
  return { metric, axis, width, margin, charset: terminal.charset };
}

export function pictureHead(terminal: Terminal, frame: Frame, layout: RowLayout, words: string): string[] {
  const room = layout.name + 3;
  return [
    `  ${terminal.paint('quiet', `${nameCell(words, room)}  ${tickLabels(frame)}`)}`,
    `  ${' '.repeat(room)}  ${terminal.paint('quiet', tickRule(frame))}`,
  ];
}

export interface Row {
  frame: Frame;
  layout: RowLayout;
  metric: numbers.Measured;
  decimals: number;
  comparison: Drawn;
  name: string;
  /** Printed after the name, at the cost of its width. */
  units?: string;
}

/** "  ▲  Mens E-Mail   ░░│░░  ━━━●━━━   +7.7  +6.6 to +8.7" */
export function intervalRow(terminal: Terminal, row: Row): string[] {
  const { frame, layout, metric, decimals, comparison, name, units } = row;
  const mark = comparisonMarks[comparison.verdict];
  const cells = intervalCells(frame, drawn(comparison.difference, numbers.scaleOf(metric)), comparison.verdict);
  const tail = units === undefined ? '' : ` ${units}`;
  const shown = nameCell(name, Math.max(4, layout.name - tail.length)).trimEnd();
  const label = padEnd(`${shown}${terminal.paint('quiet', tail)}`, layout.name);
  const picture = `  ${padEnd(terminal.paint(mark.tone, terminal.glyph(mark)), 3)}${label}  ${paintCells(terminal, cells, mark.tone)}`;
  const value = padStart(differenceOf(metric, comparison, decimals), layout.value);
  const figures = `${terminal.paint('strong', value)}  ${intervalOf(metric, comparison, decimals)}`;
  return layout.stacked ? [picture, `     ${figures}`] : [`${picture}  ${figures}`];
}
