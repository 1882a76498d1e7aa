import { styleText } from 'node:util';
import type { Mark, Saying, Tone } from '@dandelion-loop/wording';
import { asciiSet, type Cell, type Charset, unicodeSet } from './picture.ts';
import { shortenColumns, terminalText, widthOf } from './terminal-names.ts';

/** Lines of a terminal: width, colours and characters it can show. */

export interface TerminalOptions {
  /** Columns of the terminal; 60 to 120 are used. */
  width: number;
  /** Whether to colour. The caller asks the terminal and NO_COLOR. */
  color: boolean;
  /** Whether the terminal shows more than ASCII; true when left out. */
  unicode?: boolean;
}

type Paint = 'strong' | 'quiet' | 'finding' | Tone;

/** What has no format of its own is printed as it is; passed checks too: green would compete with the finding. */
const formats: Partial<Record<Paint, Parameters<typeof styleText>[0]>> = {
  strong: 'bold',
  quiet: 'dim',
  finding: ['bold', 'underline'],
  better: 'blue',
  worse: 'red',
  uncertain: 'gray',
  invalid: 'magenta',
  warning: 'yellow',
};

export interface Terminal {
  width: number;
  charset: Charset;
  paint(paint: Paint, text: string): string;
  glyph(mark: Mark): string;
  /** What is printed: characters that the terminal cannot show are replaced. */
  finish(lines: readonly string[]): string;
}

const asciiFor: Record<string, string> = {
  '−': '-',
  '–': '-',
  '…': '~',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '×': 'x',
  '·': '.',
};

function toAscii(text: string): string {
  return text.replace(/[^\x00-\x7f]/gu, (char) => asciiFor[char] ?? '?'.repeat(Math.max(1, widthOf(char))));
}

export function terminalOf({ width, color, unicode = true }: TerminalOptions): Terminal {
  return {
    width: Math.max(60, Math.min(120, Math.floor(width) || 80)),
    charset: unicode ? unicodeSet : asciiSet,
    paint: (paint, text) => {
      const format = formats[paint];
      return color && text !== '' && format !== undefined ? styleText(format, text, { validateStream: false }) : text;
    },
    glyph: (mark) => (unicode ? mark.glyph : mark.ascii),
    finish: (lines) => {
      const text = `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
      return unicode ? text : toAscii(text);
    },
  };
}

export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
export const padStart = (text: string, width: number): string => ' '.repeat(Math.max(0, width - widthOf(text))) + text;

/** A name of the data in exactly `width` columns. */
export const nameCell = (name: string, width: number): string => padEnd(shortenColumns(label(name), width), width);

/** A name of the data, harmless and never empty. */
export function label(name: string): string {
  const clean = terminalText(name).trim();
  return clean === '' ? '(empty)' : clean;
}

interface Word {
  text: string;
  paint: Paint | null;
}

function wordsOf(saying: Saying, room: number): Word[][] {
  // A word may be built of several phrases ("points" + ":"), so words are lists of painted pieces.
  const words: Word[][] = [];
  let open = false;
  for (const { text, role } of saying) {
    // "p = 0.03" stays together.
    const pieces = terminalText(text)
      .replace(/\bp ([<=>]) (?=\d)/g, 'p\u00a0$1\u00a0')
      .split(/( +)/);
    for (const piece of pieces) {
      if (piece === '') continue;
      if (piece.startsWith(' ')) {
        open = false;
        continue;
      }
      const part: Word = { text: shortenColumns(piece, room).replaceAll('\u00a0', ' '), paint: role ?? null };
      const last = words.at(-1);
      if (open && last !== undefined) last.push(part);
      else words.push([part]);
      open = true;
    }
  }
  return words.length === 0 ? [[{ text: '', paint: null }]] : words;
}

/** Wraps a sentence to the terminal's width, with an indent and a hanging indent for the lines that follow. */
export function wrapSaying(terminal: Terminal, saying: Saying, indent = '', hanging = indent): string[] {
  const room = terminal.width - Math.max(widthOf(indent), widthOf(hanging));
  const lines: string[] = [];
  let line = indent;
  let used = widthOf(indent);
  let fresh = true;
  let before: Paint | null = null;
  for (const word of wordsOf(saying, room)) {
    const width = word.reduce((sum, { text }) => sum + widthOf(text), 0);
    if (!fresh && used + 1 + width > terminal.width) {
      lines.push(line);
      line = hanging;
      used = widthOf(hanging);
      fresh = true;
    }
    if (!fresh) {
      const gap = before !== null && before === word[0]?.paint ? terminal.paint(before, ' ') : ' ';
      line += gap;
      used += 1;
    }
    line += word.map(({ text, paint }) => (paint === null ? text : terminal.paint(paint, text))).join('');
    before = word.at(-1)?.paint ?? null;
    used += width;
    fresh = false;
  }
  lines.push(line);
  return lines;
}

export function wrapText(terminal: Terminal, text: string, indent = '', hanging = indent): string[] {
  return wrapSaying(terminal, [{ text }], indent, hanging);
}

/** Quiet text over several lines. */
export function wrapQuiet(terminal: Terminal, text: string, indent = ''): string[] {
  return wrapText(terminal, text, indent).map((line) => indent + terminal.paint('quiet', line.slice(indent.length)));
}

/** The cells of a picture, coloured in runs. */
export function paintCells(terminal: Terminal, cells: readonly Cell[], tone: Tone): string {
  let text = '';
  for (let start = 0; start < cells.length; ) {
    let end = start;
    let run = '';
    while (end < cells.length && cells[end]?.tone === cells[start]?.tone) run += cells[end++]?.char ?? '';
    const kind = cells[start]?.tone;
    text += kind === 'mark' ? terminal.paint(tone, run) : kind === 'band' ? terminal.paint('quiet', run) : run;
    start = end;
  }
  return text;
}
