import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../test-server.ts';

const launcher = fileURLToPath(new URL('../../../../scripts/launch.mjs', import.meta.url));

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 180_000);
afterAll(() => server?.stop());

function sources(...args: string[]): Promise<{ code: number | null; out: string; said: string }> {
  const child = spawn(process.execPath, [launcher, 'sources', ...args], {
    env: { ...process.env, DANDELION_DATA: server.dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, said] = ['', ''];
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (said += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, said })));
}
const json = async (...args: string[]) => {
  const { code, out, said } = await sources(...args, '--json');
  expect([code, said]).toEqual([0, '']);
  return JSON.parse(out);
};

/** As a tracking library sends. */
const track = (key: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/v1/track`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:`)}`, ...headers },
    body: JSON.stringify({ event: 'Order Completed', userId: 'u1', messageId: crypto.randomUUID() }),
  }).then(({ status }) => status);

describe('sources', () => {
  test('one is made with keys that send at once, until they are rotated, revoked, or it ends', async () => {
    const made = await json('create', 'Web shop', '--origin', 'https://shop.example.org');
    expect(made).toMatchObject({ source: { name: 'Web shop', consent: 'ask' }, url: server.url });
    expect(made.keys).toEqual({ public: expect.stringMatching(/^dl_pub_/), secret: expect.stringMatching(/^dl_sec_/) });
    expect(made.writeKey).toBe(made.keys.public);
    const { secret, public: open } = made.keys;
    expect(await track(secret)).toBe(200);
    expect(await track(open, { origin: 'https://shop.example.org' })).toBe(200);
    expect(await track(open, { origin: 'https://elsewhere.example' })).toBe(403);
    expect(await track(`${secret.slice(0, -1)}~`)).toBe(401);

    const { writeKey } = await json('rotate', 'web shop', secret.slice(0, 13), '--overlap-hours', '1');
    expect([await track(secret), await track(writeKey)]).toEqual([200, 200]);
    await json('revoke', 'Web shop', secret);
    expect([await track(secret), await track(writeKey)]).toEqual([401, 200]);
    expect((await json('end', 'Web shop')).endedAt).not.toBeNull();
    expect([await track(writeKey), await track(open)]).toEqual([401, 401]);
  });

  test('without an origin there is no key for pages, and words are for people', async () => {
    const { code, out } = await sources('create', 'Till', '--consent', 'opt-out', '--basis', 'Contract');
    expect(code).toBe(0);
    expect(out).toMatch(/shown this once:\n\nFor servers: {2}dl_sec_[\w-]{43}\n/);
    expect(out).not.toContain('dl_pub_');
    expect(await json('create', 'Door', '--origin', '*', '--kind', 'secret')).toMatchObject({
      writeKey: expect.stringMatching(/^dl_sec_/),
    });
    const list = await sources('list');
    expect(list.out).toContain('Till: opt-out; 0 public and 1 secret keys; ');
    expect((await json('list')).sources).toContainEqual(
      expect.objectContaining({ name: 'Till', legalBasis: 'Contract' }),
    );
  });

  test.each<[string[], number, RegExp]>([
    [[], 2, /^Say what to do: \.\/dandelion sources create, list, rotate, revoke, end\./],
    [['creat', 'x'], 2, /Did you mean create\?/],
    [['create'], 2, /sources create NAME/],
    [['create', 'Two', 'names'], 2, /quotes/],
    [['create', 'X', '--consent', 'no'], 2, /--consent is ask or opt-out, not "no"/],
    [['create', 'X', '--consent', 'opt-out'], 2, /legal basis/],
    [['create', 'X', '--kind', 'public'], 2, /needs --origin/],
    [['create', 'X', '--origin', 'shop'], 2, /is no origin/],
    [['end', 'Tll'], 2, /Did you mean "Till"\?/],
    [['revoke', 'Till', 'dl_sec_nobody'], 2, /is no key of Till/],
    [['rotate', 'Till', 'x', '--overlap-hours', '-1'], 2, /--overlap-hours/],
  ])('%j is refused in a sentence', async (args, code, words) => {
    const ended = await sources(...args);
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.said).toMatch(words);
  });
});
