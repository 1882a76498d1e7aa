import { type ConsentPurpose, consentPurposes } from '@dandelion-loop/contract';
import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ConsentStatement } from '../../kernel/consent-gate.ts';
import type { Engine } from '../../kernel/engine.ts';
import { startTestStores, type TestStores } from '../events/test-events.ts';
import { createConsentMirror } from './mirror.ts';
import { consentStep } from './move-step.ts';
import { moment, statement } from './test-consent.ts';
import { fillTables, link, readThrough, tables } from './test-mirror.ts';
import { writeLedger } from './write-ledger.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await startTestStores();
});
afterAll(() => stores?.stop());
beforeEach(async () => {
  await emptyLedger();
  for (const table of ['links', 'consent_said', 'consent_now', 'consent_of', 'consent_mirror'])
    await stores.engine.run({ sql: `TRUNCATE TABLE ${table}` });
});

const emptyLedger = () =>
  stores.pool.query(
    `BEGIN; SET LOCAL dandelion.audit_log = 'deletion'; TRUNCATE consents, subjects RESTART IDENTITY; COMMIT`,
  );
const log = { info() {}, warn() {}, error() {} };
const mirrorOn = (engine: Engine) => createConsentMirror({ pool: stores.pool, engine, log });
const say = (...statements: ConsentStatement[]) =>
  writeLedger(drizzle(stores.pool), statements, new Date(moment + 3_600_000));

/** In all tables alike. */
const everywhere = (ofPurpose: (purpose: ConsentPurpose) => string[]) =>
  Object.fromEntries(
    tables.flatMap((table) => consentPurposes.map((purpose) => [`${table} ${purpose}`, ofPurpose(purpose).sort()])),
  );

/** All that lasts of the copy. */
const contents = () =>
  stores.engine.rows({
    sql: `SELECT * FROM (SELECT 'said' AS what, toString(actor) AS id, toString(answers) AS answers FROM consent_said FINAL
          UNION ALL SELECT 'now', toString(person), toString(answers) FROM consent_now FINAL WHERE answers != 0
          UNION ALL SELECT 'of', toString(person), toString(answers) FROM (SELECT person, joinGet('consent_of', 'answers', person) AS answers FROM consent_now FINAL) WHERE answers != 0)
          ORDER BY ALL`,
  });

test('what customers allowed decides what is read, in each table and for each purpose', async () => {
  const ids = ['', 'uyes', 'uno', 'unothing', 'ulearns', 'unotlearn', 'umail'];
  await fillTables(stores.engine, ids);
  // Before the copy is there nothing is read, not even what nobody refused.
  expect(await readThrough(stores.engine, ids)).toEqual(everywhere(() => []));
  const all = Object.fromEntries(consentPurposes.map((purpose) => [purpose, true]));
  await say(
    statement(all, { user: 'yes', trust: 3 }),
    statement({ ...all, collect: false }, { user: 'no', trust: 3 }),
    statement({ learn: true }, { user: 'learns', trust: 3 }),
    statement({ learn: false }, { user: 'notlearn', trust: 1 }),
    statement({ 'contact:email': true }, { user: 'mail', trust: 2 }),
    statement({ 'contact:email': true, learn: true }, { user: 'nothing', trust: 1 }),
  );
  await mirrorOn(stores.engine).catchUp();
  const open = ['', '*', 'uyes', 'uyes*', 'unothing', 'umail'];
  expect(await readThrough(stores.engine, ids)).toEqual(
    everywhere((purpose) => {
      if (purpose === 'contact:email') return ['uyes', 'uyes*', 'umail', 'umail*'];
      if (purpose.startsWith('contact:')) return ['uyes', 'uyes*'];
      if (purpose === 'learn') return [...open, 'ulearns', 'ulearns*'];
      return [...open, 'ulearns', 'unotlearn'];
    }),
  );
});

test('a table of rows of a file is read as it is', async () => {
  const { openPersonRows } = await import('../../kernel/person-rows.ts');
  expect(openPersonRows({ table: 'file_1', purpose: 'learn' }).source).toBe('file_1');
  expect(() => openPersonRows({ table: 'events', purpose: 'contact:pigeon' as 'learn' })).toThrow('Not a purpose');
});

test('a no of one id holds for all ids of the person, and a link that ends gives each its own back', async () => {
  const ids = ['uada', 'aphone', 'alaptop', 'uother'];
  await fillTables(stores.engine, ids);
  await link(stores.engine, 'aphone', 'uada');
  const mirror = mirrorOn(stores.engine);
  await say(
    statement({ collect: true, profile: true }, { anonymous: 'laptop' }),
    statement({ collect: true }, { anonymous: 'phone' }),
  );
  await mirror.catchUp();
  const events = async (purpose: ConsentPurpose) => (await readThrough(stores.engine, ids))[`events ${purpose}`];
  const asked = async (purpose: ConsentPurpose) => (await events(purpose))!.filter((id) => id.endsWith('*'));
  expect(await asked('collect')).toEqual(['alaptop*', 'aphone*', 'uada*']);
  expect(await asked('profile')).toEqual(['alaptop*']);
  await link(stores.engine, 'alaptop', 'uada', { trust: 1 });
  await mirror.relink('SELECT sipHash64({id:String}) AS actor', { id: 'alaptop' });
  expect(await asked('profile')).toEqual(['alaptop*', 'aphone*', 'uada*']);
  await say(statement({ collect: false }, { anonymous: 'phone', at: moment + 1 }));
  await mirror.catchUp();
  expect(await events('profile')).toEqual(['uother']);
  await link(stores.engine, 'aphone', 'uada', { ended: 1 });
  await mirror.relink('SELECT sipHash64({a:String}) AS actor UNION ALL SELECT sipHash64({b:String})', {
    ...{ a: 'aphone', b: 'uada' },
  });
  expect(await events('profile')).toEqual(['alaptop', 'alaptop*', 'uada', 'uada*', 'uother']);
});

test('a window that links hands over what was said, also from who lost the id', async () => {
  const ids = ['uada', 'ubo', 'aphone'];
  await fillTables(stores.engine, ids);
  await say(statement({ collect: true }, { anonymous: 'phone' }));
  const mirror = mirrorOn(stores.engine);
  await mirror.catchUp();
  const collected = async () =>
    (await readThrough(stores.engine, ids))['people collect']!.filter((id) => id.endsWith('*'));
  const step = consentStep(mirror);
  const move = async (window: number) => {
    await step.run(stores.engine, { window, once: () => ({}) });
    await step.run(stores.engine, { window, once: () => ({}) });
  };
  await move(6);
  expect(await collected()).toEqual(['aphone*']);
  await link(stores.engine, 'aphone', 'uada', { window: 7 });
  await move(7);
  expect(await collected()).toEqual(['aphone*', 'uada*']);
  await link(stores.engine, 'aphone', 'ubo', { window: 8, former: 'uada' });
  await move(8);
  expect(await collected()).toEqual(['aphone*', 'ubo*']);
});

test('a yes to be written to comes over no link that is only claimed', async () => {
  const ids = ['uada', 'aphone'];
  await fillTables(stores.engine, ids);
  await link(stores.engine, 'aphone', 'uada', { trust: 1 });
  await say(statement({ 'contact:email': true, learn: true }, { anonymous: 'phone', trust: 3 }));
  const mirror = mirrorOn(stores.engine);
  await mirror.catchUp();
  const mailed = async () => (await readThrough(stores.engine, ids))['people contact:email'];
  expect(await mailed()).toEqual([]);
  await link(stores.engine, 'aphone', 'uada', { trust: 2 });
  await mirror.relink('SELECT sipHash64({id:String}) AS actor', { id: 'aphone' });
  expect(await mailed()).toEqual(['aphone', 'aphone*', 'uada', 'uada*']);
});

test('cut off after any statement, the next attempt comes to the same', async () => {
  const steps = async (on: Engine, attempt: (work: () => Promise<void>) => Promise<void>) => {
    const mirror = mirrorOn(on);
    await emptyLedger();
    for (const table of ['links', 'consent_said', 'consent_now', 'consent_of', 'consent_mirror'])
      await stores.engine.run({ sql: `TRUNCATE TABLE ${table}` });
    await link(stores.engine, 'a1', 'u1');
    await say(statement({ collect: true }, { anonymous: '1' }), statement({ learn: true }, { user: '2', trust: 3 }));
    await attempt(() => mirror.catchUp());
    await say(statement({ collect: false }, { anonymous: '1', at: moment + 1 }));
    await attempt(() => mirror.catchUp());
    await link(stores.engine, 'a3', 'u2');
    await attempt(() => mirror.relink('SELECT sipHash64({id:String}) AS actor', { id: 'a3' }));
  };
  await steps(stores.engine, (work) => work());
  const whole = await contents();
  expect(whole.length).toBeGreaterThan(6);
  let written = 0;
  let cutAt = 0;
  const fragile: Engine = {
    ...stores.engine,
    run: (question) => cut(() => stores.engine.run(question)),
    load: (question, data) => cut(() => stores.engine.load(question, data)),
  };
  async function cut(work: () => Promise<void>): Promise<void> {
    if (cutAt === 0 && written++ === 0) throw new Error('cut off before');
    await work();
    if (++written === cutAt) throw new Error('cut off after');
  }
  for (let cuts = 0; ; cutAt++, cuts++) {
    written = 0;
    let failed = 0;
    await steps(fragile, async (work) => {
      try {
        await work();
      } catch {
        failed++;
        await work();
      }
    });
    expect(await contents(), `cut at ${cutAt}`).toEqual(whole);
    if (failed === 0) {
      expect(cuts).toBeGreaterThan(15);
      return;
    }
  }
}, 120_000);

test('another ledger in the place of the one that was followed is followed from its beginning', async () => {
  const mirror = mirrorOn(stores.engine);
  await say(statement({ collect: true }, { anonymous: 'old' }), statement({ collect: false }, { anonymous: 'both' }));
  await mirror.catchUp();
  const ids = ['aold', 'aboth', 'anew'];
  await fillTables(stores.engine, ids);
  await emptyLedger();
  await say(
    statement({ collect: true }, { anonymous: 'both' }),
    statement({ collect: true }, { anonymous: 'new' }),
    statement({ learn: false }, { anonymous: 'new' }),
  );
  await mirror.catchUp();
  expect((await readThrough(stores.engine, ids))['events collect']).toEqual([
    ...['aboth', 'aboth*', 'anew', 'anew*', 'aold'],
  ]);
  await emptyLedger();
  await mirror.catchUp();
  expect((await readThrough(stores.engine, ids))['events collect']).toEqual(['aboth', 'anew', 'aold']);
});

test('strange signs in an id are the same for the engine', async () => {
  const strange = ['tab\tid', 'line\nid', 'back\\slash', '\\N', 'quote\'"', 'grün 🌻', '\b\f\v\r'];
  await say(...strange.map((id) => statement({ collect: false }, { anonymous: id })));
  await mirrorOn(stores.engine).catchUp();
  const ids = strange.map((id) => `a${id}`);
  await fillTables(stores.engine, [...ids, 'aplain']);
  expect((await readThrough(stores.engine, [...ids, 'aplain']))['events collect']).toEqual(['aplain']);
});
