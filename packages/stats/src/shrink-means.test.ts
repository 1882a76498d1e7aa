import { describe, expect, it } from 'vitest';
import { shrinkMeans } from './shrink-means.ts';

const groups = [
  [1, 0.05, 0],
  [3, 0.2, 0.01],
  [40, 0.31, 0.04],
  [25, 0.12, 0.03],
  [2, 0, 0],
  [60, 0.22, 0.05],
].map(([n, mean, variance]) => ({ n: n!, mean: mean!, variance: variance! }));

describe('shrinkMeans', () => {
  it('draws small groups further than large ones', () => {
    // Python with mpmath: tau² where the restricted likelihood is highest, then the formulas.
    const shrunken = shrinkMeans(groups, 0.95)!;
    expect(shrunken.center).toBeCloseTo(0.19433029421215206, 10);
    expect(shrunken.tau2).toBeCloseTo(0.006529944018767701, 10);
    const first = shrunken.groups[0]!;
    expect(first.factor).toBeCloseTo(0.13455494645207944, 8);
    expect(first.mean).toBeCloseTo(0.17490993920302306, 10);
    expect(first.sd).toBeCloseTo(0.08459474252010914, 9);
    expect(first.low).toBeCloseTo(0.009107290582170025, 9);
    expect(first.high).toBeCloseTo(0.3407125878238761, 9);
    expect(shrunken.groups[5]!.mean).toBeCloseTo(0.21751467037575262, 10);
  });

  it('keeps places of empty groups', () => {
    const shrunken = shrinkMeans([groups[2]!, { n: 0, mean: Number.NaN, variance: 0 }, groups[3]!], 0.95)!;
    expect(shrunken.groups[1]).toBeNull();
    expect(shrunken.groups[2]!.mean).toBeGreaterThan(0.12);
  });

  it('leaves means alone that have no spread inside', () => {
    const exact = shrinkMeans(
      [
        { n: 3, mean: 0.1, variance: 0 },
        { n: 2, mean: 0.3, variance: 0 },
      ],
      0.95,
    )!;
    expect(exact.groups.map((group) => [group!.mean, group!.sd])).toEqual([
      [0.1, 0],
      [0.3, 0],
    ]);
  });

  it('needs one group of two', () => {
    expect(shrinkMeans([{ n: 1, mean: 0.1, variance: 0 }], 0.95)).toBeNull();
    expect(shrinkMeans([], 0.95)).toBeNull();
  });
});
