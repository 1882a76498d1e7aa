import { describe, expect, it } from 'vitest';
import { chiSquareUpperTail } from './chi-square.ts';
import { noncentralTUpperTail } from './noncentral-t.ts';
import { criticalZ, normalTwoSided, normalUpperQuantile, normalUpperTail } from './normal.ts';
import { criticalT, studentTwoSided } from './student-t.ts';

/** Expected numbers of this file are scipy's (norm.sf, norm.isf, t.sf, t.ppf, chi2.sf, nct.sf). */

/** Equal to a relative error; toBeCloseTo would pass 0 for 1e-300. */
function expectNear(got: number, expected: number, relative = 1e-12): void {
  expect(Math.abs(got / expected - 1)).toBeLessThan(relative);
}

describe('normal tails', () => {
  it.each([
    [0.5, 0.3085375387259869],
    [5, 2.866515718791933e-7],
    [20, 2.7536241186061556e-89],
    [37, 5.7255712225239266e-300],
  ])('P(Z > %d) keeps its digits', (z, tail) => {
    expectNear(normalUpperTail(z), tail);
    expectNear(normalTwoSided(-z), 2 * tail);
    expectNear(normalUpperTail(-z), 1 - tail);
  });

  it.each([
    [0.3, 0.5244005127080409],
    [1e-10, 6.361340902404056],
    [1e-100, 21.273453560965322],
    [1e-300, 37.0470962993612],
  ])('the quantile of a tail of %d', (tail, z) => {
    expectNear(normalUpperQuantile(tail), z);
  });

  it('the half-width of a level', () => {
    expectNear(criticalZ(0.95), 1.959963984540054);
    expect(() => criticalZ(1)).toThrow(RangeError);
    expect(() => criticalZ(95)).toThrow(RangeError);
    expect(() => criticalT(0, 10)).toThrow(RangeError);
  });
});

describe('Student t', () => {
  it.each([
    [1e-6, 3, 0.9999992648948061],
    [0.5, 6.4, 0.6338012356863993],
    [5, 12.5, 0.0002734331072628976],
    [30, 4, 7.352856097661319e-6],
    [37, 1e7, 1.2001212322636956e-299],
    [8, 2352.2, 1.9336563766584438e-15],
  ])('P(|T| > %d) at %d degrees of freedom', (t, df, p) => {
    expectNear(studentTwoSided(t, df), p, 1e-9);
    expectNear(studentTwoSided(-t, df), p, 1e-9);
  });

  it.each([
    [1, 12.706204736174694],
    [6.385, 2.411588183191127],
    [107.4, 1.9822989411956764],
    [1e7, 1.959964221767205],
  ])('the half-width at %d degrees of freedom', (df, expected) => {
    expectNear(criticalT(0.95, df), expected);
  });
});

describe('chi-square', () => {
  it.each([
    [22.77, 1, 1.8259391382790754e-6],
    [1400, 1, 2.1010145162644003e-306],
    [30, 9, 0.00043872177097947936],
    [400, 300, 9.678621994933555e-5],
  ])('P(X > %d) at %d degrees of freedom', (x, df, p) => {
    expectNear(chiSquareUpperTail(x, df), p, 1e-11);
  });

  it.each([
    [2200, 2000, 0.0010593232539299773],
    [10460, 9999, 0.0006503434327556272],
  ])('P(X > %d) at %d degrees of freedom, beyond what stdlib does well', (x, df, p) => {
    expectNear(chiSquareUpperTail(x, df), p, 2e-3);
  });
});

describe('noncentral t', () => {
  it.each([
    [2.0243941639119702, 38, 3.1622776601683795, 0.8689528016921269],
    [12.706204736432095, 1, 5, 0.30516009937286437],
    [1.96, 1e6, 2.8, 0.7995457179448205],
    [1.9599646, 1e7, -1, 0.0015383736337583227],
    [4.30265, 2, 0, 0.025000029382252896],
  ])('P(T > %d) at %d degrees of freedom, noncentrality %d', (t, df, noncentrality, p) => {
    expectNear(noncentralTUpperTail(t, df, noncentrality), p, 1e-9);
  });
});
