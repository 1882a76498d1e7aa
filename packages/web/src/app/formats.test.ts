import { describe, expect, test } from 'vitest';
import { formatsOf } from './formats.ts';

describe('days and moments', () => {
  const west = formatsOf({ locale: 'en-GB', timeZone: 'America/Los_Angeles' });

  test('a day is the same everywhere, an instant is of the time zone', () => {
    expect(west.day('2026-11-22')).toBe('22 Nov 2026');
    expect(west.day('2026-11-22T03:00:00.000Z')).toBe('21 Nov 2026');
    expect(west.month('2026-11-01')).toBe('November 2026');
  });

  test('the locale decides the order', () => {
    expect(formatsOf({ locale: 'en-US', timeZone: 'UTC' }).day('2026-11-22')).toBe('Nov 22, 2026');
    expect(formatsOf({ locale: 'en-GB', timeZone: 'UTC' }).moment('2026-11-22T14:05:00.000Z')).toBe(
      '22 Nov 2026, 14:05',
    );
  });

  test('counts are grouped', () => expect(west.count(4873)).toBe('4,873'));
});
