import { createHash, randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { customerProfileSchema, customerSchema, timelineEventSchema } from '@dandelion-loop/contract';
import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../kernel/caller.ts';
import { trusts } from '../../kernel/trust.ts';
import { startTestStores, type TestStores } from '../events/test-events.ts';
import { type CustomersService, createCustomers } from './service.ts';
import { moveWindow, newTables, putEvents, type TestEvent } from './test-customers.ts';

let stores: TestStores;
let customers: CustomersService;
const day = Date.UTC(2026, 4, 1);
const mila: Actor = { kind: 'member', id: randomUUID(), name: 'Mila' };
/** When the engine dies: after so many statements. */
let dieAfter = Number.POSITIVE_INFINITY;

beforeAll(async () => {
  stores = await startTestStores();
  const { engine, pool } = stores;
  const mortal: typeof engine = {
    ...engine,
    async run(question) {
      if (dieAfter-- <= 0) throw new Error('died');
      await engine.run(question);
    },
  };
  customers = createCustomers({
    ...{
      records: drizzle(pool),
      engine: mortal,
      now: () => new Date(day),
      betweenWindows: (work) => work(),
      relinked: async () => {},
    },
    alsoKept: [
      {
        kind: 'consent',
        async *rows({ customer }) {
          yield { of: customer.id };
        },
      },
    ],
  });
});
afterAll(() => stores.stop());
beforeEach(async () => {
  dieAfter = Number.POSITIVE_INFINITY;
  await newTables(stores.engine);
});

let windows = 0;
async function arrive(...events: TestEvent[]): Promise<void> {
  const window = 100_000_000_000_000 + ++windows;
  await putEvents(stores.engine, window, events, windows * 1000);
  await moveWindow(stores.engine, window);
}

const who = ({ user, anonymous }: { user: string | null; anonymous: string | null }) =>
  user ?? `anonymous:${anonymous}`;
const query = { sort: 'last', limit: 50 } as const;
const names = async (filters: Partial<Parameters<CustomersService['list']>[0]> = {}) =>
  (await customers.list({ ...query, ...filters })).customers.map(who);

/** Four people and a bot. */
async function some(): Promise<void> {
  await arrive(
    {
      user: 'ann',
      type: 'identify',
      traits: { name: 'Ann Lee', email: 'ann@mail.example', plan: 'paid', age: 41 },
      at: day,
    },
    {
      user: 'bob',
      type: 'identify',
      traits: { name: 'Žofie Černá', email: 'bob@post.example', plan: 'free', gone: 1 },
      at: day + 1000,
      source: 2,
    },
    { user: 'bob', type: 'identify', traits: { gone: null }, at: day + 1500, source: 2 },
    { anonymous: 'dev-1', name: 'Seen', at: day + 2000 },
    { anonymous: 'dev-2', name: 'Seen', at: day + 3000 },
    { anonymous: 'bot-1', name: 'Seen', at: day + 4000, machine: 'bot' },
  );
  await arrive({
    anonymous: 'dev-1',
    user: 'ann',
    name: 'Bought',
    at: day + 5000,
    properties: { total: 3 },
    trust: trusts.claimed,
  });
}

describe('the list', () => {
  beforeEach(some);

  test('has customers once, those seen last first, page by page', async () => {
    expect(await names()).toEqual(['ann', 'anonymous:dev-2', 'bob']);
    expect(await names({ sort: 'first' })).toEqual(['anonymous:dev-2', 'bob', 'ann']);
    expect(await names({ sort: 'name' })).toEqual(['ann', 'bob', 'anonymous:dev-2']);
    for (const sort of ['last', 'first', 'name'] as const) {
      const all: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await customers.list({ sort, limit: 1, cursor });
        expect(page.customers.map((one) => customerSchema.parse(one))).toEqual(page.customers);
        all.push(...page.customers.map(who));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(all).toEqual(await names({ sort }));
    }
    for (const cursor of ['x', 'e30', Buffer.from('{"key":"1; DROP","id":"0"}').toString('base64url')]) {
      await expect(names({ cursor })).rejects.toMatchObject({ code: 'bad-request' });
    }
  });

  test('finds by any part of a name, an address, or an id', async () => {
    const found: [string, string[]][] = [
      ['lee', ['ann']],
      ['ČERN', ['bob']],
      ['@POST', ['bob']],
      ['dev-', ['ann', 'anonymous:dev-2']],
      ['dev-1', ['ann']],
      ["' OR 1 --", []],
      ['%', []],
    ];
    for (const [search, expected] of found) expect([search, await names({ search })]).toEqual([search, expected]);
  });

  test('filters, alone and together', async () => {
    expect(await names({ kind: 'known' })).toEqual(['ann', 'bob']);
    expect(await names({ kind: 'anonymous' })).toEqual(['anonymous:dev-2']);
    expect(await names({ seenSince: new Date(day + 3000).toISOString() })).toEqual(['ann', 'anonymous:dev-2']);
    expect(await names({ trait: 'plan' })).toEqual(['ann', 'bob']);
    expect(await names({ trait: 'plan', value: 'paid' })).toEqual(['ann']);
    expect(await names({ trait: 'age', value: '41' })).toEqual(['ann']);
    expect(await names({ trait: 'gone' })).toEqual([]);
    expect(await names({ trait: 'gone', value: '1' })).toEqual([]);
    expect(await names({ source: 2 })).toEqual(['bob']);
    expect(await names({ source: 1, search: 'a', kind: 'known', trait: 'plan', value: 'paid' })).toEqual(['ann']);
    expect([await customers.count({}), await customers.count({ kind: 'known', search: 'example' })]).toEqual([3, 2]);
  });
});

describe('one customer', () => {
  beforeEach(some);

  test('is found by each of their ids, and nobody by others', async () => {
    const { customer } = await customers.read('ann');
    for (const id of [customer.id, 'user:ann', 'anonymous:dev-1'])
      expect((await customers.read(id)).customer).toEqual(customer);
    for (const id of [
      'eve',
      'dev-1',
      'user:dev-1',
      'anonymous:ann',
      'anonymous:bot-1',
      '0'.repeat(16),
      'f'.repeat(16),
      "a'b",
    ]) {
      await expect(customers.read(id)).rejects.toMatchObject({ code: 'not-found' });
    }
    // A user id that looks like an id of ours is one all the same.
    const alike = createHash('sha256').update('x').digest('hex').slice(0, 16);
    await arrive({ user: alike, name: 'Seen', at: day });
    expect((await customers.read(alike)).customer.user).toBe(alike);
  });

  test('with what is known, whence, by whom and since when', async () => {
    const profile = await customers.read('ann');
    expect(customerProfileSchema.parse(profile)).toEqual(profile);
    expect(profile.customer).toMatchObject({ user: 'ann', name: 'Ann Lee', email: 'ann@mail.example', events: 3 });
    expect(profile.traits?.map(({ name, value, trust, source }) => [name, value, trust, source])).toEqual([
      ['age', 41, 'secret', 1],
      ['email', 'ann@mail.example', 'secret', 1],
      ['name', 'Ann Lee', 'secret', 1],
      ['plan', 'paid', 'secret', 1],
    ]);
    expect(profile.identities).toMatchObject([
      { kind: 'user', value: 'ann', how: 'own' },
      { kind: 'anonymous', value: 'dev-1', how: 'event', trust: 'claimed', since: new Date(day + 5000).toISOString() },
    ]);
    expect(profile.origins.map(({ source, type, events }) => [source, type, events])).toEqual([
      [1, 'identify', 1],
      [1, 'track', 2],
    ]);
    expect((await customers.read('bob')).traits?.map(({ name }) => name)).not.toContain('gone');
  });

  test('what is claimed says nothing against what is known better', async () => {
    await arrive(
      {
        user: 'ann',
        type: 'identify',
        traits: { email: 'evil@x.example', shoe: 44 },
        at: day + 9000,
        trust: trusts.claimed,
      },
      { anonymous: 'dev-1', user: 'bob', name: 'Seen', at: day + 9001, trust: trusts.claimed },
    );
    const { customer, traits, refused } = await customers.read('ann');
    expect(customer.email).toBe('ann@mail.example');
    expect(
      traits?.filter(({ name }) => ['email', 'shoe'].includes(name)).map(({ value, trust }) => [value, trust]),
    ).toEqual([
      ['ann@mail.example', 'secret'],
      [44, 'claimed'],
    ]);
    const bob = await customers.read('bob');
    expect(refused).toMatchObject([
      { value: 'dev-1', user: 'bob', customer: bob.customer.id, holder: customer.id, reason: 'taken' },
    ]);
    expect(bob.refused).toEqual(refused);
  });

  test('the timeline has what came with all ids, newest first, by type and name', async () => {
    const { events, next } = await customers.timeline('ann', { limit: 50 });
    expect(events.map((event) => timelineEventSchema.parse(event))).toEqual(events);
    expect([events.map(({ name, type }) => name || type), next]).toEqual([['Bought', 'Seen', 'identify'], null]);
    const pages: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await customers.timeline('ann', { limit: 1, cursor });
      pages.push(...page.events.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(pages).toEqual(events.map(({ id }) => id));
    const some = await customers.timeline('ann', { limit: 50, type: 'track', name: 'Bought' });
    expect(some.events.map(({ properties }) => properties)).toEqual([{ total: 3 }]);
  });
});

describe('links by hand', () => {
  beforeEach(some);
  const undo = { anonymous: 'dev-1', linked: false, reason: 'A shared tablet' };
  const redo = { anonymous: 'dev-1', linked: true, reason: 'It was theirs' };

  test('undone, made again, and never made again by events meanwhile', async () => {
    const undone = await customers.decide(mila, 'ann', undo);
    expect(undone.customer.events).toBe(2);
    expect(undone.identities).toMatchObject([{ value: 'ann' }, { value: 'dev-1', undone: true }]);
    expect(undone.decisions).toMatchObject([{ linked: false, reason: 'A shared tablet', by: { name: 'Mila' } }]);
    expect(await names()).toEqual(['ann', 'anonymous:dev-2', 'anonymous:dev-1', 'bob']);
    await arrive({ anonymous: 'dev-1', user: 'ann', name: 'Bought', at: day + 6000 });
    expect((await customers.read('anonymous:dev-1')).customer.events).toBe(1);
    expect((await customers.read('ann')).refused).toMatchObject([{ reason: 'undone', holder: null }]);
    const redone = await customers.decide(mila, 'ann', redo);
    expect(redone.customer.events).toBe(4);
    expect(redone.identities[1]).toMatchObject({ value: 'dev-1', how: 'hand', undone: false });
    await arrive({ anonymous: 'dev-1', name: 'Seen', at: day + 7000 });
    expect((await customers.read('ann')).customer.events).toBe(5);
  });

  test('refused where there is nothing to decide', async () => {
    const refused = (id: string, body: typeof undo) =>
      customers.decide(mila, id, body).then(
        () => 'done',
        ({ code }) => code,
      );
    expect(await refused('ann', redo)).toBe('conflict');
    expect(await refused('bob', redo)).toBe('conflict');
    expect(await refused('bob', undo)).toBe('conflict');
    expect(await refused('anonymous:dev-2', { ...redo, anonymous: 'dev-2' })).toBe('conflict');
    expect(await refused('ann', { ...redo, anonymous: 'never' })).toBe('not-found');
    expect(await refused('eve', undo)).toBe('not-found');
  });

  test('cut off at any statement, what was decided is done in the end', async () => {
    const expected = await customers.decide(mila, 'ann', undo).then(({ customer }) => customer);
    for (let after = 0; after < 9; after += 2) {
      await customers.decide(mila, 'ann', redo);
      dieAfter = after;
      await expect(customers.decide(mila, 'ann', undo)).rejects.toThrow('died');
      dieAfter = Number.POSITIVE_INFINITY;
      await customers.settle();
      expect((await customers.read('ann')).customer).toEqual(expected);
      expect((await customers.read('anonymous:dev-1')).customer.events).toBe(1);
    }
  });

  test('what was decided cannot be changed, and the log names nobody', async () => {
    await customers.decide(mila, 'ann', undo);
    await expect(stores.pool.query("UPDATE link_decisions SET reason = 'Other'")).rejects.toThrow('only added to');
    const { rows } = await stores.pool
      .query('SELECT entry FROM audit_log ORDER BY seq DESC LIMIT 1')
      .catch(async () =>
        stores.pool.query('SELECT to_jsonb(audit_log) AS entry FROM audit_log ORDER BY seq DESC LIMIT 1'),
      );
    const { customer } = await customers.read('ann');
    const logged = JSON.stringify(rows[0]);
    expect(logged).toContain('identity-link.undone');
    for (const value of ['dev-1', '"ann"', customer.id]) expect(logged).not.toContain(value);
  });
});

describe('taken out', () => {
  beforeEach(some);

  test('one customer as lines, all that is kept', async () => {
    const { content } = await customers.exportOne(mila, 'ann');
    const lines = (await text(content as never))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { customer } = await customers.read('ann');
    expect(lines[0]).toEqual({ kind: 'customer', ...customer });
    expect(lines.filter(({ kind }) => kind === 'event').map(({ name, type }) => name || type)).toEqual([
      'identify',
      'Seen',
      'Bought',
    ]);
    expect(lines.filter(({ kind }) => kind === 'consent')).toEqual([{ kind: 'consent', of: customer.id }]);
    expect(lines.filter(({ kind }) => kind === 'identity')).toHaveLength(2);
    expect(lines.filter(({ kind }) => kind === 'trait')).toHaveLength(4);
  });

  test('all customers as lines and as a table without formulas', async () => {
    await arrive({ user: '=cmd()', type: 'identify', traits: { name: '@SUM(A1)' }, at: day });
    const lines = (await text((await customers.exportAll(mila, 'jsonl')).content as never))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(who).sort()).toEqual(['=cmd()', 'ann', 'anonymous:dev-2', 'bob']);
    expect(lines.find(({ user }) => user === 'ann').traits).toEqual({
      age: 41,
      email: 'ann@mail.example',
      name: 'Ann Lee',
      plan: 'paid',
    });
    const table = await text((await customers.exportAll(mila, 'csv')).content as never);
    expect(table.split('\r\n')).toHaveLength(6);
    expect(table).toContain(",'=cmd(),,'@SUM(A1),");
  });
});
