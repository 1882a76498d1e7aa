import { describe, expect, it } from 'vitest';
import {
  bernoulliConfidenceSequence,
  evidenceSlopes,
  logEvidenceAgainstRate,
} from './bernoulli-confidence-sequence.ts';
import { asymptoticIsTrusted, logEvidenceAgainstDifference, sequentialSmallCounts } from './sequential-small-counts.ts';

describe('bernoulliConfidenceSequence', () => {
  it.each([
    // scipy: grid of rates, then brentq on the beta-binomial mixture.
    [0, 40, 500, 0, 0.26001156558042704],
    [1, 40, 500, 0, 0.3011879035022175],
    [3, 250, 2500, 0.00047454385208788453, 0.0673047436667188],
    [38, 40, 500, 0.6616522743990412, 0.9996862994706964],
  ])('%d of %d', (successes, n, tOpt, low, high) => {
    const interval = bernoulliConfidenceSequence({ successes, n, tOpt, alpha: 0.05 })!;
    expect(interval.low).toBeCloseTo(low, 12);
    expect(interval.high).toBeCloseTo(high, 12);
  });

  it('mirrors when successes and failures swap', () => {
    const one = bernoulliConfidenceSequence({ successes: 7, n: 90, tOpt: 200, alpha: 0.05 })!;
    const other = bernoulliConfidenceSequence({ successes: 83, n: 90, tOpt: 200, alpha: 0.05 })!;
    expect(other.low).toBeCloseTo(1 - one.high, 12);
    expect(other.high).toBeCloseTo(1 - one.low, 12);
  });

  it('contains the exact fixed-sample interval', () => {
    // Clopper-Pearson limits by scipy.stats.beta.ppf.
    const fixed = [
      { successes: 5, n: 50, low: 0.03327509358902247, high: 0.21813536643420225 },
      { successes: 50, n: 100, low: 0.39832112950330095, high: 0.601678870496699 },
    ];
    for (const { successes, n, low, high } of fixed) {
      for (const tOpt of [10, 100, 10_000]) {
        const interval = bernoulliConfidenceSequence({ successes, n, tOpt, alpha: 0.05 })!;
        expect(interval.low).toBeLessThan(low);
        expect(interval.high).toBeGreaterThan(high);
      }
    }
  });

  it('is null without observations, unbounded after one, and refuses impossible counts', () => {
    const plan = { tOpt: 100, alpha: 0.05 };
    expect(bernoulliConfidenceSequence({ successes: 0, n: 0, ...plan })).toBeNull();
    expect(bernoulliConfidenceSequence({ successes: 1, n: 1, ...plan })).toEqual({ low: 0, high: 1 });
    expect(() => bernoulliConfidenceSequence({ successes: 3, n: 2, ...plan })).toThrow(RangeError);
    expect(() => bernoulliConfidenceSequence({ successes: 1, n: 2, tOpt: 0, alpha: 0.05 })).toThrow(RangeError);
    expect(() => bernoulliConfidenceSequence({ successes: 1, n: 2, tOpt: 9, alpha: 1.1 })).toThrow(RangeError);
  });

  it('knows the slope and curvature of its evidence', () => {
    const arm = { successes: 6, n: 80, tOpt: 300, alphaOpt: 0.05 };
    for (const p of [0.004, 0.05, 0.3, 0.8]) {
      const step = p * 1e-4;
      const [before, here, after] = [p - step, p, p + step].map((rate) => logEvidenceAgainstRate(arm, rate));
      const { slope, curvature } = evidenceSlopes(arm, p);
      expect(slope / ((after! - before!) / (2 * step))).toBeCloseTo(1, 4);
      expect(curvature / ((after! - 2 * here! + before!) / (step * step))).toBeCloseTo(1, 3);
    }
  });
});

describe('sequentialSmallCounts', () => {
  it.each([
    // scipy: least product of the two mixtures on each line by grid and bounded Brent, limits by brentq.
    {
      counts: [4, 400, 19, 420, 5000, 0.05],
      expected: [
        -0.016459570514151315, 0.09561049388770988, 0.2386402048272559, -0.3739936841430964, 75.46946779908221,
      ],
    },
    {
      counts: [0, 60, 9, 55, 500, 0.05],
      expected: [-0.03726808071992159, 0.39763148303361395, 0.11737574913746432, -0.3048500970755617, null],
    },
    {
      counts: [15, 1500, 50, 1500, 5000, 0.05],
      expected: [
        0.005666061475141514, 0.04358290369911187, 0.0026603130900782826, 0.3062758686967891, 9.349420854983043,
      ],
    },
    {
      counts: [18, 30, 2, 40, 100, 0.01],
      expected: [
        -0.8738067091490418, -0.15184889356443534, 6.760885546848288e-5, -0.9999770744264574, -0.4161730935045106,
      ],
    },
    {
      counts: [2, 1000, 0, 1000, 5000, 0.05],
      expected: [-0.011487644434776019, 0.0074895533110162435, 1, -1, 71.75269057414579],
    },
  ])('$counts', ({ counts, expected }) => {
    const [s1, n1, s2, n2, plannedUnits, alpha] = counts as [number, number, number, number, number, number];
    const control = { successes: s1, n: n1 };
    const treatment = { successes: s2, n: n2 };
    const { low, high, pValue, lift } = sequentialSmallCounts({ control, treatment, plannedUnits, alpha });
    for (const [index, got] of [low, high, pValue, lift.low, lift.high].entries()) {
      const wanted = expected[index]!;
      if (wanted === null) expect(got).toBeNull();
      else expect(Math.abs(got! - wanted)).toBeLessThan(1e-9 * Math.max(1, Math.abs(wanted)));
    }
  });

  const plan = { plannedUnits: 2000, alpha: 0.05 };

  it('mirrors when the arms swap, and when successes and failures do', () => {
    const [first, second] = [
      { successes: 3, n: 300 },
      { successes: 17, n: 250 },
    ];
    const one = sequentialSmallCounts({ control: first, treatment: second, ...plan });
    const swapped = sequentialSmallCounts({ control: second, treatment: first, ...plan });
    const failures = ({ successes, n }: { successes: number; n: number }) => ({ successes: n - successes, n });
    const inverse = sequentialSmallCounts({ control: failures(first), treatment: failures(second), ...plan });
    for (const other of [swapped, inverse]) {
      expect(other.low).toBeCloseTo(-one.high!, 9);
      expect(other.high).toBeCloseTo(-one.low!, 9);
      expect(other.pValue).toBeCloseTo(one.pValue!, 9);
    }
    expect((1 + swapped.lift.low!) * (1 + one.lift.high!)).toBeCloseTo(1, 8);
  });

  it('decides the same by interval, lift and p-value', () => {
    for (let successes = 8; successes < 40; successes += 1) {
      const arms = { control: { successes: 8, n: 500 }, treatment: { successes, n: 500 } };
      const { low, pValue, lift } = sequentialSmallCounts({ ...arms, ...plan });
      expect(low! > 0).toBe(pValue! < 0.05);
      expect(lift.low! > 0).toBe(pValue! < 0.05);
      // The limit is where the evidence reaches the threshold.
      expect(logEvidenceAgainstDifference({ ...arms, ...plan }, low!)).toBeCloseTo(Math.log(20), 7);
    }
  });

  it('contains the observed difference, within −1 and 1, whatever the counts', () => {
    for (const n1 of [1, 2, 7, 1000]) {
      for (const n2 of [1, 3, 400]) {
        for (const s1 of [0, 1, n1 - 1, n1]) {
          for (const s2 of [0, 1, n2 - 1, n2]) {
            const arms = { control: { successes: s1, n: n1 }, treatment: { successes: s2, n: n2 } };
            const { low, high, pValue, lift } = sequentialSmallCounts({ ...arms, ...plan });
            const difference = s2 / n2 - s1 / n1;
            expect(low).toBeGreaterThanOrEqual(-1);
            expect(low).toBeLessThanOrEqual(difference);
            expect(high).toBeLessThanOrEqual(1);
            expect(high).toBeGreaterThanOrEqual(difference);
            expect(pValue).toBeGreaterThanOrEqual(0);
            expect(pValue).toBeLessThanOrEqual(1);
            expect(lift.low).toBeGreaterThanOrEqual(-1);
            expect(lift.high === null || Number.isFinite(lift.high)).toBe(true);
          }
        }
      }
    }
  });

  it('is null without observations in an arm and refuses what is out of range', () => {
    const nothing = { low: null, high: null, pValue: null, lift: { low: null, high: null } };
    const some = { successes: 1, n: 10 };
    expect(sequentialSmallCounts({ control: { successes: 0, n: 0 }, treatment: some, ...plan })).toEqual(nothing);
    const arms = { control: some, treatment: some };
    expect(() => sequentialSmallCounts({ ...arms, plannedUnits: 0, alpha: 0.05 })).toThrow(RangeError);
    expect(() => sequentialSmallCounts({ ...arms, plannedUnits: 100, alpha: 0 })).toThrow(RangeError);
    expect(() => sequentialSmallCounts({ ...plan, control: some, treatment: { successes: -1, n: 4 } })).toThrow(
      RangeError,
    );
  });
});

describe('asymptoticIsTrusted', () => {
  it('asks for 20 successes and 20 failures in each arm', () => {
    const enough = { successes: 20, n: 40 };
    expect(asymptoticIsTrusted({ control: enough, treatment: enough })).toBe(true);
    expect(asymptoticIsTrusted({ control: enough, treatment: { successes: 19, n: 4000 } })).toBe(false);
    expect(asymptoticIsTrusted({ control: { successes: 81, n: 100 }, treatment: enough })).toBe(false);
  });
});

describe('an arm of nothing but successes', () => {
  it.each([
    // scipy's bounded search on the log-odds of the rate, the likelihood ratio written out, then brentq.
    [1500, 2500, 2500, 2500, 0.05, 0.370178005, 0.430290791, 0.587750203, 0.755281438, 1.10096117e-246],
    [33, 33, 18, 18, 0.05, -0.927287189, 0.780950391, -0.927287189, 3.56517592, 1],
    [1311, 1320, 2672, 2672, 0.1, 0.00197327881, 0.0159051025, 0.00197822386, 0.0161621634, 0.00457138338],
  ])('%d of %d against %d of %d', (a, n, b, m, alpha, low, high, liftLow, liftHigh, pValue) => {
    const [control, treatment] = [
      { successes: a, n },
      { successes: b, n: m },
    ];
    const found = sequentialSmallCounts({ control, treatment, plannedUnits: 5000, alpha });
    expect(found.low! / low).toBeCloseTo(1, 7);
    expect(found.high! / high).toBeCloseTo(1, 7);
    expect(found.lift.low! / liftLow).toBeCloseTo(1, 7);
    expect(found.lift.high! / liftHigh).toBeCloseTo(1, 7);
    expect(found.pValue! / pValue).toBeCloseTo(1, 7);
  });
});
