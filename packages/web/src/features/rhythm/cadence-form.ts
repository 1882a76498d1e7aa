import type { Cadence } from '@dandelion-loop/contract';
import { areWorkdays, lastDayOf, meaningOf, partsOf, type RuleParts, ruleText, untilOf } from './rule-meaning.ts';
import { type Weekday, weekdayOf, weekdays, workdays } from './weekdays.ts';

/** When a ritual is held, as somebody chooses it; and the rule of RFC 5545 that says the same. */

/** `asked`: when somebody starts it. `rule`: what the other ways cannot say. */
export const cadenceKinds = [
  'weekly',
  'workdays',
  'daily',
  'month-weekday',
  'month-day',
  'once',
  'asked',
  'rule',
] as const;
type CadenceKind = (typeof cadenceKinds)[number];

/** Which of its weekday in a month; −1 is the last. */
export const ordinals: readonly number[] = [1, 2, 3, 4, -1];

export interface CadenceForm {
  kind: CadenceKind;
  /** The first day, such as 2026-11-24, and the time of day, such as 10:00, by the clocks of `timeZone`. */
  day: string;
  time: string;
  timeZone: string;
  /** Every so many days, weeks or months: 1 to 99. Null while nothing is typed. */
  every: number | null;
  /** Of `weekly`. The first of them is also `weekday`, so that another kind begins with it. */
  days: readonly Weekday[];
  /** Of `month-day`: 1 to 31; −1 is the last of the month. */
  monthDay: number;
  /** Of `month-weekday`. */
  ordinal: number;
  weekday: Weekday;
  /** Of `rule`, as typed. */
  rule: string;
  /** When it ends: not, with the day `lastDay`, after `times` times. */
  ends: 'never' | 'on' | 'after';
  lastDay: string;
  times: number | null;
}

/** A form that says nothing but the first day, with what is likely beside it. */
export function emptyForm(day: string, timeZone: string): CadenceForm {
  return {
    ...{ kind: 'weekly', day, time: '10:00', timeZone, every: 1, days: [weekdayOf(day)] },
    ...{ monthDay: Number(day.slice(8)), ordinal: 1, weekday: weekdayOf(day), rule: '' },
    ...{ ends: 'never', lastDay: '', times: 10 },
  };
}

type Named = readonly (readonly [name: string, value: string])[];

function endOf({ ends, lastDay, times, timeZone }: CadenceForm): Named {
  if (ends === 'on') return [['UNTIL', untilOf(lastDay, timeZone)]];
  return ends === 'after' ? [['COUNT', String(times)]] : [];
}

function daysOf({ kind, every, days, monthDay, ordinal, weekday }: CadenceForm): Named {
  const interval: Named = every === 1 ? [] : [['INTERVAL', String(every)]];
  const chosen = weekdays.filter((one) => days.includes(one));
  if (kind === 'daily') return [['FREQ', 'DAILY'], ...interval];
  if (kind === 'workdays')
    return [
      ['FREQ', 'WEEKLY'],
      ['BYDAY', workdays.join(',')],
    ];
  if (kind === 'weekly') return [['FREQ', 'WEEKLY'], ...interval, ['BYDAY', chosen.join(',')]];
  if (kind === 'month-day') return [['FREQ', 'MONTHLY'], ...interval, ['BYMONTHDAY', String(monthDay)]];
  return [['FREQ', 'MONTHLY'], ...interval, ['BYDAY', `${ordinal}${weekday}`]];
}

/** The cadence that a form says; null for one that is held when somebody starts it. The form must have no faults. */
export function cadenceOf(form: CadenceForm): Cadence | null {
  const { kind, day, time, timeZone } = form;
  if (kind === 'asked') return null;
  const begins = { start: `${day}T${time}`, timeZone };
  if (kind === 'once') return { ...begins, rule: null };
  if (kind === 'rule') return { ...begins, rule: form.rule.trim() };
  return { ...begins, rule: ruleText(new Map([...daysOf(form), ...endOf(form)])) };
}

function endRead(form: CadenceForm, parts: RuleParts): CadenceForm {
  const lastDay = lastDayOf(parts.get('UNTIL') ?? '', form.time, form.timeZone);
  if (lastDay !== null) return { ...form, ends: 'on', lastDay };
  const count = parts.get('COUNT');
  return count === undefined ? form : { ...form, ends: 'after', times: Number(count) };
}

function daysRead(form: CadenceForm, parts: RuleParts): CadenceForm {
  const [frequency, byDay] = [parts.get('FREQ'), parts.get('BYDAY')];
  if (frequency === 'DAILY' && byDay === undefined) return { ...form, kind: 'daily' };
  if (frequency !== 'MONTHLY') {
    const named = (byDay ?? weekdayOf(form.day)).split(',');
    const days = weekdays.filter((one) => named.includes(one));
    return {
      ...form,
      kind: form.every === 1 && areWorkdays(days) ? 'workdays' : 'weekly',
      days,
      weekday: days[0] ?? form.weekday,
    };
  }
  if (byDay === undefined)
    return { ...form, kind: 'month-day', monthDay: Number(parts.get('BYMONTHDAY') ?? form.day.slice(8)) };
  const weekday = weekdays.find((one) => byDay.endsWith(one)) ?? form.weekday;
  const ordinal = Number(byDay.slice(0, -2) || parts.get('BYSETPOS'));
  return { ...form, kind: 'month-weekday', ordinal, weekday, days: [weekday] };
}

const offered = ({ kind, monthDay, ordinal }: CadenceForm): boolean => {
  if (kind === 'month-day') return monthDay === -1 || (Number.isInteger(monthDay) && monthDay >= 1 && monthDay <= 31);
  return kind !== 'month-weekday' || ordinals.includes(ordinal);
};

/**
 * The form that says a cadence. What the plain ways cannot say stays a rule, to the letter: a rule is shown in plain words only where
 * these lead back to one that means the same. `day` is for a ritual without times, if it gets some.
 */
export function formOf(cadence: Cadence | null, day: string, timeZone: string): CadenceForm {
  if (cadence === null) return { ...emptyForm(day, timeZone), kind: 'asked' };
  const { start, rule } = cadence;
  const [first, time] = start.split('T') as [string, string];
  const form = { ...emptyForm(first, cadence.timeZone), time };
  if (rule === null) return { ...form, kind: 'once' };
  const parts = partsOf(rule);
  const read = daysRead(endRead({ ...form, every: Number(parts.get('INTERVAL') ?? 1) }, parts), parts);
  const back = offered(read) ? cadenceOf(read)?.rule : null;
  if (back && meaningOf({ ...cadence, rule: back }) === meaningOf({ ...cadence, rule })) return read;
  return { ...form, kind: 'rule', rule };
}

const isDay = (text: string): boolean => /^20\d\d-\d\d-\d\d$/.test(text);
const isWithin = (value: number | null, most: number): boolean =>
  value !== null && Number.isInteger(value) && value >= 1 && value <= most;

function isTimeZone(text: string): boolean {
  try {
    // An offset such as +01:00 is one for browsers, and knows no daylight saving.
    return new Intl.DateTimeFormat('en', { timeZone: text }) !== null && /^[A-Za-z]/.test(text);
  } catch {
    return false;
  }
}

/** What is missing or cannot be, by the field. Whether a rule can be used only the server knows. */
export function formFaults(form: CadenceForm): Partial<Record<keyof CadenceForm, true>> {
  const { kind, day, time, timeZone, every, days, rule, ends, lastDay, times } = form;
  if (kind === 'asked') return {};
  const plain = kind !== 'once' && kind !== 'rule';
  return {
    ...(!isDay(day) && { day: true }),
    ...(!/^\d\d:\d\d$/.test(time) && { time: true }),
    ...(!isTimeZone(timeZone) && { timeZone: true }),
    ...(plain && kind !== 'workdays' && !isWithin(every, 99) && { every: true }),
    ...(kind === 'weekly' && days.length === 0 && { days: true }),
    ...(kind === 'rule' && rule.trim() === '' && { rule: true }),
    ...(plain && ends === 'on' && (!isDay(lastDay) || lastDay < day) && { lastDay: true }),
    ...(plain && ends === 'after' && !isWithin(times, 1000) && { times: true }),
  };
}
