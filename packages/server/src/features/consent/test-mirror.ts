import { consentPurposes } from '@dandelion-loop/contract';
import type { Engine } from '../../kernel/engine.ts';
import { openPersonRows } from '../../kernel/person-rows.ts';

/** Customers in the engine, for tests of what may be read of them. */

/** An id with `u` or `a` before it. */
export type Id = string;

interface LinkOptions {
  trust?: number;
  ended?: number;
  window?: number;
  former?: Id;
}

export async function link(
  engine: Engine,
  anonymous: Id,
  user: Id,
  { trust = 3, ended = 0, window = 0, former = '' }: LinkOptions = {},
): Promise<void> {
  await engine.run({
    sql: `INSERT INTO links (actor, customer, trust, ended, window, former, version)
          SELECT sipHash64({anonymous:String}), sipHash64({user:String}), {trust:UInt8}, {ended:UInt8}, {window:UInt64},
                 if({former:String} = '', 0, sipHash64({former:String})), toUnixTimestamp64Micro(now64(6))`,
    values: { anonymous, user, trust, ended, window, former },
  });
}

export const tables = ['events', 'recent', 'people', 'traits', 'doings'] as const;

/** Columns that keep the rows of one id apart, where the engine would make one of them. */
const apart: Record<(typeof tables)[number], readonly [column: string, value: string]> = {
  events: ['received', 'now64(3)'],
  recent: ['received', 'now64(3)'],
  people: ['events', '1'],
  traits: ['name', 'toString(ask)'],
  doings: ['name', 'toString(ask)'],
};

/** A row of each id in each table, of a source that asks first and of one that does not. An empty id: of nobody. */
export async function fillTables(engine: Engine, ids: readonly Id[]): Promise<void> {
  await engine.run({ sql: 'SYSTEM STOP MERGES people' });
  for (const table of tables) {
    const key = table === 'events' || table === 'recent' ? 'actor' : 'customer';
    const [column, value] = apart[table];
    await engine.run({ sql: `TRUNCATE TABLE ${table}` });
    for (const ask of [0, 1]) {
      await engine.run({
        sql: `INSERT INTO ${table} (${column}, ${key}, ask)
              SELECT ${value}, if(id = '', 0, sipHash64(id)), ask
              FROM (SELECT arrayJoin({ids:Array(String)}) AS id, {ask:UInt8} AS ask)`,
        values: { ids, ask },
      });
    }
  }
}

/** Which of the ids are let through, by table and purpose; `*` after those that are of a source that asks. */
export async function readThrough(engine: Engine, ids: readonly Id[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const table of tables) {
    for (const purpose of consentPurposes) {
      const key = table === 'events' || table === 'recent' ? 'actor' : 'customer';
      const rows = openPersonRows({ table, purpose });
      const answer = await engine.rows<{ id: string; ask: number }>({
        sql: `SELECT id, ask FROM ${rows.source} AS r
              JOIN (SELECT arrayJoin({ids:Array(String)}) AS id, if(id = '', 0, sipHash64(id)) AS hash) AS i ON i.hash = r.${key}`,
        values: { ids },
      });
      found[`${table} ${purpose}`] = answer.map(({ id, ask }) => `${id}${ask === 1 ? '*' : ''}`).sort();
    }
  }
  return found;
}
