import { Readable } from 'node:stream';
import type { Engine } from '../../kernel/engine.ts';
import type { Log } from '../../kernel/log.ts';
import { type Repeated, repeat } from '../../kernel/repeat.ts';
import { engineMoment } from './engine-moment.ts';

/** Counts what is not kept, so that how much is not known is known. They are written every few seconds; a crash forgets the last ones. */

type LostFate = 'dropped' | 'rejected';

export interface ArrivalCounts {
  /** `received` in milliseconds since 1970. */
  add(source: number, fate: LostFate, received: number): void;
  stop(): Promise<void>;
}

const minute = 60_000;
const everyMilliseconds = 2000;

interface Count {
  source: number;
  minute: number;
  fate: LostFate;
  events: number;
  last: number;
}

export function createArrivalCounts({ engine, log }: { engine: Engine; log: Log }): ArrivalCounts {
  let counts = new Map<string, Count>();

  async function flush(): Promise<void> {
    if (counts.size === 0) return;
    const taken = counts;
    counts = new Map();
    const lines = [...taken.values()].map(({ last, minute: began, ...count }) =>
      JSON.stringify({ ...count, minute: Math.floor(began / 1000), last: engineMoment(last) }),
    );
    try {
      await engine.load({ sql: 'INSERT INTO arrivals FORMAT JSONEachRow' }, Readable.from([lines.join('\n')]));
    } catch (error) {
      // They are counted the next time.
      for (const [key, count] of taken) merge(key, count);
      throw error;
    }
  }

  function merge(key: string, count: Count): void {
    const before = counts.get(key);
    if (before === undefined) counts.set(key, count);
    else {
      before.events += count.events;
      before.last = Math.max(before.last, count.last);
    }
  }

  const flushing: Repeated = repeat({
    everyMilliseconds,
    async look() {
      await flush();
      return false;
    },
    failed: (error) => log.info({ err: error }, 'Counts of events that were not kept wait to be written'),
  });

  return {
    add(source, fate, received) {
      const began = Math.floor(received / minute) * minute;
      merge(`${source} ${began} ${fate}`, { source, minute: began, fate, events: 1, last: received });
    },
    async stop() {
      await flushing.stop();
      await flush().catch(() => undefined);
    },
  };
}
