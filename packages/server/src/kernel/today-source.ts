import type { SinceItem, TodayItem } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import type { Caller } from './caller.ts';
import { dayIn } from './day-in.ts';
import { daysBetween, dayText } from './day-text.ts';
import { rankToday } from './rank-today.ts';

/**
 * What tells of things that need somebody now. Features that know of such things implement it; the feature `today` ranks what all of them
 * tell and knows no more of them.
 *
 * It is not an `EvidenceSource`, though both look at the same tables. An agenda is for everybody who comes, compares with the meeting before,
 * is read in minutes and kept as it was: its sentences may cost a second to make. This is for one person and what they may see, says what
 * waiting costs so that unlike things can be ordered, names the one thing to do with its version, and is asked for by every member once a
 * minute. So it must ask bounded questions that an index answers, and never read all rows.
 */
export interface TodaySource {
  /** Unique among the sources. */
  name: string;
  read(asked: TodayAsked): Promise<TodayFound>;
}

export interface TodayAsked {
  caller: Pick<Caller, 'actor' | 'member' | 'permissions'>;
  now: Date;
  /** The day where the workspace is, as `2026-11-24`. */
  today: string;
  timeZone: string;
  /** Moments from here on are of what happened lately. */
  since: Date;
  /** At most so many items. */
  limit: number;
  /** Ids of this source that are put off: neither told nor counted. */
  except: readonly string[];
}

export type TodayFact = Omit<TodayItem, 'source'>;

export interface TodayFound {
  /** By the order of docs/methods/today.md, so that what is cut off ranks below what is told. */
  items: TodayFact[];
  /** How many more there are, and how many of them are not of the class `soon`. */
  more: { all: number; urgent: number };
  /** What happened lately and needs nothing, newest first, a few. */
  since?: SinceItem[];
  /** What is still being computed, in words. */
  pending?: string;
}

export const nothingFound: TodayFound = { items: [], more: { all: 0, urgent: 0 } };

/** Of a source that has all of its items at hand, or all that can be among the first. */
export function foundOf(source: string, items: readonly TodayFact[], limit: number): TodayFound {
  const ranked = rankToday(items.map((item) => ({ ...item, source }))).map(({ source: _, ...item }) => item);
  const rest = ranked.slice(limit);
  return {
    items: ranked.slice(0, limit),
    more: { all: rest.length, urgent: rest.filter((one) => one.class !== 'soon').length },
  };
}

/** Where nothing of what waiting costs is known but a day. */
export const waitingSince = (dueOn: string | null): TodayFact['waiting'] => ({
  ...{ sentence: null, moneyPerDay: null, people: null, chance: null, dueOn },
});

/** "3 days over: it was due on 17 April 2027." */
export function dueSentence(dueOn: string, today: string): string {
  const over = daysBetween(dueOn, today);
  if (over === 0) return 'Due today.';
  const days = numbers.counted(Math.abs(over), 'day');
  return over > 0 ? `${days} over: it was due on ${dayText(dueOn)}.` : `Due on ${dayText(dueOn)}, in ${days}.`;
}

/** "at 06:12" of today, "on 21 November 2026" of other days: clocks and days where the workspace is. */
export function momentText(at: Date, { today, timeZone }: Pick<TodayAsked, 'today' | 'timeZone'>): string {
  const day = dayIn(timeZone, at);
  if (day !== today) return `on ${dayText(day)}`;
  return `at ${new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at)}`;
}

/** "21 November 2026": the day of a moment where the workspace is. */
export const dayOfMoment = (at: Date | string, { timeZone }: Pick<TodayAsked, 'timeZone'>): string =>
  dayText(dayIn(timeZone, new Date(at)));

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Of what is put off the ids that a column of ids can be compared with: whoever puts off says what they like. */
export const idsOf = (except: readonly string[]): string[] => except.filter((id) => uuid.test(id));
