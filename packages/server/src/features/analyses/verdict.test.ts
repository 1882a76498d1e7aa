import { describe, expect, test } from 'vitest';
import { type VerdictInput, verdictOf, worthHavingOf } from './verdict.ts';

const input = (changes: Partial<VerdictInput>): VerdictInput => ({
  health: 'ok',
  difference: { value: 0.03, low: 0.01, high: 0.05 },
  adjustedPValue: 0.01,
  level: 0.95,
  lowerIsBetter: false,
  margin: 0.005,
  ...changes,
});

describe('verdict of a comparison', () => {
  test.each<[string, Partial<VerdictInput>, string]>([
    ['a clear rise', {}, 'better'],
    ['a clear rise of what should fall', { lowerIsBetter: true }, 'worse'],
    ['a clear fall', { difference: { value: -0.03, low: -0.05, high: -0.01 } }, 'worse'],
    [
      'a clear fall of what should fall',
      { difference: { value: -0.03, low: -0.05, high: -0.01 }, lowerIsBetter: true },
      'better',
    ],
    ['an invalid test, however clear', { health: 'invalid' }, 'invalid'],
    ['a warning does not void', { health: 'warning' }, 'better'],
    ['a p-value at the limit', { adjustedPValue: 0.05 }, 'inconclusive'],
    ['a stricter level', { level: 0.99, adjustedPValue: 0.02 }, 'inconclusive'],
    [
      'all within the margin',
      { difference: { value: 0.001, low: -0.002, high: 0.004 }, adjustedPValue: 0.4 },
      'no-difference',
    ],
    [
      'one end beyond the margin',
      { difference: { value: 0.001, low: -0.006, high: 0.004 }, adjustedPValue: 0.4 },
      'inconclusive',
    ],
    ['clear but tiny is still better', { difference: { value: 0.002, low: 0.001, high: 0.003 } }, 'better'],
    ['no p-value', { adjustedPValue: null }, 'inconclusive'],
    ['no interval', { difference: { value: 0, low: null, high: null }, adjustedPValue: null }, 'inconclusive'],
    ['no estimate', { difference: { value: null, low: null, high: null } }, 'inconclusive'],
    ['no margin to speak of', { margin: null, adjustedPValue: 0.4 }, 'inconclusive'],
  ])('%s', (_, changes, expected) => {
    expect(verdictOf(input(changes))).toBe(expected);
  });
});

describe('worth having', () => {
  test.each([
    ['wholly beyond the margin', { value: 0.03, low: 0.01, high: 0.05 }, 'yes'],
    ['touching it', { value: 0.03, low: 0.005, high: 0.055 }, 'maybe'],
    ['reaching into it', { value: 0.03, low: 0.002, high: 0.058 }, 'maybe'],
    ['wholly inside', { value: 0.003, low: 0.001, high: 0.005 }, 'no'],
    ['a loss wholly beyond', { value: -0.03, low: -0.05, high: -0.01 }, 'yes'],
    ['a loss that touches', { value: -0.03, low: -0.05, high: -0.004 }, 'maybe'],
  ])('%s', (_, difference, expected) => {
    expect(worthHavingOf('better', difference, 0.005)).toBe(expected);
  });

  test('is not asked where nothing was found', () => {
    expect(worthHavingOf('inconclusive', { value: 0.03, low: -0.01, high: 0.05 }, 0.005)).toBeNull();
    expect(worthHavingOf('better', { value: 0.03, low: 0.01, high: 0.05 }, null)).toBeNull();
  });
});
