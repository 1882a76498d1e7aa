import type { Occurrence } from '@dandelion-loop/contract';
import { dayOf } from '../../app/zone-day.ts';
import { texts } from '../../texts/rhythm-times.ts';

/** Times as clocks show them where the workspace is, and where the reader is. */

/** Where this browser is. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** "Amsterdam" of Europe/Amsterdam. */
export const placeOf = (timeZone: string): string => timeZone.split('/').at(-1)!.replaceAll('_', ' ');

/** "10:00" at a moment in a zone. */
export const timeIn = (moment: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(
    new Date(moment),
  );

/** The time for the reader where their clocks show another one, with the day where that differs too; else null. */
export function ownTime(moment: string, timeZone: string, own: string, day: (iso: string) => string): string | null {
  const time = timeIn(moment, own);
  const [there, here] = [dayOf(moment, timeZone), dayOf(moment, own)];
  if (time === timeIn(moment, timeZone) && there === here) return null;
  return texts.forYou(there === here ? time : `${day(here)}, ${time}`, placeOf(own));
}

type Held = Pick<Occurrence, 'startsAt' | 'local'>;

/** Minutes by which clocks there are ahead of UTC then. */
const aheadOf = ({ startsAt, local }: Held): number => (Date.parse(`${local}Z`) - Date.parse(startsAt)) / 60_000;

interface Clocks {
  /** In order. */
  occurrences: readonly Held[];
  /** Times that clocks skip. */
  skipped: readonly string[];
  timeZone: string;
  own: string;
  day: (iso: string) => string;
}

/** What changes of clocks do to these times, in sentences: there, for the reader elsewhere, and where a time does not exist. */
export function clockSentences({ occurrences, skipped, timeZone, own, day }: Clocks): string[] {
  const place = placeOf(timeZone);
  const said: string[] = [];
  for (const [at, one] of occurrences.entries()) {
    const before = occurrences[at - 1];
    if (before === undefined) continue;
    const [was, is] = [timeIn(before.startsAt, own), timeIn(one.startsAt, own)];
    const same = before.local.slice(11) === one.local.slice(11);
    if (same && aheadOf(before) !== aheadOf(one))
      said.push(texts.change(place, day(one.local.slice(0, 10)), one.local.slice(11)));
    if (same && was !== is) said.push(texts.moves(placeOf(own), was, is, day(one.local.slice(0, 10))));
  }
  for (const local of skipped) said.push(texts.skips(place, local.slice(11), day(local.slice(0, 10))));
  return said;
}
