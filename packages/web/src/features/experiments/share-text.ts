/** Text of a picture, where nothing wraps by itself: lines that fit a width, for any script and names of any length. */

export interface Font {
  face: 'sans' | 'serif';
  size: number;
  weight: 400 | 500 | 600;
}

/** How wide a text is, in pixels. */
export type Measure = (text: string, font: Font) => number;

/** A stretch of text in one style. */
export interface Run {
  text: string;
  font: Font;
  colour: string;
  /** Underlined in gold. */
  finding?: boolean;
}

interface Piece extends Run {
  /** From the beginning of the line. */
  x: number;
  width: number;
}

export type Line = Piece[];

/** Scripts that write words without spaces between them; only there may a line break between two words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const words = new Intl.Segmenter('en', { granularity: 'word' });
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Places in the text where a line may end. */
function breaksOf(text: string): number[] {
  const places = new Set<number>([text.length]);
  // Not after a space that is meant to hold together.
  for (const { index, 0: chunk } of text.matchAll(/[^ ]*[ ]*/g)) {
    places.add(index + chunk.length);
    if (!unspaced.test(chunk)) continue;
    for (const { index: inner, segment } of words.segment(chunk)) {
      // Punctuation stays with the word before it.
      if (inner > 0 && /[\p{L}\p{N}]/u.test(segment)) places.add(index + inner);
    }
  }
  places.delete(0);
  return [...places].sort((a, b) => a - b);
}

interface Part {
  run: Run;
  text: string;
}

/** The runs between two places of their joined text. */
function cut(runs: readonly Run[], from: number, to: number): Part[] {
  const parts: Part[] = [];
  let start = 0;
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, from - start), Math.max(0, to - start));
    if (text !== '') parts.push({ run, text });
    start += run.text.length;
  }
  return parts;
}

function joined(parts: readonly Part[]): Part[] {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (last?.run === part.run) merged[merged.length - 1] = { run: part.run, text: last.text + part.text };
    else merged.push(part);
  }
  return merged;
}

function trimmed(parts: readonly Part[]): Part[] {
  const merged = joined(parts);
  const last = merged.at(-1);
  if (last === undefined) return merged;
  const text = last.text.trimEnd();
  return text === '' ? trimmed(merged.slice(0, -1)) : [...merged.slice(0, -1), { run: last.run, text }];
}

const widthOf = (parts: readonly Part[], measure: Measure): number =>
  trimmed(parts).reduce((sum, { run, text }) => sum + measure(text, run.font), 0);

/** A word that is wider than the line, in parts that are not. */
function split(parts: readonly Part[], width: number, measure: Measure): Part[][] {
  const pieces: Part[][] = [];
  let open: Part[] = [];
  const characters = parts.flatMap(({ run, text }) =>
    Array.from(graphemes.segment(text), ({ segment }): Part => ({ run, text: segment })),
  );
  for (const character of characters) {
    const longer = joined([...open, character]);
    if (open.length > 0 && widthOf(longer, measure) > width) {
      pieces.push(open);
      open = [character];
    } else open = longer;
  }
  return [...pieces, open];
}

function fill(runs: readonly Run[], width: number, measure: Measure): Part[][] {
  const text = runs.map((run) => run.text).join('');
  const lines: Part[][] = [];
  let line: Part[] = [];
  let from = 0;
  const put = (parts: readonly Part[]): void => {
    const longer = [...line, ...parts];
    if (line.length > 0 && widthOf(longer, measure) > width) {
      lines.push(line);
      line = [...parts];
    } else line = longer;
  };
  for (const to of breaksOf(text)) {
    const parts = cut(runs, from, to);
    from = to;
    if (widthOf(parts, measure) <= width) put(parts);
    else for (const piece of split(parts, width, measure)) put(piece);
  }
  return line.length === 0 ? lines : [...lines, line];
}

/** The line with an ellipsis at its end, shortened until both fit. */
function ended(line: readonly Part[], width: number, measure: Measure): Part[] {
  const parts = trimmed(line);
  const last = parts.at(-1);
  if (last === undefined) return parts;
  const closed = [...parts.slice(0, -1), { run: last.run, text: `${last.text}…` }];
  if (widthOf(closed, measure) <= width) return closed;
  const shorter = Array.from(graphemes.segment(last.text), ({ segment }) => segment)
    .slice(0, -1)
    .join('');
  return ended([...parts.slice(0, -1), ...(shorter === '' ? [] : [{ run: last.run, text: shorter }])], width, measure);
}

function placed(parts: readonly Part[], measure: Measure): Line {
  let x = 0;
  return trimmed(parts).map(({ run, text }) => {
    const width = measure(text, run.font);
    const piece: Piece = { ...run, text, x, width };
    x += width;
    return piece;
  });
}

/** Lines no wider than `width`; with `most`, at most so many, the last of them ending in an ellipsis when text is left. */
export function wrap(runs: readonly Run[], width: number, measure: Measure, most = Number.POSITIVE_INFINITY): Line[] {
  const lines = fill(runs, width, measure);
  const last = lines[most - 1];
  const shown = lines.length > most && last ? [...lines.slice(0, most - 1), ended(last, width, measure)] : lines;
  return shown.map((line) => placed(line, measure));
}

/** A name apart from the direction of the text around it, as `<bdi>` does on a page. */
export const isolated = (name: string): string => `\u2068${name}\u2069`;
