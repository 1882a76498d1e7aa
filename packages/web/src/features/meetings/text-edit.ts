/** What changes between two texts, as small edits, and where a caret is after it. Pure; places count UTF-16 units, as browsers do. */

/** `removed` units at `at` go, `added` comes there. */
export interface TextEdit {
  at: number;
  removed: number;
  added: string;
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** Whether a place lies between the two halves of one character, where no text may be cut. */
const splits = (text: string, at: number): boolean =>
  at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));

/**
 * The one edit that makes `after` of `before`; null when they are equal. `caret` is where the caret is in `after`: what was typed ends
 * there, which tells which of several equal letters is the new one.
 */
export function editBetween(before: string, after: string, caret: number): TextEdit | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  const mostSame = Math.min(shorter, after.length - Math.min(Math.max(caret, 0), after.length));
  let end = 0;
  while (end < mostSame && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  while (end > 0 && (splits(before, before.length - end) || splits(after, after.length - end))) end -= 1;
  let start = 0;
  while (start < shorter - end && before[start] === after[start]) start += 1;
  while (start > 0 && (splits(before, start) || splits(after, start))) start -= 1;
  return { at: start, removed: before.length - end - start, added: after.slice(start, after.length - end) };
}

/**
 * Where a caret is after an edit of somebody else. It stays before what is added right at it, so that one writes on where one was; the
 * beginning of a selection goes behind it, so that typing over the selection does not take away what somebody else has just written.
 */
export function caretAfter(caret: number, { at, removed, added }: TextEdit, beginsSelection = false): number {
  if (beginsSelection && caret === at) return caret + added.length;
  if (caret <= at) return caret;
  return caret < at + removed ? at : caret - removed + added.length;
}

/** One step of what Yjs tells of a change. */
type Step = { retain?: number | undefined; insert?: unknown; delete?: number | undefined };

/** The edits of a change, each in the text as those before it left it. */
export function editsOf(delta: readonly Step[]): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  for (const { retain, insert, delete: gone } of delta) {
    if (retain !== undefined) at += retain;
    if (gone !== undefined) edits.push({ at, removed: gone, added: '' });
    if (typeof insert === 'string') {
      edits.push({ at, removed: 0, added: insert });
      at += insert.length;
    }
  }
  return edits;
}

/** In pieces of at most `most` units, none of which cuts a character. */
export function inPieces(text: string, most: number): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + most);
    if (splits(text, to)) to -= 1;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}
