/** When tests ran, from the values of a column that people wrote. */

const dayMs = 86_400_000;

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Monday of a week of ISO 8601. */
function mondayOf(year: number, week: number): string {
  const fourth = Date.UTC(year, 0, 4);
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  return isoDay(fourth + ((week - 1) * 7 - weekday) * dayMs);
}

function plainDay(text: string): string | null {
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?$/.exec(text);
  if (match === null) return null;
  const [year, month, day] = [match[1], match[2] ?? '1', match[3] ?? '1'].map(Number) as [number, number, number];
  const time = Date.UTC(year, month - 1, day);
  const back = new Date(time);
  return year >= 1900 && back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? isoDay(time) : null;
}

export interface ReadDays {
  /** ISO days by the written value; values that are no day are left out. */
  days: ReadonlyMap<string, string>;
  /** How six digits such as 201446 were read. */
  note: string | null;
}

/**
 * Reads 2014-11-10, 2014-11, 2014, 2014-W46 and 201446 or 20141110. Six digits are year and week when one of the values
 * can be no month, else year and month.
 */
export function readDays(values: Iterable<string>): ReadDays {
  const distinct = [...new Set(values)];
  const six = distinct.filter((value) => /^\d{6}$/.test(value));
  const weeks = six.some((value) => Number(value.slice(4)) > 12);
  const days = new Map<string, string>();
  for (const value of distinct) {
    const week = /^(\d{4})-?W(\d{1,2})$/i.exec(value) ?? (weeks ? /^(\d{4})(\d{2})$/.exec(value) : null);
    const compact = /^(\d{4})(\d{2})(\d{2})?$/.exec(value);
    const day =
      week !== null
        ? Number(week[2]) >= 1 && Number(week[2]) <= 53
          ? mondayOf(Number(week[1]), Number(week[2]))
          : null
        : plainDay(compact === null ? value : compact.slice(1).filter(Boolean).join('-'));
    if (day !== null) days.set(value, day);
  }
  const note =
    six.length === 0 ? null : `Values such as ${six[0]} were read as a year and a ${weeks ? 'week' : 'month'}.`;
  return { days, note };
}
