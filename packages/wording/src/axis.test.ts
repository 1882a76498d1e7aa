import { describe, expect, test } from 'vitest';
import { chooseAxis, position } from './axis.ts';

describe('the axis', () => {
  const at = (low: number | null, value: number | null, high: number | null) => ({ low, value, high });

  test('holds zero, the band and the intervals', () => {
    const axis = chooseAxis([at(6.6, 7.7, 8.7), at(3.5, 4.5, 5.5)], 0.5, 5);
    expect(axis.low).toBeLessThan(-0.5);
    expect(axis.high).toBeGreaterThan(8.7);
    expect(axis.ticks).toEqual([0, 2, 4, 6, 8]);
    expect(position(axis, axis.low)).toBe(0);
    expect(position(axis, axis.high)).toBe(1);
  });

  test('one very wide interval does not press the others into dots', () => {
    const usual = Array.from({ length: 9 }, () => at(1, 2, 3));
    expect(chooseAxis([...usual, at(-900, 2, 1_000)], null, 5).high).toBeLessThan(12);
  });

  test('a band far wider than the intervals runs over the edges', () => {
    expect(chooseAxis([at(-1, 0, 1)], 1_000, 5).high).toBeLessThan(4);
  });

  test('is sound without a single number', () => {
    for (const axis of [
      chooseAxis([], null, 5),
      chooseAxis([at(null, null, null)], null, 5),
      chooseAxis([at(0, 0, 0)], 0, 5),
    ]) {
      expect(axis.high).toBeGreaterThan(0);
      expect(axis.low).toBeLessThan(0);
      expect(axis.ticks).toContain(0);
    }
  });
});
