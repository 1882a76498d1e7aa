import fc from 'fast-check';
import ical from 'node-ical';
import rrule from 'rrule';
import { describe, expect, test } from 'vitest';
import { checkedCadence, ruleTimes, skippedTimes } from './expand-rule.ts';
import { localOf, momentOf } from './local-time.ts';
import { nextOccurrence, occurrencesOf } from './occurrences.ts';

const utc = (text: string) => new Date(`${text}Z`);
const times = (start: string, timeZone: string, rule: string | null, from: string, to: string) =>
  ruleTimes({ start, timeZone, rule }, { from: utc(from), to: utc(to) }).map(({ at }) => at.toISOString().slice(0, 16));

/** From the time zone database by hand: clocks change on 29 March and 25 October 2026 in the Netherlands, on 8 March and 1 November in New York, on 5 April and 4 October by half an hour on Lord Howe. */
describe('over changes of clocks', () => {
  test.each([
    ['Europe/Amsterdam', '2026-03-26T10:00', 'FREQ=WEEKLY', ['2026-03-26T09:00', '2026-04-02T08:00']],
    ['Europe/Amsterdam', '2026-10-22T10:00', 'FREQ=WEEKLY', ['2026-10-22T08:00', '2026-10-29T09:00']],
    ['America/New_York', '2026-03-07T09:15', 'FREQ=DAILY', ['2026-03-07T14:15', '2026-03-08T13:15']],
    ['America/New_York', '2026-10-31T09:15', 'FREQ=DAILY', ['2026-10-31T13:15', '2026-11-01T14:15']],
    // +11 to +10:30 and back.
    ['Australia/Lord_Howe', '2026-04-04T08:00', 'FREQ=DAILY', ['2026-04-03T21:00', '2026-04-04T21:30']],
    ['Australia/Lord_Howe', '2026-10-03T08:00', 'FREQ=DAILY', ['2026-10-02T21:30', '2026-10-03T21:00']],
    ['Asia/Kolkata', '2026-03-28T10:00', 'FREQ=DAILY', ['2026-03-28T04:30', '2026-03-29T04:30']],
    ['UTC', '2026-03-28T10:00', 'FREQ=DAILY', ['2026-03-28T10:00', '2026-03-29T10:00']],
  ])('%s from %s, %s', (zone, start, rule, expected) => {
    const end = new Date(momentOf(start, zone).getTime() + 30 * 86_400_000).toISOString().slice(0, 16);
    expect(times(start, zone, rule, '2026-01-01T00:00', end).slice(0, 2)).toEqual(expected);
  });

  test('says which times clocks skip, only on days that the rule has', () => {
    const skipped = (rule: string | null, timeZone = 'Europe/Amsterdam', time = '02:30') =>
      skippedTimes(
        { start: `2026-03-02T${time}`, timeZone, rule },
        { from: utc('2026-03-02T00:00'), to: utc('2027-04-01T00:00') },
      );
    expect(skipped('FREQ=DAILY')).toEqual(['2026-03-29T02:30', '2027-03-28T02:30']);
    expect(skipped('FREQ=WEEKLY;BYDAY=SU;INTERVAL=3')).toEqual(['2026-03-29T02:30']);
    expect(skipped('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR')).toEqual([]);
    expect(skipped('FREQ=DAILY', 'UTC')).toEqual([]);
    expect(skipped('FREQ=DAILY', 'Europe/Amsterdam', '10:00')).toEqual([]);
    expect(skipped(null)).toEqual([]);
    // Clocks in Greenland go forward at 22:00 or 23:00 of the day before.
    expect(skipped('FREQ=WEEKLY;BYDAY=SA', 'America/Nuuk', '23:30')).toEqual(['2026-03-28T23:30', '2027-03-27T23:30']);
  });

  test('a time that clocks skip is not held that day, one that they have twice is held once', () => {
    expect(times('2026-03-28T02:30', 'Europe/Amsterdam', 'FREQ=DAILY', '2026-03-28T00:00', '2026-03-31T00:00')).toEqual(
      ['2026-03-28T01:30', '2026-03-30T00:30'],
    );
    expect(times('2026-10-24T02:30', 'Europe/Amsterdam', 'FREQ=DAILY', '2026-10-24T00:00', '2026-10-27T00:00')).toEqual(
      ['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30'],
    );
    // Half an hour is skipped on Lord Howe: 02:15 is, 02:30 is not.
    const lordHowe = (start: string) =>
      times(start, 'Australia/Lord_Howe', 'FREQ=DAILY', '2026-10-03T00:00', '2026-10-04T00:00');
    expect(lordHowe('2026-10-01T02:15')).toEqual([]);
    expect(lordHowe('2026-10-01T02:30')).toEqual(['2026-10-03T15:30']);
  });

  test('a skipped time does not shift those after it', () => {
    const after = times('2026-03-01T02:30', 'Europe/Amsterdam', 'FREQ=DAILY', '2026-04-10T00:00', '2026-04-11T00:00');
    expect(after).toEqual(['2026-04-10T00:30']);
  });
});

describe('ends of months and leap days', () => {
  const days = (start: string, rule: string, from: string, to: string) =>
    times(start, 'Europe/Amsterdam', rule, `${from}T00:00`, `${to}T00:00`).map((time) => time.slice(0, 10));

  test('the last day of each month', () =>
    expect(days('2028-01-31T10:00', 'FREQ=MONTHLY;BYMONTHDAY=-1', '2028-01-01', '2028-05-02')).toEqual([
      ...['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30'],
    ]));
  test('the 31st only where there is one', () =>
    expect(days('2026-01-31T10:00', 'FREQ=MONTHLY;BYMONTHDAY=31', '2026-01-01', '2026-09-01')).toEqual([
      ...['2026-01-31', '2026-03-31', '2026-05-31', '2026-07-31', '2026-08-31'],
    ]));
  test('29 February in leap years only', () =>
    expect(days('2024-02-29T10:00', 'FREQ=YEARLY', '2024-01-01', '2034-01-01')).toEqual([
      ...['2024-02-29', '2028-02-29', '2032-02-29'],
    ]));
  test('the second Tuesday, and the last working day', () => {
    expect(days('2026-11-01T10:00', 'FREQ=MONTHLY;BYDAY=2TU', '2026-11-01', '2027-02-01')).toEqual([
      ...['2026-11-10', '2026-12-08', '2027-01-12'],
    ]);
    expect(
      days('2026-11-01T10:00', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2026-11-01', '2027-02-01'),
    ).toEqual(['2026-11-30', '2026-12-31', '2027-01-29']);
  });
  test('once, without a rule', () =>
    expect(times('2026-11-24T10:00', 'Europe/Amsterdam', null, '2026-01-01T00:00', '2027-01-01T00:00')).toEqual([
      '2026-11-24T09:00',
    ]));
});

const zones = ['Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Tokyo', 'UTC'];
const rules = [
  'FREQ=DAILY',
  'FREQ=DAILY;INTERVAL=3',
  'FREQ=WEEKLY;BYDAY=TU',
  'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU',
  'FREQ=MONTHLY;BYMONTHDAY=31',
  'FREQ=MONTHLY;BYMONTHDAY=-1',
  'FREQ=MONTHLY;BYDAY=-1FR',
  'FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
  'FREQ=YEARLY;BYDAY=20MO',
  'FREQ=WEEKLY;COUNT=30',
  'FREQ=DAILY;UNTIL=20270401T000000Z',
];
const asked = {
  zone: fc.constantFrom(...zones),
  rule: fc.constantFrom(...rules),
  // Days around which clocks change, ends of months, a leap day; at times that no clock skips or has twice.
  day: fc.constantFrom(
    '2027-03-26',
    '2027-10-29',
    '2027-03-12',
    '2027-11-05',
    '2027-04-02',
    '2028-02-29',
    '2027-01-31',
  ),
  time: fc.constantFrom('00:05', '09:00', '10:30', '13:45', '23:50'),
};
const span = (from: Date) => ({
  from: new Date(from.getTime() - 86_400_000),
  to: new Date(from.getTime() + 400 * 86_400_000 + 90_000),
});

describe('the same as others compute', () => {
  test('rrule, which knows no zones: local times are taken for UTC, and made moments by the platform', () => {
    fc.assert(
      fc.property(fc.record(asked), ({ zone, rule, day, time }) => {
        const start = `${day}T${time}`;
        const window = span(momentOf(start, zone));
        // Its UNTIL is compared with local times.
        const until = rule.replace(
          /UNTIL=\w+/,
          () => `UNTIL=${localOf(utc('2027-04-01T00:00'), zone).replaceAll(/[-:]/g, '')}00Z`,
        );
        const theirs = new rrule.RRule({ ...rrule.RRule.parseString(until), dtstart: utc(start) })
          .between(new Date(0), utc('2031-01-01T00:00'), true)
          .map((at) => at.toISOString().slice(0, 16))
          .filter((local) => momentOf(local, zone) >= window.from && momentOf(local, zone) < window.to);
        expect(ruleTimes({ start, timeZone: zone, rule }, window).map(({ local }) => local)).toEqual(theirs);
      }),
      { seed: 20_261_123, numRuns: 120 },
    );
  });

  test('a calendar client (node-ical)', () => {
    // Its older expansion of a WKST of its own disagrees with rrule, python-dateutil and us.
    const theirs = fc.constantFrom(...rules.filter((rule) => !rule.includes('WKST')));
    fc.assert(
      fc.property(fc.record({ ...asked, rule: theirs }), ({ zone, rule, day, time }) => {
        const start = `${day}T${time}`;
        const window = span(momentOf(start, zone));
        const text = [
          ...[
            'BEGIN:VCALENDAR',
            'VERSION:2.0',
            'PRODID:-//test//EN',
            'BEGIN:VEVENT',
            'UID:1',
            'DTSTAMP:20260101T000000Z',
          ],
          `DTSTART${zone === 'UTC' ? '' : `;TZID=${zone}`}:${start.replaceAll(/[-:]/g, '')}00${zone === 'UTC' ? 'Z' : ''}`,
          ...[`RRULE:${rule}`, 'SUMMARY:x', 'END:VEVENT', 'END:VCALENDAR', ''],
        ].join('\r\n');
        const event = Object.values(ical.sync.parseICS(text)).find((one) => one?.type === 'VEVENT') as unknown as {
          rrule: { between(a: Date, b: Date, inc: boolean): Date[] };
        };
        const theirs = event.rrule.between(window.from, window.to, true).map((at) => at.toISOString());
        expect(ruleTimes({ start, timeZone: zone, rule }, window).map(({ at }) => at.toISOString())).toEqual(theirs);
      }),
      { seed: 20_261_124, numRuns: 80 },
    );
  });
});

describe('single times', () => {
  const cadence = { start: '2026-03-24T10:00', timeZone: 'Europe/Amsterdam', rule: 'FREQ=WEEKLY' };
  const exceptions = [
    // From winter into summer time.
    { occurrence: '2026-03-24T10:00', kind: 'moved' as const, movedTo: '2026-03-30T09:00', reason: 'Illness' },
    { occurrence: '2026-04-07T10:00', kind: 'cancelled' as const, movedTo: null, reason: 'Easter' },
    { occurrence: '2026-04-10T15:00', kind: 'added' as const, movedTo: null, reason: '' },
  ];
  const all = { from: utc('2026-03-01T00:00'), to: utc('2026-04-15T00:00') };

  test('moved across a change of clocks, cancelled, added', () => {
    expect(
      occurrencesOf(cadence, exceptions, all).map(({ occurrence, at, state }) => [occurrence, at.toISOString(), state]),
    ).toEqual([
      ['2026-03-24T10:00', '2026-03-30T07:00:00.000Z', 'moved'],
      ['2026-03-31T10:00', '2026-03-31T08:00:00.000Z', 'planned'],
      ['2026-04-07T10:00', '2026-04-07T08:00:00.000Z', 'cancelled'],
      ['2026-04-10T15:00', '2026-04-10T13:00:00.000Z', 'added'],
      ['2026-04-14T10:00', '2026-04-14T08:00:00.000Z', 'planned'],
    ]);
  });

  test('one that is moved into a window is in it, one that is moved out is not', () => {
    const week = { from: utc('2026-03-23T00:00'), to: utc('2026-03-30T00:00') };
    expect(occurrencesOf(cadence, exceptions, week)).toEqual([]);
  });

  test('the next is the first that is not cancelled, however far', () => {
    expect(nextOccurrence(cadence, exceptions, utc('2026-04-01T00:00'))?.local).toBe('2026-04-10T15:00');
    const leap = { ...cadence, start: '2096-02-29T10:00', rule: 'FREQ=YEARLY' };
    expect(nextOccurrence(leap, [], utc('2096-03-01T00:00'))?.local).toBe('2104-02-29T10:00');
    expect(nextOccurrence({ ...cadence, rule: null }, [], utc('2026-04-01T00:00'))).toBeNull();
  });
});

describe('what cannot be used is said', () => {
  const check =
    (rule: string, start = '2026-03-24T10:00', timeZone = 'Europe/Amsterdam') =>
    () =>
      checkedCadence({ start, timeZone, rule });
  test.each([
    ['FREQ=SECONDLY', /SECONDLY comes more often than once a day/],
    ['FREQ=HOURLY', /more often/],
    ['FREQ=DAILY;BYHOUR=9,10', /BYHOUR gives another time of day/],
    ['FREQ=DAILY\nDTSTART:20200101T000000Z', /FREQ cannot be/],
    ['FREQ=DAILY;EXDATE=20260101', /EXDATE does not belong here/],
    ['FREQ=DAILY;COUNT=0', /COUNT is a whole number/],
    ['FREQ=DAILY;COUNT=100000', /COUNT is a whole number/],
    ['FREQ=DAILY;INTERVAL=0', /INTERVAL is a whole number/],
    ['FREQ=DAILY;COUNT=3;UNTIL=20270101T000000Z', /COUNT and UNTIL/],
    ['FREQ=WEEKLY;FREQ=DAILY', /FREQ twice/],
    ['BYDAY=MO', /how often/],
    ['FREQ=MONTHLY;BYMONTHDAY=32', /BYMONTHDAY cannot be “32”/],
    ['FREQ=WEEKLY;BYDAY=2TU', /needs FREQ=MONTHLY/],
    ['FREQ=WEEKLY;BYDAY=XX', /BYDAY cannot be/],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', /no date within ten years/],
    ['FREQ=DAILY;UNTIL=20200101T000000Z', /no date within ten years/],
    ['FREQ=WEEKLY;UNTIL=20261231', /UNTIL is the last moment in UTC/],
    ['FREQ=MONTHLY;BYSETPOS=1', /cannot be used/],
    ['FREQ=WEEKLY;BYMONTHDAY=1', /cannot be used/],
    ['nonsense', /no part of a rule/],
  ])('%s', (rule, why) => expect(check(rule)).toThrow(why));

  test('a start that is no day or is skipped, and a zone that is none', () => {
    expect(check('FREQ=DAILY', '2026-02-29T10:00')).toThrow(/no such day/);
    expect(check('FREQ=DAILY', '2026-03-29T02:30')).toThrow(/skip 02:30 on 2026-03-29/);
    expect(check('FREQ=DAILY', '2026-03-24T10:00', 'Mars/Olympus')).toThrow(/no time zone/);
    expect(check('FREQ=DAILY', '2026-03-24T10:00', '+01:00')).toThrow(/no time zone/);
  });

  test('capitals and the prefix do not matter', () =>
    expect(check('rrule:freq=weekly;byday=tu;')()).toMatchObject({ rule: 'FREQ=WEEKLY;BYDAY=TU' }));
});
