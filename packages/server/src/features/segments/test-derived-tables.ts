import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../../kernel/engine.ts';

/** The tables of customers that segments read, filled by hand. */
const derived = `
CREATE TABLE links (actor UInt64, customer UInt64, trust UInt8, at DateTime64(3, 'UTC'), ended UInt8, version UInt64, anonymous String, user String)
  ENGINE = ReplacingMergeTree(version) ORDER BY actor;
CREATE TABLE people (customer UInt64, first SimpleAggregateFunction(min, DateTime64(3, 'UTC')), last SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
  events SimpleAggregateFunction(sum, UInt64), user SimpleAggregateFunction(max, String), anonymous SimpleAggregateFunction(max, String),
  email SimpleAggregateFunction(max, String), name SimpleAggregateFunction(max, String), merged SimpleAggregateFunction(max, UInt8), ask SimpleAggregateFunction(max, UInt8))
  ENGINE = AggregatingMergeTree ORDER BY customer;
CREATE TABLE traits (name LowCardinality(String), customer UInt64, value String, number Nullable(Float64), at DateTime64(3, 'UTC'), source UInt32, trust UInt8, ask UInt8, version UInt64)
  ENGINE = ReplacingMergeTree(version) ORDER BY (name, customer);
CREATE TABLE doings (name LowCardinality(String), customer UInt64, day Date, n SimpleAggregateFunction(sum, UInt64), last SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
  value SimpleAggregateFunction(sum, Float64), ask SimpleAggregateFunction(max, UInt8)) ENGINE = AggregatingMergeTree ORDER BY (name, customer, day)`;

const eventsStep = fileURLToPath(new URL('../../../migrations-of-events/0001-events.sql', import.meta.url));

export async function makeDerivedTables(engine: Engine): Promise<void> {
  const events = readFileSync(eventsStep, 'utf8')
    .split(/;\s*(?:\n|$)/)
    .filter((statement) => /EXISTS events /.test(statement));
  for (const sql of [...events, ...derived.split(';\n')]) await engine.run({ sql });
}

/** Adds rows as objects of columns. */
export async function addRows(engine: Engine, table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`);
  await engine.load({ sql: `INSERT INTO ${table} FORMAT JSONEachRow` }, Readable.from(lines));
}
