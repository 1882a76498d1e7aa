import { describe, expect, test } from 'vitest';
import { planSize, type SizeRequest } from './plan-size.ts';

const request: SizeRequest = {
  baseline: 0.2,
  standardDeviation: null,
  effect: { value: 0.05, relative: false },
  units: null,
  power: 0.8,
  level: 0.95,
  variations: 2,
  sided: 2,
  perDay: null,
  convention: 'pooled-null',
  door: 'command-line',
};

describe('size of a test', () => {
  // packages/stats/reference/cases/01-two-sample-tests.json: samplesize-prop-a, evanmiller-20-5, arcsine, mean-t1.
  test.each([
    ['pooled-null', 1094],
    ['unpooled', 1091],
    ['baseline-null', 1031],
    ['cohen-h', 1092],
  ] as const)('proportions by the convention %s, rounded up', (convention, units) => {
    const answer = planSize({ ...request, convention });
    expect(answer).toMatchObject({ solved: 'units', unitsPerVariation: units, unitsTotal: 2 * units });
    expect(answer.convention.name).toBe(convention);
  });

  test('means by the t test', () => {
    const answer = planSize({
      ...request,
      baseline: null,
      standardDeviation: 10,
      effect: { value: 0.3, relative: false },
    });
    expect(answer.unitsPerVariation).toBe(17_443);
    expect(answer.effect.relative).toBeNull();
  });

  test('power of given units (power-prop of the reference)', () => {
    const answer = planSize({ ...request, units: 1000 });
    expect(answer.solved).toBe('power');
    expect(answer.power).toBeCloseTo(0.763844185836, 5);
  });

  test('the effect found again with the units it asked for', () => {
    const answer = planSize({ ...request, effect: null, units: 1094 });
    expect(answer.effect.absolute).toBeCloseTo(0.05, 4);
    expect(answer.effect.relative).toBeCloseTo(0.25, 3);
  });

  test('an effect in percent is relative to the baseline', () => {
    expect(planSize({ ...request, effect: { value: 0.25, relative: true } }).unitsPerVariation).toBe(1094);
  });

  test('more variations share the false alarms', () => {
    // The pooled-null formula with alpha 0.05 / 3, by scipy: 1,459.1.
    const answer = planSize({ ...request, variations: 4 });
    expect(answer.unitsPerVariation).toBe(1_460);
    expect(answer.unitsTotal).toBe(4 * 1_460);
  });

  test('days are rounded up', () => {
    expect(planSize({ ...request, perDay: 300 }).days).toBe(Math.ceil(2188 / 300));
  });

  test.each<[string, Partial<SizeRequest>, RegExp]>([
    ['nothing to solve', { effect: null }, /--effect 10%/],
    ['no baseline', { baseline: null }, /--baseline 10%/],
    ['no difference', { effect: { value: 0, relative: false } }, /difference of 0/],
    ['a rate of 0', { baseline: 0 }, /above 0% and below 100%/],
    ['a level that is no test at all', { level: 0.5, sided: 1 }, /higher level/],
    ['numbers out of reach', { standardDeviation: 1e300 }, /another unit/],
    ['a rate beyond 100%', { effect: { value: 0.9, relative: false } }, /rates end at 0% and 100%/],
    ['too few units for any effect', { effect: null, units: 2 }, /no possible rise/],
    [
      'percent of nothing',
      { baseline: null, standardDeviation: 3, effect: { value: 0.1, relative: true } },
      /relative to the baseline/,
    ],
  ])('%s is told in a sentence', (_, changes, message) => {
    expect(() => planSize({ ...request, ...changes })).toThrow(message);
  });
});
