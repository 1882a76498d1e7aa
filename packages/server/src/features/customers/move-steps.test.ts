import { beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../kernel/engine.ts';
import { trusts } from '../../kernel/trust.ts';
import { customersStep } from './move-steps.ts';
import {
  movedWindow,
  moveWindow,
  newTables,
  putEvents,
  readTables,
  type TestEvent,
  useEngine,
} from './test-customers.ts';

const engine = useEngine();
const day = Date.UTC(2026, 4, 1);
beforeEach(() => newTables(engine()));

let windows = 0;
async function arrive(...events: TestEvent[]): Promise<void> {
  const window = 100_000_000_000_000 + ++windows;
  await putEvents(engine(), window, events, windows * 1000);
  await moveWindow(engine(), window);
}
const tables = () => readTables(engine());

/** Of customers that are nobody else's, by their id. */
async function people() {
  const found = (await tables()).people as {
    user: string;
    anonymous: string;
    events: number;
    mail: string;
    called: string;
    merged: number;
  }[];
  return Object.fromEntries(
    found
      .filter(({ merged }) => !merged)
      .map(({ user, anonymous, events, mail, called }) => [user || `anonymous:${anonymous}`, { events, mail, called }]),
  );
}
async function links() {
  const found = (await tables()).links as { anonymous: string; user: string; trust: number; ended: number }[];
  return Object.fromEntries(found.map(({ anonymous, user, trust, ended }) => [anonymous, { user, trust, ended }]));
}

describe('one visitor becomes a customer', () => {
  test('with all that came before', async () => {
    await arrive(
      { anonymous: 'a1', name: 'Seen', at: day },
      { anonymous: 'a1', type: 'identify', traits: { plan: 'free', city: 'Bern' }, at: day + 1 },
      { anonymous: 'a2', name: 'Seen', at: day + 2 },
    );
    expect(await people()).toEqual({
      'anonymous:a1': { events: 2, mail: '', called: '' },
      'anonymous:a2': { events: 1, mail: '', called: '' },
    });
    await arrive({
      anonymous: 'a1',
      user: 'ann',
      type: 'identify',
      traits: { email: 'ann@x.org', firstName: 'Ann', lastName: 'Lee', plan: 'paid' },
      at: day + 10,
    });
    await arrive({ anonymous: 'a1', name: 'Seen', at: day + 20, properties: { revenue: 12.5 } });
    expect(await people()).toEqual({
      ann: { events: 4, mail: 'ann@x.org', called: 'Ann Lee' },
      'anonymous:a2': { events: 1, mail: '', called: '' },
    });
    expect(await links()).toEqual({ a1: { user: 'ann', trust: 3, ended: 0 } });
    const { traits, doings, people: all } = await tables();
    const ann = (all as { user: string; customer: string }[]).find(({ user }) => user === 'ann')!.customer;
    const own = (rows: unknown[] | undefined) =>
      (rows as { customer: string }[]).filter(({ customer }) => customer === ann);
    expect(
      own(traits).map((row) => [(row as never as { name: string }).name, (row as never as { value: string }).value]),
    ).toEqual([
      ['city', '"Bern"'],
      ['email', '"ann@x.org"'],
      ['firstName', '"Ann"'],
      ['lastName', '"Lee"'],
      ['plan', '"paid"'],
    ]);
    expect(own(doings)).toMatchObject([{ name: 'Seen', n: 2, value: 12.5 }]);
  });
});

describe('whose an anonymous id is', () => {
  test('the first, unless another is trusted more', async () => {
    await arrive(
      { anonymous: 'a1', user: 'ann', at: day, trust: trusts.claimed },
      { anonymous: 'a1', user: 'bob', at: day - 5, trust: trusts.claimed },
    );
    expect(await links()).toEqual({ a1: { user: 'bob', trust: 1, ended: 0 } });
    await arrive(
      { anonymous: 'a1', user: 'cat', at: day + 1, trust: trusts.claimed },
      { anonymous: 'a1', name: 'Seen', at: day + 1 },
    );
    expect(await links()).toEqual({ a1: { user: 'bob', trust: 1, ended: 0 } });
    expect(await people()).toMatchObject({ ann: { events: 1 }, bob: { events: 2 }, cat: { events: 1 } });
    await arrive({ anonymous: 'a1', user: 'bob', at: day + 2, trust: trusts.signed });
    expect(await links()).toEqual({ a1: { user: 'bob', trust: 2, ended: 0 } });
    await arrive({ anonymous: 'a1', user: 'ann', at: day + 3 });
    expect(await links()).toEqual({ a1: { user: 'ann', trust: 3, ended: 0 } });
    expect(await people()).toMatchObject({ ann: { events: 3 }, bob: { events: 2 }, cat: { events: 1 } });
    expect(((await tables()).refused as { reason: string }[]).map(({ reason }) => reason).sort()).toEqual([
      'outranked',
      'taken',
      'taken',
    ]);
  });

  test('alias: of an anonymous id it is a link, of a user id it is refused', async () => {
    await arrive({ anonymous: 'a1', name: 'Seen', at: day }, { user: 'old', name: 'Seen', at: day });
    const alias = (previous: string): TestEvent => ({ user: 'new', type: 'alias', previous, at: day + 1 });
    await arrive(alias('a1'), alias('old'), alias('new'));
    expect(await links()).toEqual({ a1: { user: 'new', trust: 3, ended: 0 } });
    expect(await people()).toMatchObject({ new: { events: 4 }, old: { events: 1 } });
    expect((await tables()).refused).toMatchObject([{ reason: 'two-users' }]);
  });
});

test('two hundred thousand identities are resolved without coming here', async () => {
  const real = engine();
  let rowsHere = 0;
  const watched: Pick<Engine, 'rows' | 'run'> = {
    run: (question) => real.run(question),
    async rows<Row>(question: Parameters<Engine['rows']>[0]) {
      const rows = await real.rows<Row>(question);
      rowsHere += rows.length;
      return rows;
    },
  };
  const bring = async (window: number, user: string, anonymous: string) => {
    await real.run({ sql: 'TRUNCATE TABLE moving' });
    await real.run({
      sql: `INSERT INTO moving (actor, time, received, window, source, trust, type, name, hash, anonymous, user)
        SELECT sipHash64(if(user = '', concat('a', anonymous), concat('u', user))), now64(3), now64(3), {window:UInt64}, 1, 3, 'track', 'Seen',
          sipHash64(number, {window:UInt64}), ${anonymous} AS anonymous, ${user} AS user
        FROM numbers(200000)`,
      values: { window },
    });
    await real.run({ sql: 'INSERT INTO events SELECT * FROM moving' });
    await customersStep.run(watched, movedWindow(window));
  };
  await bring(1, `''`, `concat('device-', toString(number))`);
  await bring(2, `concat('user-', toString(intDiv(number, 2)))`, `concat('device-', toString(number))`);
  const [counted] = await real.rows({
    sql: `SELECT count() AS customers, min(events) AS fewest, max(events) AS most, (SELECT count() FROM links FINAL) AS links
      FROM (SELECT sum(events) AS events FROM people GROUP BY customer HAVING max(merged) = 0)`,
  });
  // Of each user two devices with an event before and one after.
  expect(counted).toEqual({ customers: 100_000, fewest: 4, most: 4, links: 200_000 });
  expect(rowsHere).toBeLessThan(10);
}, 120_000);
