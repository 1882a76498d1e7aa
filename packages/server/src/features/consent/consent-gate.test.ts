import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { moment, statement, useConsent } from './test-consent.ts';

const ledger = useConsent();
const nobody = { user: '', anonymous: '' };
const user = (id: string) => ({ ...nobody, user: id });
const anonymous = (id: string) => ({ ...nobody, anonymous: id });

describe('who may be kept', () => {
  test('with nothing said: by the default of the source, and nobody without an id where it asks', async () => {
    const gate = await ledger.gate();
    expect([gate.mayCollect(true, user('u')), gate.mayCollect(false, user('u'))]).toEqual([false, true]);
    expect([gate.mayCollect(true, nobody), gate.mayCollect(false, nobody)]).toEqual([false, true]);
  });

  test('a yes of one id is enough, and a no of one is too', async () => {
    const gate = await ledger.gate();
    await gate.state([statement({ collect: true }, { anonymous: 'a' }), statement({ collect: false }, { user: 'u' })]);
    expect(gate.mayCollect(true, { user: 'other', anonymous: 'a' })).toBe(true);
    expect(gate.mayCollect(true, { user: 'u', anonymous: 'a' })).toBe(false);
    expect(gate.mayCollect(false, { user: 'u', anonymous: 'a' })).toBe(false);
    // The same text as another kind of id is another id.
    expect([gate.mayCollect(true, user('a')), gate.mayCollect(false, anonymous('u'))]).toEqual([false, true]);
  });

  test('a claimed yes speaks for no user and allows no contact; signed, it does both', async () => {
    const gate = await ledger.gate();
    const both = { user: 'u', anonymous: 'a' };
    await gate.state([statement({ collect: true, 'contact:email': true }, both)]);
    expect([gate.mayCollect(true, user('u')), gate.mayCollect(true, anonymous('a'))]).toEqual([false, true]);
    // Nothing that could have an effect is left of it.
    expect(gate.isNews(statement({ collect: true, 'contact:email': true }, both))).toBe(false);
    const signed = statement({ collect: true, 'contact:email': true }, { ...both, trust: 2, at: moment + 1 });
    expect(gate.isNews(signed)).toBe(true);
    await gate.state([signed]);
    expect(gate.mayCollect(true, user('u'))).toBe(true);
    expect(gate.isNews(signed)).toBe(false);
  });

  test('Global Privacy Control counts until the person chooses yes, and not again after', async () => {
    const gate = await ledger.gate();
    const signal = (at: number) => statement({ collect: false }, { anonymous: 'a', place: 'gpc', at: moment + at });
    const preference = (at: number) =>
      statement({ collect: true }, { anonymous: 'a', place: 'preferences', at: moment + at });
    await gate.state([preference(1)]);
    expect([gate.mayCollect(true, anonymous('a')), gate.isNews(signal(2))]).toEqual([true, true]);
    await gate.state([signal(2)]);
    // What a consent manager repeats is no new choice.
    expect([gate.mayCollect(false, anonymous('a')), gate.isNews(preference(3))]).toEqual([false, false]);
    await gate.state([preference(3)]);
    expect(gate.mayCollect(false, anonymous('a'))).toBe(false);
    await gate.state([statement({ collect: true }, { anonymous: 'a', at: moment + 4 })]);
    expect([gate.mayCollect(true, anonymous('a')), gate.isNews(signal(5))]).toEqual([true, false]);
    await gate.state([signal(5)]);
    expect(gate.mayCollect(true, anonymous('a'))).toBe(true);
    // A no that the person chooses still counts.
    await gate.state([statement({ collect: false }, { anonymous: 'a', at: moment + 6 })]);
    expect(gate.mayCollect(false, anonymous('a'))).toBe(false);
    expect(await ledger.ask('SELECT place FROM consents ORDER BY seq')).toEqual(
      ['preferences', 'gpc', 'sdk', 'sdk'].map((place) => ({ place })),
    );
  });

  test('a claimed yes does not lift a no of higher trust', async () => {
    const gate = await ledger.gate();
    await gate.state([statement({ collect: false }, { anonymous: 'a', trust: 3 })]);
    await gate.state([statement({ collect: true }, { anonymous: 'a', at: moment + 1 })]);
    expect(gate.mayCollect(false, anonymous('a'))).toBe(false);
    await gate.state([statement({ collect: true }, { anonymous: 'a', trust: 4, at: moment + 2 })]);
    expect(gate.mayCollect(true, anonymous('a'))).toBe(true);
  });
});

describe('the ledger', () => {
  test('is only added to, and holds no id of a customer', async () => {
    const gate = await ledger.gate();
    const secrets = { user: 'ada@example.org', anonymous: 'anon-7f3a' };
    const page = 'https://shop.example.org/cart?mail=ada@example.org#anon-7f3a';
    await gate.state([statement({ collect: true, learn: false }, { ...secrets, page, proof: 'message 1' })]);
    const rows = await ledger.ask('SELECT * FROM consents');
    expect(rows).toHaveLength(4);
    expect(JSON.stringify(rows)).not.toMatch(/ada@|anon-7f3a/);
    expect(rows[0]).toMatchObject({ page: 'https://shop.example.org/cart', proof: 'message 1', allowed: true });
    for (const change of [
      'UPDATE consents SET allowed = true',
      'DELETE FROM consents',
      'TRUNCATE consents',
      'DELETE FROM consents WHERE false',
    ]) {
      await expect(ledger.pool().query(change)).rejects.toThrow(/only added to/);
    }
    expect(await ledger.ask('SELECT * FROM consents')).toEqual(rows);
  });

  test('has nothing of a statement of which one id cannot be kept', async () => {
    const gate = await ledger.gate();
    for (const bad of ['x'.repeat(1025), 'a\0b', '\ud800']) {
      await expect(
        gate.state([
          statement({ collect: true }, { anonymous: 'good' }),
          statement({ collect: true }, { anonymous: bad }),
        ]),
      ).rejects.toMatchObject({ code: 'unknown-value' });
    }
    expect(await ledger.ask('SELECT FROM subjects')).toEqual([]);
  });

  test('takes many writers at once without a loss, and every reader sees all of it', async () => {
    const [here, there] = [await ledger.gate(), await ledger.gate()];
    const ids = Array.from({ length: 60 }, (_, n) => `id ${n % 20}`);
    await Promise.all(
      ids.map((id, n) =>
        (n % 2 ? here : there).state([statement({ collect: n >= 40 }, { anonymous: id, at: moment + n })]),
      ),
    );
    for (const gate of [here, there]) {
      await gate.state([]);
      expect(ids.map((id) => gate.mayCollect(true, anonymous(id)))).toEqual(ids.map(() => true));
    }
    expect(await ledger.ask('SELECT count(*)::int AS n FROM consents')).toEqual([{ n: 60 }]);
  });
});

describe('another server', () => {
  test('obeys a withdrawal soon after', async () => {
    const [here, there] = [await ledger.gate(), await ledger.gate()];
    await here.state([statement({ collect: true }, { anonymous: 'a' })]);
    await expect.poll(() => there.mayCollect(true, anonymous('a'))).toBe(true);
    await here.state([statement({ collect: false }, { anonymous: 'a', at: moment + 1 })]);
    expect(here.mayCollect(false, anonymous('a'))).toBe(false);
    await expect.poll(() => there.mayCollect(false, anonymous('a')), { timeout: 5000 }).toBe(false);
  });

  test('reads at its start what was said before, ids with strange signs too', async () => {
    const strange = ['tab\tid', 'line\nid', 'back\\slash', '\\N', '\\.', 'grün 🌻', ' ', 'x'.repeat(1024)];
    const first = await ledger.gate();
    await first.state(strange.map((id) => statement({ collect: true, learn: false }, { anonymous: id })));
    const second = await ledger.gate();
    expect(strange.map((id) => second.mayCollect(true, anonymous(id)))).toEqual(strange.map(() => true));
    expect(second.isNews(statement({ learn: false }, { anonymous: strange[0]! }))).toBe(false);
    expect(second.size().ids).toBe(strange.length);
  });

  test('notices that another ledger took the place of the one it knew', async () => {
    const gate = await ledger.gate();
    await gate.state([statement({ collect: false }, { anonymous: 'a' })]);
    await ledger.empty();
    const other = await ledger.gate();
    await other.state([statement({ collect: true }, { anonymous: 'b' })]);
    await expect.poll(() => gate.readiness().state === 'ready' && gate.mayCollect(true, anonymous('b'))).toBe(true);
    expect(gate.mayCollect(false, anonymous('a'))).toBe(true);
  });
});

describe('a record store that is away', () => {
  test('at the start: the gate says so and answers nothing', async () => {
    const away = new pg.Pool({ connectionString: 'postgresql://nobody@127.0.0.1:9/none' });
    const gate = await ledger.gate(away);
    expect(gate.readiness()).toMatchObject({ state: 'starting' });
    expect(() => gate.mayCollect(false, anonymous('a'))).toThrow(expect.objectContaining({ code: 'engine-failed' }));
    expect(() => gate.isNews(statement({ collect: true }, { anonymous: 'a' }))).toThrow('Try again');
    await expect(gate.state([statement({ collect: true }, { anonymous: 'a' })])).rejects.toThrow();
    await gate.stop();
    await away.end();
  });

  test('later: it is believed for some seconds and no longer', async () => {
    const own = new pg.Pool({ connectionString: ledger.url() });
    own.on('error', () => {});
    const gate = await ledger.gate(own);
    expect(gate.mayCollect(false, anonymous('a'))).toBe(true);
    await own.end();
    expect(gate.mayCollect(false, anonymous('a'))).toBe(true);
    await expect.poll(() => gate.readiness().state).toBe('down');
    expect(() => gate.mayCollect(false, anonymous('a'))).toThrow('Try again');
  });
});
