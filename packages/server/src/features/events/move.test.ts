import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ConsentGate } from '../../kernel/consent-gate.ts';
import type { Engine } from '../../kernel/engine.ts';
import { trusts } from '../../kernel/trust.ts';
import { customerTables } from '../customers/index.ts';
import { eventTables } from './move.sql.ts';
import type { MoveStep } from './move-step.ts';
import { type EventsService, startEvents } from './service.ts';
import type { EventSource } from './source-of-events.ts';
import { startTestStores, type TestStores } from './test-events.ts';

/** What arrives, is killed on its way, and comes again. */

let stores: TestStores;
let events: EventsService;
const log = { info() {}, warn: console.warn, error() {} };
const open: ConsentGate = {
  ...{ readiness: () => ({ state: 'ready', reason: null }), mayCollect: () => true },
  ...{ isNews: () => false, state: async () => {} },
};
const source: EventSource = {
  ...{ number: 1, ask: false, withheld: 'drop', trust: trusts.secret, preferences: new Map() },
  signedUser: () => null,
};

beforeAll(async () => {
  stores = await startTestStores();
});
afterAll(async () => {
  for (const one of started) await one.stop();
  await stores.stop();
});

async function start(steps: MoveStep[] = [], engine: Engine = stores.engine) {
  const service = await startEvents({ engine, pool: stores.pool, gate: open, steps, alone: true, log, now: Date.now });
  started.push(service);
  return service;
}
const started: EventsService[] = [];
beforeEach(async () => {
  for (const one of started.splice(0)) await one.stop();
  for (const table of ['inbox', 'events', 'seen', 'recent', 'arrivals', 'rejects', 'names']) {
    await stores.engine.run({ sql: `TRUNCATE TABLE ${table}` });
  }
});

const send = (service: EventsService, batch: object[]) =>
  service.take({
    ...{ source, type: null, body: { batch, sentAt: new Date().toISOString() }, received: Date.now() },
    ...{ agent: '', purpose: '', privacyControl: false },
  });
const order = (n: number, more: object = {}) => ({
  ...{ type: 'track', event: 'Order', userId: `u${n % 3}`, messageId: `m${n}` },
  ...{ timestamp: new Date().toISOString(), properties: { n } },
  ...more,
});
const count = async (table: string) =>
  (await stores.engine.rows<{ n: number }>({ sql: `SELECT count() AS n FROM ${table}` }))[0]!.n;

test('what is answered lies in the inbox, and is moved once', async () => {
  events = await start();
  expect(await send(events, [order(1), order(2), order(1)])).toEqual({ kept: 3, rejected: 0 });
  await events.mover.drain();
  expect(await count('events')).toBe(2);
  await send(events, [order(2), order(3)]);
  await events.mover.drain();
  expect(await count('events')).toBe(3);
  expect(await count('inbox')).toBe(0);
  const fates = await stores.engine.rows({
    sql: 'SELECT fate, sum(events) AS n FROM arrivals GROUP BY fate ORDER BY fate',
  });
  expect(fates).toEqual([
    { fate: 'kept', n: 3 },
    { fate: 'repeated', n: 2 },
  ]);
});

test('cut off after any statement and begun anew, each event is there once', async () => {
  const names: MoveStep = {
    name: 'probe',
    async run(engine, { once }) {
      await engine.run({
        sql: "INSERT INTO names SELECT 9, 'track', 'probe', min(time), max(time), count() FROM moving HAVING count() > 0",
        settings: once(0),
      });
    },
  };
  for (let cut = 1; cut <= 12; cut++) {
    let left = cut;
    const dying: Engine = {
      ...stores.engine,
      async run(question) {
        // The statement is carried out, and nobody hears of it.
        await stores.engine.run(question);
        if (--left === 0) throw new Error('cut');
      },
      load: (question, data) => stores.engine.load(question, data),
    };
    const first = await start([names], dying);
    await send(first, [order(cut * 10), order(cut * 10 + 1), order(cut * 10)]);
    await first.mover.drain().catch(() => undefined);
    await first.stop();
    const second = await start([names]);
    await second.mover.drain();
    await second.stop();
    expect([cut, await count('events')]).toEqual([cut, cut * 2]);
    expect(await count('inbox')).toBe(0);
    expect(await count('seen')).toBe(cut * 2);
    const sums = await stores.engine.rows({
      sql: 'SELECT sumIf(events, source = 9) AS probe, sumIf(events, source = 1) AS own FROM names',
    });
    expect(sums).toEqual([{ probe: cut * 2, own: cut * 2 }]);
    const [kept] = await stores.engine.rows<{ n: number }>({
      sql: "SELECT sum(events) AS n FROM arrivals WHERE fate = 'kept'",
    });
    expect(kept!.n).toBe(cut * 2);
  }
});

test('a workspace that is deleted leaves no row of events, and no table is forgotten', async () => {
  const service = await start();
  await send(service, [order(1), order(2, { event: '' })]);
  await service.mover.drain();
  await send(service, [order(3)]);
  await service.forgetAll([...customerTables, ...eventTables]);
  const tables = await stores.engine.rows<{ name: string }>({
    sql: "SELECT name FROM system.tables WHERE database = currentDatabase() AND name != 'engine_migrations'",
  });
  // What consent allowed follows its ledger, and the others are empty but while a window is moved.
  const kept = /^(consent_\w+|moving|moved_\w+)$/;
  const emptied: readonly string[] = [...customerTables, ...eventTables];
  expect(
    tables
      .map(({ name }) => name)
      .filter((name) => !kept.test(name))
      .sort(),
  ).toEqual([...emptied].sort());
  for (const table of emptied) expect([table, await count(table)]).toEqual([table, 0]);
});
