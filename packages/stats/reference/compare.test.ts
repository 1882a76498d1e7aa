import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';

const exact = { abs: 0, rel: 0 };
const paths = (got: unknown, expected: unknown, tolerance = exact) =>
  compare(got, expected, tolerance).map(({ path }) => path);

describe('compare passes', () => {
  it('numbers within abs + rel · |expected|, on both sides and at the bound', () => {
    const tolerance = { abs: 0.5, rel: 0.25 };
    expect(paths([5.5, 2.5, -5.5], [4, 4, -4], tolerance)).toEqual([]);
  });

  it('keys that nobody expects, in any order', () => {
    expect(paths({ b: { c: null, d: 1 }, a: 'x' }, { a: 'x', b: { c: null } })).toEqual([]);
  });
});

describe('compare fails', () => {
  it.each([
    ['a number just beyond the tolerance', { a: 5.51 }, { a: 4 }],
    ['NaN', { a: Number.NaN }, { a: 4 }],
    ['infinity', { a: Number.POSITIVE_INFINITY }, { a: 4 }],
    ['null for a number', { a: null }, { a: 4 }],
    ['a numeric text', { a: '4' }, { a: 4 }],
    ['a boolean for a number', { a: true }, { a: 1 }],
    ['a missing key', {}, { a: 4 }],
    ['a missing key for null', {}, { a: null }],
    ['NaN for null', { a: Number.NaN }, { a: null }],
    ['0 for null', { a: 0 }, { a: null }],
    ['false for null', { a: false }, { a: null }],
    ['another text', { a: 'unbounded' }, { a: 'bounded' }],
    ['another boolean', { a: false }, { a: true }],
    ['a shorter array', { a: [1] }, { a: [1, 2] }],
    ['a longer array', { a: [1, 2, 3] }, { a: [1, 2] }],
    ['an object for an array', { a: { 0: 1 } }, { a: [1] }],
    ['an array for an object', { a: [1] }, { a: { 0: 1 } }],
    ['null for an object', { a: null }, { a: {} }],
    ['an inherited key', { a: {} }, { a: { toString: 'x' } }],
  ])('%s', (_, got, expected) => {
    expect(compare(got, expected, { abs: 0.5, rel: 0.25 })).toHaveLength(1);
  });

  it('at every leaf, naming the path', () => {
    const got = { a: { b: [1, 9, null] }, c: 9 };
    expect(paths(got, { a: { b: [1, 2, 3] }, c: 4 })).toEqual(['a.b[1]', 'a.b[2]', 'c']);
    expect(paths(9, 4)).toEqual(['']);
  });

  it('where an array changed its order', () => {
    expect(paths(['b', 'a'], ['a', 'b'])).toEqual(['[0]', '[1]']);
  });
});
