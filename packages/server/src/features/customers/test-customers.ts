import { readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import type { Engine } from '../../kernel/engine.ts';
import { type Trust, trusts } from '../../kernel/trust.ts';
import type { MovedWindow } from '../events/index.ts';
import { customersStep } from './move-steps.ts';

/** The tables of events and customers in an engine of the test's own, and windows of events as the mover would bring them. */

const steps = fileURLToPath(new URL('../../../migrations-of-events/', import.meta.url));

/** The statements of the engine's own steps. */
const engineTables: string[] = readdirSync(steps)
  .sort()
  .flatMap((name) => readFileSync(`${steps}${name}`, 'utf8').split(/;\s*(?:\n|$)/))
  .filter((statement) => statement.trim() !== '');

export interface TestEvent {
  user?: string;
  anonymous?: string;
  type?: 'track' | 'page' | 'screen' | 'identify' | 'group' | 'alias';
  name?: string;
  /** Milliseconds since 1970, also when it was received. */
  at: number;
  trust?: Trust;
  source?: number;
  ask?: boolean;
  machine?: string;
  traits?: unknown;
  properties?: unknown;
  /** Of an alias: the id before. */
  previous?: string;
}

const fields = `hash UInt64, user String, anonymous String, type String, name String, at Int64, trust UInt8, source UInt32, ask UInt8,
  machine String, previous String, traits String, properties String`;

/** Puts events of a window where the mover puts them. The number of an event is its message. */
export async function putEvents(engine: Engine, window: number, events: readonly TestEvent[], from = 1): Promise<void> {
  const rows = events.map((event, i) => ({
    ...{ user: '', anonymous: '', type: 'track', name: '', trust: trusts.secret, source: 1, machine: '', previous: '' },
    ...event,
    ...{ hash: from + i, ask: event.ask ? 1 : 0 },
    traits: event.traits === undefined ? '' : JSON.stringify(event.traits),
    properties: event.properties === undefined ? '' : JSON.stringify(event.properties),
  }));
  await engine.run({ sql: `CREATE TABLE IF NOT EXISTS incoming (${fields}) ENGINE = Memory` });
  await engine.run({ sql: 'TRUNCATE TABLE incoming' });
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  await engine.load({ sql: 'INSERT INTO incoming FORMAT JSONEachRow' }, Readable.from([lines]));
  await engine.run({ sql: 'TRUNCATE TABLE moving' });
  await engine.run({
    sql: `INSERT INTO moving (actor, time, received, window, source, ask, trust, type, name, machine, hash, message, anonymous, user, previous, traits, properties)
      SELECT multiIf(user != '', sipHash64(concat('u', user)), anonymous != '', sipHash64(concat('a', anonymous)), 0),
        fromUnixTimestamp64Milli(at, 'UTC'), fromUnixTimestamp64Milli(at, 'UTC'), {window:UInt64}, source, ask, trust, type, name, machine,
        hash, toString(hash), anonymous, user, previous, traits, properties FROM incoming`,
    values: { window },
  });
  await engine.run({ sql: 'INSERT INTO events SELECT * FROM moving', settings: { insert_deduplicate: 0 } });
}

/** As the mover says it: nothing is written twice, and a statement writes all or nothing. */
export const movedWindow = (window: number): MovedWindow => ({
  window,
  once: (n) => ({
    insert_deduplication_token: `customers-${window}-${n}`,
    min_insert_block_size_rows: 1_000_000_000,
    min_insert_block_size_bytes: 0,
    max_insert_threads: 1,
  }),
});

/** Brings a window into the tables of customers. */
export async function moveWindow(engine: Engine, window: number): Promise<void> {
  await customersStep.run(engine, movedWindow(window));
}

export const newTables = async (engine: Engine): Promise<void> => {
  for (const sql of engineTables) {
    const name = /CREATE TABLE (?:IF NOT EXISTS )?(\w+)/.exec(sql)?.[1];
    if (name !== undefined) await engine.run({ sql: `DROP TABLE IF EXISTS ${name}` });
    await engine.run({ sql });
  }
};

/** An engine for the tests of a file. */
export function useEngine(): () => PrivateEngine {
  let engine: PrivateEngine | undefined;
  beforeAll(async () => {
    engine = await startPrivateEngine();
    await newTables(engine);
  });
  afterAll(() => engine?.stop());
  return () => engine!;
}

/** All that is known, in one order, with numbers as text. */
export async function readTables(engine: Engine): Promise<Record<string, unknown[]>> {
  const questions: Record<string, string> = {
    links: `SELECT toString(actor) AS actor, toString(customer) AS customer, trust, toString(at) AS at, ended, anonymous, user, how, toString(former) AS former FROM links FINAL ORDER BY actor`,
    refused: `SELECT toString(actor) AS actor, toString(customer) AS customer, toString(holder) AS holder, reason, trust, toString(at) AS at FROM refused_links FINAL ORDER BY actor, customer`,
    people: `SELECT toString(customer) AS customer, toString(min(first)) AS first, toString(max(last)) AS last, sum(events) AS events,
        max(user) AS user, max(anonymous) AS anonymous, max(email).text AS mail, max(name).text AS called, max(merged) AS merged, max(ask) AS ask,
        arraySort(groupUniqArrayArray(sources)) AS sources
      FROM people GROUP BY people.customer ORDER BY people.customer`,
    traits: `SELECT name, toString(customer) AS customer, value, number, toString(at) AS at, source, trust, ask, toString(version) AS version FROM traits FINAL ORDER BY name, customer`,
    doings: `SELECT name, toString(customer) AS customer, day, n, toString(last) AS last, value, ask FROM doings FINAL ORDER BY name, customer, day`,
  };
  const found: Record<string, unknown[]> = {};
  for (const [name, sql] of Object.entries(questions)) found[name] = await engine.rows({ sql });
  return found;
}
