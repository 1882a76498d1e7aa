import { expect, test } from 'vitest';
import { dueDay } from './due-day.ts';

// 2026-11-20 is a Friday.
test.each([
  ['2026-11-20', 0, false, '2026-11-20'],
  ['2026-11-20', 1, false, '2026-11-21'],
  ['2026-11-20', 7, false, '2026-11-27'],
  ['2026-11-20', 0, true, '2026-11-20'],
  ['2026-11-20', 1, true, '2026-11-23'],
  ['2026-11-20', 5, true, '2026-11-27'],
  ['2026-11-20', 6, true, '2026-11-30'],
  ['2026-11-21', 0, true, '2026-11-23'],
  ['2026-11-22', 1, true, '2026-11-24'],
  // A leap day, and the change of the clocks, are days like others.
  ['2028-02-28', 1, false, '2028-02-29'],
  ['2026-03-27', 2, true, '2026-03-31'],
])('%s and %i days (working: %s): %s', (from, days, working, due) => {
  expect(dueDay(from, days, working)).toBe(due);
});
