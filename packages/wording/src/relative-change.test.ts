import { expect, test } from 'vitest';
import { relativeChange } from './relative-change.ts';

test('an effect on each scale as a change of the reference', () => {
  // Odds of 0.2 are 0.25; three times as many are 0.75, a proportion of 3/7: 15/7 of 0.2.
  expect(relativeChange('log-odds', Math.log(3), 0.2)).toBeCloseTo(15 / 7 - 1, 12);
  expect(relativeChange('log-rate', Math.log(1.1), 0.2)).toBeCloseTo(0.1, 12);
  expect(relativeChange('difference', -0.05, 0.2)).toBeCloseTo(-0.25, 12);
  expect(relativeChange('log-odds', 0, 0.2)).toBe(0);
});

test('without a reference above 0 there is no relative change', () => {
  expect(relativeChange('difference', 1, 0)).toBeNull();
  expect(relativeChange('difference', 1, -2)).toBeNull();
});
