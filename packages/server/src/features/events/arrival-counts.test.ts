import { afterAll, beforeAll, expect, test } from 'vitest';
import { createArrivalCounts } from './arrival-counts.ts';
import { startTestStores, type TestStores } from './test-events.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await startTestStores();
});
afterAll(() => stores?.stop());

test('what is not kept is counted by minute, with when the last one came', async () => {
  const counts = createArrivalCounts({ engine: stores.engine, log: { info() {}, warn() {}, error() {} } });
  const began = Date.parse('2026-11-01T10:00:00Z');
  for (const after of [0, 1234, 59_999, 60_000]) counts.add(3, 'dropped', began + after);
  counts.add(4, 'rejected', began + 5);
  await counts.stop();
  const rows = await stores.engine.rows({
    sql: `SELECT source, toUnixTimestamp(minute) AS minute, fate, events, toUnixTimestamp64Milli(last) AS last
          FROM arrivals ORDER BY source, minute`,
  });
  const minute = began / 1000;
  expect(rows).toEqual([
    { source: 3, minute, fate: 'dropped', events: 3, last: began + 59_999 },
    { source: 3, minute: minute + 60, fate: 'dropped', events: 1, last: began + 60_000 },
    { source: 4, minute, fate: 'rejected', events: 1, last: began + 5 },
  ]);
});
