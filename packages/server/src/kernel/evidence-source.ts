import type { AgendaItem, AgendaOption, BlockKind } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { daysBetween, dayText } from './day-text.ts';

/**
 * What fills a block of an agenda. Features that know something a meeting should look at implement it for their kind of block; the
 * meetings feature knows no more of them.
 */
export interface EvidenceSource {
  kind: Exclude<BlockKind, 'talk'>;
  read(asked: EvidenceAsked): Promise<Evidence>;
}

export interface EvidenceAsked {
  /** What came after is new: the end of the meeting before, or 30 days ago. */
  since: Date;
  now: Date;
  /** The day where the workspace is, as `2026-11-24`. */
  today: string;
  timeZone: string;
  /** Of the ritual that is held, and the members who come to it. */
  ritualId: string;
  members: readonly string[];
  /** What this source gave to remember at the meeting before; null the first time. */
  remembered: unknown;
}

export interface Evidence {
  /** Most important first, at most `mostItems`. */
  items: AgendaItem[];
  /** How many more there are. */
  more: number;
  /** Why the block is there, or why it is empty, in a sentence. */
  because: string;
  /** JSON that the source is handed at the next meeting. */
  remember?: unknown;
}

/** Of a source that remembers the ids of what it told; null the first time, when all of it is new and nothing needs to say so. */
export const toldBefore = ({ remembered }: Pick<EvidenceAsked, 'remembered'>): ReadonlySet<string> | null =>
  Array.isArray(remembered) ? new Set(remembered.filter((id) => typeof id === 'string')) : null;

/** ", 2 of them new since the meeting before", or nothing where there was none. */
export function newWords(ids: readonly string[], before: ReadonlySet<string> | null): string {
  if (before === null) return '';
  const fresh = ids.filter((id) => !before.has(id)).length;
  if (fresh === 0) return '';
  return fresh === ids.length ? ', new since the meeting before' : `, ${fresh} of them new since the meeting before`;
}

/** A block is read in minutes. */
export const mostItems = 10;

/** The first of them, and how many are left out. */
export const firstOf = (items: readonly AgendaItem[]): Pick<Evidence, 'items' | 'more'> => ({
  items: items.slice(0, mostItems),
  more: Math.max(0, items.length - mostItems),
});

/** When what somebody promised is due, as a part of a sentence: "3 days over: it was due on 17 April 2027". */
export function dueWords(dueOn: string | null, today: string): string {
  if (dueOn === null) return 'without a day';
  const over = daysBetween(dueOn, today);
  if (over === 0) return 'due today';
  return over > 0
    ? `${numbers.counted(over, 'day')} over: it was due on ${dayText(dueOn)}`
    : `due on ${dayText(dueOn)}`;
}

/** Something that can be decided: a sentence that begins with a verb, and what speaks for it. `asksWhy` where it is against what was found or agreed. */
export const option = (what: string, hint: string, asksWhy = false): AgendaOption => ({ what, hint, asksWhy });
