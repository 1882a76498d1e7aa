import { countsSchema } from '@dandelion-loop/contract';
import { describe, expect, test } from 'vitest';
import {
  type ArmDraft,
  type CountsDraft,
  draftOfCounts,
  emptyCounts,
  isCountsDraft,
  nameOfCounts,
  newCounts,
  readCounts,
  withArm,
  withoutArm,
} from './four-numbers.ts';

const draft = (arms: Partial<ArmDraft>[], more: Partial<CountsDraft> = {}): CountsDraft => ({
  ...emptyCounts,
  arms: arms.map((arm, at) => ({ key: at + 1, name: 'AB'[at]!, tried: '1,000', succeeded: '100', weight: '', ...arm })),
  ...more,
});

const problemsOf = (arms: Partial<ArmDraft>[], more: Partial<CountsDraft> = {}) =>
  Object.keys(Object.fromEntries(readCounts(draft(arms, more)).problems));

describe('four numbers', () => {
  test('are counts as soon as all four are there', () => {
    const { counts, missing } = readCounts(draft([{ tried: '16,400' }, { tried: '16 300', succeeded: '905' }]));
    expect(missing).toEqual([]);
    expect(countsSchema.parse(counts)).toEqual({
      variations: [
        { name: 'A', tried: 16_400, succeeded: 100 },
        { name: 'B', tried: 16_300, succeeded: 905 },
      ],
      split: null,
      lowerIsBetter: false,
      practical: { value: 0.01, relative: true },
      inference: 'fixed',
      level: 0.95,
      plannedUnits: 5000,
    });
  });

  test('that are missing are no mistake, and no counts', () => {
    const read = readCounts(emptyCounts);
    expect(read.counts).toBeNull();
    expect(read.problems.size).toBe(0);
    expect(read.missing).toHaveLength(4);
  });

  test('that cannot be are said at their field', () => {
    expect(problemsOf([{ tried: 'ten' }, {}])).toEqual(['1.tried']);
    expect(problemsOf([{ tried: '0' }, { tried: '10.5' }])).toEqual(['1.tried', '2.tried']);
    expect(problemsOf([{ succeeded: '1,001' }, { succeeded: '-1' }])).toEqual(['1.succeeded', '2.succeeded']);
    expect(problemsOf([{ tried: '2000000000000' }, {}])).toEqual(['1.tried']);
    expect(problemsOf([{ name: ' ' }, { name: 'x' }])).toEqual(['1.name']);
    expect(problemsOf([{ name: 'x' }, { name: 'x ' }])).toEqual(['2.name']);
    expect(problemsOf([{}, {}], { practical: 'much' })).toEqual(['practical']);
    expect(problemsOf([{}, {}], { practical: '100', practicalIs: 'points' })).toEqual(['practical']);
    expect(problemsOf([{}, {}], { looked: true, plannedUnits: '' })).toEqual(['plannedUnits']);
    expect(problemsOf([{ weight: '0' }, { weight: '1' }], { weighted: true })).toEqual(['1.weight']);
  });

  test('take a planned split of any weights', () => {
    expect(readCounts(draft([{ weight: '90%' }, { weight: '10' }], { weighted: true })).counts?.split).toEqual([
      90, 10,
    ]);
    const open = readCounts(draft([{ weight: '90' }, {}], { weighted: true }));
    expect([open.counts, open.missing]).toEqual([null, ['2.weight']]);
  });

  test('points are hundredths of a rate', () => {
    const { counts } = readCounts(draft([{}, {}], { practical: '0.5', practicalIs: 'points' }));
    expect(counts?.practical).toEqual({ value: 0.005, relative: false });
  });
});

test('counts that were judged can be changed', () => {
  const changed = { looked: true, plannedUnits: '40000', practical: '0.5', practicalIs: 'points' as const, level: 0.9 };
  const { counts } = readCounts(draft([{ weight: '90' }, { weight: '10' }], { ...changed, weighted: true }));
  expect(readCounts(draftOfCounts(counts!)).counts).toEqual(counts);
});

test('variations come and go, and keep their names', () => {
  const three = withArm(emptyCounts);
  expect(three.arms.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
  expect(withArm(withoutArm(three, 2)).arms.map(({ key }) => key)).toEqual([1, 3, 4]);
});

test('the test is called after its variations until somebody names it', () => {
  expect(nameOfCounts(emptyCounts)).toBe('B against A');
  expect(nameOfCounts({ ...emptyCounts, name: ' Spring letter ' })).toBe('Spring letter');
});

test('what a tab has kept is looked at before it is used', () => {
  expect(isCountsDraft(JSON.parse(JSON.stringify(emptyCounts)))).toBe(true);
  expect([null, {}, { ...emptyCounts, arms: [] }, 'text'].map(isCountsDraft)).toEqual([false, false, false, false]);
});

test('new ones begin as the workspace judges', () => {
  const usual = { inference: 'fixed', level: 0.95, practical: { value: 0.01, relative: true } } as const;
  expect(newCounts(usual)).toEqual(emptyCounts);
  expect(newCounts({ inference: 'sequential', level: 0.9, practical: { value: 0.05, relative: true } })).toMatchObject({
    ...{ practical: '5', practicalIs: 'percent', looked: true, level: 0.9 },
  });
});
