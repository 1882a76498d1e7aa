/** When a test ran, from the text of its period column: a day, a month or a week, as far as it can only mean one. */

const day = 86_400_000;

const isoDate = (time: number) => new Date(time).toISOString().slice(0, 10);

function dayOf(year: number, month: number, date: number): string | null {
  const time = Date.UTC(year, month - 1, date);
  const found = new Date(time);
  return found.getUTCMonth() === month - 1 && found.getUTCDate() === date ? isoDate(time) : null;
}

/** Monday of the week that holds this day. */
const mondayOf = (time: number) => time - ((new Date(time).getUTCDay() + 6) % 7) * day;

/** ISO 8601: week 1 holds 4 January. */
function isoWeek(year: number, week: number): string | null {
  const monday = mondayOf(Date.UTC(year, 0, 4)) + (week - 1) * 7 * day;
  // Week 53 of a year that has 52 is none: its Thursday is in the next year.
  return week >= 1 && new Date(monday + 3 * day).getUTCFullYear() === year ? isoDate(monday) : null;
}

/** Week 1 begins on the first Monday; the days before it are week 0 (strftime's %W). */
function weekFromMonday(year: number, week: number): string | null {
  const newYear = Date.UTC(year, 0, 1);
  const firstMonday = mondayOf(newYear + 6 * day);
  const time = Math.max(newYear, firstMonday + (week - 1) * 7 * day);
  return new Date(time).getUTCFullYear() === year ? isoDate(time) : null;
}

const date = /^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?:[T ].*)?$/s;
const month = /^(\d{4})[-/.](\d{1,2})$/;
const week = /^(\d{4})-?W(\d{1,2})$/i;
/** 201446: a week or a month. */
const sixDigits = /^((?:19|20|21)\d\d)(\d\d)$/;

type Reader = (year: number, part: number) => string | null;

/** What six digits mean in this column; null when nobody can tell. */
function sixDigitReader(column: string, periods: readonly string[]): Reader | null {
  const parts = periods.flatMap((period) => sixDigits.exec(period.trim())?.[2] ?? []).map(Number);
  const isWeek = /week|\bwk\b|kw/i.test(column) || parts.some((part) => part > 12);
  if (isWeek) return parts.includes(0) ? weekFromMonday : isoWeek;
  return /month|maand|monat/i.test(column) ? (year, part) => dayOf(year, part, 1) : null;
}

/** Reads periods of one column as the day they began on, ISO 8601; null where a text is no period or could be two. */
export function periodReader(column: string, periods: readonly string[]): (period: string) => string | null {
  const six = sixDigitReader(column, periods);
  return (period) => {
    const text = period.trim();
    const found = (pattern: RegExp) => pattern.exec(text);
    const digits = found(sixDigits);
    if (digits) return six?.(Number(digits[1]), Number(digits[2])) ?? null;
    const whole = found(date);
    // 2014113 has no separators and could be two days.
    if (whole && (whole[2] !== '' || /^\d{8}(\D|$)/.test(text)))
      return dayOf(Number(whole[1]), Number(whole[3]), Number(whole[4]));
    const ofWeek = found(week);
    if (ofWeek) return isoWeek(Number(ofWeek[1]), Number(ofWeek[2]));
    const ofMonth = found(month);
    return ofMonth ? dayOf(Number(ofMonth[1]), Number(ofMonth[2]), 1) : null;
  };
}
