import type { Cadence } from '@dandelion-loop/contract';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { DandelionFailure } from '../../kernel/failure.ts';
import { checkLocalTime, checkTimeZone, localOf, momentOf } from './local-time.ts';
import { readRule } from './read-rule.ts';

/** The one place that knows the library which expands rules of RFC 5545. */

/** From `from` on, `to` not included. */
export interface Window {
  from: Date;
  to: Date;
}

/** A time that a rule has. */
export interface RuleTime {
  local: string;
  at: Date;
}

const day = 24 * 60 * 60 * 1000;
/** Enough for a daily one over thirty years; a rule that looks further for its next date has none that matters. */
const mostSteps = 12_000;
/** Within which a rule must have a date. */
const firstWithin = 10 * 366 * day;

function parsed({ start, timeZone }: Cadence, rule: string): RRuleTemporal {
  return new RRuleTemporal({
    rruleString: rule,
    dtstart: Temporal.PlainDateTime.from(start).toZonedDateTime(timeZone),
    ...{ tzid: timeZone, strict: true, maxIterations: mostSteps },
  });
}

/**
 * When a cadence is held within a window, in order, as RFC 5545 says: by the clocks of its zone, not on days that a month does not have,
 * not at times that clocks skip on a day, and the first time where clocks have one twice. Moving single ones is not its business.
 */
export function ruleTimes(cadence: Cadence, { from, to }: Window): RuleTime[] {
  const { start, timeZone, rule } = cadence;
  const inside = ({ at }: RuleTime) => at >= from && at < to;
  if (rule === null) return [{ local: start, at: momentOf(start, timeZone) }].filter(inside);
  if (to <= from) return [];
  return parsed(cadence, rule)
    .between(from, to, true)
    .map((time) => new Date(time.epochMilliseconds))
    .map((at) => ({ local: localOf(at, timeZone), at }))
    .filter(inside);
}

/** Of the times of a cadence within a window those that clocks skip on their day, so that it is not held. */
export function skippedTimes(cadence: Cadence, { from, to }: Window): string[] {
  const { start, timeZone, rule } = cadence;
  if (rule === null) return [];
  const time = start.slice(10);
  const days = Math.ceil((to.getTime() - from.getTime()) / day) + 1;
  const first = Date.parse(`${localOf(from, timeZone).slice(0, 10)}T00:00Z`);
  const skipped = Array.from({ length: days }, (_, at) => new Date(first + at * day).toISOString().slice(0, 10))
    .map((date) => date + time)
    .filter((local) => localOf(momentOf(local, timeZone), timeZone) !== local);
  if (skipped.length === 0) return [];
  // No zone skips noon: the same rule then has the days that this one would.
  const noon = { ...cadence, start: `${start.slice(0, 10)}T12:00` };
  const ofRule = new Set(
    ruleTimes(noon, { from: new Date(from.getTime() - day), to: new Date(to.getTime() + day) }).map(({ local }) =>
      local.slice(0, 10),
    ),
  );
  return skipped.filter((local) => ofRule.has(local.slice(0, 10)));
}

/** The cadence as it is kept. Fails with `bad-value` and what of it cannot be used. */
export function checkedCadence({ start, timeZone, rule }: Cadence): Cadence {
  checkTimeZone(timeZone);
  checkLocalTime(start, timeZone);
  if (rule === null || rule === '') return { start, timeZone, rule: null };
  const cadence = { start, timeZone, rule: readRule(rule) };
  const begins = momentOf(start, timeZone);
  let first: RuleTime[];
  try {
    first = ruleTimes(cadence, { from: begins, to: new Date(begins.getTime() + firstWithin) });
  } catch (error) {
    throw new DandelionFailure('bad-value', `The rule cannot be used: ${(error as Error).message}.`);
  }
  if (first.length > 0) return cadence;
  throw new DandelionFailure(
    'bad-value',
    'The rule cannot be used: it has no date within ten years of its start. A month may not have the day it names.',
  );
}
