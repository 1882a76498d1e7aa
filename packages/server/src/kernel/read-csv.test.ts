import { describe, expect, test } from 'vitest';
import { readNumber } from './read-csv.ts';

describe('a number of a cell', () => {
  test.each([
    ...[['1234.5', ',', 1234.5] as const, ['1.234', ',', 1.234] as const, ['−12', ',', -12] as const],
    ...[['12,5', ';', 12.5] as const, ['0,125', ';', 0.125] as const, ['1 234,50', '\t', 1234.5] as const],
  ])('%s between “%s”', (text, delimiter, value) => {
    expect(readNumber(text, delimiter)).toBe(value);
  });

  // One thousand where commas are decimals, a little more than one where they are not.
  test.each([
    ...[['1.234', ';'] as const, ['1,234', ';'] as const, ['-12.345', '\t'] as const, ['1,234', ','] as const],
    ...[['1.234.567', ';'] as const, ['1.234,50', ';'] as const, ['=1+1', ','] as const, ['1e5', ','] as const],
  ])('%s between “%s” is not guessed', (text, delimiter) => {
    expect(readNumber(text, delimiter)).toBeNull();
  });
});
