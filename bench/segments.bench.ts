import type { SegmentTree } from '../packages/contract/src/segment-tree.ts';
import { startPrivateEngine } from '../packages/server/src/engines/clickhouse/start-private-engine.ts';
import {
  countCollected,
  countTrees,
  membersOf,
} from '../packages/server/src/features/segments/customers-of-trees.sql.ts';
import { makeDerivedTables } from '../packages/server/src/features/segments/test-derived-tables.ts';
import { median, report } from './measure.ts';

const customers = 1_000_000;
const events = 20_000_000;
const now = new Date('2027-05-20T12:00:00Z');

const at = "toDateTime64('2027-05-20 00:00:00', 3, 'UTC')";
/** Of 20 events of a customer 13 are views, 4 clicks, 2 orders; every third customer has answered. */
const name =
  "['Viewed', 'Clicked', 'Order Completed', 'Answered'][multiIf(k < 13, 1, k < 17, 2, k < 19 OR c % 3 != 0, 3, 4)]";
const days = 'cityHash64(c, k, 1) % 365';

const data = [
  `INSERT INTO people (customer, first, last, events, user) SELECT sipHash64(number), ${at} - INTERVAL 1 YEAR, ${at} - INTERVAL number % 200 DAY,
     20, if(number % 2 = 0, toString(number), '') FROM numbers(${customers})`,
  `INSERT INTO traits (name, customer, value, version) SELECT 'country', sipHash64(number), ['"NL"', '"DE"', '"US"'][1 + number % 3], 1
     FROM numbers(${customers})`,
  `INSERT INTO traits (name, customer, value, number, version) SELECT 'age', sipHash64(number), toString(number % 80), number % 80, 1
     FROM numbers(${customers})`,
  `INSERT INTO events (actor, time, received, source, trust, type, name, properties)
     SELECT sipHash64(c), ${at} - INTERVAL ${days} DAY, ${at}, 1, 3, 'track', ${name}, concat('{"value":', toString(c % 100), ',"colour":"', if(k % 2 = 0, 'red', 'blue'), '"}')
     FROM (SELECT intDiv(number, 20) AS c, number % 20 AS k FROM numbers(${events}))`,
  `INSERT INTO doings (name, customer, day, n, last, value) SELECT name, actor, toDate(time), count(), max(time), sum(JSONExtractFloat(properties, 'value'))
     FROM events GROUP BY name, actor, toDate(time)`,
];

const did = (name: string, times: number, last: number | null): SegmentTree => ({
  ...{ kind: 'event', name, op: 'at-least', times, where: [] },
  period: last === null ? { kind: 'ever' } : { kind: 'last', days: last },
});
const country: SegmentTree = { kind: 'trait', name: 'country', op: 'is', value: 'NL' };
const neverAnswered: SegmentTree = { kind: 'not', of: did('Answered', 1, null) };
const bought = did('Order Completed', 2, 90);
const recently: SegmentTree = { kind: 'last-event', name: 'Clicked', op: 'after', moment: { kind: 'ago', days: 30 } };

const trees: Record<string, SegmentTree> = {
  'bought twice in 90 days and never answered': { kind: 'all', of: [bought, neverAnswered] },
  'of a country': country,
  'did the most frequent event 3 times in 30 days': did('Viewed', 3, 30),
  'four conditions': { kind: 'all', of: [bought, neverAnswered, country, recently] },
  'five conditions, nested': {
    kind: 'any',
    of: [
      { kind: 'all', of: [bought, { kind: 'not', of: country }] },
      { kind: 'all', of: [recently, { kind: 'trait', name: 'age', op: 'between', from: 20, to: 40 }, neverAnswered] },
    ],
  },
  'an event by its property': {
    ...{ kind: 'event', name: 'Order Completed', op: 'at-least', times: 1, period: { kind: 'last', days: 90 } },
    where: [{ name: 'colour', op: 'is', value: 'red' }],
  },
};

async function timed(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let left = times; left > 0; left--) {
    const started = performance.now();
    await work();
    taken.push(performance.now() - started);
  }
  return taken.toSorted((a, b) => a - b);
}

/** Counts over 20 million events of a million customers, made in the engine. The first of each is not timed. */
export async function run(): Promise<void> {
  const engine = await startPrivateEngine();
  try {
    await makeDerivedTables(engine);
    for (const sql of data) await engine.run({ sql, settings: { max_insert_threads: 2 } });
    for (const table of ['people', 'traits', 'doings']) await engine.run({ sql: `OPTIMIZE TABLE ${table} FINAL` });
    for (const [tree, asked] of Object.entries(trees)) {
      const found = await countTrees(engine, [asked], now);
      const count = await timed(9, () => countTrees(engine, [asked], now));
      const page = await timed(5, () => membersOf(engine, { tree: asked, now, limit: 50, after: null }));
      report({
        ...{ bench: `segment: ${tree}`, customers, events, found: found.customers[0] },
        ...{ medianMilliseconds: median(count), worstMilliseconds: count.at(-1), budgetMilliseconds: 500 },
        pageMilliseconds: median(page),
      });
    }
    const collected = await timed(5, () => countCollected(engine, now));
    report({ bench: 'segment: all customers', medianMilliseconds: median(collected) });
  } finally {
    await engine.stop();
  }
}
