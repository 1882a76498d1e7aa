import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Log } from '../../kernel/log.ts';
import type { Records } from '../../kernel/records.ts';
import { createKeyDoor, type KeyDoor } from './key-door.ts';
import { sealer, useRecords } from './test-sources.ts';
import { newWriteToken } from './tokens.ts';

const { records, query, now, pass, sourceWithKey } = useRecords();
const silent: Log = { info() {}, warn() {}, error() {} };

const open: KeyDoor[] = [];
function openDoor(asked: Records = records(), log: Log = silent): KeyDoor {
  const door = createKeyDoor({ records: asked, now, log, sealer });
  open.push(door);
  return door;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((door) => door.stop()));
});

/** Counts questions for keys; what else is asked goes on. */
function counted() {
  let keys = 0;
  const proxy = new Proxy(records(), {
    get(target, name, receiver) {
      if (name !== 'select') return Reflect.get(target, name, receiver);
      return (fields?: Record<string, unknown>) => {
        if (fields !== undefined && 'key' in fields) keys += 1;
        return target.select(fields as never);
      };
    },
  });
  return { records: proxy, asked: () => keys };
}

const started = async (door: KeyDoor, token: string) => {
  door.start();
  await vi.waitFor(async () => {
    await door.find(token);
    expect(door.findKnown(token)).not.toBeUndefined();
  }, 15_000);
};

describe('a key', () => {
  test('brings the rules of its source, a secret one is believed', async () => {
    const secret = await sourceWithKey('secret');
    const open = await sourceWithKey('public', ['https://shop.example.org']);
    const door = openDoor();
    expect(await door.find(secret.token)).toMatchObject({ kind: 'secret', trust: 3 });
    expect(await door.find(open.token)).toEqual({
      ...{ kind: 'public', trust: 1 },
      source: {
        ...{ id: open.id, number: open.number, ask: true, withheld: 'drop' },
        origins: new Set(['https://shop.example.org']),
        preferences: new Map([['analytics', ['collect', 'learn']]]),
        identitySecrets: [],
      },
    });
    expect(open.number).toBeGreaterThan(secret.number);
  });

  test('is known without a question after the first, and so is a token of nobody', async () => {
    const { token } = await sourceWithKey('secret');
    const nobody = newWriteToken('secret');
    const store = counted();
    const door = openDoor(store.records);
    expect(door.findKnown(token)).toBeUndefined();
    await started(door, token);
    await door.find(nobody);
    const before = store.asked();
    for (let again = 0; again < 100; again++) {
      expect((await door.find(token))?.kind).toBe('secret');
      expect(await door.find(nobody)).toBeNull();
    }
    expect(door.findKnown(token)).toBe(await door.find(token));
    expect(store.asked()).toBe(before);
  });

  test('is asked for once by all who wait for it', async () => {
    const { token } = await sourceWithKey('secret');
    const store = counted();
    const door = openDoor(store.records);
    const found = await Promise.all(Array.from({ length: 64 }, () => door.find(token)));
    expect(new Set(found).size).toBe(1);
    expect(store.asked()).toBe(1);
  });

  test('nobody asks for what can be no token', async () => {
    const store = counted();
    const door = openDoor(store.records);
    for (const text of ['', 'dl_pub_', 'x'.repeat(300), `dl_pub_${'x'.repeat(42)}`, `dl_pub_${'x'.repeat(42)}\0`]) {
      expect(door.findKnown(text)).toBeNull();
      expect(await door.find(text)).toBeNull();
    }
    expect(store.asked()).toBe(0);
  });

  test('that was rotated is taken until its end, by the clock', async () => {
    const { keyId, token } = await sourceWithKey('secret');
    await query(`UPDATE write_keys SET ends_at = $1 WHERE id = $2`, [new Date(now().getTime() + 10_000), keyId]);
    const door = openDoor();
    await started(door, token);
    pass(9);
    expect(door.findKnown(token)).toMatchObject({ kind: 'secret' });
    pass(1);
    expect(door.findKnown(token)).toBeNull();
    expect(await door.find(token)).toBeNull();
  });
});

describe('what changes', () => {
  const changes: [what: string, sql: string][] = [
    ['a revoked key', 'UPDATE write_keys SET revoked_at = now() WHERE source_id = $1'],
    ['a source that ended', 'UPDATE sources SET ended_at = now() WHERE id = $1'],
  ];
  test.each(changes)('%s is refused at once where it was changed', async (_what, change) => {
    const { id, token } = await sourceWithKey('secret');
    const door = openDoor();
    await started(door, token);
    await query(change, [id]);
    door.forget();
    expect(await door.find(token)).toBeNull();
  });

  test.each(changes)('%s is refused within seconds elsewhere', async (_what, change) => {
    const { id, token } = await sourceWithKey('secret');
    const door = openDoor();
    await started(door, token);
    await query(change, [id]);
    await query('UPDATE sources SET changes = changes + 1 WHERE id = $1', [id]);
    await expect.poll(() => door.find(token), { timeout: 5000 }).toBeNull();
  });

  test('is not remembered from before when the answer comes after', async () => {
    const { id, token } = await sourceWithKey('secret');
    const other = await sourceWithKey('secret');
    const door = openDoor();
    await started(door, other.token);
    const under = door.find(token);
    door.forget();
    await query('UPDATE write_keys SET revoked_at = now() WHERE source_id = $1', [id]);
    await under;
    expect(await door.find(token)).toBeNull();
  });

  test('a workspace that is deleted takes its keys with it', async () => {
    const { token } = await sourceWithKey('secret');
    const door = openDoor();
    await started(door, token);
    await query('TRUNCATE sources, write_keys, identity_secrets RESTART IDENTITY');
    await expect.poll(() => door.find(token), { timeout: 5000 }).toBeNull();
  });
});

test('what is remembered is not believed for long while the record store does not answer', async () => {
  const { token } = await sourceWithKey('secret');
  let gone = false;
  const store = new Proxy(records(), {
    get(target, name, receiver) {
      if (gone && name === 'select') throw new Error('gone');
      return Reflect.get(target, name, receiver);
    },
  });
  const warnings: string[] = [];
  const door = openDoor(store, { ...silent, warn: (_facts: unknown, text: string) => void warnings.push(text) });
  await started(door, token);
  gone = true;
  expect(door.findKnown(token)).toMatchObject({ kind: 'secret' });
  await expect.poll(() => door.findKnown(token), { timeout: 8000 }).toBeUndefined();
  await expect(door.find(token)).rejects.toThrow();
  gone = false;
  await started(door, token);
  expect(warnings).toHaveLength(1);
});

test('when a key was last used is noted at the end, and never put back', async () => {
  const { keyId, token } = await sourceWithKey('secret');
  const lastUse = async () =>
    (await query('SELECT last_used_at FROM write_keys WHERE id = $1', [keyId])).rows[0].last_used_at;
  const door = openDoor();
  await started(door, token);
  pass(3);
  await door.find(token);
  const used = now();
  await door.stop();
  expect(await lastUse()).toEqual(used);
  await query(`UPDATE write_keys SET last_used_at = $1 WHERE id = $2`, [new Date(used.getTime() + 60_000), keyId]);
  const late = openDoor();
  await late.find(token);
  await late.stop();
  expect(await lastUse()).toEqual(new Date(used.getTime() + 60_000));
});
