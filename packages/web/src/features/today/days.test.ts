import { expect, test } from 'vitest';
import { nextMonday } from './days.ts';

test('the next Monday is after the day, over the ends of months and years', () => {
  // 24 November 2026 is a Tuesday.
  expect(['2026-11-24', '2026-11-28', '2026-11-29', '2026-11-30', '2026-12-31'].map(nextMonday)).toEqual([
    ...['2026-11-30', '2026-11-30', '2026-11-30', '2026-12-07', '2027-01-04'],
  ]);
});
