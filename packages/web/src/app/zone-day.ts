/** Days as the workspace has them, and the moments at which they begin. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once for a zone: that is slow, and a page asks it of every entry. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  formats.set(timeZone, made);
  return made;
}

/** Minutes by which a zone is ahead of UTC at a moment. */
function aheadOf(timeZone: string, at: number): number {
  const parts = formatOf(timeZone).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)!.value);
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return Math.round((local - at) / 60_000);
}

/** The moment at which "2026-11-22" begins in a zone: mostly midnight, later where clocks go forward then. */
export function startOfDay(day: string, timeZone: string): string {
  const midnight = Date.parse(day);
  // Right but where clocks change between the guess and the answer; then the offset of the answer is looked up again.
  const guess = midnight - aheadOf(timeZone, midnight) * 60_000;
  const exact = midnight - aheadOf(timeZone, guess) * 60_000;
  // Where midnight is left out, both are before the day: it begins with the change.
  return new Date(dayOf(exact, timeZone) === day ? exact : Math.max(guess, exact)).toISOString();
}

/** "2026-11-22" of a moment in a zone. */
export function dayOf(at: string | number, timeZone: string): string {
  const moment = typeof at === 'number' ? at : Date.parse(at);
  return new Date(moment + aheadOf(timeZone, moment) * 60_000).toISOString().slice(0, 10);
}

/** The day so many days after another, or before it (`days` below 0). */
export const dayBeside = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
