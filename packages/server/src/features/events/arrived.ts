import type {
  AnswerOf,
  BodyOf,
  listRecentEvents,
  listRejectedEvents,
  QueryOf,
  RecentEvent,
  replayRejectedEvents,
} from '@dandelion-loop/contract';
import { eventTrusts } from '@dandelion-loop/contract';
import type { Actor } from '../../kernel/caller.ts';
import type { Engine } from '../../kernel/engine.ts';
import { openPersonRows } from '../../kernel/person-rows.ts';
import type { Records } from '../../kernel/records.ts';
import type { Trust } from '../../kernel/trust.ts';
import { record } from '../audit/index.ts';
import { countRejects, listRejects, markReplayed, type RecentRow, readRejects, recentEvents } from './arrived.sql.ts';
import type { Taken } from './intake.ts';
import type { EventSource } from './source-of-events.ts';
import type { TrackingRequest } from './tracking-request.ts';

/** What arrived last, and what could not be taken, for whoever watches. */

/** A source as the record store has it. */
interface KnownSource {
  id: string;
  name: string;
  number: number;
}

export interface ArrivedParts {
  records: Records;
  engine: Engine;
  /** With its rules for messages of a trust. Fails with `not-found`. */
  findSource(id: string): Promise<KnownSource & { rules: (trust: Trust) => EventSource }>;
  sourcesByNumber(): Promise<ReadonlyMap<number, KnownSource>>;
  take(request: TrackingRequest): Promise<Taken>;
}

export interface ArrivedService {
  recent(query: QueryOf<typeof listRecentEvents>): Promise<AnswerOf<typeof listRecentEvents>>;
  /** Fails with `not-found` for a source that is none. */
  rejects(id: string, query: QueryOf<typeof listRejectedEvents>): Promise<AnswerOf<typeof listRejectedEvents>>;
  replay(
    by: Actor,
    id: string,
    body: BodyOf<typeof replayRejectedEvents>,
  ): Promise<AnswerOf<typeof replayRejectedEvents>>;
}

const mostReplayed = 1000;

const parsed = (json: string): Record<string, unknown> =>
  json === '' ? {} : (JSON.parse(json) as Record<string, unknown>);

function viewOf(row: RecentRow, sources: ReadonlyMap<number, KnownSource>): RecentEvent {
  const source = sources.get(row.source);
  return {
    ...row,
    source: source === undefined ? null : { id: source.id, name: source.name },
    trust: eventTrusts[row.trust - 1]!,
    properties: parsed(row.properties),
    traits: parsed(row.traits),
  };
}

/** Null: it was cut off when it was kept. */
function messageOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

async function replay(parts: ArrivedParts, by: Actor, id: string, ids: readonly string[] | null) {
  const source = await parts.findSource(id);
  const stored = await readRejects(parts.engine, { source: source.number, ids, limit: mostReplayed });
  const taken: string[] = [];
  for (const { id: reject, trust, body, received } of stored) {
    const message = messageOf(body);
    if (message === null) continue;
    const { rejected } = await parts.take({
      ...{ source: source.rules(trust as Trust), body: { batch: [message] }, received, type: null },
      ...{ agent: '', purpose: '', privacyControl: false, replayed: true },
    });
    if (rejected === 0) taken.push(reject);
  }
  if (taken.length > 0) await markReplayed(parts.engine, source.number, taken);
  const counts = { taken: taken.length, rejected: stored.length - taken.length };
  await parts.records.transaction((tx) =>
    record(tx, by, { action: 'source.replayed', subject: { kind: 'source', id, name: source.name }, after: counts }),
  );
  return counts;
}

export function createArrived(parts: ArrivedParts): ArrivedService {
  const { engine } = parts;
  return {
    async recent({ source, machines, limit }) {
      const asked = source === undefined ? null : (await parts.findSource(source)).number;
      const rows = openPersonRows({ table: 'recent', purpose: 'collect' });
      const [found, sources] = await Promise.all([
        recentEvents(engine, rows, { source: asked, machines: machines === 'yes', limit }),
        parts.sourcesByNumber(),
      ]);
      return { events: found.map((row) => viewOf(row, sources)) };
    },
    async rejects(id, { reason, limit }) {
      const { number } = await parts.findSource(id);
      const [rejects, reasons] = await Promise.all([
        listRejects(engine, { source: number, reason: reason ?? null, limit }),
        countRejects(engine, number),
      ]);
      return { rejects, reasons };
    },
    replay: (by, id, { ids }) => replay(parts, by, id, ids ?? null),
  };
}
