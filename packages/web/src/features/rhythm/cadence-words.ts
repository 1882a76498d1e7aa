import type { Cadence } from '@dandelion-loop/contract';
import { texts } from '../../texts/rhythm-times.ts';
import { type CadenceForm, formOf } from './cadence-form.ts';
import { placeOf } from './clock-words.ts';

/** A cadence as a sentence without its full stop: "Every week on Tuesday at 10:00". */

interface Where {
  /** Of the workspace: another one is named. */
  timeZone: string;
  /** "24 Nov 2026" of a day. */
  day: (iso: string) => string;
}

function daysWords(form: CadenceForm, day: Where['day']): string {
  const every = form.every ?? 1;
  switch (form.kind) {
    case 'daily':
      return texts.everyDay(every);
    case 'workdays':
      return texts.everyWorkday;
    case 'weekly':
      return texts.everyWeek(
        every,
        form.days.map((one) => texts.weekdays[one]),
      );
    case 'month-day':
      return texts.everyMonth(every, form.monthDay === -1 ? texts.lastDay : texts.dayOfMonth(form.monthDay));
    case 'month-weekday':
      return texts.everyMonth(every, `${texts.ordinals[form.ordinal]} ${texts.weekdays[form.weekday]}`);
    case 'once':
      return texts.once(day(form.day));
    default:
      return texts.byRule(form.rule);
  }
}

export function cadenceWords(cadence: Cadence | null, { timeZone, day }: Where): string {
  if (cadence === null) return texts.asked;
  const form = formOf(cadence, cadence.start.slice(0, 10), timeZone);
  const plain = form.kind !== 'once' && form.kind !== 'rule';
  const end =
    plain && form.ends === 'on'
      ? texts.until(day(form.lastDay))
      : plain && form.ends === 'after'
        ? texts.times(form.times ?? 1)
        : '';
  const place = cadence.timeZone === timeZone ? '' : texts.byClocksOf(placeOf(cadence.timeZone));
  return `${daysWords(form, day)} ${texts.at(form.time)}${end}${place}`;
}
