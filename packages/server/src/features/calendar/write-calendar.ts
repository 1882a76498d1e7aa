import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { endOf, type Held, type Timed, timesOf } from '../rituals/index.ts';

/** The one place that knows the library which writes iCalendar (RFC 5545). */

export interface CalendarOptions {
  /** Of the workspace. */
  name: string;
  /** Where people reach the server. */
  url: string;
  now: Date;
}

const day = 24 * 60 * 60 * 1000;
const [past, ahead] = [90 * day, 400 * day];

/** Of an event: of the ritual and of the time that the rule has, so that it stays the same one when it is moved. */
const uidOf = (ritualId: string, occurrence: string): string =>
  `${ritualId}-${occurrence.replaceAll(/[-:]/g, '')}@dandelion`;

interface Event {
  occurrence: string;
  start: Date;
  end: Date;
  state: Held['state'];
  reason: string;
}

/** Those of the cadence since it is as it is, until the ritual ended; and the meetings that were held under another one before. */
function eventsOf(timed: Timed, window: { from: Date; to: Date }): Event[] {
  const { minutes, cadenceSince, endedAt } = timed.row;
  const times = timesOf(timed, window)
    .filter(({ at }) => at >= cadenceSince && (endedAt === null || at < endedAt))
    .map(({ at, ...held }) => ({ ...held, start: at, end: endOf(at, minutes) }));
  const named = new Set(times.map(({ occurrence }) => occurrence));
  const before = timed.meetings.flatMap(({ occurrence, startedAt, endedAt: end }): Event[] => {
    if (occurrence === null || named.has(occurrence) || startedAt < window.from) return [];
    return [{ occurrence, start: startedAt, end: end ?? endOf(startedAt, minutes), state: 'planned', reason: '' }];
  });
  return [...before, ...times];
}

/**
 * Each time as an event of its own, in UTC: what the clocks of its zone do has been reckoned with here, once, and no calendar program
 * has to know the zone or the rule. The bytes change only when something of it does, or the day.
 */
export function writeCalendar(rituals: readonly Timed[], { name, url, now }: CalendarOptions): string {
  // Of the day, so that the same is answered to who asks every few minutes.
  const today = Math.floor(now.getTime() / day) * day;
  const window = { from: new Date(today - past), to: new Date(today + ahead) };
  const calendar = ical({
    name,
    prodId: { company: 'Dandelion', product: 'Rituals', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 60 * 60,
  });
  for (const timed of rituals) {
    const { id, name: summary, purpose, sequence, changedAt } = timed.row;
    for (const { occurrence, start, end, state, reason } of eventsOf(timed, window)) {
      const page = `${url}/rhythm/rituals/${id}`;
      calendar.createEvent({
        ...{ id: uidOf(id, occurrence), sequence, stamp: changedAt, lastModified: changedAt, summary },
        ...{ start, end, url: page },
        description: [...(reason === '' ? [] : [reason]), ...(purpose === '' ? [] : [purpose]), page].join('\n\n'),
        status: state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
        transparency: state === 'cancelled' ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
      });
    }
  }
  return calendar.toString();
}
