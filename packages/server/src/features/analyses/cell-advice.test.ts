import { expect, test } from 'vitest';
import { cellAdvice } from './cell-advice.ts';

test.each([
  ['$0.50', 'Write 0.50,'],
  ['EUR 12,50', 'Write 12.50,'],
  ['1.001,25 €', 'Write 1001.25,'],
  ['−€3', 'Write -3,'],
  ['1,001.25', 'Write 1001.25,'],
  ['1.234.567', 'Write 1234567,'],
  ['1\u202f001,25', 'Write 1001.25,'],
  ["1'001.25", 'Write 1001.25,'],
  ['12.5%', 'Write 12.5,'],
  ['2024-01-31', 'looks like a date'],
  ['31.01.2024', 'looks like a date'],
  ['1/31/24 18:30', 'looks like a date'],
  ['revenue', 'header again'],
  ['many', 'Write plain numbers such as 1234.5'],
  ['1.2.3', 'Write plain numbers such as 1234.5'],
  ['', 'Write plain numbers such as 1234.5'],
])('%j', (cell, advice) => {
  expect(cellAdvice(cell, 'revenue')).toContain(advice);
});
