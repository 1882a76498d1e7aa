import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { momentsOfSums } from '../reference/moments-of.ts';
import { type FunnelArm, funnel, momentsOfNonZero } from './funnel.ts';

interface Sums {
  n: number;
  visits: number;
  conversions: number;
  spendSum: number;
  spendSumSquares: number;
}

const file = new URL('../reference/cases/04-factorial-heterogeneity.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as {
  cases: { family: string; input: { arms: Record<'control' | 'mens' | 'womens', Sums> } }[];
};
const { arms } = cases.find(({ family }) => family === 'three-arm-ate-mens')!.input;

const armOf = ({ n, visits, conversions, spendSum, spendSumSquares }: Sums): FunnelArm => ({
  reached: [n, visits, conversions],
  amount: momentsOfNonZero(momentsOfSums({ n, sum: spendSum, sumSquares: spendSumSquares }), conversions),
});

describe('funnel of the Hillstrom e-mails', () => {
  // Parts: numpy, mean over all six orders of changing the factors. Standard errors: bootstrap of the 64,000 rows, 40,000
  // draws (numpy multinomial), so known to about 0.4%.
  it.each([
    [
      'mens',
      [0.5336458839653082, 0.24043557008146008, -0.004254298152232032],
      [0.0450996, 0.1038007, 0.1027785],
      0.1452802,
    ],
    [
      'womens',
      [0.29971321088911806, 0.06749593915882585, 0.05720306588865226],
      [0.0313339, 0.0963599, 0.0874624],
      0.1307117,
    ],
  ] as const)('splits the difference of %s', (name, parts, errors, whole) => {
    const got = funnel(armOf(arms.control), armOf(arms[name]), 0.95);
    got.steps.forEach((step, i) => {
      expect(step.part).toBeCloseTo(parts[i]!, 11);
      expect(Math.abs(step.standardError / errors[i]! - 1)).toBeLessThan(0.015);
      expect(step.high! - step.low!).toBeCloseTo(2 * 1.959963984540054 * step.standardError, 12);
    });
    expect(Math.abs(got.whole.standardError / whole - 1)).toBeLessThan(0.015);
    expect(got.steps.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(got.whole.part, 13);
    expect(got.whole.part).toBeCloseTo(arms[name].spendSum / arms[name].n - arms.control.spendSum / arms.control.n, 12);
  });
});

describe('funnel', () => {
  const control = { reached: [1000, 200, 40], amount: { n: 40, mean: 30, variance: 100 } };
  const treatment = { reached: [1100, 300, 45], amount: { n: 45, mean: 28, variance: 120 } };

  it('turns its signs when the arms are swapped', () => {
    const there = funnel(control, treatment, 0.9);
    const back = funnel(treatment, control, 0.9);
    there.steps.forEach((step, i) => {
      expect(back.steps[i]!.part).toBeCloseTo(-step.part, 13);
      expect(back.steps[i]!.standardError).toBeCloseTo(step.standardError, 13);
    });
  });

  it('gives the whole difference to the only step that changed', () => {
    const more = { reached: [1000, 400, 80], amount: { n: 80, mean: 30, variance: 100 } };
    const { steps, whole } = funnel(control, more, 0.95);
    expect(steps.map(({ part }) => part)).toEqual([expect.closeTo(whole.part, 12), 0, 0]);
  });

  it('works on steps alone, and on one', () => {
    const { steps, whole } = funnel({ reached: [100, 10] }, { reached: [200, 30] }, 0.95);
    expect(steps).toHaveLength(1);
    expect(steps[0]!.part).toBeCloseTo(0.05, 12);
    expect(steps[0]!.standardError).toBeCloseTo(Math.sqrt(0.09 / 100 + (0.15 * 0.85) / 200), 12);
    expect(whole.part).toBe(steps[0]!.part);
  });

  it('counts a factor that one arm never reached as in the other', () => {
    const nobody = { reached: [1000, 200, 0], amount: { n: 0, mean: 0, variance: 0 } };
    const { steps, whole } = funnel(control, nobody, 0.95);
    expect(steps[2]).toMatchObject({ treatment: null, part: 0 });
    expect(steps[1]!.part).toBeCloseTo(-1.2, 12);
    expect(whole.part).toBeCloseTo(-1.2, 12);
    const neither = funnel(nobody, nobody, 0.95);
    expect(neither.steps[2]).toMatchObject({ control: null, treatment: null, part: 0, pValue: null });
  });

  it('refuses steps that grow, unlike shapes and amounts of other units', () => {
    expect(() => funnel({ reached: [10, 20] }, { reached: [10, 5] }, 0.95)).toThrow('more units than the one before');
    expect(() => funnel({ reached: [0, 0] }, { reached: [10, 5] }, 0.95)).toThrow(RangeError);
    expect(() => funnel({ reached: [10, 5] }, { reached: [10, 5, 2] }, 0.95)).toThrow('same steps');
    expect(() => funnel({ ...control, reached: [1000, 200, 41] }, treatment, 0.95)).toThrow('amounts are of 40 units');
  });
});

describe('momentsOfNonZero', () => {
  it('is the mean and variance of the values that are not 0', () => {
    // 0, 0, 0, 2, 5, 11: all six have mean 3 and variance 19.2; of the three, mean 6 and variance 21.
    const got = momentsOfNonZero({ n: 6, mean: 3, variance: 19.2 }, 3);
    expect(got.n).toBe(3);
    expect(got.mean).toBeCloseTo(6, 12);
    expect(got.variance).toBeCloseTo(21, 12);
    expect(momentsOfNonZero({ n: 6, mean: 0, variance: 0 }, 0)).toEqual({ n: 0, mean: 0, variance: 0 });
  });
});
