import { describe, expect, it } from 'vitest';
import { type PooledEffect, type PoolingOptions, poolEffects, shrink } from './random-effects.ts';

/*
 * Expected figures: the likelihoods written down and maximised in Python with mpmath at 40 digits, quantiles and tails by
 * scipy. The reference cases check against R metafor.
 */

const effects = (y: readonly number[], variance: readonly number[]) =>
  y.map((effect, i) => ({ effect, variance: variance[i]! }));

const trialsOfVaccine = effects(
  [
    -0.88931133392, -1.5853886572, -1.3480731483, -1.44155119002, -0.217547322211, -0.786115585819, -1.6208982236,
    0.0119523335238, -0.469417648738, -1.37134480347, -0.339358828338, 0.445913400571, -0.0173139482169,
  ],
  [
    0.325584765004, 0.194581121398, 0.415367965368, 0.0200100319022, 0.0512101721696, 0.00690561845591, 0.223017247572,
    0.00396157929782, 0.0564342104632, 0.073024793613, 0.0124122139716, 0.5325058452, 0.071404659684,
  ],
);
const five = effects([0.12, -0.05, 0.31, 0.02, 0.2], [0.004, 0.01, 0.02, 0.003, 0.008]);
const eighteenDecades = effects([1e-6, 2, -3, 500], [1e-12, 1e-3, 4, 1e6]);
const two = effects([0.3, -0.1], [0.01, 0.02]);

const cases: [string, readonly { effect: number; variance: number }[], PoolingOptions, Partial<PooledEffect>][] = [
  [
    'trialsOfVaccine REML hartung-knapp',
    trialsOfVaccine,
    { level: 0.95, method: 'REML', interval: 'hartung-knapp' },
    {
      mean: -0.7145323422,
      standardError: 0.1807917441,
      low: -1.108443714,
      high: -0.3206209706,
      pValue: 0.001920015096,
      predictionLow: -2.00905765,
      predictionHigh: 0.5799929661,
      tau2: 0.3132432581,
      q: 152.2330081,
      qPValue: 1.996764591e-26,
      i2: 0.9222138452,
    },
  ],
  [
    'trialsOfVaccine DL normal',
    trialsOfVaccine,
    { level: 0.95, method: 'DL', interval: 'normal' },
    {
      mean: -0.7141172221,
      standardError: 0.1787420895,
      low: -1.06444528,
      high: -0.3637891641,
      pValue: 6.462924305e-5,
      predictionLow: -1.858153753,
      predictionHigh: 0.4299193086,
      tau2: 0.3087602629,
      q: 152.2330081,
      qPValue: 1.996764591e-26,
      i2: 0.9211734685,
    },
  ],
  [
    'two REML hartung-knapp',
    two,
    { level: 0.95, method: 'REML', interval: 'hartung-knapp' },
    {
      mean: 0.1125,
      standardError: 0.1996089928,
      low: -2.423772729,
      high: 2.648772729,
      pValue: 0.6732701241,
      predictionLow: null,
      predictionHigh: null,
      tau2: 0.065,
      q: 5.333333333,
      qPValue: 0.02092133534,
      i2: 0.8125,
    },
  ],
  [
    'two DL normal',
    two,
    { level: 0.95, method: 'DL', interval: 'normal' },
    {
      mean: 0.1125,
      standardError: 0.1996089928,
      low: -0.2787264368,
      high: 0.5037264368,
      pValue: 0.5730251194,
      predictionLow: -0.5221281968,
      predictionHigh: 0.7471281968,
      tau2: 0.065,
      q: 5.333333333,
      qPValue: 0.02092133534,
      i2: 0.8125,
    },
  ],
  [
    'five REML hartung-knapp',
    five,
    { level: 0.95, method: 'REML', interval: 'hartung-knapp' },
    {
      mean: 0.09629917437,
      standardError: 0.05403303124,
      low: -0.05372057073,
      high: 0.2463189195,
      pValue: 0.1492961782,
      predictionLow: -0.1910160688,
      predictionHigh: 0.3836144176,
      tau2: 0.005231136358,
      q: 7.720728155,
      qPValue: 0.102360874,
      i2: 0.4490792467,
    },
  ],
  [
    'five ML hartung-knapp',
    five,
    { level: 0.95, method: 'ML', interval: 'hartung-knapp' },
    {
      mean: 0.08983783304,
      standardError: 0.05051390025,
      low: -0.05041123805,
      high: 0.2300869041,
      pValue: 0.1499501288,
      predictionLow: -0.1179270456,
      predictionHigh: 0.2976027117,
      tau2: 0.00171043081,
      q: 7.720728155,
      qPValue: 0.102360874,
      i2: 0.2104400644,
    },
  ],
  [
    'eighteenDecades REML hartung-knapp',
    eighteenDecades,
    { level: 0.95, method: 'REML', interval: 'hartung-knapp' },
    {
      mean: 0.2489024529,
      standardError: 1.182838118,
      low: -3.515416346,
      high: 4.013221252,
      pValue: 0.8468153434,
      predictionLow: -9.221181107,
      predictionHigh: 9.718986013,
      tau2: 3.445238615,
      q: 4002.495998,
      qPValue: 0.0,
      i2: 0.9995649147,
    },
  ],
];

const near = (got: PooledEffect, expected: Partial<PooledEffect>) => {
  for (const [key, value] of Object.entries(expected)) {
    const found = got[key as keyof PooledEffect];
    if (value === null) expect(found, key).toBeNull();
    else expect(Math.abs(found! - value), `${key}: ${found}`).toBeLessThanOrEqual(1e-8 * Math.abs(value));
  }
};

describe('poolEffects', () => {
  it.each(cases)('gives the figures of the formulas: %s', (_, given, options, expected) => {
    near(poolEffects(given, options)!, expected);
  });

  it('adds nothing between effects that are all equal', () => {
    const equal = effects([0.2, 0.2, 0.2], [0.01, 0.04, 1e-6]);
    for (const method of ['REML', 'ML', 'DL', 'fixed'] as const) {
      const pooled = poolEffects(equal, { level: 0.95, method })!;
      expect(pooled).toMatchObject({ tau2: 0, q: 0, qPValue: 1, i2: 0 });
      expect(pooled.mean).toBeCloseTo(0.2, 14);
    }
  });

  it('leaves one effect as it is, without a prediction', () => {
    const pooled = poolEffects(effects([0.3], [0.04]), { level: 0.95 })!;
    expect(pooled).toMatchObject({ mean: 0.3, tau2: 0, q: 0, qPValue: null, i2: 0, k: 1, predictionLow: null });
    expect(pooled.high).toBeCloseTo(0.3 + 0.2 * 1.959963984540054, 12);
    expect(poolEffects(effects([0.3], [0.04]), { level: 0.95, method: 'ML' })!.tau2).toBe(0);
  });

  it('has nothing to say without effects', () => {
    expect(poolEffects([], { level: 0.95 })).toBeNull();
  });

  it('is never narrower with Hartung and Knapp than without', () => {
    // Less spread than sampling error alone makes: the unadjusted Hartung-Knapp error would be near 0.
    const alike = effects([0.1, 0.1001, 0.0999, 0.1], [0.01, 0.01, 0.01, 0.01]);
    const adjusted = poolEffects(alike, { level: 0.95 })!;
    const normal = poolEffects(alike, { level: 0.95, interval: 'normal' })!;
    expect(adjusted.standardError).toBe(normal.standardError);
    expect(adjusted.high - adjusted.low).toBeGreaterThan(normal.high - normal.low);
  });

  it('mirrors when all signs turn, and scales with the unit', () => {
    const plain = poolEffects(five, { level: 0.9 })!;
    const turned = poolEffects(
      five.map(({ effect, variance }) => ({ effect: -effect, variance })),
      { level: 0.9 },
    )!;
    expect(turned.mean).toBeCloseTo(-plain.mean, 14);
    expect(turned.low).toBeCloseTo(-plain.high, 14);
    expect(turned.pValue).toBeCloseTo(plain.pValue, 14);
    const cents = five.map(({ effect, variance }) => ({ effect: 100 * effect, variance: 1e4 * variance }));
    expect(poolEffects(cents, { level: 0.9 })!.tau2).toBeCloseTo(1e4 * plain.tau2, 8);
  });

  it('does not depend on the order', () => {
    const there = poolEffects(trialsOfVaccine, { level: 0.95 })!;
    const back = poolEffects([...trialsOfVaccine].reverse(), { level: 0.95 })!;
    expect(back.tau2).toBeCloseTo(there.tau2, 12);
    expect(back.mean).toBeCloseTo(there.mean, 12);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a variance of %s', (variance) => {
    expect(() => poolEffects([{ effect: 1, variance }], { level: 0.95 })).toThrow(RangeError);
  });

  it('refuses an effect that is not a number', () => {
    expect(() => poolEffects(effects([Number.NaN], [1]), { level: 0.95 })).toThrow('effect');
  });
});

describe('shrink', () => {
  const pool = { mean: 0.1, standardError: 0.03, tau2: 0.02 };

  it('weighs an effect against the mean by their variances', () => {
    const shrunken = shrink({ effect: 0.5, variance: 0.06 }, pool);
    expect(shrunken.factor).toBeCloseTo(0.25, 14);
    expect(shrunken.mean).toBeCloseTo(0.2, 14);
    expect(shrunken.plugInSd).toBeCloseTo(Math.sqrt(0.015), 14);
    expect(shrunken.sd).toBeCloseTo(Math.sqrt(0.015 + (0.75 * 0.03) ** 2), 14);
  });

  it('gives the pooled mean with its own error where nothing differs between studies', () => {
    const shrunken = shrink({ effect: 0.5, variance: 0.06 }, { ...pool, tau2: 0 });
    expect(shrunken).toEqual({ mean: 0.1, sd: 0.03, plugInSd: 0, factor: 0 });
  });
});
