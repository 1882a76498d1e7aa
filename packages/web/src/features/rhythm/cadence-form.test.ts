import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayBeside } from '../../app/zone-day.ts';
import { type CadenceForm, cadenceOf, emptyForm, formFaults, formOf, ordinals } from './cadence-form.ts';
import { weekdays } from './weekdays.ts';

const zones = ['Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Pacific/Apia', 'UTC'];
const start = '2026-11-24T10:00';
const timeZone = 'Europe/Amsterdam';
const read = (rule: string, at = start) => formOf({ start: at, timeZone, rule }, '2026-01-01', 'UTC');

const form: fc.Arbitrary<CadenceForm> = fc
  .record({
    kind: fc.constantFrom('weekly', 'workdays', 'daily', 'month-day', 'month-weekday', 'once', 'rule', 'asked'),
    after: fc.integer({ min: 0, max: 3000 }),
    time: fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
    timeZone: fc.constantFrom(...zones),
    every: fc.integer({ min: 1, max: 99 }),
    days: fc.subarray([...weekdays], { minLength: 1 }),
    monthDay: fc.constantFrom(-1, ...Array.from({ length: 31 }, (_, at) => at + 1)),
    ordinal: fc.constantFrom(...ordinals),
    weekday: fc.constantFrom(...weekdays),
    rule: fc.constantFrom('FREQ=YEARLY', 'FREQ=MONTHLY;BYMONTHDAY=1,15', 'FREQ=WEEKLY;BYDAY=TU;BYMONTH=3'),
    ends: fc.constantFrom('never', 'on', 'after'),
    lasts: fc.integer({ min: 0, max: 2000 }),
    times: fc.integer({ min: 1, max: 1000 }),
  })
  .map(({ after, lasts, ...rest }) => {
    const day = dayBeside('2026-01-01', after);
    return { ...rest, day, lastDay: dayBeside(day, lasts) } as CadenceForm;
  });

/** What of a form is said by its kind: the rest is not kept in a rule. */
function said({ kind, day, time, timeZone: zone, ...more }: CadenceForm): unknown {
  if (kind === 'asked') return { kind };
  const begins = { kind, day, time, zone };
  if (kind === 'once') return begins;
  if (kind === 'rule') return { ...begins, rule: more.rule };
  const end = {
    never: { ends: 'never' },
    on: { ends: 'on', lastDay: more.lastDay },
    after: { ends: 'after', times: more.times },
  }[more.ends];
  const { every, days, monthDay, ordinal, weekday } = more;
  const own = {
    ...{ daily: { every }, workdays: {}, weekly: { every, days } },
    ...{ 'month-day': { every, monthDay }, 'month-weekday': { every, ordinal, weekday } },
  }[kind];
  return { ...begins, ...end, ...own };
}

describe('a form and its rule', () => {
  test('lead back to each other, whatever is chosen', () => {
    fc.assert(
      fc.property(form, (chosen) => {
        // Five days of every week are the working days, however they were chosen.
        fc.pre(!(chosen.kind === 'weekly' && chosen.every === 1 && chosen.days.join() === 'MO,TU,WE,TH,FR'));
        expect(formFaults(chosen)).toEqual({});
        const cadence = cadenceOf(chosen);
        expect(said(formOf(cadence, chosen.day, chosen.timeZone))).toEqual(said(chosen));
        // And the rule is one that the server takes: capitals, no part twice, UNTIL in UTC.
        if (cadence !== null && cadence.rule !== null)
          expect(cadence.rule).toMatch(/^FREQ=[A-Z]+(;(INTERVAL|BYDAY|BYMONTHDAY|BYMONTH|COUNT|UNTIL)=[-+A-Z0-9,]+)*$/);
      }),
      { seed: 6, numRuns: 2000 },
    );
  });

  test.each([
    ['FREQ=WEEKLY;BYDAY=TU', { kind: 'weekly', days: ['TU'], every: 1 }],
    // 24 November 2026 is a Tuesday.
    ['FREQ=WEEKLY', { kind: 'weekly', days: ['TU'] }],
    ['BYDAY=FR,MO;FREQ=WEEKLY;INTERVAL=2;WKST=MO', { kind: 'weekly', days: ['MO', 'FR'], every: 2 }],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', { kind: 'workdays' }],
    ['FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', { kind: 'workdays' }],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR', { kind: 'weekly', every: 2 }],
    ['FREQ=DAILY;INTERVAL=3', { kind: 'daily', every: 3 }],
    ['FREQ=MONTHLY', { kind: 'month-day', monthDay: 24 }],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', { kind: 'month-day', monthDay: -1 }],
    ['FREQ=MONTHLY;BYDAY=2TU', { kind: 'month-weekday', ordinal: 2, weekday: 'TU' }],
    ['FREQ=MONTHLY;BYDAY=+2TU', { kind: 'month-weekday', ordinal: 2, weekday: 'TU' }],
    ['FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1', { kind: 'month-weekday', ordinal: -1, weekday: 'FR' }],
    ['FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO', { kind: 'month-weekday', every: 3, ordinal: 1, weekday: 'MO' }],
    ['FREQ=WEEKLY;BYDAY=TU;COUNT=8', { kind: 'weekly', ends: 'after', times: 8 }],
    // The last second of the year in Amsterdam, and one hour later: at 10:00 it is held on the 31st for the last time.
    ['FREQ=WEEKLY;BYDAY=TU;UNTIL=20271231T225959Z', { kind: 'weekly', ends: 'on', lastDay: '2027-12-31' }],
    ['FREQ=WEEKLY;BYDAY=TU;UNTIL=20271231T235959Z', { kind: 'weekly', ends: 'on', lastDay: '2027-12-31' }],
    // At 08:59:59 of the 31st in Amsterdam it is too early for that day.
    ['FREQ=WEEKLY;BYDAY=TU;UNTIL=20271231T075959Z', { kind: 'weekly', ends: 'on', lastDay: '2027-12-30' }],
  ])('%s is said in plain words', (rule, expected) => {
    expect(read(rule)).toMatchObject(expected);
  });

  test.each([
    'FREQ=YEARLY',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU',
    'FREQ=MONTHLY;BYMONTHDAY=1,15',
    'FREQ=MONTHLY;BYMONTHDAY=-2',
    'FREQ=MONTHLY;BYDAY=5TU',
    'FREQ=MONTHLY;BYDAY=TU',
    'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1',
    'FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR',
    'FREQ=WEEKLY;BYDAY=TU;BYMONTH=3',
    'FREQ=MONTHLY;BYMONTH=3',
    'FREQ=DAILY;INTERVAL=2;BYDAY=MO',
    'FREQ=DAILY;BYMONTHDAY=1',
  ])('%s stays a rule, to the letter', (rule) => {
    expect(read(rule)).toMatchObject({ kind: 'rule', rule });
    expect(cadenceOf(read(rule))).toEqual({ start, timeZone, rule });
  });

  test('another kind begins with the weekday that was chosen', () => {
    expect(read('FREQ=WEEKLY;BYDAY=TH,FR').weekday).toBe('TH');
    expect(read('FREQ=MONTHLY;BYDAY=2WE').days).toEqual(['WE']);
  });

  test('a ritual without times, and one that is held once', () => {
    expect(cadenceOf({ ...emptyForm('2026-11-24', timeZone), kind: 'asked' })).toBeNull();
    expect(formOf(null, '2026-11-24', timeZone)).toMatchObject({ kind: 'asked', day: '2026-11-24', timeZone });
    expect(formOf({ start, timeZone, rule: null }, '', '')).toMatchObject({ kind: 'once', day: '2026-11-24' });
  });

  test('what is missing is said by its field', () => {
    const whole = emptyForm('2026-11-24', timeZone);
    const faults = (part: Partial<CadenceForm>) => Object.keys(formFaults({ ...whole, ...part }));
    expect(faults({})).toEqual([]);
    expect(faults({ day: '', time: '' })).toEqual(['day', 'time']);
    expect(faults({ timeZone: 'Europe/Atlantis' })).toEqual(['timeZone']);
    expect(faults({ timeZone: '+01:00' })).toEqual(['timeZone']);
    expect(faults({ every: null })).toEqual(['every']);
    expect(faults({ every: 1.5 })).toEqual(['every']);
    expect(faults({ every: 100 })).toEqual(['every']);
    expect(faults({ days: [] })).toEqual(['days']);
    expect(faults({ kind: 'rule' })).toEqual(['rule']);
    expect(faults({ ends: 'on', lastDay: '2026-11-23' })).toEqual(['lastDay']);
    expect(faults({ ends: 'after', times: null })).toEqual(['times']);
    expect(faults({ kind: 'asked', day: '' })).toEqual([]);
    expect(faults({ kind: 'once', every: null, ends: 'on' })).toEqual([]);
  });
});
