import { expect, test } from 'vitest';
import { caretAfter, editBetween, editsOf, inPieces, type TextEdit } from './text-edit.ts';

const apply = (text: string, { at, removed, added }: TextEdit): string =>
  text.slice(0, at) + added + text.slice(at + removed);

/** A small generator with a fixed seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const letters = ['a', 'b', 'a', '\n', '😀', '😃', 'é'];

/** A lone half of a character would become a question mark in the shared text. */
const wellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);

test('the edit makes the one text of the other, is as small as can be, and cuts no character', () => {
  const next = random(7);
  const word = (length: number) => Array.from({ length }, () => letters[Math.floor(next() * letters.length)]).join('');
  for (let round = 0; round < 3000; round++) {
    const before = word(Math.floor(next() * 8));
    const [head, tail] = [word(Math.floor(next() * 4)), word(Math.floor(next() * 4))];
    const after = next() < 0.5 ? head + before + tail : word(Math.floor(next() * 8));
    const edit = editBetween(before, after, Math.floor(next() * (after.length + 1)));
    if (before === after) expect(edit).toBeNull();
    else {
      expect(apply(before, edit!)).toBe(after);
      expect([wellFormed(edit!.added), wellFormed(before.slice(edit!.at, edit!.at + edit!.removed))]).toEqual([
        true,
        true,
      ]);
    }
  }
});

test('of equal letters the new one is where the caret is', () => {
  expect(editBetween('aaa', 'aaaa', 2)).toEqual({ at: 1, removed: 0, added: 'a' });
  expect(editBetween('aaa', 'aaaa', 4)).toEqual({ at: 3, removed: 0, added: 'a' });
  // Deleted backwards and forwards.
  expect(editBetween('one two', 'one wo', 4)).toEqual({ at: 4, removed: 1, added: '' });
  // Both have the same first half.
  expect(editBetween('x😀y', 'x😃y', 3)).toEqual({ at: 1, removed: 2, added: '😃' });
});

test.each([
  ['before it', 2, { at: 5, removed: 0, added: 'xx' }, 2],
  ['right at it', 5, { at: 5, removed: 0, added: 'xx' }, 5],
  ['after it', 6, { at: 5, removed: 0, added: 'xx' }, 8],
  ['in what goes', 6, { at: 5, removed: 3, added: '' }, 5],
  ['behind what goes', 9, { at: 5, removed: 3, added: 'x' }, 7],
])('a caret %s', (_, caret, edit, expected) => expect(caretAfter(caret, edit)).toBe(expected));

test('what is added at the beginning of a selection is not in it', () => {
  expect(caretAfter(5, { at: 5, removed: 0, added: 'xx' }, true)).toBe(7);
  expect(caretAfter(4, { at: 5, removed: 0, added: 'xx' }, true)).toBe(4);
});

test('a change of Yjs as edits one after the other', () => {
  const edits = editsOf([{ retain: 2 }, { insert: 'new ' }, { delete: 3 }, { retain: 1 }, { insert: 'z' }]);
  expect(edits.reduce(apply, 'abcdefg')).toBe('abnew fzg');
});

test('pieces are the text again, and none cuts a character', () => {
  const text = 'a😀b😀😀c';
  for (const most of [2, 3, 4, 100]) {
    const pieces = inPieces(text, most);
    expect(pieces.join('')).toBe(text);
    expect(pieces.every((piece) => piece.length <= most && wellFormed(piece))).toBe(true);
  }
});
