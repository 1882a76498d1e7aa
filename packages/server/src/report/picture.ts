import type { ComparisonVerdict } from '@dandelion-loop/contract';
import { type Axis, type Drawn, numbers } from '@dandelion-loop/wording';

/**
 * The picture of an interval in plain characters. A cell to the right of zero always means above zero: rounding to
 * cells never lets a settled interval touch the zero line, nor one inside the band leave it.
 */

type CellTone = 'blank' | 'band' | 'zero' | 'mark';

export interface Cell {
  char: string;
  tone: CellTone;
}

export interface Charset {
  band: string;
  zero: string;
  rule: string;
  tickMark: string;
  zeroMark: string;
  line: string;
  /** The line where it crosses zero, so that the zero line is never hidden. */
  crossing: string;
  openCrossing: string;
  openLine: string;
  brokenLine: string;
  dot: string;
  hollow: string;
  cross: string;
  unknown: string;
  left: string;
  right: string;
}

export const unicodeSet: Charset = {
  band: '░',
  zero: '│',
  rule: '─',
  tickMark: '┬',
  zeroMark: '┼',
  line: '━',
  crossing: '┿',
  openCrossing: '┼',
  openLine: '─',
  brokenLine: '╌',
  dot: '●',
  hollow: '○',
  cross: '✕',
  unknown: '·',
  left: '◀',
  right: '▶',
};

export const asciiSet: Charset = {
  band: ':',
  zero: '|',
  rule: '-',
  tickMark: '+',
  zeroMark: '+',
  line: '=',
  crossing: '#',
  openCrossing: '+',
  openLine: '-',
  brokenLine: '.',
  dot: '*',
  hollow: 'o',
  cross: 'x',
  unknown: '.',
  left: '<',
  right: '>',
};

export interface Frame {
  metric: numbers.Measured;
  axis: Axis;
  width: number;
  /** Half-width of the band of no practical difference, in the axis' unit. */
  margin: number | null;
  charset: Charset;
}

const zeroCell = ({ axis, width }: Frame): number => Math.round((-axis.low / (axis.high - axis.low)) * (width - 1));

function steps({ axis, width }: Frame, size: number): number {
  return Math.max(1, Math.round((size / (axis.high - axis.low)) * (width - 1)));
}

/** The column of a number; below 0 or from `width` on when it lies beyond the axis. */
export function cellOf(frame: Frame, value: number): number {
  const zero = zeroCell(frame);
  if (value === 0) return zero;
  if (value > frame.axis.high * 1.000001) return frame.width;
  if (value < frame.axis.low * 1.000001) return -1;
  const away = steps(frame, Math.abs(value));
  return value > 0 ? Math.min(frame.width - 1, zero + away) : Math.max(0, zero - away);
}

function background(frame: Frame): Cell[] {
  const { width, margin, charset } = frame;
  const zero = zeroCell(frame);
  const reach = margin === null || margin <= 0 ? 0 : steps(frame, margin);
  return Array.from({ length: width }, (_, column): Cell => {
    if (column === zero) return { char: charset.zero, tone: 'zero' };
    if (Math.abs(column - zero) <= reach) return { char: charset.band, tone: 'band' };
    return { char: ' ', tone: 'blank' };
  });
}

const lineOf = ({ charset }: Frame, verdict: ComparisonVerdict): string =>
  verdict === 'invalid' ? charset.brokenLine : verdict === 'inconclusive' ? charset.openLine : charset.line;

const dotOf = ({ charset }: Frame, verdict: ComparisonVerdict): string =>
  verdict === 'invalid' ? charset.cross : verdict === 'inconclusive' ? charset.hollow : charset.dot;

/** One row: band, zero line, interval, estimate; arrowheads where it goes beyond the axis. */
export function intervalCells(frame: Frame, { value, low, high }: Drawn, verdict: ComparisonVerdict): Cell[] {
  const cells = background(frame);
  const { width, charset } = frame;
  const put = (column: number, char: string): void => {
    if (column >= 0 && column < width) cells[column] = { char, tone: 'mark' };
  };
  if (value === null) {
    for (let column = 0; column < width; column += 2) if (cells[column]?.tone === 'blank') put(column, charset.unknown);
    return cells;
  }
  const from = low === null ? -1 : cellOf(frame, low);
  const to = high === null ? width : cellOf(frame, high);
  for (let column = Math.max(0, from); column <= Math.min(width - 1, to); column++) put(column, lineOf(frame, verdict));
  const zero = zeroCell(frame);
  if (verdict !== 'invalid' && from < zero && zero < to)
    put(zero, verdict === 'inconclusive' ? charset.openCrossing : charset.crossing);
  if (from < 0) put(0, charset.left);
  if (to >= width) put(width - 1, charset.right);
  put(cellOf(frame, value), dotOf(frame, verdict));
  return cells;
}

/** Labels of the ticks, centred over their columns; those that do not fit are left out, zero never. */
export function tickLabels(frame: Frame): string {
  const { metric, axis, width } = frame;
  const row = Array.from({ length: width }, () => ' ');
  const inOrder = axis.ticks.toSorted((a, b) => Math.abs(a) - Math.abs(b));
  for (const value of inOrder) {
    const label = numbers.tick(metric, value, axis.step);
    const start = Math.max(0, Math.min(width - label.length, cellOf(frame, value) - Math.floor(label.length / 2)));
    const around = row.slice(Math.max(0, start - 1), start + label.length + 1);
    if (around.some((char) => char !== ' ')) continue;
    for (let offset = 0; offset < label.length; offset++) row[start + offset] = label[offset] ?? ' ';
  }
  return row.join('');
}

/** The line under the labels. */
export function tickRule(frame: Frame): string {
  const { axis, width, charset } = frame;
  const row = Array.from({ length: width }, () => charset.rule);
  for (const value of axis.ticks) row[cellOf(frame, value)] = charset.tickMark;
  row[zeroCell(frame)] = charset.zeroMark;
  return row.slice(0, width).join('');
}
