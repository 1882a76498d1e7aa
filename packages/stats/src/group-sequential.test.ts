import { describe, expect, it } from 'vitest';
import {
  groupSequentialPower,
  inflationFactor,
  obrienFlemingDesign,
  peekingFalsePositiveRate,
  pocockDesign,
  spendingDesign,
} from './group-sequential.ts';
import { hwangShihDeCaniSpending, obrienFlemingSpending, pocockSpending } from './spending-functions.ts';

describe('designs', () => {
  it('are the fixed-sample test with one look', () => {
    for (const design of [pocockDesign, obrienFlemingDesign]) {
      const { z, nominalPTwoSided, cumulativeAlpha } = design({ looks: 1, alpha: 0.05, sided: 2 });
      expect(z[0]).toBeCloseTo(1.959963984540054, 10);
      expect(nominalPTwoSided[0]).toBeCloseTo(0.05, 10);
      expect(cumulativeAlpha[0]).toBeCloseTo(0.05, 10);
    }
    const spent = spendingDesign({ information: [1], alpha: 0.025, sided: 1, spending: pocockSpending });
    expect(spent.z[0]).toBeCloseTo(1.959963984540054, 10);
  });

  it('spend alpha exactly', () => {
    for (const sided of [1, 2] as const) {
      for (const design of [pocockDesign, obrienFlemingDesign]) {
        expect(design({ looks: 7, alpha: 0.03, sided }).cumulativeAlpha.at(-1)).toBeCloseTo(0.03, 9);
      }
    }
  });

  it('need no knowledge of later looks to set earlier limits', () => {
    const plan = { alpha: 0.05, sided: 2, spending: obrienFlemingSpending } as const;
    const early = spendingDesign({ ...plan, information: [0.3, 0.5] });
    const late = spendingDesign({ ...plan, information: [0.3, 0.5, 0.51, 1] });
    expect(late.z.slice(0, 2)).toEqual(early.z);
    expect(early.cumulativeAlpha[1]).toBeCloseTo(2 * obrienFlemingSpending(0.5, 0.025), 10);
  });

  it('cannot stop where next to nothing may be spent yet', () => {
    const plan = { information: [0.0005, 0.5, 1], alpha: 0.05, sided: 2, spending: obrienFlemingSpending } as const;
    const { z, nominalPTwoSided, cumulativeAlpha } = spendingDesign(plan);
    expect(z[0]).toBeNull();
    expect(nominalPTwoSided[0]).toBeNull();
    expect(cumulativeAlpha[0]).toBe(0);
    expect(cumulativeAlpha[2]).toBeCloseTo(0.05, 9);
  });

  it('refuse what is out of range', () => {
    const plan = { alpha: 0.05, sided: 2, spending: pocockSpending } as const;
    for (const information of [[], [0, 1], [0.5, 0.5], [0.6, 0.4], [0.5, 1.1], [Number.NaN]]) {
      expect(() => spendingDesign({ ...plan, information })).toThrow(RangeError);
    }
    expect(() => spendingDesign({ ...plan, information: [1], alpha: 1 })).toThrow(RangeError);
    expect(() => pocockDesign({ looks: 0, alpha: 0.05, sided: 2 })).toThrow(RangeError);
    expect(() => pocockDesign({ looks: 2.5, alpha: 0.05, sided: 2 })).toThrow(RangeError);
    expect(() => obrienFlemingDesign({ looks: 2, alpha: 0.5, sided: 1 })).toThrow(RangeError);
    expect(() => hwangShihDeCaniSpending(Number.NaN)).toThrow(RangeError);
  });
});

describe('spending functions', () => {
  it('start at 0, end at alpha and rise', () => {
    const all = [obrienFlemingSpending, pocockSpending, ...[-4, 0, 1].map(hwangShihDeCaniSpending)];
    for (const spending of all) {
      expect(spending(1, 0.025)).toBeCloseTo(0.025, 12);
      let before = 0;
      for (const fraction of [0.01, 0.2, 0.5, 0.9, 1]) {
        expect(spending(fraction, 0.025)).toBeGreaterThan(before);
        before = spending(fraction, 0.025);
      }
    }
  });

  it('hwangShihDeCaniSpending is continuous at gamma 0', () => {
    expect(hwangShihDeCaniSpending(1e-9)(0.3, 0.05)).toBeCloseTo(hwangShihDeCaniSpending(0)(0.3, 0.05), 9);
  });
});

describe('power', () => {
  it('is the probability of crossing the upper limit at any look', () => {
    // scipy multivariate_normal: Z at half and full information, mean 2.5 at the end, limit 2.178272.
    const power = groupSequentialPower({ information: [0.5, 1], z: [2.178272, 2.178272], sided: 2, drift: 2.5 });
    expect(power).toBeCloseTo(0.6551193, 4);
  });

  it('costs nothing with one look and more with every further one', () => {
    const factors = [1, 2, 5, 10].map((looks) => {
      const { z } = pocockDesign({ looks, alpha: 0.05, sided: 2 });
      const information = z.map((_, look) => (look + 1) / looks);
      return inflationFactor({ information, z, sided: 2, alpha: 0.05, power: 0.9 });
    });
    expect(factors[0]).toBeCloseTo(1, 6);
    for (const [index, factor] of factors.entries()) expect(factor).toBeGreaterThan(factors[index - 1] ?? 0.99);
    expect(() => inflationFactor({ information: [1], z: [1.96], sided: 2, alpha: 0.05, power: 0.04 })).toThrow(
      RangeError,
    );
  });
});

describe('peekingFalsePositiveRate', () => {
  it('rises with every look', () => {
    const rates = [1, 2, 3, 10, 50].map((looks) => peekingFalsePositiveRate({ looks, z: 1.96 }));
    for (const [index, rate] of rates.entries()) expect(rate).toBeGreaterThan(rates[index - 1] ?? 0.04);
    expect(() => peekingFalsePositiveRate({ looks: 3, z: 0 })).toThrow(RangeError);
  });
});
