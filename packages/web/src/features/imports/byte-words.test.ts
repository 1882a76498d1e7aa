import { expect, test } from 'vitest';
import { bytesInWords, bytesOf } from './byte-words.ts';

test('sizes have the unit that keeps them short', () => {
  expect([0, 999, 1_000, 1_234, 99_940, 999_960, 6_210_000, 5_000_000_000].map(bytesInWords)).toEqual([
    '0 B',
    '999 B',
    '1 kB',
    '1.2 kB',
    '99.9 kB',
    '1 MB',
    '6.2 MB',
    '5 GB',
  ]);
});

test('a part of a whole is in the unit of the whole', () => {
  expect(bytesOf(620_000, 10_000_000)).toBe('0.6 of 10 MB');
  expect(bytesOf(0, 400)).toBe('0 of 400 B');
});
