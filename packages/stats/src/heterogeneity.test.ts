import { describe, expect, it } from 'vitest';
import { fUpperTail } from './f-distribution.ts';
import { fittedValues, leastSquares } from './least-squares.ts';
import { lenth } from './lenth.ts';
import { logisticInteractionTest } from './logistic-interaction.ts';
import { drLearner, sLearner, tLearner, xLearner } from './meta-learners.ts';
import { plackettBurman } from './plackett-burman.ts';
import { qiniCurves } from './qini.ts';
import { seededUniform } from './seeded-uniform.ts';
import { sequentialAnova } from './sequential-anova.ts';
import { twoLevelEffects } from './two-level-effects.ts';
import { upliftCheck } from './uplift-check.ts';

/* Edges of what the reference cases serve; the cases themselves are in reference/. */

const segment = (control: [number, number], treatment: [number, number]) => ({
  control: { successes: control[0], n: control[1] },
  treatment: { successes: treatment[0], n: treatment[1] },
});

describe('fUpperTail', () => {
  // scipy.stats.f.sf
  it.each([
    [0.5, 1, 10, 0.4956475043831199],
    [3.2, 4, 7.5, 0.08040707452075752],
    [50, 2, 30, 2.803293281617644e-10],
    [0.001, 3, 2, 0.9999420357183357],
    [400, 5, 1000, 1.2657005641360868e-235],
  ])('P(F > %d), %d and %d degrees of freedom', (x, df1, df2, expected) => {
    expect(Math.abs(fUpperTail(x, df1, df2) / expected - 1)).toBeLessThan(1e-10);
  });
});

describe('logisticInteractionTest', () => {
  it('leaves out segments that say nothing', () => {
    const telling = [segment([10, 100], [20, 100]), segment([30, 80], [20, 90])];
    const empty = [segment([0, 50], [0, 60]), segment([50, 50], [60, 60]), segment([0, 0], [5, 10])];
    expect(logisticInteractionTest([...telling, ...empty])).toEqual(logisticInteractionTest(telling));
    expect(logisticInteractionTest([telling[0]!, ...empty])).toBeNull();
  });

  it('is 0 when the odds ratios agree, also at their limits', () => {
    expect(
      logisticInteractionTest([segment([10, 100], [20, 100]), segment([20, 200], [40, 200])])!.likelihoodRatio,
    ).toBeCloseTo(0, 9);
    expect(logisticInteractionTest([segment([5, 50], [0, 50]), segment([9, 50], [0, 40])])).toMatchObject({
      likelihoodRatio: 0,
      pValue: 1,
    });
    expect(logisticInteractionTest([segment([5, 50], [50, 50]), segment([9, 50], [40, 40])])).toMatchObject({
      likelihoodRatio: 0,
    });
  });

  it('stays finite with opposite extremes and millions of units, and does not depend on the direction', () => {
    const opposite = [segment([0, 50], [9, 50]), segment([9, 50], [0, 50])];
    const got = logisticInteractionTest(opposite)!;
    // Equal margins: the common odds ratio is 1, so G² = 4 · 9 ln 2 + 4 · (41 ln(41/45.5) + 50 ln(50/45.5)) by hand.
    expect(got.likelihoodRatio).toBeCloseTo(
      4 * (9 * Math.log(2) + 41 * Math.log(41 / 45.5) + 50 * Math.log(50 / 45.5)),
      9,
    );
    const large = [
      segment([100_000, 5_000_000], [110_000, 5_000_000]),
      segment([200_000, 4_000_000], [190_000, 4_000_000]),
    ];
    const swapped = large.map(({ control, treatment }) => ({ control: treatment, treatment: control }));
    const ratio = logisticInteractionTest(large)!.likelihoodRatio;
    expect(logisticInteractionTest(swapped)!.likelihoodRatio / ratio).toBeCloseTo(1, 9);
  });
});

describe('lenth and twoLevelEffects', () => {
  it('is null without noise to measure', () => {
    expect(lenth([0, 0, 5], 0.95)).toBeNull();
    expect(lenth([], 0.95)).toBeNull();
  });

  it('refuses numbers of runs that are no power of 2', () => {
    expect(() => twoLevelEffects([1, 2, 3])).toThrow(RangeError);
    expect(() => twoLevelEffects([1])).toThrow(RangeError);
    expect(() => plackettBurman([1, 0, -1])).toThrow(RangeError);
  });
});

describe('leastSquares', () => {
  const rows = [
    [1, 1, 2],
    [1, 2, 4],
    [1, 3, 6],
    [1, 5, 10],
  ];

  it('fits the same with a superfluous column, by the shortest coefficients', () => {
    const y = [1, 3, 2, 7];
    const fit = leastSquares(rows, y)!;
    const slim = leastSquares(
      rows.map(([one, x]) => [one!, x!]),
      y,
    )!;
    expect(fit.rank).toBe(2);
    fittedValues(fit, rows).forEach((value, i) => {
      expect(value).toBeCloseTo(
        fittedValues(
          slim,
          rows.map(([one, x]) => [one!, x!]),
        )[i]!,
        10,
      );
    });
    expect(fit.coefficients[2]!.value).toBeCloseTo(2 * fit.coefficients[1]!.value, 10);
    expect(fit.coefficients[1]!.standardError).toBeNull();
  });

  it('has no standard error without residual degrees of freedom, and null without rows', () => {
    const fit = leastSquares(
      [
        [1, 0],
        [1, 1],
      ],
      [2, 5],
    )!;
    expect(fit.coefficients).toEqual([
      { value: expect.closeTo(2, 12), standardError: null, pValue: null },
      { value: expect.closeTo(3, 12), standardError: null, pValue: null },
    ]);
    expect(leastSquares([], [])).toBeNull();
  });

  it('has no F without residual degrees of freedom', () => {
    const { rows: table, residualDf } = sequentialAnova([{ name: 'A', columns: [[0, 1]] }], [2, 5]);
    expect(residualDf).toBe(0);
    expect(table).toMatchObject([{ name: 'A', df: 1, f: null, pValue: null }]);
  });
});

describe('meta-learners', () => {
  const features = [[1], [2], [4], [3], [7], [5], [8], [6]];
  const treated = [true, false, true, false, true, false, true, false];

  it('find an effect that is a line in the feature exactly', () => {
    const y = features.map(([x], i) => 1 + 2 * x! + (treated[i] ? 3 - 0.5 * x! : 0));
    const units = { features, treated, y };
    for (const effects of [tLearner(units), xLearner(units), sLearner(units), drLearner(units)!.effects])
      effects!.forEach((effect, i) => {
        expect(effect).toBeCloseTo(3 - 0.5 * features[i]![0]!, 9);
      });
  });

  it('are null with one arm only', () => {
    const units = { features, treated: treated.map(() => true), y: treated.map((_, i) => i) };
    for (const learner of [tLearner, xLearner, sLearner, drLearner]) expect(learner(units)).toBeNull();
  });
});

describe('qiniCurves and upliftCheck', () => {
  const arm = (n: number, sum: number) => ({ n, sum });
  const groups = [
    { score: 3, treatment: arm(100, 30), control: arm(100, 10) },
    { score: 2, treatment: arm(100, 20), control: arm(100, 10) },
    { score: 1, treatment: arm(100, 10), control: arm(100, 10) },
  ];

  it('does not depend on the order of groups, nor on how tied units are split', () => {
    const split = groups.flatMap(({ score, treatment, control }) => [
      { score, treatment: arm(treatment.n, treatment.sum), control: arm(0, 0) },
      { score, treatment: arm(0, 0), control: arm(control.n, control.sum) },
    ]);
    expect(qiniCurves(split.reverse())).toEqual(qiniCurves(groups));
  });

  it('is 0 for one score and finite without units', () => {
    expect(qiniCurves([groups[0]!]).qiniCoefficient).toBe(0);
    expect(qiniCurves([])).toMatchObject({ fractions: [0], qiniPerTreated: null, upliftAboveRandomPerUnit: null });
    expect(qiniCurves([{ score: 1, treatment: arm(5, 2), control: arm(0, 0) }]).qini).toEqual([0, 2]);
  });

  // Standard deviations and limits: numpy, bootstrap of all units (multinomial over group, arm and outcome, 60,000 draws).
  it('has the band of a bootstrap of units, the same for the same seed', () => {
    const moments = (n: number, mean: number) => ({ n, mean, variance: mean * (1 - mean) });
    const held = groups.map(({ score, treatment, control }) => ({
      score,
      treatment: moments(treatment.n, treatment.sum / treatment.n),
      control: moments(control.n, control.sum / control.n),
    }));
    const got = upliftCheck(held, { level: 0.95, seed: 3 })!;
    expect(upliftCheck(held, { level: 0.95, seed: 3 })).toEqual(got);
    // With equal arms per group the coefficient per treated unit is (effect of the first − effect of the last) / 9.
    expect(got.value).toBeCloseTo((0.2 - 0) / 9, 12);
    expect(Math.abs(got.low - 0.00697)).toBeLessThan(0.0015);
    expect(Math.abs(got.high - 0.03766)).toBeLessThan(0.0015);
    // No effect, but groups that differ much: chance shares of the groups in the arms widen the band.
    const unlike = [0.9, 0.5, 0.1].map((rate, i) => ({
      score: -i,
      treatment: moments(1000, rate),
      control: moments(1000, rate),
    }));
    const wide = upliftCheck(unlike, { level: 0.95, seed: 4 })!;
    expect(Math.abs((wide.high - wide.low) / 0.012649 - 1)).toBeLessThan(0.08);
    expect(got.curve.at(-1)).toMatchObject({ fraction: 1, value: got.curve.at(-1)!.random });
    expect(upliftCheck(held.slice(0, 1), { level: 0.95, seed: 3 })).toBeNull();
  });
});

describe('seededUniform', () => {
  it('has the moments of a uniform distribution, whatever the seed, and never 0 or 1', () => {
    for (const seed of [0, 1, 2, -1, 2 ** 31]) {
      const next = seededUniform(seed);
      const values = Array.from({ length: 20_000 }, next);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
      expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / values.length));
      expect(Math.abs(square - 1 / 3)).toBeLessThan(4 * Math.sqrt(4 / 45 / values.length));
      expect(values.every((value) => value > 0 && value < 1)).toBe(true);
    }
    expect(seededUniform(1)()).not.toBe(seededUniform(2)());
  });
});
