import { describe, expect, test } from 'vitest';
import { rowAfterKey } from './list-keys.ts';
import { noSelection, rangeOf, type Selection, toggledOne, withAll } from './list-selection.ts';
import { hasTag, inTurns, tagCounts, toChange } from './list-tagging.ts';
import { windowsAround } from './list-windows.ts';

describe('keys', () => {
  const size = { total: 50, page: 20 };
  test.each<[string, number, number | null]>([
    ['ArrowDown', 3, 4],
    ['ArrowUp', 0, 0],
    ['ArrowDown', 49, 49],
    ['PageDown', 3, 23],
    ['PageDown', 40, 49],
    ['PageUp', 10, 0],
    ['Home', 30, 0],
    ['End', 0, 49],
    ['Enter', 3, null],
    ['constructor', 3, null],
  ])('%s from %i', (key, at, next) => expect(rowAfterKey(key, at, size)).toBe(next));
});

describe('windows', () => {
  test('those in sight and those one comes near to', () => {
    expect(windowsAround(0, 20, 4873)).toEqual([0, 1]);
    expect(windowsAround(250, 270, 4873)).toEqual([1, 2, 3]);
    expect(windowsAround(4850, 4872, 4873)).toEqual([47, 48]);
    expect(windowsAround(0, 11, 11)).toEqual([0]);
    expect(windowsAround(0, 0, 0)).toEqual([]);
    // Rows in sight of a longer list, before the shorter one is drawn.
    expect(windowsAround(4000, 4020, 50)).toEqual([]);
  });
});

describe('selection', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id })) as [{ id: string }, { id: string }, { id: string }];
  test('one more, one less, and a range from where it began', () => {
    const one = toggledOne(noSelection as Selection<{ id: string }>, a, 4);
    expect([...one.items.keys()]).toEqual(['a']);
    const three = withAll(one, [a, b, c]);
    expect([...three.items.keys()]).toEqual(['a', 'b', 'c']);
    expect(three.anchor).toBe(4);
    const two = toggledOne(three, b, 5);
    expect([...two.items.keys()]).toEqual(['a', 'c']);
    expect(two.anchor).toBe(5);
  });

  test('a range goes both ways', () => expect(rangeOf(9, 2)).toEqual({ first: 2, last: 9 }));
});

describe('tags of many', () => {
  const rows = [{ tags: ['Spring', 'mail'] }, { tags: ['mail'] }, { tags: [] }];
  test('counted, the most frequent first', () => {
    expect(tagCounts(rows)).toEqual([
      { tag: 'mail', count: 2 },
      { tag: 'Spring', count: 1 },
    ]);
  });

  test('only those are changed that are not yet so, whatever the capitals', () => {
    expect(hasTag(['Spring'], 'spring')).toBe(true);
    expect(toChange(rows, { tag: 'spring', add: true })).toEqual([rows[1], rows[2]]);
    expect(toChange(rows, { tag: 'spring', add: false })).toEqual([rows[0]]);
  });

  test('a few at a time, each once, and none after a stop', async () => {
    const abort = new AbortController();
    const seen: number[] = [];
    let going = 0;
    let most = 0;
    const work = async (item: number) => {
      going += 1;
      most = Math.max(most, going);
      await Promise.resolve();
      seen.push(item);
      if (seen.length === 6) abort.abort();
      going -= 1;
    };
    await inTurns([...Array(20).keys()], work, abort.signal);
    expect(most).toBe(3);
    expect(seen.length).toBeLessThan(20);
    expect(seen).toEqual([...Array(seen.length).keys()]);
  });
});
