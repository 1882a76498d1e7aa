import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { interactionTest } from './interaction-test.ts';
import { rateEstimate } from './moments.ts';

interface SubgroupCase {
  id: string;
  family: string;
  input: { subgroups: { treated: [number, number]; control: [number, number] }[] };
  expected: { cochranQ: number; df: number; pQ: number };
}

const file = new URL('../reference/cases/04-factorial-heterogeneity.json', import.meta.url);
const cases = (JSON.parse(readFileSync(file, 'utf8')) as { cases: SubgroupCase[] }).cases.filter(
  ({ family }) => family === 'subgroup-interaction',
);

describe('interactionTest', () => {
  // The reference suite serves the whole family; here Cochran’s Q to more digits.
  it.each(cases.map((given) => [given.id, given] as const))('is Cochran’s Q of %s', (_, { input, expected }) => {
    const effects = input.subgroups.map(({ treated, control }) => {
      const [t, c] = [treated, control].map(([successes, n]) => rateEstimate({ successes, n })!);
      return { effect: t!.mean - c!.mean, variance: t!.varianceOfMean + c!.varianceOfMean };
    });
    const got = interactionTest(effects)!;
    expect(got.q / expected.cochranQ).toBeCloseTo(1, 8);
    expect(got.df).toBe(expected.df);
    expect(got.pValue / expected.pQ).toBeCloseTo(1, 5);
  });

  it('found the reference cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(3);
  });

  const three = [
    { effect: 0.1, variance: 0.01 },
    { effect: 0.3, variance: 0.02 },
    { effect: 0.2, variance: 0.005 },
  ];

  it('does not depend on order, unit or a shift of all effects', () => {
    const { q, pValue } = interactionTest(three)!;
    expect(q).toBeCloseTo(1.4285714285714284, 12);
    expect(pValue).toBeCloseTo(0.48954165955695306, 12);
    expect(interactionTest([...three].reverse())!.q).toBeCloseTo(q, 12);
    const percent = three.map(({ effect, variance }) => ({ effect: 100 * effect + 7, variance: 1e4 * variance }));
    expect(interactionTest(percent)!.q).toBeCloseTo(q, 10);
  });

  it('leaves out segments whose weight is undefined', () => {
    const more = [
      ...three,
      { effect: 5, variance: 0 },
      { effect: 5, variance: null },
      { effect: null, variance: 0.1 },
      { effect: Number.NaN, variance: 0.1 },
      { effect: 5, variance: Number.POSITIVE_INFINITY },
    ];
    expect(interactionTest(more)).toEqual(interactionTest(three));
  });

  it('is null with fewer than two segments, and a number at extreme ones', () => {
    expect(interactionTest([])).toBeNull();
    expect(interactionTest(three.slice(0, 1))).toBeNull();
    expect(interactionTest([three[0]!, { effect: 1, variance: 0 }])).toBeNull();
    const tiny = three.map(({ effect, variance }) => ({ effect, variance: variance * 1e-306 }));
    expect(interactionTest(tiny)!.pValue).toBe(0);
    const equal = three.map(({ variance }) => ({ effect: 0.2, variance }));
    expect(interactionTest(equal)).toMatchObject({ df: 2, pValue: 1 });
  });
});
