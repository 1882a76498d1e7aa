import { describe, expect, it } from 'vitest';
import { uniformSampler } from '../reference/random.ts';
import * as multiplicity from './multiplicity.ts';

const methods = Object.entries(multiplicity);
const uniform = uniformSampler(3);
const lists = Array.from({ length: 40 }, (_, i) => Array.from({ length: (i % 12) + 1 }, () => uniform() ** 3));

describe.each(methods)('%s', (_, adjust) => {
  it('keeps the order of the p-values and their range, and never lowers one', () => {
    for (const p of lists) {
      const adjusted = adjust(p) as number[];
      for (const [i, value] of adjusted.entries()) {
        expect(value).toBeGreaterThanOrEqual(p[i]! * (1 - 1e-12));
        expect(value).toBeLessThanOrEqual(1);
        for (const [j, other] of adjusted.entries()) if (p[i]! < p[j]!) expect(value).toBeLessThanOrEqual(other);
      }
    }
  });

  it('does not care in which order they come', () => {
    for (const p of lists) expect(adjust(p.toReversed()).toReversed()).toEqual(adjust(p));
  });

  it('gives a null back as a null and leaves it uncounted', () => {
    const [a, b] = adjust([0.01, 0.04]);
    expect(adjust([null, 0.01, null, 0.04])).toEqual([null, a, null, b]);
    expect(adjust([null])).toEqual([null]);
    expect(adjust([])).toEqual([]);
  });

  it('leaves a single p-value alone, and 0, 1 and ties finite', () => {
    expect(adjust([0.03])[0]).toBeCloseTo(0.03, 15);
    expect(adjust([0, 0, 1, 1])).toEqual([0, 0, 1, 1]);
    expect(new Set(adjust([0.02, 0.02, 0.02])).size).toBe(1);
  });
});

describe('the methods in relation', () => {
  it('Holm lies between Hochberg and Bonferroni, Hommel at or below Hochberg, BH at or below BY', () => {
    for (const p of lists) {
      const [holm, hochberg, hommel, bonferroni, bh, by] = [
        multiplicity.holm(p),
        multiplicity.hochberg(p),
        multiplicity.hommel(p),
        multiplicity.bonferroni(p),
        multiplicity.benjaminiHochberg(p),
        multiplicity.benjaminiYekutieli(p),
      ] as number[][];
      for (let i = 0; i < p.length; i++) {
        const rising = [hommel![i]!, hochberg![i]!, holm![i]!, bonferroni![i]!];
        for (let k = 1; k < 4; k++) expect(rising[k]!).toBeGreaterThanOrEqual(rising[k - 1]! * (1 - 1e-12));
        expect(by![i]!).toBeGreaterThanOrEqual(bh![i]!);
      }
    }
  });

  it('Hommel is the closed test of Simes: the largest p-value of all subsets that hold the comparison', () => {
    const simes = (subset: number[]) =>
      Math.min(...subset.toSorted((a, b) => a - b).map((value, i) => (subset.length * value) / (i + 1)));
    for (const p of lists.filter(({ length }) => length < 8)) {
      const subsets = Array.from({ length: 2 ** p.length }, (_, bits) => p.map((_, i) => ((bits >> i) & 1) === 1));
      for (const [i, adjusted] of multiplicity.hommel(p).entries()) {
        const holding = subsets.filter((chosen) => chosen[i]).map((chosen) => p.filter((_, j) => chosen[j]));
        expect(adjusted).toBeCloseTo(Math.max(...holding.map(simes)), 12);
      }
    }
  });

  it('keep the digits of tiny p-values', () => {
    expect(multiplicity.sidak([1e-300, 0.5])[0]! / 2e-300).toBeCloseTo(1, 12);
    expect(multiplicity.holm([1e-300, 0.5])[0]! / 2e-300).toBeCloseTo(1, 12);
  });
});
