import { describe, expect, it } from 'vitest';
import { findRoot } from './root.ts';

describe('findRoot', () => {
  it.each<[string, (x: number) => number, number, number, number]>([
    ['a line', (x) => x - 0.25, 0, 1, 0.25],
    ['a falling curve', (x) => 2 - x * x, 0, 2, Math.SQRT2],
    ['ends given the other way round', (x) => 2 - x * x, 2, 0, Math.SQRT2],
    ['a very flat zero', (x) => (x - 0.3) ** 9, 0, 1, 0.3],
    ['a steep one far from the middle', (x) => Math.log(x / 1e-9), 1e-12, 1e6, 1e-9],
    ['an end that is a zero', (x) => x, 0, 1, 0],
    ['the other end', (x) => x - 1, 0, 1, 1],
  ])('finds %s', (_, f, from, to, root) => {
    // Around a flat zero f itself underflows: no method can see where it changes its sign.
    const tolerance = _ === 'a very flat zero' ? 1e-2 : 1e-14 * root;
    expect(Math.abs(findRoot(f, from, to) - root)).toBeLessThanOrEqual(tolerance);
  });
});
