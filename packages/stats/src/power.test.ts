import { describe, expect, it } from 'vitest';
import { detectableDifference, powerForMeans, sampleSizeForMeans } from './power-means.ts';
import { detectableRate, powerForProportions, sampleSizeForProportions } from './power-proportions.ts';

const conventions = ['pooled-null', 'unpooled', 'baseline-null', 'cohen-h'] as const;
const plan = { alpha: 0.05, power: 0.8 };

describe('rates', () => {
  it.each(conventions)('size, power and detectable rate are inverse to each other: %s', (convention) => {
    for (const ratio of [0.25, 1, 3]) {
      for (const [control, treatment] of [
        [0.1, 0.12],
        [0.02, 0.01],
        [0, 0.05],
        [0.6, 0.9],
      ] as const) {
        const units = sampleSizeForProportions({ ...plan, control, treatment, ratio, convention })!;
        expect(units.treatment).toBeCloseTo(ratio * units.control, 9);
        const power = powerForProportions({ ...plan, control, treatment, units, convention });
        expect(power!).toBeCloseTo(0.8, 9);
        const direction = treatment > control ? 'increase' : 'decrease';
        expect(detectableRate({ ...plan, control, units, convention, direction })).toBeCloseTo(treatment, 9);
      }
    }
  });

  it('power with unequal arms', () => {
    // scipy, by the formula of the pooled z test; a simulation of 400,000 tests gives 0.533.
    const power = powerForProportions({
      control: 0.1,
      treatment: 0.12,
      alpha: 0.05,
      units: { control: 3000, treatment: 1500 },
    });
    expect(power).toBeCloseTo(0.5345005009357383, 12);
  });

  it('is smallest for equal arms and grows with power and with a stricter alpha', () => {
    const total = (ratio: number) => {
      const { control, treatment } = sampleSizeForProportions({ ...plan, control: 0.1, treatment: 0.12, ratio })!;
      return control + treatment;
    };
    expect(total(1)).toBeLessThan(total(2));
    expect(total(1)).toBeLessThan(total(0.5));
    const size = (more: object) =>
      sampleSizeForProportions({ ...plan, control: 0.1, treatment: 0.12, ...more })!.control;
    expect(size({ power: 0.9 })).toBeGreaterThan(size({}));
    expect(size({ alpha: 0.01 })).toBeGreaterThan(size({}));
    expect(size({ sided: 1 })).toBeLessThan(size({}));
  });

  it('answers for what has no answer', () => {
    const size = (more: object) => sampleSizeForProportions({ ...plan, control: 0.1, treatment: 0.12, ...more });
    for (const more of [{ treatment: 0.1 }, { treatment: 1.2 }, { power: 1 }, { alpha: 0 }, { ratio: 0 }]) {
      expect(size(more)).toBeNull();
    }
    const units = { control: 10, treatment: 10 };
    expect(detectableRate({ ...plan, control: 0.9, units })).toBeNull();
    expect(detectableRate({ ...plan, control: 0.1, units, direction: 'decrease' })).toBeNull();
    expect(powerForProportions({ alpha: 0.05, control: 0, treatment: 1, units })).toBe(1);
    expect(powerForProportions({ alpha: 0.05, control: 0, treatment: 0, units })).toBe(0);
    expect(powerForProportions({ alpha: 0.05, control: 0.2, treatment: 0.2, units })).toBeCloseTo(0.025, 12);
    expect(
      powerForProportions({ alpha: 0.05, control: 0.2, treatment: 0.3, units: { control: 0, treatment: 5 } }),
    ).toBeNull();
  });
});

describe('means', () => {
  it.each(['t', 'normal'] as const)('size, power and detectable difference are inverse to each other: %s', (basis) => {
    for (const ratio of [0.25, 1, 3]) {
      for (const difference of [0.2, -3, 12]) {
        const given = { ...plan, standardDeviation: 10, basis };
        const units = sampleSizeForMeans({ ...given, difference, ratio })!;
        expect(powerForMeans({ ...given, difference, units })).toBeCloseTo(0.8, 9);
        expect(detectableDifference({ ...given, units })).toBeCloseTo(Math.abs(difference), 9);
      }
    }
  });

  it.each([
    // scipy: nct.sf(t.isf(alpha / 2, df), df, ncp)
    [1, 1, 12, 40, 0.05, 0.8459965058108267],
    [0.5, 2, 300, 100, 0.01, 0.33732151822653206],
  ])('power of a t test with unequal arms', (difference, standardDeviation, control, treatment, alpha, expected) => {
    const power = powerForMeans({ difference, standardDeviation, units: { control, treatment }, alpha });
    expect(power).toBeCloseTo(expected, 10);
  });

  it('power of a one-sided t test', () => {
    // scipy: nct.sf(t.isf(0.05, 38), 38, sqrt(10))
    const units = { control: 20, treatment: 20 };
    const power = powerForMeans({ difference: 1, standardDeviation: 1, units, alpha: 0.05, sided: 1 });
    expect(power).toBeCloseTo(0.9279024733952896, 10);
  });

  it('never falls below two units in the smaller arm', () => {
    const given = { ...plan, difference: 1000, standardDeviation: 1 };
    expect(sampleSizeForMeans({ ...given, ratio: 4 })).toEqual({ control: 2, treatment: 8 });
    expect(sampleSizeForMeans({ ...given, ratio: 0.5 })).toEqual({ control: 4, treatment: 2 });
  });

  it('finds a tiny effect that needs billions of units', () => {
    const units = sampleSizeForMeans({ ...plan, difference: 1e-4, standardDeviation: 3 })!;
    // 2 ((1.959964 + 0.841621) · 3e4)²
    expect(units.control / 1.4128e10).toBeCloseTo(1, 4);
  });

  it('answers for what has no answer', () => {
    const given = { ...plan, difference: 1, standardDeviation: 1 };
    expect(sampleSizeForMeans({ ...given, difference: 0 })).toBeNull();
    expect(sampleSizeForMeans({ ...given, standardDeviation: 0 })).toBeNull();
    expect(sampleSizeForMeans({ ...given, power: 0 })).toBeNull();
    expect(powerForMeans({ ...given, units: { control: 1, treatment: 1 } })).toBeNull();
    expect(powerForMeans({ ...given, units: { control: 0, treatment: 9 }, basis: 'normal' })).toBeNull();
    expect(detectableDifference({ ...given, units: { control: 1, treatment: 1 } })).toBeNull();
    expect(detectableDifference({ ...given, power: 0.02, units: { control: 9, treatment: 9 } })).toBeNull();
    expect(powerForMeans({ ...given, difference: 0, units: { control: 9, treatment: 9 } })).toBeCloseTo(0.025, 10);
  });
});
