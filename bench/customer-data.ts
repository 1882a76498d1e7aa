import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../packages/server/src/kernel/engine.ts';

/** Customers and their events, made in the engine alone. */

/** The tables that events and customers are kept in. */
export async function makeTables(engine: Engine, root: string): Promise<void> {
  for (const step of ['0001-events', '0002-customers']) {
    const text = readFileSync(join(root, `packages/server/migrations-of-events/${step}.sql`), 'utf8');
    for (const sql of text.split(/;\s*(?:\n|$)/)) if (sql.trim() !== '') await engine.run({ sql });
  }
}

export const eventsEach = 20;

/**
 * A window of events of so many customers, from the first to the last time that each was seen: seven of ten sign up with their sixth
 * event, and use two devices; three stay anonymous. Windows follow each other in time, and all customers come in each.
 */
export async function putWindow(
  engine: Engine,
  { window, customers, turn }: { window: number; customers: number; turn: number },
): Promise<void> {
  const known = turn >= 5 ? `if(c % 10 < 7, concat('user', leftPad(toString(c), 7, '0')), '')` : `''`;
  const device = turn >= 10 ? `if(c % 10 < 7 AND turn % 2 = 1, 'b', 'a')` : `'a'`;
  await engine.run({ sql: 'TRUNCATE TABLE moving' });
  await engine.run({
    sql: `INSERT INTO moving (actor, time, received, window, source, ask, trust, type, name, hash, message, anonymous, user, properties, traits, url, agent, library)
      SELECT sipHash64(if(user = '', concat('a', anonymous), concat('u', user))), at, at, {window:UInt64}, 1 + turn % 3, 0, 3,
        multiIf(turn = 5 AND user != '', 'identify', turn % 4 = 0, 'page', 'track') AS type,
        ['Product Viewed', 'Product Added', 'Order Completed', 'Search Done', 'Question Asked'][1 + cityHash64(c, turn) % 5],
        cityHash64(c, turn, 'm'), toString(generateUUIDv4(c)), anonymous, user,
        concat('{"revenue":', toString(cityHash64(c, turn) % 200), ',"product":"p-', toString(cityHash64(turn, c) % 5000), '","currency":"EUR"}'),
        if(type = 'identify', concat('{"email":"user', toString(c), '@', ['mail', 'post', 'shop'][1 + c % 3], '.example","firstName":"',
          ['Ada', 'Olga', 'Rik', 'Mila', 'José', 'Chen', 'Amara', 'Noor'][1 + cityHash64(c) % 8], '","lastName":"Person', toString(c),
          '","plan":"', ['free', 'paid', 'team'][1 + cityHash64(c, 1) % 3], '","age":', toString(18 + c % 60), ',"city":"', ['Bern', 'Kyiv', 'Lima', 'Oslo'][1 + c % 4], '"}'), ''),
        concat('https://shop.example/p/', toString(c % 5000)), 'Mozilla/5.0', 'web'
      FROM (
        SELECT number AS c, {turn:UInt32} AS turn, ${known} AS user,
          concat(${device}, '-', hex(sipHash64(c, 'device')), toString(c)) AS anonymous,
          toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + toIntervalSecond(turn * 864000 + cityHash64(c, turn, 't') % 864000) AS at
        FROM numbers({customers:UInt64}))`,
    values: { window, customers, turn },
  });
  await engine.run({ sql: 'INSERT INTO events SELECT * FROM moving', settings: { insert_deduplicate: 0 } });
}
