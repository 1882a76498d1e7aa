import type { MetricPlot, Saying, Tone } from '@dandelion-loop/wording';
import { pageText } from '@dandelion-loop/wording';
import { texts } from '../../texts/experiment.ts';
import { plotBlock } from './share-plot.ts';
import { type Block, glyphShapes, markShapes, paper, type Shape, textBlock } from './share-shapes.ts';
import { type Font, type Line, type Measure, type Run, wrap } from './share-text.ts';

/** An answer as one picture to pass on: question, answer, what it rests on, whether to believe it, its chart, the day. */

export interface PictureContent {
  question: string;
  answer: Saying;
  basis: Saying;
  health: { tone: Tone; say: string; because: string };
  /** Null where there is nothing that may be read. */
  plot: MetricPlot | null;
  /** The day of the answer, in words. */
  date: string;
}

export interface Picture {
  width: number;
  height: number;
  shapes: Shape[];
}

export const pictureWidth = 1600;
/** Of a slide, 16 to 9. It is higher where the chart has many rows. */
const leastHeight = 900;
const margin = 96;
const inner = pictureWidth - 2 * margin;

const sans = (size: number, weight: Font['weight'] = 400): Font => ({ face: 'sans', size, weight });

/** "p = 0.03" and "7.7 points" stay on one line. */
const held = (text: string): string =>
  pageText(text)
    .replace(/\bp ([<=>]) (?=\d)/g, 'p\u00a0$1\u00a0')
    .replace(/(\d) (?=points?\b)/g, '$1\u00a0');

/** The largest size at which the answer has few lines. */
function answerLines(answer: Saying, measure: Measure): { lines: Line[]; size: number } {
  const linesAt = (size: number): Line[] => {
    const font: Font = { face: 'serif', size, weight: 400 };
    const runs = answer.map(
      ({ text, role }): Run => ({ text: held(text), font, colour: paper.ink, finding: role === 'finding' }),
    );
    return wrap(runs, inner, measure);
  };
  const sizes = [64, 56, 50, 44] as const;
  const size = sizes.find((one) => linesAt(one).length <= 4) ?? 38;
  return { lines: linesAt(size), size };
}

function headBlock({ question, answer, basis }: PictureContent, measure: Measure): Block {
  const asked: Run = { text: pageText(question), font: sans(28, 600), colour: paper['ink-2'] };
  const first = textBlock(wrap([asked], inner, measure, 2), margin, 80, 38);
  const { lines, size } = answerLines(answer, measure);
  const second = textBlock(lines, margin, first.bottom + 20, size * 1.24);
  const runs = basis.map(
    ({ text, role }): Run =>
      role === 'strong'
        ? { text: held(text), font: sans(23, 500), colour: paper['ink-2'] }
        : { text: held(text), font: sans(23), colour: paper['ink-3'] },
  );
  const third = textBlock(wrap(runs, inner, measure, 4), margin, second.bottom + 26, 34);
  return { shapes: [...first.shapes, ...second.shapes, ...third.shapes], bottom: third.bottom };
}

function healthBlock({ health: { tone, say, because } }: PictureContent, top: number, measure: Measure): Block {
  const runs: Run[] = [
    { text: `${say} `, font: sans(23, 600), colour: paper.ink },
    { text: held(because), font: sans(23), colour: paper['ink-2'] },
  ];
  const { shapes, bottom } = textBlock(wrap(runs, inner - 34, measure, 3), margin + 34, top, 34);
  return { shapes: [...glyphShapes(tone, margin, top + 6, 22), ...shapes], bottom };
}

const hairline = (y: number): Shape => ({
  kind: 'line',
  from: [margin, y],
  to: [pictureWidth - margin, y],
  colour: paper.line,
  width: 2,
});

function footShapes(date: string, bottom: number): Shape[] {
  const baseline = bottom - 56;
  return [
    ...markShapes(margin - 4, baseline - 31, 40),
    { kind: 'text', x: margin + 46, y: baseline, text: texts.dandelion, font: sans(26, 600), colour: paper.ink },
    {
      kind: 'text',
      x: pictureWidth - margin,
      y: baseline,
      text: date,
      font: sans(23),
      colour: paper['ink-3'],
      anchor: 'end',
    },
  ];
}

export function pictureOf(content: PictureContent, measure: Measure): Picture {
  const head = headBlock(content, measure);
  const health = healthBlock(content, head.bottom + 12, measure);
  const plot: Block =
    content.plot === null
      ? { shapes: [], bottom: health.bottom }
      : plotBlock(content.plot, health.bottom + 66, measure);
  const rule = content.plot === null ? [] : [hairline(health.bottom + 36)];
  const height = Math.ceil(Math.max(leastHeight, plot.bottom + 132));
  return {
    width: pictureWidth,
    height,
    shapes: [
      { kind: 'rect', x: 0, y: 0, width: pictureWidth, height, colour: paper.paper },
      ...head.shapes,
      ...health.shapes,
      ...rule,
      ...plot.shapes,
      ...footShapes(content.date, height),
    ],
  };
}
