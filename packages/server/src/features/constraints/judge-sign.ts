import type { SignWatch } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { daysBetween, dayText } from '../../kernel/day-text.ts';

/** Whether the sign of a constraint is there, and how it stands. Pure. */

export interface Point {
  day: string;
  value: number;
}

/** What is known of what is watched. `of` is what it is called in a sentence. */
export type SignFacts =
  /** One for each day, oldest first. */
  | { on: 'points'; of: string; points: readonly Point[] }
  /** Bets that a breaker stopped, by name. */
  | { on: 'domain'; of: string; stopped: readonly string[] }
  | { on: 'date'; of: string; isThere: boolean }
  /** The bet or domain was deleted. */
  | { on: 'gone' };

export interface JudgedSign {
  /** Why it fires, in a sentence; null: it does not. */
  fires: string | null;
  /** How it stands, in a sentence. */
  reading: string;
  /** Day of the newest number that counts. */
  fedOn: string | null;
}

type Limits = Extract<SignWatch, { on: 'outcome' | 'bet' }>;

const figure = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
const shown = (value: number) => figure.format(value).replace('-', '−');
const isBeyond = ({ is, limit }: Limits, value: number) => (is === 'above' ? value > limit : value < limit);

/** What is watched, in a sentence without its end; the names are those of today. */
export function watchWords(watch: SignWatch, facts: SignFacts): string {
  if (facts.on === 'gone') return 'Nothing: what was watched is deleted';
  const { of } = facts;
  if (watch.on === 'domain')
    return watch.bets === 1
      ? `A breaker stops a bet that draws on ${of}`
      : `Breakers stop ${watch.bets} bets that draw on ${of}`;
  if (watch.on === 'date') return `${dayText(watch.day)} is over, and ${lacking(watch, of)}`;
  const { is, limit, forDays, from, until } = watch;
  return [
    `${of} ${is} ${shown(limit)}`,
    ...(forDays === null ? [] : [`for ${numbers.counted(forDays, 'day')}`]),
    ...(from === null ? [] : [`from ${dayText(from)}`]),
    ...(until === null ? [] : [`until ${dayText(until)}`]),
  ].join(' ');
}

function lacking({ without }: Extract<SignWatch, { on: 'date' }>, of: string): string {
  if (without === 'bet-signed') return `${of} is not signed`;
  if (without === 'bet-started') return `${of} has not begun`;
  return without === 'outcome-value' ? `no value of ${of} was given` : 'nobody has settled it';
}

function judgePoints(watch: Limits, of: string, all: readonly Point[], today: string): JudgedSign {
  const { from, until, forDays, is, limit } = watch;
  const points = all.filter(
    ({ day }) => day <= today && (from === null || day >= from) && (until === null || day <= until),
  );
  const last = points.at(-1);
  if (last === undefined) {
    const reading =
      from !== null && from > today ? `It counts from ${dayText(from)} on.` : 'No number was given that counts.';
    return { fires: null, reading, fedOn: null };
  }
  const where = `${of} stood at ${shown(last.value)} on ${dayText(last.day)}`;
  const quiet = { fires: null, fedOn: last.day };
  if (!isBeyond(watch, last.value)) return { ...quiet, reading: `${where}.` };
  const before = points.findLastIndex(({ value }) => !isBeyond(watch, value));
  const first = points[before + 1]!;
  const days = daysBetween(first.day, last.day);
  if (forDays === null) {
    const fires = `${where}, ${is} ${shown(limit)}.`;
    return { fires, reading: fires, fedOn: last.day };
  }
  const since = `${where}, ${is} ${shown(limit)} since ${dayText(first.day)}`;
  if (days < forDays) return { ...quiet, reading: `${since}: ${days} of ${numbers.counted(forDays, 'day')}.` };
  const fires = `${since}, ${numbers.counted(days, 'day')}.`;
  return { fires, reading: fires, fedOn: last.day };
}

function judgeDomain(most: number, of: string, stopped: readonly string[]): JudgedSign {
  const names = stopped.map((name) => `“${name}”`).join(', ');
  const quiet = { fires: null, fedOn: null };
  if (stopped.length === 0) return { ...quiet, reading: `No breaker has stopped a bet that draws on ${of}.` };
  if (stopped.length < most) return { ...quiet, reading: `${stopped.length} of ${most} that draw on ${of}: ${names}.` };
  const fires = `${stopped.length === 1 ? 'A breaker' : 'Breakers'} stopped ${names}, which ${stopped.length === 1 ? 'draws' : 'draw'} on ${of}.`;
  return { fires, reading: fires, fedOn: null };
}

/** `today` is the day where the workspace is. Numbers of later days do not count yet. */
export function judgeSign(watch: SignWatch, facts: SignFacts, today: string): JudgedSign {
  if (facts.on === 'points' && (watch.on === 'outcome' || watch.on === 'bet'))
    return judgePoints(watch, facts.of, facts.points, today);
  if (facts.on === 'domain' && watch.on === 'domain') return judgeDomain(watch.bets, facts.of, facts.stopped);
  if (facts.on === 'date' && watch.on === 'date') {
    const quiet = { fires: null, fedOn: null };
    if (facts.isThere) return { ...quiet, reading: 'It is there.' };
    const left = daysBetween(today, watch.day);
    if (left >= 0)
      return { ...quiet, reading: left === 0 ? 'Today is the last day.' : `${numbers.counted(left, 'day')} left.` };
    const fires = `${dayText(watch.day)} is over, and ${lacking(watch, facts.of)}.`;
    return { fires, reading: fires, fedOn: null };
  }
  return { fires: null, reading: 'What was watched is deleted: choose another sign.', fedOn: null };
}
