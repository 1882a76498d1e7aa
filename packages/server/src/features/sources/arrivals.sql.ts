import { type Arrivals, type EventFate, eventFates, type Fates } from '@dandelion-loop/contract';
import type { Engine } from '../../kernel/engine.ts';
import { groupBy } from '../../kernel/group-by.ts';

/** What arrived by each source: counts by minute and fate, in which nobody is. */

type Asked = Pick<Engine, 'rows'>;

const minute = 60;
const month = 30 * 24 * 60 * minute;

interface Count {
  source: number;
  fate: EventFate;
  day: number;
  month: number;
  /** In this minute and the one before. */
  recent: number;
  /** Milliseconds since 1970. */
  last: number;
}

/** A day is 1,440 minutes with the one that is not over, and so on. */
const counts = `SELECT source, toString(fate) AS fate,
    sumIf(events, minute > toDateTime({now:UInt32} - 86400, 'UTC')) AS day,
    sum(events) AS month,
    sumIf(events, minute > toDateTime({now:UInt32} - 120, 'UTC')) AS recent,
    toUnixTimestamp64Milli(max(last)) AS last
  FROM arrivals
  WHERE minute > toDateTime({from:UInt32}, 'UTC') AND ({source:UInt32} = 0 OR source = {source:UInt32})
  GROUP BY source, fate`;

const secondsOf = (at: Date) => Math.floor(at.getTime() / 1000);

const fatesOf = (own: readonly Count[], over: 'day' | 'month'): Fates =>
  Object.fromEntries(eventFates.map((fate) => [fate, own.find((count) => count.fate === fate)?.[over] ?? 0])) as Fates;

export interface CountedArrivals extends Arrivals {
  month: Fates;
}

function summed(own: readonly Count[], now: number): CountedArrivals {
  const recent = own.reduce((sum, { fate, recent: some }) => sum + (fate === 'repeated' ? 0 : some), 0);
  const last = Math.max(...own.map((count) => count.last));
  return {
    // This minute is not over: it counts as long as it has lasted.
    perMinute: Math.round((recent * minute * 10) / (minute + (now % minute) + 1)) / 10,
    lastEventAt: own.length === 0 ? null : new Date(last).toISOString(),
    ...{ day: fatesOf(own, 'day'), month: fatesOf(own, 'month') },
  };
}

/** What arrived in the last 30 days; by the number of the source, of one or of all (0). A source of which nothing did is not in it. */
async function readCounts(engine: Asked, now: Date, source: number): Promise<Map<number, CountedArrivals>> {
  const at = secondsOf(now);
  const rows = await engine.rows<Count>({ sql: counts, values: { now: at, from: at - month, source } });
  return new Map([...groupBy(rows, (row) => row.source)].map(([number, own]) => [number, summed(own, at)] as const));
}

/** Answers for any number of a source. */
export async function readArrivals(engine: Asked, now: Date): Promise<(source: number) => CountedArrivals> {
  const found = await readCounts(engine, now, 0);
  return (source) => found.get(source) ?? summed([], secondsOf(now));
}

/** What arrived by a source, with each of the last 60 minutes. */
export async function readArrivalsOf(engine: Asked, now: Date, source: number) {
  const at = secondsOf(now);
  const [found, minutes] = await Promise.all([
    readCounts(engine, now, source),
    engine.rows<{ at: number; events: number }>({
      sql: `SELECT toUnixTimestamp(minute) AS at, sum(events) AS events FROM arrivals
            WHERE source = {source:UInt32} AND fate != 'repeated' AND minute > toDateTime({now:UInt32} - 3600, 'UTC')
            GROUP BY at`,
      values: { now: at, source },
    }),
  ]);
  const events = new Map(minutes.map((one) => [one.at, one.events]));
  const current = at - (at % minute);
  const hour = Array.from({ length: 60 }, (_, index) => current - (59 - index) * minute).map((began) => ({
    minute: new Date(began * 1000).toISOString(),
    events: events.get(began) ?? 0,
  }));
  return { ...(found.get(source) ?? summed([], at)), hour };
}
