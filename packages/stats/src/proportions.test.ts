import { describe, expect, it } from 'vitest';
import { binomialSampler } from '../reference/random.ts';
import type { Interval } from './interval.ts';
import type { Counts } from './moments.ts';
import {
  agrestiCaffoInterval,
  miettinenNurminenInterval,
  newcombeInterval,
  waldInterval,
  wilsonInterval,
} from './proportion-intervals.ts';
import { pooledZTest, unpooledZTest } from './proportion-tests.ts';
import { riskRatio, riskRatioLogInterval, riskRatioScoreInterval } from './risk-ratio.ts';

const counts = (successes: number, n: number): Counts => ({ successes, n });
const intervals = { waldInterval, agrestiCaffoInterval, newcombeInterval, miettinenNurminenInterval };

/** Small, lopsided, extreme and large, as control and treatment. */
const pairs: [Counts, Counts][] = [
  [counts(118, 1200), counts(152, 1185)],
  [counts(0, 10), counts(0, 20)],
  [counts(0, 10), counts(20, 20)],
  [counts(10, 10), counts(20, 20)],
  [counts(0, 1), counts(1, 1)],
  [counts(1, 1), counts(1, 1)],
  [counts(3, 50), counts(0, 100)],
  [counts(2, 1_000_000), counts(9, 900_000)],
  [counts(40_000_000, 2_000_000_000), counts(40_100_000, 2_000_000_000)],
];

describe('tests of two rates', () => {
  it('keep the digits of a tiny p-value', () => {
    // scipy: 2 * norm.sf(z), z = 0.1 / sqrt(0.15 * 0.85 * 2 / 30000)
    const { z, pValue } = pooledZTest(counts(3000, 30000), counts(6000, 30000))!;
    expect(z).toBeCloseTo(34.29971702850177, 10);
    expect(pValue / 7.923897684524261e-258).toBeCloseTo(1, 10);
  });

  it('negate when the arms are swapped, with the same p-value', () => {
    for (const [control, treatment] of pairs) {
      const [forth, back] = [pooledZTest(control, treatment)!, pooledZTest(treatment, control)!];
      expect(back.difference).toBeCloseTo(-forth.difference, 14);
      expect(back.pValue).toBeCloseTo(forth.pValue, 14);
      expect(back.pGreater).toBeCloseTo(1 - forth.pGreater, 12);
    }
  });

  it('answer where an arm has no units, or all units are alike', () => {
    expect(pooledZTest(counts(0, 0), counts(1, 5))).toBeNull();
    expect(unpooledZTest(counts(1, 5), counts(0, 0))).toBeNull();
    const same = { difference: 0, standardError: 0, z: 0, pValue: 1, pGreater: 0.5 };
    expect(pooledZTest(counts(0, 10), counts(0, 20))).toEqual(same);
    expect(unpooledZTest(counts(10, 10), counts(20, 20))).toEqual(same);
    expect(unpooledZTest(counts(0, 10), counts(20, 20))).toBeNull();
    expect(pooledZTest(counts(0, 10), counts(20, 20))!.pValue).toBeCloseTo(4.320463057827506e-8, 18);
  });
});

describe('intervals of the difference', () => {
  describe.each(Object.entries(intervals))('%s', (_, interval) => {
    it('turns round when the arms are swapped', () => {
      for (const [control, treatment] of pairs) {
        const forth = interval(control, treatment, 0.95);
        const back = interval(treatment, control, 0.95);
        expect(back.low!).toBeCloseTo(-forth.high!, 11);
        expect(back.high!).toBeCloseTo(-forth.low!, 11);
        expect(forth.high!).toBeGreaterThanOrEqual(forth.low!);
      }
    });

    it('widens with the level', () => {
      const [narrow, wide] = [0.8, 0.99].map((level) => interval(counts(3, 50), counts(9, 60), level)) as [
        Interval,
        Interval,
      ];
      expect(wide.low!).toBeLessThan(narrow.low!);
      expect(wide.high!).toBeGreaterThan(narrow.high!);
    });

    it('has no limits without units', () => {
      expect(interval(counts(0, 0), counts(1, 5), 0.95)).toEqual({ low: null, high: null });
      expect(interval(counts(1, 5), counts(0, 0), 0.95)).toEqual({ low: null, high: null });
    });
  });

  it.each([
    // Roots of the score statistic whose restricted likelihood was maximised numerically (scipy brentq and bounded).
    [counts(0, 10), counts(0, 20), -0.2843813395343773, 0.1657602275421703],
    [counts(0, 10), counts(20, 20), 0.7156186604656227, 1],
    [counts(10, 10), counts(20, 20), -0.16576022754217026, 0.2843813395343773],
    [counts(0, 100), counts(3, 50), 0.020546926828257803, 0.16263009033354398],
    [counts(5, 10), counts(0, 30), -0.7658184115941548, -0.23418158840583675],
    [counts(48, 80), counts(56, 70), 0.052829713235310584, 0.338172940049343],
    [counts(1, 2), counts(0, 1), -0.9307959778730744, 0.6415863148733479],
  ])('Miettinen-Nurminen of %o and %o', (control, treatment, low, high) => {
    const got = miettinenNurminenInterval(control, treatment, 0.95);
    expect(got.low!).toBeCloseTo(low, 8);
    expect(got.high!).toBeCloseTo(high, 8);
  });

  it('Newcombe and Miettinen-Nurminen stay within −1 and 1, and have width at the edges', () => {
    for (const [control, treatment] of pairs) {
      for (const interval of [newcombeInterval, miettinenNurminenInterval]) {
        const { low, high } = interval(control, treatment, 0.95);
        expect(low!).toBeGreaterThanOrEqual(-1);
        expect(high!).toBeLessThanOrEqual(1);
        expect(high! - low!).toBeGreaterThan(0);
      }
    }
  });

  it('Newcombe and Miettinen-Nurminen cover low rates where Wald does not', () => {
    const [n, runs, rates] = [200, 10_000, [0.01, 0.02]] as const;
    const control = binomialSampler({ n, p: rates[0], seed: 11 });
    const treatment = binomialSampler({ n, p: rates[1], seed: 12 });
    const misses = { newcombe: 0, wald: 0 };
    const difference = rates[1] - rates[0];
    const missed = ({ low, high }: Interval) => (low! > difference || high! < difference ? 1 : 0);
    for (let run = 0; run < runs; run++) {
      const [c, t] = [counts(control(), n), counts(treatment(), n)];
      misses.newcombe += missed(newcombeInterval(c, t, 0.95));
      misses.wald += missed(waldInterval(c, t, 0.95));
    }
    // 3 standard errors of 5% over 10,000 runs are 0.65 points.
    expect(misses.newcombe / runs).toBeLessThan(0.0565);
    expect(misses.newcombe / runs).toBeGreaterThan(0.01);
    expect(misses.wald / runs).toBeGreaterThan(misses.newcombe / runs);
  });

  it('Wilson of one rate', () => {
    // statsmodels' proportion_confint(method="wilson") gives the same figures.
    expect(wilsonInterval(counts(0, 10), 0.95)).toEqual({ low: 0, high: expect.closeTo(0.2775327998628892, 12) });
    expect(wilsonInterval(counts(10, 10), 0.95)).toEqual({ low: expect.closeTo(0.7224672001371107, 12), high: 1 });
  });
});

describe('risk ratio', () => {
  it.each([
    // Roots found by a scan of the score statistic and scipy's brentq.
    [counts(4, 100), counts(0, 50), 0, 1.859739813726598],
    [counts(0, 50), counts(4, 100), 0.5377096261633348, null],
    [counts(10, 10), counts(20, 20), 0.8342397724578269, 1.3973922917959436],
    [counts(10, 10), counts(15, 20), 0.527459636712634, 1.0811602431632863],
    [counts(2, 1000), counts(9, 900), 1.2220203370112765, 20.493951879569924],
    [counts(0, 10), counts(0, 10), null, null],
    [counts(0, 0), counts(1, 10), null, null],
  ])('score interval of %o and %o', (control, treatment, low, high) => {
    const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 8));
    expect(riskRatioScoreInterval(control, treatment, 0.95)).toEqual({ low: close(low), high: close(high) });
  });

  it('inverts when the arms are swapped', () => {
    for (const interval of [riskRatioLogInterval, riskRatioScoreInterval]) {
      const [forth, back] = [
        interval(counts(9, 200), counts(14, 150), 0.95),
        interval(counts(14, 150), counts(9, 200), 0.95),
      ];
      expect(back.low! * forth.high!).toBeCloseTo(1, 9);
      expect(back.high! * forth.low!).toBeCloseTo(1, 9);
    }
  });

  it('is not defined where a logarithm or a division by 0 would be needed', () => {
    expect(riskRatio(counts(0, 5), counts(1, 5))).toBeNull();
    expect(riskRatio(counts(1, 5), counts(0, 5))).toBe(0);
    expect(riskRatioLogInterval(counts(0, 5), counts(1, 5), 0.95)).toEqual({ low: null, high: null });
    expect(riskRatioLogInterval(counts(1, 5), counts(0, 5), 0.95)).toEqual({ low: null, high: null });
  });
});

describe('rates that a closed formula cannot tell from 0 or 1', () => {
  // Bisection of the likelihood in 40 digits by mpmath 1.3, then scipy's brentq.
  it.each([
    [0, 8472, 0, 10_052_000, 0.8, -0.00019382155934823507, 1.6338781437087874e-7],
    [0, 99_058_514, 0, 212, 0.9, -2.7312578174778395e-8, 0.012601181308773324],
    [0, 1464, 0, 2_272_000_768, 0.99, -0.004511586539434846, 2.9202880026746197e-9],
    [3, 400_000_000, 1, 300_000_000, 0.95, -1.9133511636604583e-8, 1.1866080413828845e-8],
    [27_000, 27_000, 40_000_000, 40_000_000, 0.95, -9.603646369364216e-8, 0.0001422560165193596],
  ])('difference: %d of %d against %d of %d', (a, n, b, m, level, low, high) => {
    const found = miettinenNurminenInterval(counts(a, n), counts(b, m), level);
    expect(found.low! / low).toBeCloseTo(1, 7);
    expect(found.high! / high).toBeCloseTo(1, 7);
  });

  it.each([
    [26, 26, 40_000_000, 40_000_000, 0.9, -6.763858351188645e-8, 0.10405936622053691],
    [5, 1_000_000_000, 9, 1_000_000_000, 0.95, -0.36696239019854593, 4.118179319245536],
    [14, 14, 25, 25, 0.95, -0.13621985152567384, 0.2816107030208099],
  ])('ratio: %d of %d against %d of %d', (a, n, b, m, level, low, high) => {
    const found = riskRatioScoreInterval(counts(a, n), counts(b, m), level);
    expect((found.low! - 1) / low).toBeCloseTo(1, 6);
    expect((found.high! - 1) / high).toBeCloseTo(1, 7);
  });
});
