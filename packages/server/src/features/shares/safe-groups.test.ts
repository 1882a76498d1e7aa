import { describe, expect, test } from 'vitest';
import { random } from '../experiments/test-answers.ts';
import { type Group, safeGroups } from './safe-groups.ts';

const group = (value: string, ...units: number[]): Group => ({ value, units });
const totalsOf = (groups: readonly Group[]) =>
  [0, 1].map((at) => groups.reduce((sum, { units }) => sum + units[at]!, 0));
const shownOf = (groups: readonly Group[], totals = totalsOf(groups)) => [...safeGroups(groups, totals)].sort();

describe('groups of one column', () => {
  test('large ones are all shown', () => {
    expect(shownOf([group('a', 20, 20), group('b', 500, 400)])).toEqual(['a', 'b']);
  });

  test('one that is too small in one variation takes the smallest other with it', () => {
    const groups = [group('large', 900, 900), group('middle', 300, 300), group('least', 80, 80), group('tiny', 50, 19)];
    expect(shownOf(groups)).toEqual(['large', 'middle']);
  });

  test('two small ones that are few together take one more', () => {
    const groups = [group('large', 900, 900), group('middle', 300, 300), group('least', 80, 80)];
    expect(shownOf([...groups, group('one', 1, 1), group('two', 2, 2)])).toEqual(['large', 'middle']);
  });

  test('small ones that are enough together are all that is left out', () => {
    const groups = [group('large', 900, 900), group('middle', 300, 300), group('one', 15, 15), group('two', 15, 15)];
    expect(shownOf(groups)).toEqual(['large', 'middle']);
  });

  test('units that are in no group count as well', () => {
    const groups = [group('a', 100, 100), group('b', 200, 200), group('c', 300, 300)];
    expect(shownOf(groups, [600, 603])).toEqual([]);
    expect(shownOf([...groups, group('d', 400, 400)], [1000, 1003])).toEqual(['c', 'd']);
    expect(shownOf(groups, [630, 640])).toEqual(['a', 'b', 'c']);
  });

  test('one alone says nothing, and groups of nobody are none', () => {
    expect(shownOf([group('a', 100, 100), group('b', 90, 90), group('c', 3, 3)])).toEqual([]);
    expect(shownOf([group('a', 100, 100), group('b', 90, 90), group('c', 0, 0)])).toEqual(['a', 'b']);
  });

  test('whatever the groups: the shown are large, and so is what can be subtracted', () => {
    const next = random(4);
    let shownAtAll = 0;
    for (let round = 0; round < 3000; round++) {
      const count = 1 + Math.floor(next() * 9);
      const size = () => Math.floor(next() ** 3 * 300);
      const groups = Array.from({ length: count }, (_, at) => group(`g${at}`, size(), size()));
      const totals = totalsOf(groups);
      const shown = groups.filter(({ value }) => safeGroups(groups, totals).has(value));
      const hidden = groups.filter((one) => !shown.includes(one) && one.units.some((units) => units > 0));
      if (shown.length === 0) continue;
      shownAtAll++;
      expect(shown.every(({ units }) => Math.min(...units) >= 20)).toBe(true);
      if (hidden.length > 0) {
        expect(hidden.length).toBeGreaterThan(1);
        expect(Math.min(...totalsOf(hidden))).toBeGreaterThanOrEqual(20);
      }
    }
    expect(shownAtAll).toBeGreaterThan(300);
  });
});
