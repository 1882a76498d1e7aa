import { describe, expect, it } from 'vitest';
import { pertMean, pertQuantile, pertQuantiles } from './pert.ts';
import { fillWords, seededUniform, wordsBelow } from './seeded-uniform.ts';

/** Quantiles at 0.001, 0.05, 0.5, 0.95, 0.999: scipy.stats.beta.ppf, a = 1 + 4 (likely − low)/width, b = 6 − a. */
const cases = [
  {
    points: [20, 45, 90],
    mean: 145 / 3,
    at: [21.5515783663, 28.38629156, 47.5480428679, 70.9834470753, 84.0567239926],
  },
  { points: [0, 0, 10], mean: 5 / 3, at: [0.0020008005, 0.1020621831, 1.294494367, 4.5071972835, 7.4881135686] },
  { points: [-5, 5, 5], mean: 10 / 3, at: [-2.4881135686, 0.4928027165, 3.705505633, 4.8979378169, 4.9979991995] },
  {
    points: [10, 20, 100],
    mean: 95 / 3,
    at: [10.1880845791, 12.9515867703, 28.9775935275, 59.6253638665, 83.3821872283],
  },
];

describe.each(cases)('PERT $points', ({ points: [low, likely, high], mean, at }) => {
  const points = { low: low!, likely: likely!, high: high! };
  const quantile = pertQuantile(points);

  it('has the mean and the quantiles of its beta distribution', () => {
    expect(pertMean(points)).toBeCloseTo(mean, 12);
    const width = points.high - points.low;
    for (const [i, level] of [0.001, 0.05, 0.5, 0.95, 0.999].entries()) {
      expect(Math.abs(quantile(level) - at[i]!) / width).toBeLessThan(2e-4);
    }
  });

  it('has them in the mean of many draws, never leaves its limits and never falls', () => {
    const next = seededUniform(5);
    let sum = 0;
    for (let i = 0; i < 40_000; i++) sum += quantile(next());
    expect(Math.abs(sum / 40_000 - mean) / (points.high - points.low)).toBeLessThan(0.004);
    let before = points.low;
    for (let i = 0; i <= 5000; i++) {
      const value = quantile(i / 5000);
      expect(value).toBeGreaterThanOrEqual(before);
      before = value;
    }
    expect(before).toBeLessThanOrEqual(points.high);
    expect(quantile(0)).toBe(points.low);
  });
});

describe('in bulk', () => {
  it('are the same numbers', () => {
    const next = seededUniform(77, [3, 4]);
    const words = fillWords(new Uint32Array(5000), 77, [3, 4]);
    const all = [...words].map((word) => (word + 0.5) / 2 ** 32);
    for (const one of all) expect(one).toBe(next());
    for (const points of [
      { low: -3, likely: 1, high: 12 },
      { low: 0, likely: 0, high: 10 },
    ]) {
      const quantile = pertQuantile(points);
      expect([...pertQuantiles(points, words)]).toEqual(all.map((one) => Math.fround(quantile(one))));
    }
    expect([...pertQuantiles({ low: 2, likely: 2, high: 2 }, words.slice(0, 2))]).toEqual([2, 2]);
  });

  it('are below a probability where their words are', () => {
    const words = fillWords(new Uint32Array(2000), 5);
    for (const probability of [1e-12, 0.1, 0.5, (words[7]! + 0.5) / 2 ** 32, 1]) {
      for (const word of words) expect(word < wordsBelow(probability)).toBe((word + 0.5) / 2 ** 32 < probability);
    }
  });
});

describe('PERT at its ends', () => {
  it('is a number where all three are one', () => {
    expect(pertQuantile({ low: 7, likely: 7, high: 7 })(0.3)).toBe(7);
    expect(pertMean({ low: 7, likely: 7, high: 7 })).toBe(7);
  });

  it('refuses points that do not ascend', () => {
    expect(() => pertMean({ low: 2, likely: 1, high: 3 })).toThrow(RangeError);
    expect(() => pertQuantile({ low: 2, likely: 4, high: 3 })).toThrow(RangeError);
    expect(() => pertMean({ low: 0, likely: Number.NaN, high: 1 })).toThrow(RangeError);
  });
});

describe('streams of one seed', () => {
  it('have nothing in common', () => {
    const [a, b] = [seededUniform(1, [5, 6]), seededUniform(1, [5, 7])];
    let product = 0;
    for (let i = 0; i < 20_000; i++) product += (a() - 0.5) * (b() - 0.5);
    // The standard error of the correlation is 0.007.
    expect(Math.abs(product / 20_000) * 12).toBeLessThan(0.03);
  });
});
