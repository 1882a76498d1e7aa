import {
  bandWords,
  type MetricPlot,
  named,
  numbers,
  type PlotFrame,
  type PlotLine,
  type PlotRow,
  pageText,
  shorten,
} from '@dandelion-loop/wording';
import { texts } from '../../texts/experiment.ts';
import { type Block, glyphShapes, paper, type Shape, textBlock, toneText } from './share-shapes.ts';
import { type Font, isolated, type Line, type Measure, type Run, wrap } from './share-text.ts';

/** The dot-and-interval chart of a picture, by the same grammar as on the page, at twice its size. */

const left = 96;
const right = 1504;
const labelWidth = 400;
const valueWidth = 340;
const fieldLeft = left + labelWidth + 40;
const fieldRight = right - valueWidth - 40;
const valueLeft = right - valueWidth;

const nameFont: Font = { face: 'sans', size: 25, weight: 500 };
const strongFont: Font = { face: 'sans', size: 27, weight: 600 };
const smallFont: Font = { face: 'sans', size: 21, weight: 400 };

const run = (text: string, font: Font, colour: string): Run => ({ text, font, colour });
const quiet = (text: string): Run => run(text, smallFont, paper['ink-3']);

const label = (name: string): string => shorten(named(pageText(name)), 80);

/** Each line of a name in its own direction. */
const apart = (lines: readonly Line[]): Line[] =>
  lines.map((line) => line.map((piece) => ({ ...piece, text: isolated(piece.text) })));

interface Cell {
  lines: Line[];
  leading: number;
}

const heightOf = (cells: readonly Cell[]): number =>
  cells.reduce((sum, { lines, leading }) => sum + lines.length * leading, 0);

function labelCells({ variation, opponent, values }: PlotRow, measure: Measure): Cell[] {
  const name = apart(wrap([run(label(variation), nameFont, paper.ink)], labelWidth, measure, 2));
  const against = opponent === null ? [] : wrap([quiet(texts.against(label(opponent)))], labelWidth, measure, 1);
  const shown = values === null ? [] : wrap([quiet(values)], labelWidth, measure, 2);
  return [
    { lines: name, leading: 32 },
    { lines: [...against, ...shown], leading: 28 },
  ];
}

interface ValueCells {
  numbers: Line[];
  words: Line[];
  reason: Line[];
}

const glyphRoom = 30;

function valueCells({ text, interval, words, tone, reason }: PlotRow, measure: Measure): ValueCells {
  const strong = run(text ?? '', strongFont, paper.ink);
  const said = run(words, { ...smallFont, weight: 500 }, toneText[tone]);
  return {
    numbers:
      text === null
        ? []
        : wrap(
            [strong, run(`  ${interval ?? ''}`, { ...smallFont, size: 23 }, paper['ink-3'])],
            valueWidth,
            measure,
            2,
          ),
    words: wrap([said], valueWidth - glyphRoom, measure, 2),
    reason: text === null && reason !== null ? wrap([quiet(pageText(reason))], valueWidth, measure, 3) : [],
  };
}

function cellShapes(cells: readonly Cell[], x: number, top: number): Shape[] {
  let y = top;
  return cells.flatMap(({ lines, leading }) => {
    const { shapes, bottom } = textBlock(lines, x, y, leading);
    y = bottom;
    return shapes;
  });
}

const at = (share: number): number => fieldLeft + share * (fieldRight - fieldLeft);

function intervalShapes(line: PlotLine | null, { tone, verdict }: PlotRow, y: number): Shape[] {
  if (line === null)
    return [
      {
        kind: 'line',
        from: [fieldLeft, y],
        to: [fieldRight, y],
        colour: paper['uncertain-mark'],
        width: 3,
        dash: [0.1, 9],
        round: true,
      },
    ];
  const settled = tone === 'better' || tone === 'worse';
  const colour =
    tone === 'better'
      ? paper['better-mark']
      : tone === 'worse'
        ? paper['worse-mark']
        : tone === 'none'
          ? paper['ink-2']
          : paper['uncertain-mark'];
  const arrow = (x: number, back: number): Shape => ({
    kind: 'path',
    points: [
      [x + back, y - 9],
      [x, y],
      [x + back, y + 9],
    ],
    stroke: colour,
    width: 4,
  });
  return [
    {
      kind: 'line',
      from: [at(line.from), y],
      to: [at(line.to), y],
      colour,
      width: verdict === 'inconclusive' ? 4 : verdict === 'invalid' ? 3 : 6,
      ...(verdict === 'invalid' ? { dash: [6, 6] } : {}),
    },
    ...(line.clippedLow ? [arrow(fieldLeft, 11)] : []),
    ...(line.clippedHigh ? [arrow(fieldRight, -11)] : []),
    ...(line.at === null ? [] : [estimateShape(at(line.at), y, colour, verdict === 'inconclusive', settled)]),
  ];
}

const estimateShape = (x: number, y: number, colour: string, hollow: boolean, settled: boolean): Shape =>
  hollow
    ? { kind: 'circle', x, y, r: 9.5, fill: paper.paper, stroke: colour, width: 4 }
    : { kind: 'circle', x, y, r: settled ? 11 : 9.5, fill: colour, stroke: paper.paper, width: 3 };

function rowBlock(row: PlotRow, top: number, measure: Measure): Block {
  const labels = labelCells(row, measure);
  const value = valueCells(row, measure);
  const values: Cell[] = [
    { lines: value.numbers, leading: 34 },
    { lines: value.words, leading: 28 },
    { lines: value.reason, leading: 28 },
  ];
  const height = Math.max(heightOf(labels), heightOf(values)) + 26;
  const middle = top + height / 2;
  const valueTop = middle - heightOf(values) / 2;
  const wordsTop = valueTop + value.numbers.length * 34;
  return {
    shapes: [
      ...cellShapes(labels, left, middle - heightOf(labels) / 2),
      ...cellShapes([values[0]!], valueLeft, valueTop),
      ...glyphShapes(row.tone, valueLeft, wordsTop + 4, 20),
      ...cellShapes([values[1]!], valueLeft + glyphRoom, wordsTop),
      ...cellShapes([values[2]!], valueLeft, wordsTop + value.words.length * 28),
      ...intervalShapes(row.line, row, middle),
    ],
    bottom: top + height,
  };
}

/** Tick labels that do not run into each other; that of zero always. */
function tickShapes({ ticks }: PlotFrame, y: number, measure: Measure): Shape[] {
  const taken: [number, number][] = [];
  const zeroFirst = ticks.toSorted((a, b) => Math.abs(a.value) - Math.abs(b.value));
  return zeroFirst.flatMap(({ at: share, label: text }): Shape[] => {
    const anchor = share < 0.04 ? 'start' : share > 0.96 ? 'end' : 'middle';
    const width = measure(text, smallFont);
    const start = at(share) - (anchor === 'start' ? 0 : anchor === 'end' ? width : width / 2);
    if (taken.some(([from, to]) => start < to + 14 && start + width > from - 14)) return [];
    taken.push([start, start + width]);
    return [{ kind: 'text', x: at(share), y, text, font: smallFont, colour: paper['ink-3'], anchor }];
  });
}

function groundShapes({ ticks, zero, band }: PlotFrame, top: number, bottom: number): Shape[] {
  const upright = (share: number, colour: string, width = 2, dash?: number[]): Shape => ({
    kind: 'line',
    from: [at(share), top],
    to: [at(share), bottom],
    colour,
    width,
    ...(dash && { dash }),
  });
  return [
    ...ticks.filter(({ value }) => value !== 0).map((tick) => upright(tick.at, paper['chart-grid'])),
    ...(band === null
      ? []
      : [
          {
            kind: 'rect' as const,
            x: at(band.from),
            y: top,
            width: at(band.to) - at(band.from),
            height: bottom - top,
            colour: paper['chart-band'],
          },
          ...band.edges.map((edge) => upright(edge, paper['chart-band-edge'], 2, [4, 6])),
        ]),
    upright(zero, paper['ink-2']),
  ];
}

function headBlock({ name, opponent, lowerIsBetter }: MetricPlot, top: number, measure: Measure): Block {
  const more = [
    opponent === null ? '' : ` ${texts.against(label(opponent))}`,
    lowerIsBetter ? ` (${texts.lowerIsBetter})` : '',
  ].join('');
  const runs = [run(label(name), strongFont, paper.ink), run(more, { ...smallFont, size: 24 }, paper['ink-3'])];
  return textBlock(wrap(runs, right - left, measure, 2), left, top, 38);
}

/** The grey band and what is left out, in words under the chart. */
function footBlock({ frame, left: leftOut }: MetricPlot, top: number, measure: Measure): Block {
  const more = leftOut > 0 ? texts.moreVariations(numbers.counted(leftOut, 'more variation')) : '';
  const y = top + 20;
  const swatch: Shape[] =
    frame.band === null
      ? []
      : [
          { kind: 'rect', x: fieldLeft, y, width: 40, height: 22, colour: paper['chart-band'] },
          { kind: 'line', from: [fieldLeft + 20, y], to: [fieldLeft + 20, y + 22], colour: paper['ink-2'], width: 2 },
        ];
  const band =
    frame.band === null
      ? { shapes: [], bottom: top }
      : textBlock(wrap([quiet(bandWords)], 700, measure, 1), fieldLeft + 54, y - 3, 28);
  const rest =
    more === ''
      ? { shapes: [], bottom: band.bottom }
      : textBlock(wrap([quiet(more)], right - left, measure, 1), left, band.bottom + 12, 28);
  return { shapes: [...swatch, ...band.shapes, ...rest.shapes], bottom: rest.bottom };
}

export function plotBlock(plot: MetricPlot, top: number, measure: Measure): Block {
  const head = headBlock(plot, top, measure);
  const axis = head.bottom + 38;
  const unit = textBlock(wrap([quiet(plot.frame.unit)], valueWidth, measure, 1), valueLeft, axis - 21, 28);
  const rowsTop = axis + 14;
  let y = rowsTop;
  const rows = plot.rows.flatMap((row) => {
    const block = rowBlock(row, y, measure);
    y = block.bottom;
    return block.shapes;
  });
  const foot = footBlock(plot, y, measure);
  const ground = plot.rows.length === 0 ? [] : groundShapes(plot.frame, rowsTop, y);
  return {
    shapes: [
      ...head.shapes,
      ...tickShapes(plot.frame, axis, measure),
      ...unit.shapes,
      ...ground,
      ...rows,
      ...foot.shapes,
    ],
    bottom: foot.bottom,
  };
}
