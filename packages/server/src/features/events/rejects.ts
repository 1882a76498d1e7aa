import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Engine } from '../../kernel/engine.ts';
import type { ArrivalCounts } from './arrival-counts.ts';
import { engineMoment } from './engine-moment.ts';

import { longestEvent, type Refused } from './read-event.ts';
import type { TrackingRequest } from './tracking-request.ts';

/** Messages that could not be taken. They are kept as they came, with the reason, so that somebody can mend what sends them and take them again. */

export interface Rejects {
  /** Resolves when they are on the disk. Of a source that sends very many, the first of each hour are kept and the others counted. */
  add(
    request: Pick<TrackingRequest, 'source' | 'received' | 'type'>,
    refused: readonly { message: unknown; reason: Refused }[],
  ): Promise<void>;
}

const hour = 60 * 60 * 1000;
const mostAnHour = 1000;
/** What is kept of a message. */
const longestBody = 2 * longestEvent;

/** As it came, and of which type where the address said that. */
function textOf(message: unknown, type: string | null): string {
  const isObject = typeof message === 'object' && message !== null && !Array.isArray(message);
  try {
    return JSON.stringify(type !== null && isObject ? { ...message, type } : message).slice(0, longestBody);
  } catch {
    // Nested so deep that it cannot be written.
    return '';
  }
}

export function createRejects({ engine, counts }: { engine: Engine; counts: ArrivalCounts }): Rejects {
  const kept = new Map<number, { hour: number; count: number }>();

  function room(source: number, received: number): number {
    const now = Math.floor(received / hour);
    const before = kept.get(source);
    if (before?.hour !== now) kept.set(source, { hour: now, count: 0 });
    return mostAnHour - kept.get(source)!.count;
  }

  return {
    async add({ source: { number, trust }, received, type }, refused) {
      for (const _ of refused) counts.add(number, 'rejected', received);
      const first = refused.slice(0, Math.max(room(number, received), 0));
      if (first.length === 0) return;
      kept.get(number)!.count += first.length;
      const lines = first.map(({ message, reason }) =>
        JSON.stringify({
          ...{ source: number, received: engineMoment(received), id: randomUUID(), trust, replayed: 0 },
          ...{ reason: reason.reason, detail: reason.message, body: textOf(message, type) },
        }),
      );
      await engine.load({ sql: 'INSERT INTO rejects FORMAT JSONEachRow' }, Readable.from([lines.join('\n')]));
    },
  };
}
