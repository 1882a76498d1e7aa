import { describe, expect, test } from 'vitest';
import { type DotValue, dotAxis, dotLayout, placeOn } from './dot-layout.ts';

const rising = (values: readonly number[], target: number): DotValue[] =>
  values.map((value) => ({ value, reached: value >= target }));

/** Dots may not lie on one another: closer than half a slot in the same row. */
function clashes({ dots }: ReturnType<typeof dotLayout>): number {
  const seen = new Set(dots.map(({ at, row }) => `${at.toFixed(6)} ${row}`));
  return dots.length - seen.size;
}

describe('dots on an axis', () => {
  const spread = Array.from({ length: 100 }, (_, i) => 500 + i * 11);

  test('every dot lies on the side of the target that it is on, and none on another', () => {
    const axis = dotAxis(spread, 900, true);
    const layout = dotLayout(axis, rising(spread, 900));
    const target = placeOn(axis, 900);
    for (const { at, reached } of layout.dots) expect(at > target).toBe(reached);
    expect(clashes(layout)).toBe(0);
    expect(layout.dots.every(({ at }) => at > 0 && at < 1)).toBe(true);
  });

  test('of what should fall, what is at the target lies left of it', () => {
    const values = [100, 110, 110, 110, 120, 130];
    const axis = dotAxis(values, 110, false);
    const layout = dotLayout(
      axis,
      values.map((value) => ({ value, reached: value <= 110 })),
    );
    const target = placeOn(axis, 110);
    expect(layout.dots.map(({ at }) => at < target)).toEqual([true, true, true, true, false, false]);
  });

  test('a hundred equal values become a block, not a tower', () => {
    const values = Array.from({ length: 100 }, () => 42);
    const axis = dotAxis(values, 100, true);
    const layout = dotLayout(axis, rising(values, 100));
    expect(layout.rows).toBeLessThanOrEqual(13);
    expect(clashes(layout)).toBe(0);
  });

  test('a value that falls short of its target by what adding decimals is off, but has reached it, lies right of it', () => {
    const axis = dotAxis([0, 1], 0.3, true);
    const { dots } = dotLayout(axis, [{ value: 0.1 + 0.2 - 1e-12, reached: true }]);
    expect(dots[0]!.at).toBeGreaterThan(placeOn(axis, 0.3));
  });

  test('nothing moves and all is the target', () => {
    const axis = dotAxis([7], 7, true);
    const { dots } = dotLayout(axis, [{ value: 7, reached: true }]);
    expect(dots[0]!.at).toBeGreaterThan(placeOn(axis, 7));
    expect(Number.isFinite(dots[0]!.at)).toBe(true);
  });
});
