import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addTwoValued,
  atLeast,
  convolve,
  type DiscreteDistribution,
  discreteMoments,
  discreteQuantile,
  mixture,
  pointMass,
  shifted,
  sumAtLeast,
  TooManyValues,
} from './discrete-distribution.ts';
import { concentration, knockoutPortfolio } from './knockout-portfolio.ts';
import { discreteValueAtRisk, normalValueAtRisk } from './value-at-risk.ts';

const tolerance = 1e-9;
const line = fc.record({
  value: fc.integer({ min: -30, max: 60 }).map((tenths) => tenths / 10),
  otherwise: fc.integer({ min: -20, max: 5 }).map((tenths) => tenths / 10),
  p: fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
});
const sumOf = (lines: readonly { value: number; otherwise: number; p: number }[]) =>
  lines.reduce((sum, one) => addTwoValued(sum, one, { tolerance }), pointMass(0));

/** By going through all states, without merging any values. */
function enumerated(lines: readonly { value: number; otherwise: number; p: number }[], threshold: number): number {
  let found = 0;
  for (let state = 0; state < 2 ** lines.length; state++) {
    let [sum, chance] = [0, 1];
    for (const [i, { value, otherwise, p }] of lines.entries()) {
      const works = (state & (1 << i)) !== 0;
      sum += works ? value : otherwise;
      chance *= works ? p : 1 - p;
    }
    if (sum >= threshold - tolerance) found += chance;
  }
  return found;
}

const total = ({ probabilities }: DiscreteDistribution) => probabilities.reduce((sum, one) => sum + one, 0);

describe('sums of independent numbers', () => {
  it('agree with going through all states', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 9 }), fc.integer({ min: -100, max: 300 }), (lines, tenths) => {
        const threshold = tenths / 10;
        const sum = sumOf(lines);
        expect(total(sum)).toBeCloseTo(1, 12);
        expect(atLeast(sum, threshold - tolerance)).toBeCloseTo(enumerated(lines, threshold), 12);
        const [half, rest] = [sumOf(lines.slice(0, 4)), sumOf(lines.slice(4))];
        expect(sumAtLeast(half, rest, threshold - tolerance)).toBeCloseTo(enumerated(lines, threshold), 12);
        const both = convolve(half, rest, { tolerance });
        expect(atLeast(both, threshold - tolerance)).toBeCloseTo(enumerated(lines, threshold), 12);
        expect(both.values.length).toBe(sum.values.length);
        const mean = lines.reduce((add, { value, otherwise, p }) => add + p * value + (1 - p) * otherwise, 0);
        expect(discreteMoments(both).mean).toBeCloseTo(mean, 9);
      }),
      { seed: 9, numRuns: 200 },
    );
  });

  it('take 0.1 + 0.2 for 0.3 with a tolerance', () => {
    const sum = sumOf([0.1, 0.2, 0.3].map((value) => ({ value, otherwise: 0, p: 0.5 })));
    expect(sum.values.length).toBe(7);
    expect(atLeast(sum, 0.3 - tolerance)).toBe(5 / 8);
  });

  it('are given up where they would be too many', () => {
    const steps = { left: 10_000 };
    const grow = () => {
      let sum = pointMass(0);
      for (let i = 0; i < 40; i++) sum = addTwoValued(sum, { value: Math.SQRT2 ** i, otherwise: 0, p: 0.5 }, { steps });
    };
    expect(grow).toThrow(TooManyValues);
  });

  it('mix and move', () => {
    const mixed = mixture(pointMass(1), shifted(pointMass(1), 3), 0.25);
    expect([...mixed.values]).toEqual([1, 4]);
    expect([...mixed.probabilities]).toEqual([0.25, 0.75]);
    expect([0, 0.25, 0.26, 1].map((level) => discreteQuantile(mixed, level))).toEqual([1, 1, 4, 4]);
  });
});

describe('value at risk', () => {
  it('is what it was with equal probabilities written out', () => {
    const losses = [3, -1, 9, 4, 4, 0, 12];
    const equal = losses.map(() => 1 / losses.length);
    expect(discreteValueAtRisk(losses, 0.8)).toEqual(discreteValueAtRisk(losses, 0.8, equal));
    expect(discreteValueAtRisk([], 0.8)).toBeNull();
    expect(() => discreteValueAtRisk(losses, 1)).toThrow(RangeError);
    expect(() => normalValueAtRisk({ mean: 0, sd: 0, alpha: 0.9 })).toThrow(RangeError);
  });

  it('is never above its conditional one, which adds up at most', () => {
    const losses = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(losses, losses, fc.constantFrom(0.5, 0.75, 0.9, 0.97), (a, b, alpha) => {
        const [first, second] = [discreteValueAtRisk(a, alpha)!, discreteValueAtRisk(b, alpha)!];
        const both = discreteValueAtRisk(
          a.map((one, i) => one + b[i]!),
          alpha,
        )!;
        expect(first.cvar).toBeGreaterThanOrEqual(first.var);
        expect(both.cvar).toBeLessThanOrEqual(first.cvar + second.cvar + 1e-9);
      }),
      { seed: 4 },
    );
  });
});

describe('a portfolio of lines', () => {
  it('answers without lines and of equal ones', () => {
    expect(knockoutPortfolio([], [])).toMatchObject({ mean: 0, sd: 0, hhi: null, worstSingleLossShare: null });
    expect(concentration([5, 5, 5, 5])).toBe(0.25);
    // Twenty equal lines: the number that survives is binomial.
    const { mean, sd } = knockoutPortfolio(new Array<number>(20).fill(3), new Array<number>(20).fill(0.4));
    expect(mean).toBeCloseTo(24, 10);
    expect(sd).toBeCloseTo(3 * Math.sqrt(20 * 0.24), 10);
  });
});
