import { describe, expect, it } from 'vitest';
import {
  acsHalfWidth,
  acsHalfWidthOneSided,
  acsRho,
  acsRhoExact,
  confidenceSequence,
} from './asymptotic-confidence-sequence.ts';

const plan = { plannedUnits: 5000, alpha: 0.05 };

describe('acsRhoExact', () => {
  it.each([
    // Minimum of the half-width over rho by scipy.optimize.minimize_scalar.
    [5000, 0.05, 0.0405264561],
    [300, 0.5, 0.0947388428],
    [50, 0.9, 0.1262250688],
  ])('is tightest after %d observations at alpha %d', (plannedUnits, alpha, expected) => {
    expect(acsRhoExact({ plannedUnits, alpha })).toBeCloseTo(expected, 7);
  });

  it('is close to the approximate rho', () => {
    expect(acsRhoExact(plan) / acsRho(plan)).toBeCloseTo(1, 1);
  });
});

describe('acsHalfWidth', () => {
  it('is tightest for the fixed-sample width about where it was planned', () => {
    const excess = (n: number) => acsHalfWidth({ variance: 1, n, ...plan })! * Math.sqrt(n);
    expect(excess(5000)).toBeLessThan(excess(500));
    expect(excess(5000)).toBeLessThan(excess(50_000));
  });

  it('is narrower on one side than on two, around the planned size and later', () => {
    for (const n of [1000, 5000, 100_000]) {
      const input = { variance: 2, n, ...plan };
      expect(acsHalfWidthOneSided(input)).toBeLessThan(acsHalfWidth(input)!);
    }
  });

  it('is null without observations or variance', () => {
    for (const width of [acsHalfWidth, acsHalfWidthOneSided]) {
      expect(width({ variance: 1, n: 0, ...plan })).toBeNull();
      expect(width({ variance: 0, n: 10, ...plan })).toBeNull();
      expect(width({ variance: Number.NaN, n: 10, ...plan })).toBeNull();
    }
  });
});

describe('confidenceSequence', () => {
  const at = (estimate: number, n = 4000) => confidenceSequence({ estimate, standardError: 0.01, n, ...plan });

  it('contains the fixed-sample interval at every n', () => {
    for (let n = 2; n < 1e7; n = Math.ceil(n * 1.3)) {
      const { low, high } = at(0.02, n);
      expect(low).toBeLessThan(0.02 - 1.96 * 0.01);
      expect(high).toBeGreaterThan(0.02 + 1.96 * 0.01);
    }
  });

  it('mirrors when the arms swap', () => {
    const [one, other] = [at(0.023), at(-0.023)];
    expect(other.low).toBeCloseTo(-one.high!, 15);
    expect(other.high).toBeCloseTo(-one.low!, 15);
    expect(other.pValue).toBe(one.pValue);
  });

  it('has a p-value below alpha exactly when the interval leaves out 0', () => {
    const halfWidth = at(0).high!;
    expect(at(halfWidth).pValue).toBeCloseTo(0.05, 12);
    expect(at(halfWidth * 1.001).pValue).toBeLessThan(0.05);
    expect(at(halfWidth * 0.999).pValue).toBeGreaterThan(0.05);
    expect(at(0).pValue).toBe(1);
    expect(at(10).pValue).toBe(0);
  });

  it('does not depend on the unit of the metric', () => {
    const cents = confidenceSequence({ estimate: 3, standardError: 1, n: 4000, ...plan });
    expect(at(0.03).pValue).toBeCloseTo(cents.pValue!, 12);
    expect(at(0.03).low).toBeCloseTo(cents.low! / 100, 12);
  });

  it('is null where it is not defined', () => {
    const nothing = { low: null, high: null, pValue: null };
    expect(confidenceSequence({ estimate: 0, standardError: 0, n: 100, ...plan })).toEqual(nothing);
    expect(confidenceSequence({ estimate: 1, standardError: 1, n: 0, ...plan })).toEqual(nothing);
    expect(confidenceSequence({ estimate: 1, standardError: 1, n: 1, ...plan })).toEqual(nothing);
    expect(confidenceSequence({ estimate: Number.NaN, standardError: 1, n: 9, ...plan })).toEqual(nothing);
    expect(confidenceSequence({ estimate: 1, standardError: Number.POSITIVE_INFINITY, n: 9, ...plan })).toEqual(
      nothing,
    );
  });

  it('refuses a level or a plan that is out of range', () => {
    const sample = { estimate: 1, standardError: 1, n: 100 };
    expect(() => confidenceSequence({ ...sample, alpha: 0, plannedUnits: 5000 })).toThrow(RangeError);
    expect(() => confidenceSequence({ ...sample, alpha: 1, plannedUnits: 5000 })).toThrow(RangeError);
    expect(() => confidenceSequence({ ...sample, alpha: 0.05, plannedUnits: 0 })).toThrow(RangeError);
    expect(() => acsHalfWidthOneSided({ variance: 1, n: 10, alpha: 0.5, plannedUnits: 100 })).toThrow(RangeError);
  });
});
