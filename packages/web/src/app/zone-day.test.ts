import { expect, test } from 'vitest';
import { dayBeside, dayOf, startOfDay } from './zone-day.ts';

// Expected moments by the published rules of each zone.
test.each([
  ['2026-11-22', 'UTC', '2026-11-22T00:00:00.000Z'],
  ['2026-11-22', 'Europe/Amsterdam', '2026-11-21T23:00:00.000Z'],
  ['2026-07-01', 'Europe/Amsterdam', '2026-06-30T22:00:00.000Z'],
  ['2026-03-29', 'Europe/Amsterdam', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Amsterdam', '2026-03-29T22:00:00.000Z'],
  ['2026-10-25', 'Europe/Amsterdam', '2026-10-24T22:00:00.000Z'],
  ['2026-10-26', 'Europe/Amsterdam', '2026-10-25T23:00:00.000Z'],
  ['2026-11-22', 'America/New_York', '2026-11-22T05:00:00.000Z'],
  ['2026-11-22', 'Asia/Kolkata', '2026-11-21T18:30:00.000Z'],
  ['2026-11-22', 'Pacific/Kiritimati', '2026-11-21T10:00:00.000Z'],
  // There was no midnight: clocks went from 24:00 to 01:00.
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  ['2018-02-18', 'America/Sao_Paulo', '2018-02-18T03:00:00.000Z'],
])('%s begins in %s at %s', (day, zone, moment) => {
  expect(startOfDay(day, zone)).toBe(moment);
  expect(dayOf(moment, zone)).toBe(day);
  expect(dayOf(Date.parse(moment) - 1, zone)).toBe(dayBeside(day, -1));
});

test('days beside each other, over the ends of months, years and a leap day', () => {
  expect(dayBeside('2014-01-01', -1)).toBe('2013-12-31');
  expect(dayBeside('2016-02-28', 1)).toBe('2016-02-29');
  expect(dayBeside('2026-12-24', 14)).toBe('2027-01-07');
  expect(dayBeside('2028-02-28', 1)).toBe('2028-02-29');
});
