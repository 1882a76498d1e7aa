import type { Cadence } from '@dandelion-loop/contract';
import { dayBeside, dayOf, startOfDay } from '../../app/zone-day.ts';
import { weekdayOf, weekdays, workdays } from './weekdays.ts';

/** What rules of RFC 5545 mean, so that two that are written differently can be told to be one. */

export type RuleParts = ReadonlyMap<string, string>;

export const partsOf = (rule: string): RuleParts =>
  new Map(rule.split(';').map((part) => part.split('=') as [string, string]));

/** A rule of its parts, in their order. */
export const ruleText = (parts: RuleParts): string => [...parts].map(([name, value]) => `${name}=${value}`).join(';');

/** The last second of a day in a zone, as UNTIL has it. */
export const untilOf = (day: string, timeZone: string): string =>
  new Date(Date.parse(startOfDay(dayBeside(day, 1), timeZone)) - 1000).toISOString().replace(/[-:]|\.\d+/g, '');

/** The last day on which something at this time of day is held until then. */
export function lastDayOf(until: string, time: string, timeZone: string): string | null {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(until);
  if (!found) return null;
  const [, year, month, date, hour, minute, second] = found;
  const moment = Date.parse(`${year}-${month}-${date}T${hour}:${minute}:${second}Z`);
  const day = dayOf(moment, timeZone);
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  const then = Date.parse(startOfDay(day, timeZone)) + (hours * 60 + minutes) * 60_000;
  return then <= moment ? day : dayBeside(day, -1);
}

const numbered = /^([+-]?\d+)?(MO|TU|WE|TH|FR|SA|SU)$/;

/** The days of a week or month, filled from the start where the rule leaves them out. */
function daysMeant(parts: RuleParts, day: string): Record<string, string> {
  const [frequency, byDay, position] = ['FREQ', 'BYDAY', 'BYSETPOS'].map((name) => parts.get(name));
  const sorted = (text: string) =>
    weekdays.filter((one) => text.split(',').includes(one)).length === text.split(',').length
      ? weekdays.filter((one) => text.split(',').includes(one)).join(',')
      : text;
  if (frequency === 'WEEKLY' && byDay === undefined && !parts.has('BYMONTH')) return { BYDAY: weekdayOf(day) };
  if (frequency === 'MONTHLY' && byDay === undefined && !parts.has('BYMONTHDAY') && !parts.has('BYMONTH'))
    return { BYMONTHDAY: String(Number(day.slice(8))) };
  if (frequency === 'MONTHLY' && byDay !== undefined) {
    const [, number, weekday] = numbered.exec(byDay) ?? [];
    if (weekday === undefined) return { BYDAY: byDay };
    if (number !== undefined) return { BYDAY: `${Number(number)}${weekday}` };
    if (position !== undefined && /^[+-]?\d+$/.test(position))
      return { BYDAY: `${Number(position)}${weekday}`, BYSETPOS: '' };
  }
  return byDay === undefined ? {} : { BYDAY: sorted(byDay) };
}

/** One text for all rules that say the same from the same start, as far as plain words can say it. */
export function meaningOf({ start, timeZone, rule }: Cadence & { rule: string }): string {
  const parts = partsOf(rule);
  const [day, time] = start.split('T') as [string, string];
  const until = parts.get('UNTIL');
  const meant: Record<string, string> = { ...Object.fromEntries(parts), ...daysMeant(parts, day) };
  if (Number(meant.INTERVAL) === 1) meant.INTERVAL = '';
  if (meant.WKST === 'MO') meant.WKST = '';
  if (until !== undefined) meant.UNTIL = lastDayOf(until, time, timeZone) ?? until;
  // Every day that is one of these is every week on these, without weeks between.
  const allWeeks = !meant.INTERVAL && !meant.BYMONTH && !meant.BYMONTHDAY && !meant.BYSETPOS;
  if (meant.FREQ === 'DAILY' && meant.BYDAY && allWeeks) meant.FREQ = 'WEEKLY';
  return Object.keys(meant)
    .filter((name) => meant[name])
    .sort()
    .map((name) => `${name}=${meant[name]}`)
    .join(';');
}

export const areWorkdays = (days: readonly string[]): boolean =>
  days.length === workdays.length && workdays.every((one) => days.includes(one));
