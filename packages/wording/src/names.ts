/**
 * Text that came from the data (names, messages with names in them) before it is shown.
 * A file must not be able to change colours, turn the reading direction or hide characters.
 */

/** Operating system commands (links, titles) with their text, then control sequences (colours, cursor). */
const escapes =
  /(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]/g;
const lineBreaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const controls = /[\u0000-\u001f\u007f-\u009f]/g;
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const stackedMarks = /(\p{M}{4})\p{M}+/gu;
const loneSurrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Longest text that is looked at: a name of a megabyte must not cost a megabyte of work. */
const longest = 2_000;

function bounded(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest / 2)}…${text.slice(-longest / 2)}`;
}

/** For a page: controls and direction overrides go; joiners stay, because Persian and Hindi need them. */
export function pageText(text: string): string {
  return bounded(text)
    .replace(escapes, '')
    .replace(lineBreaks, ' ')
    .replace(controls, '')
    .replace(bidi, '')
    .replace(loneSurrogates, '\ufffd')
    .replace(stackedMarks, '$1');
}

/** What an empty name is called, so that a row never lacks its label. */
export const named = (name: string): string => (name.trim() === '' ? '(empty)' : name);

const oneEach = (): number => 1;

/**
 * At most `room` characters as people count them, shortened by an ellipsis in the middle, where names tend to differ
 * least. `widthOf` measures one character where they are not all equally wide.
 */
export function shorten(text: string, room: number, widthOf: (character: string) => number = oneEach): string {
  // Characters of one unit each: no more of them than the text is long.
  if (widthOf === oneEach && text.length <= room) return text;
  const characters = Array.from(
    new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text),
    (one) => one.segment,
  );
  if (characters.reduce((sum, one) => sum + widthOf(one), 0) <= room) return text;
  const left = Math.max(0, room - 1);
  const head = take(characters, Math.ceil(left / 2), widthOf);
  const tail = take(characters.reverse(), Math.floor(left / 2), widthOf);
  return `${head.join('').trimEnd()}…${tail.reverse().join('').trimStart()}`;
}

function take(characters: readonly string[], room: number, widthOf: (character: string) => number): string[] {
  const taken: string[] = [];
  let used = 0;
  for (const character of characters) {
    used += widthOf(character);
    if (used > room) break;
    taken.push(character);
  }
  return taken;
}
