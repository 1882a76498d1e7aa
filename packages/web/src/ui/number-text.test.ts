import { describe, expect, test } from 'vitest';
import { readNumber, readWhole, writeNumber } from './number-text.ts';

describe('readNumber', () => {
  test.each([
    ['1200', 1200],
    ['1,200', 1200],
    ['1 200', 1200],
    ['12,345,678.9', 12345678.9],
    ['1’200', 1200],
    ['0.05', 0.05],
    ['0,05', 0.05],
    ['1,5', 1.5],
    ['.5', 0.5],
    ['5.', 5],
    ['−3', -3],
    ['1e6', 1e6],
    [' 7 ', 7],
  ])('%s is %d', (text, value) => expect(readNumber(text)).toBe(value));

  test.each(['', 'abc', '1,2,3', '1.2.3', '5%', '1,23,456', 'Infinity', '1e999', '-', '0x10'])(
    '%j is no number',
    (text) => expect(readNumber(text)).toBeNull(),
  );
});

test.each([
  ['1.200', 1200],
  ['12.000', 12000],
  [' 1.234.567 ', 1234567],
  ['1,200', 1200],
  ['0.125', 0.125],
  ['1.5', 1.5],
])('%s is %d where whole numbers belong', (text, value) => expect(readWhole(text)).toBe(value));

test('writeNumber hides what rounding left', () => {
  expect(writeNumber(0.07 * 100)).toBe('7');
  expect(writeNumber(-1.5)).toBe('−1.5');
  expect(writeNumber(null)).toBe('');
});

test.each([0, 1, -2.5, 0.001, 123456789])('%d survives writing and reading', (value) =>
  expect(readNumber(writeNumber(value))).toBe(value),
);
