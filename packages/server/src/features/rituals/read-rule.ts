import { DandelionFailure } from '../../kernel/failure.ts';

/** What of RFC 5545 a rule may say, looked at before a library reads it. */

const days = '(MO|TU|WE|TH|FR|SA|SU)';
const list = (one: string) => new RegExp(`^${one}(,${one})*$`);
const between = (low: number, high: number) => (value: string) => {
  const number = Number(value);
  return /^[+-]?\d{1,4}$/.test(value) && number >= low && number <= high;
};
/** From the end where negative; never 0. */
const signed = (high: number) => (value: string) =>
  value.split(',').every((one) => between(-high, high)(one) && Number(one) !== 0);

const weekday = list(`([+-]?([1-9]|[1-4]\\d|5[0-3]))?${days}`);

const parts: Readonly<Record<string, (value: string) => boolean>> = {
  FREQ: (value) => /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/.test(value),
  INTERVAL: between(1, 99),
  COUNT: between(1, 1000),
  UNTIL: (value) => /^20\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])[0-5]\d[0-5]\dZ$/.test(value),
  BYDAY: (value) => weekday.test(value),
  BYMONTHDAY: signed(31),
  BYYEARDAY: signed(366),
  BYWEEKNO: signed(53),
  BYMONTH: (value) => value.split(',').every(between(1, 12)),
  BYSETPOS: signed(366),
  WKST: (value) => new RegExp(`^${days}$`).test(value),
};

const refused = (why: string) => new DandelionFailure('bad-value', `The rule cannot be used: ${why}`);

/** Why it is not taken, for what people do write. */
function explain(name: string, value: string): string {
  if (name === 'FREQ' && /^(SECONDLY|MINUTELY|HOURLY)$/.test(value))
    return `${value} comes more often than once a day. Use DAILY, WEEKLY, MONTHLY or YEARLY.`;
  if (/^BY(HOUR|MINUTE|SECOND)$/.test(name))
    return `${name} gives another time of day. A ritual is held at the time of its start; make a second ritual for a second time.`;
  if (/^(DTSTART|EXDATE|RDATE|RRULE)/.test(name))
    return `${name} does not belong here: the start is given beside the rule, and single times are moved, cancelled and added one by one.`;
  if (name === 'UNTIL') return `UNTIL is the last moment in UTC, such as 20271231T235959Z; “${value}” is not.`;
  if (name === 'INTERVAL') return `INTERVAL is a whole number from 1 to 99; “${value}” is not.`;
  if (name === 'COUNT') return `COUNT is a whole number from 1 to 1,000; “${value}” is not.`;
  return parts[name] === undefined ? `“${name}” is no part of a rule of RFC 5545.` : `${name} cannot be “${value}”.`;
}

function split(part: string): [name: string, value: string] {
  const place = part.indexOf('=');
  return place < 1 ? [part, ''] : [part.slice(0, place), part.slice(place + 1)];
}

/** The rule in capitals and in one order of signs. Fails with `bad-value` and a sentence that names the part. */
export function readRule(text: string): string {
  const given = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '');
  const found = new Map<string, string>();
  for (const [name, value] of given.split(';').map(split)) {
    if (!(parts[name]?.(value) ?? false)) throw refused(explain(name, value));
    if (found.has(name)) throw refused(`it has ${name} twice.`);
    found.set(name, value);
  }
  const frequency = found.get('FREQ');
  if (frequency === undefined) throw refused('it does not say how often. Begin it with FREQ=WEEKLY, for example.');
  if (found.has('COUNT') && found.has('UNTIL')) throw refused('it has COUNT and UNTIL. Keep one of them.');
  if (/\d/.test(found.get('BYDAY') ?? '') && (!/^(MONTHLY|YEARLY)$/.test(frequency) || found.has('BYWEEKNO')))
    throw refused('a weekday with a number, such as 2TU, needs FREQ=MONTHLY or FREQ=YEARLY without BYWEEKNO.');
  return [...found].map(([name, value]) => `${name}=${value}`).join(';');
}
