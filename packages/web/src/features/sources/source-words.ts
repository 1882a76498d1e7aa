import {
  type ArrivalDetail,
  type ConsentPurpose,
  consentPurposes,
  isConsentPurpose,
  type SourceListItem,
  type SourceOfEvents,
} from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { texts } from '../../texts/sources.ts';

/** What the pages of sources say of what they show. Pure. */

interface Said {
  text: string;
  finding: string;
}

/** 0.4, 12.5, 1,250: more digits say nothing. */
export const rateText = (perMinute: number): string =>
  perMinute < 100 && !Number.isInteger(perMinute) ? numbers.fixed(perMinute, 1) : numbers.count(perMinute);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function answerOfAll(sources: readonly SourceListItem[]): Said {
  const known = sources.flatMap(({ arrivals }) => arrivals ?? []);
  if (known.length < sources.length) return { text: texts.unknown, finding: texts.unknownFinding };
  const sending = known.filter(({ day }) => sum(Object.values(day)) > 0);
  if (sending.length === 0) return { text: texts.quiet, finding: texts.quietFinding };
  const rate = rateText(sum(known.map(({ perMinute }) => perMinute)));
  return { text: texts.sending(sending.length), finding: texts.rate(rate) };
}

/** Null where what arrives is not known. */
export function rejectedOfAll(sources: readonly SourceListItem[]): string | null {
  if (sources.some(({ arrivals }) => arrivals === null)) return null;
  const rejected = sum(sources.map(({ arrivals }) => arrivals?.day.rejected ?? 0));
  return rejected === 0 ? texts.noneRejected : texts.rejected(rejected);
}

export function answerOfOne(
  { endedAt }: Pick<SourceOfEvents, 'endedAt'>,
  arrivals: ArrivalDetail | null,
  { day, moment }: Record<'day' | 'moment', (iso: string) => string>,
): Said {
  if (endedAt !== null) return { text: texts.endedSay(day(endedAt)), finding: texts.endedFinding };
  if (arrivals === null) return { text: texts.unknown, finding: texts.unknownFinding };
  if (arrivals.lastEventAt === null) return { text: texts.nothingYet, finding: texts.nothingYetFinding };
  if (arrivals.perMinute === 0)
    return { text: texts.restingSay, finding: texts.restingFinding(moment(arrivals.lastEventAt)) };
  return { text: texts.arriving, finding: texts.rate(rateText(arrivals.perMinute)) };
}

/** Of the last 24 hours, what is not there with its ids; what came twice is. */
export const notKept = ({ day }: Pick<ArrivalDetail, 'day'>): number =>
  day.withheld + day.dropped + day.rejected + day.suppressed;

type Preferences = SourceOfEvents['preferences'];

export const preferencesText = (preferences: Preferences): string =>
  Object.entries(preferences)
    .map(([category, purposes]) => `${category}: ${purposes.join(', ')}`)
    .join('\n');

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Categories with their purposes, or what is wrong with a line. A purpose can have a colon in it, and so can a category. */
export function readPreferences(text: string): { preferences: Preferences } | { problem: string } {
  const preferences: Record<string, ConsentPurpose[]> = {};
  for (const line of linesOf(text)) {
    const [, category, list] = /^(.*\S)\s*:\s+(\S.*)$/.exec(line) ?? [];
    if (category === undefined || list === undefined) return { problem: texts.preferenceBad(line) };
    const words = list.split(',').map((word) => word.trim());
    const wrong = words.find((word) => !isConsentPurpose(word));
    if (wrong !== undefined) return { problem: texts.purposeBad(wrong, consentPurposes.join(', ')) };
    preferences[category] = words.filter(isConsentPurpose);
  }
  return { preferences };
}
