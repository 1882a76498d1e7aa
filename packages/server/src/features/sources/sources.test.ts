import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrateEngine } from '../../engines/clickhouse/migrate-engine.ts';
import { type PrivateEngine, startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { type Actor, machine } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { createKeyDoor, type KeyDoor } from './key-door.ts';
import { createSources, type SourcesService } from './service.ts';
import { eventSteps, sealer, useRecords } from './test-sources.ts';

const { records, pool, query, now, pass } = useRecords();
const log = { info() {}, warn() {}, error() {} };
const ada: Actor = { kind: 'member', id: '0198f3a2-5c1e-7b4d-9a6f-0000000000a1', name: 'Ada' };
const shop = 'https://shop.example.org';
const given = { consent: 'ask', legalBasis: '', withheld: 'drop', origins: [shop], preferences: {} } as const;
const body = (name: string, more: object = {}) => ({ ...given, name, origins: [shop], ...more });

let engine: PrivateEngine;
let door: KeyDoor;
let sources: SourcesService;
beforeAll(async () => {
  engine = await startPrivateEngine();
  await migrateEngine(engine, pool(), eventSteps);
  door = createKeyDoor({ records: records(), now, log, sealer });
  door.start();
  sources = createSources({ records: records(), engine, door, now, sealer });
});
afterAll(async () => {
  await door?.stop();
  await engine?.stop();
});

/** What the audit log is to keep, newest first. */
const entries = async (most: number) =>
  (await query('SELECT action, actor, before, after FROM audit_log ORDER BY seq DESC LIMIT $1', [most])).rows;

describe('a source', () => {
  test('is added with what was given, in order', async () => {
    const made = await sources.add(
      ada,
      body('Web shop', {
        origins: ['HTTPS://Shop.example.org:443', shop, 'https://*.example.net'],
        preferences: { Analytics: ['collect', 'learn', 'collect'] },
      }),
    );
    expect(made).toMatchObject({
      ...{ name: 'Web shop', consent: 'ask', withheld: 'drop', endedAt: null, version: 1, by: ada },
      ...{ origins: [shop, 'https://*.example.net'], preferences: { Analytics: ['collect', 'learn'] } },
    });
    expect((await entries(1))[0]).toMatchObject({ action: 'source.created', actor: { name: 'Ada' } });
    expect((await sources.read(made.id)).source).toEqual(made);
  });

  test('opts out only with a legal basis, and has a name of its own', async () => {
    const wrong = expect.objectContaining({ code: 'wrong-use', message: expect.stringContaining('legal basis') });
    await expect(sources.add(ada, body('Till', { consent: 'opt-out' }))).rejects.toEqual(wrong);
    const till = await sources.add(ada, body('Till', { consent: 'opt-out', legalBasis: 'Contract' }));
    await expect(sources.change(ada, till.id, { version: 1, legalBasis: '' })).rejects.toEqual(wrong);
    const taken = expect.objectContaining({ code: 'conflict' });
    await expect(sources.add(ada, body('TILL'))).rejects.toEqual(taken);
    await sources.end(ada, till.id);
    const second = await sources.add(ada, body('till'));
    await expect(sources.reopen(ada, till.id)).rejects.toEqual(taken);
    await expect(sources.end(ada, till.id)).rejects.toEqual(taken);
    await expect(sources.reopen(ada, second.id)).rejects.toEqual(taken);
  });

  test('added many times at once under one name is there once', async () => {
    const added = await Promise.allSettled(Array.from({ length: 8 }, () => sources.add(ada, body('Same'))));
    expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('changes what is given and nothing else, once for each version', async () => {
    const made = await sources.add(ada, body('App'));
    const changed = await sources.change(machine, made.id, { version: 1, withheld: 'anonymous' });
    expect(changed).toEqual({ ...made, withheld: 'anonymous', version: 2 });
    expect((await entries(1))[0]).toMatchObject({
      action: 'source.changed',
      before: { withheld: 'drop' },
      after: { withheld: 'anonymous' },
    });
    await expect(sources.change(ada, made.id, { version: 1, name: 'Late' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(sources.read('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a write key', () => {
  test('is told once, sends until it is revoked, and is kept as a hash', async () => {
    const { id, number } = await sources.add(ada, body('Keys'));
    const { key, token } = await sources.addKey(ada, id, 'secret');
    expect(token).toMatch(/^dl_sec_[\w-]{43}$/);
    expect(key).toMatchObject({ kind: 'secret', state: 'active', beginning: token.slice(0, 13), by: ada });
    expect(await door.find(token)).toMatchObject({ source: { number }, trust: 3 });
    const { rows } = await query('SELECT to_jsonb(k) AS row, token_hash FROM write_keys k WHERE id = $1', [key.id]);
    expect(rows[0].token_hash).toEqual(createHash('sha256').update(token).digest());
    expect(JSON.stringify(rows[0].row)).not.toContain(token.slice(13));
    expect(JSON.stringify(await entries(1))).not.toContain(token.slice(13));
    await sources.revokeKey(ada, id, key.id);
    expect(await door.find(token)).toBeNull();
    await expect(sources.revokeKey(ada, id, key.id)).rejects.toMatchObject({ code: 'conflict' });
    expect((await entries(1))[0]).toMatchObject({ action: 'source.key-revoked', before: { kind: 'secret' } });
  });

  test('that is public needs an origin, then and later', async () => {
    const { id } = await sources.add(ada, body('Public', { origins: [] }));
    const none = expect.objectContaining({ code: 'wrong-use', message: expect.stringContaining('anybody') });
    await expect(sources.addKey(ada, id, 'public')).rejects.toEqual(none);
    await sources.change(ada, id, { version: 1, origins: ['*'] });
    const { key, token } = await sources.addKey(ada, id, 'public');
    expect(await door.find(token)).toMatchObject({ trust: 1, source: { origins: new Set(['*']) } });
    await expect(sources.change(ada, id, { version: 2, origins: [] })).rejects.toEqual(none);
    await sources.change(ada, id, { version: 2, origins: [shop] });
    expect((await door.find(token))?.source.origins).toEqual(new Set([shop]));
    await sources.revokeKey(ada, id, key.id);
    await sources.change(ada, id, { version: 3, origins: [] });
  });

  test('that is rotated is taken beside the new one until its hours are over', async () => {
    const { id } = await sources.add(ada, body('Rotated'));
    const old = await sources.addKey(ada, id, 'public');
    pass(1);
    const next = await sources.rotateKey(ada, { id, keyId: old.key.id, overlapHours: 2 });
    expect(next.key.kind).toBe('public');
    const states = async () => (await sources.read(id)).keys.map(({ state }) => state);
    expect(await states()).toEqual(['ending', 'active']);
    await expect(sources.rotateKey(ada, { id, keyId: old.key.id, overlapHours: 2 })).rejects.toMatchObject({
      code: 'conflict',
    });
    pass(2 * 3600 - 1);
    expect([await door.find(old.token), await door.find(next.token)]).not.toContain(null);
    pass(1);
    expect(await door.find(old.token)).toBeNull();
    expect(await door.find(next.token)).not.toBeNull();
    expect(await states()).toEqual(['ended', 'active']);
    const last = await sources.rotateKey(ada, { id, keyId: next.key.id, overlapHours: 0 });
    expect(await door.find(next.token)).toBeNull();
    expect(await door.find(last.token)).not.toBeNull();
  });

  test('sends nothing while its source has ended, and there is none for it', async () => {
    const { id } = await sources.add(ada, body('Ended'));
    const { token } = await sources.addKey(ada, id, 'secret');
    await sources.end(ada, id);
    expect(await door.find(token)).toBeNull();
    await expect(sources.addKey(ada, id, 'secret')).rejects.toMatchObject({ code: 'conflict' });
    await sources.reopen(ada, id);
    expect(await door.find(token)).not.toBeNull();
  });

  test('of another source is not found by this one', async () => {
    const [one, other] = [await sources.add(ada, body('One')), await sources.add(ada, body('Other'))];
    const { key, token } = await sources.addKey(ada, one.id, 'secret');
    await expect(sources.revokeKey(ada, other.id, key.id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await door.find(token)).not.toBeNull();
  });
});

describe('what arrives', () => {
  test('is told by fate, by minute and as a rate', async () => {
    const { id, number } = await sources.add(ada, body('Counted'));
    const other = await sources.add(ada, body('Quiet'));
    pass(60 - ((now().getTime() / 1000) % 60));
    const at = now().getTime();
    const ago = (minutes: number, fate: string, events: number) => ({
      ...{ source: number, minute: at / 1000 - minutes * 60, fate, events },
      last: at - minutes * 60_000 + 5250,
    });
    const rows = [
      ...[ago(0, 'kept', 3), ago(0, 'kept', 4), ago(1, 'dropped', 5), ago(1, 'repeated', 90), ago(2, 'kept', 11)],
      ...[ago(59, 'machine', 13), ago(60, 'kept', 17), ago(1439, 'rejected', 19), ago(1440, 'kept', 23)],
      ...[ago(43_199, 'suppressed', 29), ago(43_200, 'kept', 31), { ...ago(0, 'kept', 1000), source: number + 1000 }],
    ];
    const lines = rows.map((row) => JSON.stringify(row)).join('\n');
    await engine.load({ sql: 'INSERT INTO arrivals FORMAT JSONEachRow' }, Readable.from([lines]));
    pass(29);
    const { arrivals } = await sources.read(id);
    const none = { kept: 0, withheld: 0, dropped: 0, rejected: 0, repeated: 0, machine: 0, suppressed: 0 };
    expect(arrivals!.day).toEqual({ ...none, kept: 35, dropped: 5, repeated: 90, machine: 13, rejected: 19 });
    expect(arrivals!.month).toEqual({
      ...{ ...none, kept: 58, dropped: 5, repeated: 90, machine: 13, rejected: 19 },
      suppressed: 29,
    });
    // Twelve in the minute before and in half of this one.
    expect(arrivals!.perMinute).toBe(8);
    expect(arrivals!.lastEventAt).toBe(new Date(at + 5250).toISOString());
    expect(arrivals!.hour).toHaveLength(60);
    expect(arrivals!.hour.filter(({ events }) => events > 0)).toEqual([
      { minute: new Date(at - 59 * 60_000).toISOString(), events: 13 },
      { minute: new Date(at - 2 * 60_000).toISOString(), events: 11 },
      { minute: new Date(at - 60_000).toISOString(), events: 5 },
      { minute: new Date(at).toISOString(), events: 7 },
    ]);
    const list = await sources.list();
    const { perMinute, lastEventAt, day } = arrivals!;
    expect(list.find((one) => one.id === id)).toMatchObject({ arrivals: { perMinute, lastEventAt, day } });
    expect(list.find((one) => one.id === other.id)!.arrivals).toEqual({ perMinute: 0, lastEventAt: null, day: none });
  });

  test('is not told while the engine does not answer; all else is', async () => {
    const gone = {
      rows: () => Promise.reject(new DandelionFailure('engine-failed', 'It does not answer. Wait a moment.')),
    };
    const here = createSources({ records: records(), engine: gone, door, now, sealer });
    const list = await here.list();
    expect(list.length).toBeGreaterThan(5);
    expect(list.every(({ arrivals }) => arrivals === null)).toBe(true);
    expect((await here.read(list[0]!.id)).arrivals).toBeNull();
    const broken = { rows: () => Promise.reject(new Error('A bug')) };
    await expect(createSources({ records: records(), engine: broken, door, now, sealer }).list()).rejects.toThrow(
      'A bug',
    );
  });

  test('those that have ended are last in the list, with the keys that can send counted', async () => {
    const list = await sources.list();
    const ended = list.map(({ endedAt }) => endedAt !== null);
    expect(ended).toEqual([...ended].sort());
    expect(list.find(({ name }) => name === 'Rotated')!.keys).toEqual({ public: 1, secret: 0 });
  });
});

describe('the secret that signs who a user is', () => {
  test('is told once, kept sealed, replaced with overlap and ended', async () => {
    const source = await sources.add(ada, body('Signed'));
    const first = await sources.makeSecret(ada, source.id, 24);
    pass(1);
    const second = await sources.makeSecret(ada, source.id, 24);
    expect((await sources.read(source.id)).identitySecretAt).toBe(second.madeAt);
    const { rows } = await query('SELECT sealed FROM identity_secrets WHERE source_id = $1', [source.id]);
    const kept = rows.map(({ sealed }) => (sealed as Buffer).toString('latin1')).join();
    for (const { secret } of [first, second]) expect(kept).not.toContain(secret);
    const { token } = await sources.addKey(ada, source.id, 'secret');
    const secretsNow = async () => (await door.find(token))!.source.identitySecrets.map(({ secret }) => secret);
    expect(await secretsNow()).toEqual([second.secret, first.secret]);
    await sources.endSecrets(ada, source.id);
    expect(await secretsNow()).toEqual([]);
    await expect(sources.endSecrets(ada, source.id)).rejects.toMatchObject({ code: 'conflict' });
    expect((await sources.read(source.id)).identitySecretAt).toBeNull();
  });
});
