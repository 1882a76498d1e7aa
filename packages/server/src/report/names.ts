import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';

/**
 * Text that came from the data (names, messages with names in them) before it is shown.
 * A file must not be able to move the cursor, change colours, turn the reading direction or hide characters.
 */

const lineBreaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const controls = /[\u0000-\u001f\u007f-\u009f]/g;
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const invisible =
  /\u034f|[\u00ad\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const stackedMarks = /(\p{M}{4})\p{M}+/gu;
const loneSurrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Longest text that is looked at: a name of a megabyte must not cost a megabyte of work. */
const longest = 2_000;

function bounded(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest / 2)}…${text.slice(-longest / 2)}`;
}

/** For a terminal: no control sequence, no control, bidirectional or invisible character is left. */
export function terminalText(text: string): string {
  return stripVTControlCharacters(bounded(text))
    .replace(lineBreaks, ' ')
    .replace(controls, '')
    .replace(bidi, '')
    .replace(invisible, '')
    .replace(loneSurrogates, '\ufffd')
    .replace(stackedMarks, '$1');
}

/** For the page: controls and direction overrides go; joiners stay, because Persian and Hindi need them. */
export function pageText(text: string): string {
  return stripVTControlCharacters(bounded(text))
    .replace(lineBreaks, ' ')
    .replace(controls, '')
    .replace(bidi, '')
    .replace(loneSurrogates, '\ufffd')
    .replace(stackedMarks, '$1');
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns of a terminal that a text fills; wide characters count two. */
export const widthOf = (text: string): number => stringWidth(text);

/** At most `width` columns, shortened by an ellipsis in the middle, where names tend to differ least. */
export function shorten(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const parts = Array.from(graphemes.segment(text), ({ segment }) => segment);
  const room = Math.max(0, width - 1);
  const head = take(parts, Math.ceil(room / 2));
  const tail = take(parts.reverse(), Math.floor(room / 2));
  return `${head.join('').trimEnd()}…${tail.reverse().join('').trimStart()}`;
}

function take(parts: readonly string[], width: number): string[] {
  const taken: string[] = [];
  let used = 0;
  for (const part of parts) {
    used += widthOf(part);
    if (used > width) break;
    taken.push(part);
  }
  return taken;
}

/** What an empty name is called, so that a row never lacks its label. */
export const named = (name: string): string => (name.trim() === '' ? '(empty)' : name);
