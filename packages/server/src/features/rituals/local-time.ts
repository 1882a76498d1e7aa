import { Temporal } from 'temporal-polyfill';
import { DandelionFailure } from '../../kernel/failure.ts';

/** Local times, as `2026-11-24T10:00`, and the moments that they are where a ritual is held. */

const local = (text: string): Temporal.PlainDateTime | null => {
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' });
  } catch {
    return null;
  }
};

const noSuchDay = (text: string) => new DandelionFailure('bad-value', `There is no such day as in ${text}.`);

/** Names only: an offset such as +01:00 knows no daylight saving, which nobody means. */
export function checkTimeZone(timeZone: string): void {
  if (/^[A-Za-z]/.test(timeZone) && isTimeZone(timeZone)) return;
  throw new DandelionFailure('bad-value', `There is no time zone “${timeZone}”. Use a name such as Europe/Amsterdam.`);
}

function isTimeZone(timeZone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** The moment of a local time. One that clocks have twice is the first; one that they skip, as much later as they skip. */
export function momentOf(text: string, timeZone: string): Date {
  const time = local(text);
  if (time === null) throw noSuchDay(text);
  return new Date(time.toZonedDateTime(timeZone).epochMilliseconds);
}

/** What clocks show at a moment. */
export const localOf = (moment: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });

/** Fails with `bad-value` for a day that there is not, and for a time that clocks skip on that day. */
export function checkLocalTime(text: string, timeZone: string): void {
  if (localOf(momentOf(text, timeZone), timeZone) === text) return;
  throw new DandelionFailure(
    'bad-value',
    `Clocks in ${timeZone} skip ${text.slice(11)} on ${text.slice(0, 10)}. Choose another time.`,
  );
}
