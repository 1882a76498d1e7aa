import { expect, test } from 'vitest';
import { draftOf, examplePlan, readPlan, searchOf } from './plan-draft.ts';
import { type PlanSearch, planSearch } from './plan-search.ts';

/** As it comes back from an address: every value is text. */
const throughAddress = (search: PlanSearch): PlanSearch =>
  planSearch(Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)])));

test('what cannot be read is left out and takes nothing with it', () => {
  expect(
    planSearch({ baseline: '4', difference: 'much', in: 'own', of: 'rate', sided: '2', units: '', x: '1' }),
  ).toEqual({
    baseline: 4,
    in: 'own',
  });
  expect(planSearch({ baseline: ['4', '5'] })).toEqual({});
  expect(planSearch({ baseline: 'Infinity' })).toEqual({});
});

test('an address without a plan shows the example', () => {
  expect(draftOf({})).toBe(examplePlan);
  expect(readPlan(examplePlan).questions?.need).not.toBeNull();
});

test('a plan goes through its address as it was', () => {
  const plans: PlanSearch[] = [
    { baseline: 4.5, difference: -10 },
    { of: 'mean', baseline: 31.5, sd: 12, difference: 3, in: 'own', units: 2000 },
    { baseline: 4, difference: 1, in: 'own', units: 300, perDay: 40, variations: 3, power: 90, level: 99, sided: 1 },
  ];
  for (const plan of plans) {
    expect(throughAddress(plan)).toEqual(plan);
    expect(searchOf(draftOf(plan))).toEqual(plan);
    // The same order, so that an address that says the same is not written again.
    expect(JSON.stringify(throughAddress(plan))).toBe(JSON.stringify(searchOf(draftOf(plan))));
  }
});

test('what is as usual, empty or unreadable stays out of the address', () => {
  expect(searchOf({ ...examplePlan, difference: '', units: 'many' })).toEqual({ baseline: 10 });
});
