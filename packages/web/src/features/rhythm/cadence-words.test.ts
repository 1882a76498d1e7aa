import { describe, expect, test } from 'vitest';
import { formatsOf } from '../../app/formats.ts';
import { cadenceWords } from './cadence-words.ts';
import { clockSentences, ownTime } from './clock-words.ts';

const timeZone = 'Europe/Amsterdam';
const { day } = formatsOf({ locale: 'en-GB', timeZone });
const said = (rule: string | null, zone = timeZone) =>
  cadenceWords({ start: '2026-11-24T10:00', timeZone: zone, rule }, { timeZone, day });

test('a cadence is said in plain words', () => {
  expect(said('FREQ=WEEKLY;BYDAY=TU')).toBe('Every week on Tuesday at 10:00');
  expect(said('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR')).toBe('Every 2 weeks on Monday, Wednesday and Friday at 10:00');
  expect(said('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR')).toBe('Every working day, Monday to Friday, at 10:00');
  expect(said('FREQ=DAILY;COUNT=1')).toBe('Every day at 10:00, 1 time');
  expect(said('FREQ=MONTHLY;BYDAY=2TU')).toBe('Every month on the second Tuesday at 10:00');
  expect(said('FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO')).toBe('Every 3 months on the first Monday at 10:00');
  expect(said('FREQ=MONTHLY;BYMONTHDAY=-1')).toBe('Every month on the last day at 10:00');
  expect(
    [1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 31].map((date) => said(`FREQ=MONTHLY;BYMONTHDAY=${date}`).slice(19, 23)),
  ).toEqual(['1st ', '2nd ', '3rd ', '4th ', '11th', '12th', '13th', '21st', '22nd', '23rd', '31st']);
  expect(said('FREQ=WEEKLY;BYDAY=TU;UNTIL=20271231T225959Z')).toBe('Every week on Tuesday at 10:00, until 31 Dec 2027');
  expect(said('FREQ=WEEKLY;BYDAY=TU', 'America/New_York')).toBe(
    'Every week on Tuesday at 10:00, by the clocks of New York',
  );
  expect(said('FREQ=YEARLY')).toBe('By the rule FREQ=YEARLY at 10:00');
  expect(said(null)).toBe('Once, on 24 Nov 2026 at 10:00');
  expect(cadenceWords(null, { timeZone, day })).toBe('When somebody starts it');
});

/** Clocks go back on 25 October 2026 in the Netherlands and on 1 November in New York. */
describe('changes of clocks', () => {
  const occurrences = [
    { local: '2026-10-20T10:00', startsAt: '2026-10-20T08:00:00.000Z' },
    { local: '2026-10-27T10:00', startsAt: '2026-10-27T09:00:00.000Z' },
    { local: '2026-11-03T10:00', startsAt: '2026-11-03T09:00:00.000Z' },
  ];
  const sentences = (own: string, skipped: string[] = []) =>
    clockSentences({ occurrences, skipped, timeZone, own, day });

  test('move nothing where the ritual is, and something for who is elsewhere', () => {
    const there = 'Clocks in Amsterdam change before 27 Oct 2026: it stays at 10:00 there.';
    expect(sentences('Europe/Amsterdam')).toEqual([there]);
    expect(sentences('Europe/Berlin')).toEqual([there]);
    expect(sentences('America/New_York')).toEqual([
      there,
      'Where you are (New York) it moves from 04:00 to 05:00 on 27 Oct 2026.',
      'Where you are (New York) it moves from 05:00 to 04:00 on 3 Nov 2026.',
    ]);
    expect(sentences('Asia/Kolkata')).toEqual([
      there,
      'Where you are (Kolkata) it moves from 13:30 to 14:30 on 27 Oct 2026.',
    ]);
  });

  test('skip a time', () => {
    expect(clockSentences({ occurrences: [], skipped: ['2027-03-28T02:30'], timeZone, own: timeZone, day })).toEqual([
      'Clocks in Amsterdam skip 02:30 on 28 Mar 2027: it is not held on that day.',
    ]);
  });

  test('the time of the reader stands beside it where it is another one', () => {
    const moment = '2026-11-24T09:00:00.000Z';
    expect(ownTime(moment, timeZone, 'Europe/Paris', day)).toBeNull();
    expect(ownTime(moment, timeZone, 'America/New_York', day)).toBe('04:00 where you are (New York)');
    expect(ownTime(moment, timeZone, 'Pacific/Auckland', day)).toBe('22:00 where you are (Auckland)');
    expect(ownTime('2026-11-24T15:00:00.000Z', timeZone, 'Pacific/Auckland', day)).toBe(
      '25 Nov 2026, 04:00 where you are (Auckland)',
    );
  });
});
