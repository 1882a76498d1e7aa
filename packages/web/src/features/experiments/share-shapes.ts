import type { Tone } from '@dandelion-loop/wording';
import type { Font, Line } from './share-text.ts';

/** What a picture is made of: the same shapes become SVG, or pixels on a canvas. Sizes are pixels, y grows downwards. */

type Point = readonly [x: number, y: number];

export type Shape =
  | {
      kind: 'text';
      x: number;
      y: number;
      text: string;
      font: Font;
      colour: string;
      anchor?: 'start' | 'middle' | 'end';
      /** As it was measured. */
      width?: number;
    }
  | { kind: 'line'; from: Point; to: Point; colour: string; width: number; dash?: readonly number[]; round?: true }
  | { kind: 'rect'; x: number; y: number; width: number; height: number; colour: string }
  | { kind: 'circle'; x: number; y: number; r: number; fill?: string; stroke?: string; width?: number }
  | { kind: 'path'; points: readonly Point[]; closed?: true; fill?: string; stroke?: string; width?: number };

/** A part of a picture, and where it ends. */
export interface Block {
  shapes: Shape[];
  bottom: number;
}

/** The light theme of tokens.css in numbers that every program reads: a picture goes onto white paper and into slides. */
export const paper = {
  paper: '#fbfaf8',
  line: '#e2dfdb',
  ink: '#221d18',
  'ink-2': '#4f4944',
  'ink-3': '#6a635e',
  accent: '#fcbe16',
  better: '#0e5da5',
  'better-mark': '#1070c5',
  worse: '#aa3a15',
  'worse-mark': '#d85218',
  uncertain: '#615b55',
  'uncertain-mark': '#857f79',
  'chart-grid': '#e8e6e2',
  'chart-band': '#efece8',
  'chart-band-edge': '#bab7b2',
} as const;

export const toneText: Record<Tone, string> = {
  better: paper.better,
  worse: paper.worse,
  none: paper['ink-2'],
  uncertain: paper.uncertain,
  invalid: paper.ink,
  ok: paper['ink-2'],
  warning: paper.worse,
};

/** Lines of text under each other. The gold lies behind the letters. */
export function textBlock(lines: readonly Line[], x: number, top: number, leading: number): Block {
  const shapes = lines.flatMap((line, index) => {
    const baseline = top + leading * index + leading / 2 + (line[0]?.font.size ?? 0) * 0.35;
    const gold = line.flatMap((piece): Shape[] => (piece.finding ? [underline(x + piece.x, baseline, piece)] : []));
    const words = line.map(({ x: offset, text, font, colour, width }): Shape => {
      return { kind: 'text', x: x + offset, y: baseline, text, font, colour, width };
    });
    return [...gold, ...words];
  });
  return { shapes, bottom: top + leading * lines.length };
}

const underline = (x: number, baseline: number, { width, font: { size } }: Line[number]): Shape => ({
  kind: 'rect',
  x,
  y: baseline + size * 0.15,
  width,
  height: size * 0.11,
  colour: paper.accent,
});

type Draw = (point: (x: number, y: number) => Point, scale: number, colour: string, x: number, y: number) => Shape[];

/** The shapes of verdicts on their square of 16, as `Glyph` has them. */
const glyphs: Record<Tone, Draw> = {
  better: (at, _, fill) => [{ kind: 'path', points: [at(8, 2.2), at(14, 13.4), at(2, 13.4)], closed: true, fill }],
  worse: (at, _, fill) => [{ kind: 'path', points: [at(8, 13.8), at(14, 2.6), at(2, 2.6)], closed: true, fill }],
  none: (at, scale, colour) =>
    [5.6, 10.4].map((y) => ({ kind: 'line', from: at(2, y), to: at(14, y), colour, width: 2.6 * scale })),
  uncertain: (_, scale, stroke, x, y) => [
    { kind: 'circle', x: x + 8 * scale, y: y + 8 * scale, r: 5.2 * scale, stroke, width: 2.2 * scale },
  ],
  invalid: (at, scale, colour) => [
    { kind: 'line', from: at(3, 3), to: at(13, 13), colour, width: 2.4 * scale },
    { kind: 'line', from: at(13, 3), to: at(3, 13), colour, width: 2.4 * scale },
  ],
  ok: (at, scale, stroke) => [
    { kind: 'path', points: [at(2.6, 8.6), at(6.2, 12.2), at(13.4, 4.2)], stroke, width: 2.2 * scale },
  ],
  warning: (at, scale, stroke) => [
    { kind: 'path', points: [at(8, 2.4), at(14.2, 13.4), at(1.8, 13.4)], closed: true, stroke, width: 1.7 * scale },
    { kind: 'line', from: at(8, 6.4), to: at(8, 9.8), colour: stroke, width: 1.7 * scale },
    { kind: 'line', from: at(8, 11.2), to: at(8, 12), colour: stroke, width: 1.7 * scale },
  ],
};

/** The mark of a verdict with its upper left corner at this place; its word must stand beside it. */
export function glyphShapes(tone: Tone, x: number, y: number, size: number): Shape[] {
  const scale = size / 16;
  return glyphs[tone]((px, py) => [x + px * scale, y + py * scale], scale, toneText[tone], x, y);
}

/** The mark of Dandelion: a seed head on its stalk, and the one seed that leaves, in gold. */
export function markShapes(x: number, y: number, size: number): Shape[] {
  const scale = size / 24;
  const at = (px: number, py: number): Point => [x + px * scale, y + py * scale];
  const dot = ([cx, cy]: Point, r: number, fill: string = paper.ink): Shape => ({
    kind: 'circle',
    x: cx,
    y: cy,
    r: r * scale,
    fill,
  });
  const hairs = Array.from({ length: 12 }, (_, index) => (index * Math.PI) / 6).filter(
    // Where the gold seed was, there is none.
    (_, index) => index !== 2,
  );
  return [
    dot(at(11, 10), 1.7),
    ...hairs.flatMap((angle): Shape[] => {
      const end = at(11 + 7.4 * Math.sin(angle), 10 - 7.4 * Math.cos(angle));
      const start = at(11 + 2.4 * Math.sin(angle), 10 - 2.4 * Math.cos(angle));
      return [{ kind: 'line', from: start, to: end, colour: paper.ink, width: scale }, dot(end, 1.25)];
    }),
    { kind: 'line', from: at(11, 12.5), to: at(11, 22), colour: paper.ink, width: 1.3 * scale, round: true },
    dot(at(20.6, 4.2), 2.2, paper.accent),
  ];
}
