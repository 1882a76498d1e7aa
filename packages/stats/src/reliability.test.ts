import { describe, expect, it } from 'vitest';
import { betaBinomialKOfN, betaFactor, kOfN, seriesParallel } from './common-cause.ts';
import { pathSetReliability } from './path-sets.ts';
import { poissonBinomialAtLeast, unequalKOfN } from './poisson-binomial.ts';

/* Expected figures beside the reference cases: numpy with 80-bit floats for the convolution, scipy for the tails. */

const relativeError = (got: number, expected: number) => Math.abs(got / expected - 1);

describe('unequal components', () => {
  const p = Array.from({ length: 1000 }, (_, i) => ((37 * i + 11) % 1000) / 999);

  it('keep all digits among a thousand, far in the tails, with a p of 0 and one of 1', () => {
    expect([Math.min(...p), Math.max(...p)]).toEqual([0, 1]);
    const { pmf, birnbaum, reliability } = unequalKOfN(p, 500);
    expect(relativeError(pmf[500]!, 0.03091277267770935)).toBeLessThan(1e-12);
    expect(relativeError(pmf[400]!, 2.3801053874457323e-15)).toBeLessThan(1e-12);
    expect(relativeError(pmf[300]!, 1.0409367584469371e-55)).toBeLessThan(1e-12);
    expect(relativeError(poissonBinomialAtLeast({ pmf }, 520), 0.06532492727111552)).toBeLessThan(1e-12);
    expect(relativeError(poissonBinomialAtLeast({ pmf }, 600), 5.163920314785385e-15)).toBeLessThan(1e-12);
    expect(relativeError(birnbaum[7]!, 0.03088160287223141)).toBeLessThan(1e-12);
    expect(reliability).toBeGreaterThan(0.5);
    expect(relativeError(unequalKOfN(p, 600).birnbaum[7]!, 3.563291931633533e-15)).toBeLessThan(1e-12);
  });

  it('answer at the ends', () => {
    expect(unequalKOfN([], 0)).toMatchObject({ reliability: 1, birnbaum: [], criticality: null });
    expect(unequalKOfN([], 1)).toMatchObject({ reliability: 0, criticality: [] });
    expect(unequalKOfN([0.3, 1], 3)).toMatchObject({ reliability: 0, birnbaum: [0, 0] });
    expect(unequalKOfN([1, 1], 2)).toMatchObject({ reliability: 1, criticality: null });
    expect(() => unequalKOfN([0.5, 1.01], 1)).toThrow(RangeError);
    expect(() => unequalKOfN([Number.NaN], 1)).toThrow(RangeError);
  });

  it('agree with equal ones', () => {
    const { reliability } = unequalKOfN(new Array<number>(40).fill(0.3), 15);
    expect(reliability).toBeCloseTo(kOfN({ k: 15, n: 40, p: 0.3 }), 14);
  });
});

describe('equal components', () => {
  it('answer at the ends', () => {
    expect(kOfN({ k: 0, n: 3, p: 0 })).toBe(1);
    expect(kOfN({ k: 4, n: 3, p: 1 })).toBe(0);
    expect(kOfN({ k: 3, n: 3, p: 1 })).toBe(1);
    expect(kOfN({ k: 1, n: 3, p: 0 })).toBe(0);
    expect(kOfN({ k: 700, n: 1000, p: 0.68 })).toBeCloseTo(0.09256566438722191, 12);
    expect(betaBinomialKOfN({ n: 500, k: 200, a: 3, b: 2.5 }).reliability).toBeCloseTo(0.7532019364562909, 10);
    expect(seriesParallel([])).toEqual({ series: 1, parallel: 0 });
  });

  it('are worse together than alone, where spare ones are relied on', () => {
    for (const beta of [0.05, 0.2, 0.5, 1]) {
      const { reliability, independentReliability } = betaFactor({ n: 5, k: 2, q: 0.1, beta });
      expect(reliability).toBeLessThan(independentReliability);
    }
    const all = betaFactor({ n: 5, k: 2, q: 0.1, beta: 1 });
    expect(all.reliability).toBeCloseTo(0.9, 14);
  });
});

describe('path sets', () => {
  /** Every state of every component. */
  function enumerated(p: readonly number[], paths: readonly (readonly number[])[]): number {
    let sum = 0;
    for (let state = 0; state < 2 ** p.length; state++) {
      const works = (component: number) => (state & (1 << component)) !== 0;
      if (!paths.some((path) => path.every(works))) continue;
      sum += p.reduce((product, one, component) => product * (works(component) ? one : 1 - one), 1);
    }
    return sum;
  }

  it('agree with going through all states', () => {
    const p = [0.9, 0.35, 0.6, 0.72, 0, 1, 0.5, 0.81];
    const paths = [
      [0, 1],
      [1, 2, 6],
      [3, 5, 7],
      [4, 0],
      [0, 6, 7],
      [2, 3],
    ];
    const { reliability, birnbaum } = pathSetReliability({ p, paths });
    expect(reliability).toBeCloseTo(enumerated(p, paths), 14);
    for (const [component, importance] of birnbaum.entries()) {
      const given = (chance: number) => p.map((one, i) => (i === component ? chance : one));
      expect(importance).toBeCloseTo(enumerated(given(1), paths) - enumerated(given(0), paths), 14);
    }
  });

  it('answer at the ends', () => {
    expect(pathSetReliability({ p: [0.4], paths: [] }).reliability).toBe(0);
    expect(pathSetReliability({ p: [0.4], paths: [[]] }).reliability).toBe(1);
    expect(() => pathSetReliability({ p: [0.4], paths: [[1]] })).toThrow(RangeError);
  });
});
