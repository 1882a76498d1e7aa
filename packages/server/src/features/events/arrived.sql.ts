import type { RecentEvent, RejectedEvent } from '@dandelion-loop/contract';
import type { Engine } from '../../kernel/engine.ts';
import type { PersonRows } from '../../kernel/person-rows.ts';

/** What arrived last, and what could not be taken. */

export interface RecentRow extends Omit<RecentEvent, 'source' | 'properties' | 'traits' | 'trust'> {
  source: number;
  trust: number;
  /** JSON, or empty. */
  properties: string;
  traits: string;
}

const moment = (column: string) => `formatDateTime(${column}, '%Y-%m-%dT%H:%i:%S.%fZ')`;

export interface RecentAsked {
  /** Null: of all sources. */
  source: number | null;
  machines: boolean;
  limit: number;
}

export function recentEvents(
  engine: Engine,
  rows: PersonRows,
  { source, machines, limit }: RecentAsked,
): Promise<RecentRow[]> {
  return engine.rows<RecentRow>({
    sql: `SELECT source, type, name, ${moment('time')} AS time, ${moment('received')} AS receivedAt,
                 if(actor = 0, NULL, leftPad(lower(hex(actor)), 16, '0')) AS customer, user AS userId, anonymous AS anonymousId,
                 trust, machine, properties, traits, url
          FROM ${rows.source}
          WHERE (source = {source:UInt32} OR {source:UInt32} = 0) AND ({machines:UInt8} OR machine = '')
          ORDER BY received DESC, time DESC LIMIT {limit:UInt32}`,
    values: { source: source ?? 0, machines: machines ? 1 : 0, limit },
  });
}

export interface RejectAsked {
  source: number;
  reason: string | null;
  limit: number;
}

export function listRejects(engine: Engine, { source, reason, limit }: RejectAsked): Promise<RejectedEvent[]> {
  return engine.rows<RejectedEvent>({
    sql: `SELECT id, ${moment('received')} AS receivedAt, reason, detail, body
          FROM rejects FINAL
          WHERE source = {source:UInt32} AND replayed = 0 AND ({reason:String} = '' OR reason = {reason:String})
          ORDER BY received DESC, id LIMIT {limit:UInt32}`,
    values: { source, reason: reason ?? '', limit },
  });
}

export function countRejects(
  engine: Engine,
  source: number,
): Promise<{ reason: RejectedEvent['reason']; events: number }[]> {
  return engine.rows({
    sql: `SELECT reason, count() AS events FROM rejects FINAL
          WHERE source = {source:UInt32} AND replayed = 0 GROUP BY reason ORDER BY events DESC, reason`,
    values: { source },
  });
}

export interface StoredReject {
  id: string;
  /** Milliseconds since 1970. */
  received: number;
  trust: number;
  body: string;
}

/** The oldest first, so that what follows from one another comes in its order. */
export function readRejects(
  engine: Engine,
  { source, ids, limit }: { source: number; ids: readonly string[] | null; limit: number },
): Promise<StoredReject[]> {
  return engine.rows<StoredReject>({
    sql: `SELECT id, toUnixTimestamp64Milli(received) AS received, trust, body FROM rejects FINAL
          WHERE source = {source:UInt32} AND replayed = 0 AND ({all:UInt8} OR id IN {ids:Array(UUID)})
          ORDER BY received, id LIMIT {limit:UInt32}`,
    values: { source, ids: ids ?? [], all: ids === null ? 1 : 0, limit },
  });
}

/** They were taken after all, and their text goes. */
export async function markReplayed(engine: Engine, source: number, ids: readonly string[]): Promise<void> {
  await engine.run({
    sql: `INSERT INTO rejects
          SELECT source, received, id, reason, detail, trust, '' AS body, 1 AS replayed FROM rejects FINAL
          WHERE source = {source:UInt32} AND id IN {ids:Array(UUID)}`,
    values: { source, ids },
  });
}
