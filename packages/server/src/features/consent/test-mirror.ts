import { consentPurposes } from '@dandelion-loop/contract';
import type { Engine } from '../../kernel/engine.ts';
import { openPersonRows } from '../../kernel/person-rows.ts';

/** Customers in the engine, for tests of what may be read of them. */

/** What of the customers' tables matters here, where their own step has not made them. */
export async function makeCustomerTables(engine: Engine): Promise<void> {
  await engine.run({
    sql: `CREATE TABLE IF NOT EXISTS links (actor UInt64, customer UInt64, trust UInt8, ended UInt8, version UInt64)
          ENGINE = ReplacingMergeTree(version) ORDER BY actor`,
  });
  for (const table of ['people', 'traits', 'doings']) {
    await engine.run({
      sql: `CREATE TABLE IF NOT EXISTS ${table} (customer UInt64, ask UInt8) ENGINE = MergeTree ORDER BY customer`,
    });
  }
}

/** An id with `u` or `a` before it. */
export type Id = string;

export async function link(engine: Engine, anonymous: Id, user: Id, { trust = 3, ended = 0 } = {}): Promise<void> {
  await engine.run({
    sql: `INSERT INTO links (actor, customer, trust, ended, version)
          SELECT sipHash64({anonymous:String}), sipHash64({user:String}), {trust:UInt8}, {ended:UInt8}, toUnixTimestamp64Micro(now64(6))`,
    values: { anonymous, user, trust, ended },
  });
}

export const tables = ['events', 'recent', 'people', 'traits', 'doings'] as const;

/** A row of each id in each table, of a source that asks first and of one that does not. An empty id: of nobody. */
export async function fillTables(engine: Engine, ids: readonly Id[]): Promise<void> {
  for (const table of tables) {
    const isEvents = table === 'events' || table === 'recent';
    await engine.run({ sql: `TRUNCATE TABLE ${table}` });
    await engine.run({
      sql: `INSERT INTO ${table} (${isEvents ? 'received, actor' : 'customer'}, ask)
            SELECT ${isEvents ? 'now64(3), ' : ''}if(id = '', 0, sipHash64(id)), ask FROM
            (SELECT arrayJoin({ids:Array(String)}) AS id) AS i CROSS JOIN (SELECT arrayJoin([0, 1]) AS ask) AS a`,
      values: { ids },
    });
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
