import { expect, test } from 'vitest';
import { tellingTest } from './telling-test.ts';
import { unitsPerWeekOf } from './units-per-week.ts';
import type { Economy } from './value-tests.ts';

/** Sizes by scipy: n = 2 σ² / (k (gap / (z(97.5%) + z(80%)))² − between²) for k tests. */

const economy: Economy = {
  ...{ variance: 0.16, unitsPerWeek: 7000, weeks: 26, valueOfOne: 1, costPerTest: 0, costPerWeek: 0 },
  ...{ mostVariations: 4, reach: 'everywhere' },
};
const small = { between: 0, share: 1, unitsOfTest: 40 };

test('the same test once more is as large as the usual formula says', () => {
  // 2 × 0.16 × (1.959964 + 0.841621)² / 0.11999² = 174.44.
  expect(tellingTest({ ...small, gap: 0.11999301166567422 }, economy)).toEqual({
    ...{ tests: 1, unitsPerVariation: 175, units: 350, days: 1, cost: 0 },
  });
});

test('where tests differ much, several together tell: those of the least units, or of the least cost', () => {
  const sayings = { gap: 0.03320140580476387, between: 0.0248381191071062, share: 1, unitsOfTest: 4000 };
  // Four tests are not enough at any size; five need 3,752 in each variation, six 1,418, which is less than usual.
  expect(tellingTest(sayings, economy)).toEqual({ tests: 6, unitsPerVariation: 2000, units: 4000, days: 24, cost: 0 });
  const dear = { ...economy, costPerTest: 100 };
  expect(tellingTest(sayings, dear)).toEqual({ tests: 5, unitsPerVariation: 3752, units: 7504, days: 38, cost: 500 });
  expect(tellingTest(sayings, { ...economy, weeks: 3 })).toBeNull();
});

test('a part of the units takes longer, and nothing is told of no difference', () => {
  expect(tellingTest({ ...small, gap: 0.02, share: 0.1 }, economy)).toMatchObject({
    unitsPerVariation: 6280,
    days: 126,
  });
  expect(tellingTest({ ...small, gap: 0 }, economy)).toBeNull();
});

test('the units of a week are those said, else of a usual month with tests, else the size of a test', () => {
  const facts = { months: 4, unitsOfMonth: 24_000, unitsOfTest: 4000 };
  expect(unitsPerWeekOf(900, facts)).toEqual({ units: 900, origin: { from: 'settings' } });
  // A year has 365.25 days.
  expect(unitsPerWeekOf(null, facts).units).toBeCloseTo((24_000 * 12 * 7) / 365.25, 9);
  expect(unitsPerWeekOf(null, facts).origin).toEqual({ from: 'months', months: 4 });
  const one = { units: 4000, origin: { from: 'test-size' } };
  expect(unitsPerWeekOf(null, { ...facts, months: 1 })).toEqual(one);
  expect(unitsPerWeekOf(null, { ...facts, months: 0, unitsOfMonth: null })).toEqual(one);
});
