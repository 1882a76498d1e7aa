import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { RecentEvent } from '@dandelion-loop/contract';
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { Analytics } from '@segment/analytics-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from './test-server.ts';

/** The server as tracking libraries meet it: the libraries themselves, and what nobody means to send. */

let server: TestServer;
let secret: string;
let open: string;
let source: string;
const shop = 'https://shop.example';

// biome-ignore lint/suspicious/noExplicitAny: answers of several endpoints
async function api(path: string, json?: unknown): Promise<any> {
  const response = await server.ask(path, {
    ...(json === undefined
      ? {}
      : { method: 'POST', body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function makeSource(name: string, more: object = {}) {
  const made = await api('/api/sources', {
    ...{ name, consent: 'opt-out', legalBasis: 'Orders are kept for the contract.', origins: [shop] },
    ...more,
  });
  const id = (made.source ?? made).id as string;
  const key = async (kind: string) => (await api(`/api/sources/${id}/keys`, { kind })).token as string;
  return { id, secret: await key('secret'), open: await key('public') };
}

beforeAll(async () => {
  server = await startTestServer();
  await server.signIn();
  ({ id: source, secret, open } = await makeSource('Shop'));
}, 120_000);
afterAll(() => server.stop());

const recent = async (of = source): Promise<RecentEvent[]> =>
  (await api(`/api/events/recent?source=${of}&machines=yes&limit=200`)).events;

/** The events of a customer, once there are as many. */
async function eventsOf(userId: string, many: number): Promise<RecentEvent[]> {
  for (let left = 60; ; left--) {
    const found = (await recent()).filter((event) => event.userId === userId || event.anonymousId === userId);
    if (found.length >= many || left === 0) return found;
    await sleep(100);
  }
}

const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;

function post(path: string, body: string | Buffer, headers: Record<string, string> = {}) {
  return fetch(`${server.url}${path}`, { method: 'POST', body, headers });
}
const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  post(path, JSON.stringify(body), { authorization: basic(secret), ...headers });

describe('the libraries for servers', () => {
  test('Segment’s', async () => {
    const analytics = new Analytics({ writeKey: secret, host: server.url, maxEventsInBatch: 4 });
    const [userId, at] = ['segment-1', new Date(Date.now() - 60_000)];
    analytics.identify({ userId, traits: { email: 'ada@example.org', plan: 'pro' } });
    analytics.track({
      userId,
      event: 'Order Completed',
      properties: { revenue: 12.5, items: [{ id: 1 }] },
      timestamp: at,
    });
    analytics.page({ userId, name: 'Home', category: 'Shop', properties: { url: `${shop}/` } });
    analytics.screen({ userId, name: 'Start' });
    analytics.group({ userId, groupId: 'club', traits: { size: 3 } });
    analytics.alias({ userId, previousId: 'anonymous-before' });
    await analytics.closeAndFlush();
    const events = await eventsOf(userId, 6);
    const byType = Object.fromEntries(events.map((event) => [event.type, event]));
    expect(Object.keys(byType).sort()).toEqual(['alias', 'group', 'identify', 'page', 'screen', 'track']);
    expect(byType.identify).toMatchObject({ traits: { email: 'ada@example.org', plan: 'pro' }, trust: 'secret' });
    expect(byType.track).toMatchObject({ name: 'Order Completed', properties: { revenue: 12.5, items: [{ id: 1 }] } });
    // The clock of the sender is this machine's.
    expect(Math.abs(Date.parse(byType.track!.time) - at.getTime())).toBeLessThan(5000);
    expect(byType.page).toMatchObject({ name: 'Home', url: `${shop}/` });
    expect(byType.screen).toMatchObject({ name: 'Start' });
  });

  test('RudderStack’s, gzipped and labelled as a form', async () => {
    const analytics = new RudderAnalytics(secret, { dataPlaneUrl: server.url, flushInterval: 100 });
    analytics.identify({ userId: 'rudder-1', traits: { city: 'Utrecht' } });
    analytics.track({ userId: 'rudder-1', event: 'Signed Up', properties: { plan: 'free' } });
    await new Promise<void>((resolve) => analytics.flush(() => resolve()));
    const events = await eventsOf('rudder-1', 2);
    expect(events.map(({ type }) => type).sort()).toEqual(['identify', 'track']);
    expect(events.find(({ type }) => type === 'track')).toMatchObject({
      name: 'Signed Up',
      properties: { plan: 'free' },
    });
  });

  test('a key that is over is told to the library', async () => {
    const analytics = new Analytics({ writeKey: 'dl_sec_nobody', host: server.url, maxRetries: 0 });
    const told = once(analytics as never, 'error');
    analytics.track({ userId: 'x', event: 'Y' });
    const [error] = (await told) as [{ code: string; reason: unknown }];
    expect(error.code).toBe('delivery_failure');
    expect(JSON.stringify(error.reason, Object.getOwnPropertyNames(error.reason))).toContain('401');
  });
});

describe('how a body may come', () => {
  const event = (userId: string) => ({ type: 'track', event: 'Came', userId });
  test.each([
    ['/v1/track', (id: string) => event(id)],
    ['/v1/t', (id: string) => event(id)],
    ['/v1/batch', (id: string) => ({ batch: [event(id)] })],
    ['/v1/b', (id: string) => ({ batch: [event(id)] })],
    ['/v1/import', (id: string) => ({ batch: [event(id)] })],
  ])('%s', async (path, bodyOf) => {
    const id = `came-${path}`;
    expect((await send(path, bodyOf(id))).status).toBe(200);
    expect(await eventsOf(id, 1)).toHaveLength(1);
  });

  test.each([
    ['identify', 'i'],
    ['page', 'p'],
    ['screen', 's'],
    ['group', 'g'],
    ['alias', 'a'],
  ])('%s by either address', async (type, short) => {
    const body = { userId: `either-${type}`, groupId: 'g', previousId: `before-${type}` };
    for (const path of [`/v1/${type}`, `/v1/${short}`]) expect((await send(path, body)).status).toBe(200);
    const events = await eventsOf(`either-${type}`, 2);
    expect(events.map((one) => one.type)).toEqual([type, type]);
  });

  test.each([
    ['application/json', (text: string) => text],
    ['text/plain', (text: string) => text],
    ['application/x-www-form-urlencoded', (text: string) => gzipSync(text)],
    ['application/json', (text: string) => gzipSync(text)],
    ['application/vnd.nobody', (text: string) => text],
  ])('as %s', async (type, pack) => {
    const id = `as-${type}-${pack('x').length}`;
    const text = JSON.stringify({ batch: [event(id)], writeKey: secret });
    expect((await post('/v1/batch', pack(text), { 'content-type': type })).status).toBe(200);
    expect(await eventsOf(id, 1)).toHaveLength(1);
  });

  test('without a Content-Type, as some proxies leave it', async () => {
    const { port } = new URL(server.url);
    const text = JSON.stringify({ ...event('bare'), writeKey: secret });
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`POST /v1/track HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: ${text.length}\r\n\r\n${text}`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(answer.toString()).toMatch(/^HTTP\/1.1 200/);
    expect(await eventsOf('bare', 1)).toHaveLength(1);
  });
});

describe('what nobody means', () => {
  test.each([
    ['no JSON', 'not json', 400],
    ['a list', '[]', 400],
    ['nothing', '', 400],
    ['gzip that is cut off', gzipSync('{"batch":[]}').subarray(0, 12), 400],
    ['a batch that is no list', '{"batch":{}}', 400],
    ['more than 500 kB', JSON.stringify({ batch: [{ x: 'y'.repeat(520_000) }] }), 413],
    ['a small body that unpacks to a large one', gzipSync(Buffer.alloc(5_000_000, 32)), 413],
  ])('%s is refused', async (_, body, status) => {
    const response = await post('/v1/batch', body, { authorization: basic(secret) });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
  });

  test('a body of 100 MB is refused before it was sent', async () => {
    const { port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`POST /v1/batch HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 104857600\r\n\r\n{`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(answer.toString()).toMatch(/^HTTP\/1.1 413/);
  });

  test.each([
    ['none', {}],
    ['one that is nobody’s', { authorization: basic('dl_sec_nobody') }],
    ['one in the address', {}],
  ])('a key: %s', async (what, headers) => {
    const path = what.includes('address') ? `/v1/track?writeKey=${secret}` : '/v1/track';
    const response = await post(path, JSON.stringify({ event: 'E', userId: 'u' }), headers as Record<string, string>);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'not-signed-in' });
  });

  test('one bad event never fails its batch, and is shown with its reason', async () => {
    const { id, secret: key } = await makeSource('Of bad events');
    let deep: unknown = 'x';
    for (let level = 0; level < 40; level++) deep = { deep };
    const bad: [string, unknown][] = [
      ['not-an-object', 'text'],
      ['unknown-type', { type: 'nothing', userId: 'u' }],
      ['no-name', { type: 'track', userId: 'u' }],
      ['no-id', { type: 'track', event: 'E' }],
      ['bad-id', { type: 'track', event: 'E', userId: 'u'.repeat(10_000) }],
      ['bad-id', { type: 'track', event: 'E', userId: 'a\u0000b' }],
      ['bad-id', { type: 'track', event: 'E', userId: { $ne: 1 } }],
      ['bad-value', { type: 'track', event: 'E', userId: 'u', properties: 'text' }],
      ['too-large', { type: 'track', event: 'E', userId: 'u', properties: { text: 'x'.repeat(33_000) } }],
      ['too-deep', { type: 'track', event: 'E', userId: 'u', properties: { deep } }],
      ['bad-time', { type: 'track', event: 'E', userId: 'u', timestamp: 'yesterday' }],
      ['future', { type: 'track', event: 'E', userId: 'u', timestamp: '2099-01-01T00:00:00Z' }],
      ['ancient', { type: 'track', event: 'E', userId: 'u', timestamp: '1970-01-01T00:00:00Z' }],
    ];
    const batch = [...bad.map(([, message]) => message), { type: 'track', event: 'Good', userId: 'u' }];
    const response = await send('/v1/batch', { batch }, { authorization: basic(key) });
    expect(response.status).toBe(200);
    const { rejects, reasons } = await api(`/api/sources/${id}/rejects`);
    expect(rejects.map(({ reason }: { reason: string }) => reason).sort()).toEqual(
      bad.map(([reason]) => reason).sort(),
    );
    for (const { detail, body } of rejects) {
      expect(detail).toMatch(/^[A-Z].*\.$/);
      expect(body).not.toBe('');
    }
    expect(reasons).toContainEqual({ reason: 'bad-id', events: 3 });
    await expect.poll(async () => (await recent(id)).map(({ name }) => name)).toEqual(['Good']);
    // What would pass today is taken by a replay; of these nothing would.
    expect(await api(`/api/sources/${id}/rejects/replay`, {})).toEqual({ taken: 0, rejected: bad.length });
    expect((await api(`/api/sources/${id}/rejects`)).rejects).toHaveLength(bad.length);
  });

  test('keys of objects that are special in JavaScript are only names', async () => {
    const text = `{"batch":[{"type":"track","event":"E","userId":"proto","properties":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}]}`;
    expect((await post('/v1/batch', text, { authorization: basic(secret) })).status).toBe(200);
    expect(await eventsOf('proto', 1)).toHaveLength(1);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('bytes that are no UTF-8 are shown as such, and are no id', async () => {
    const event = (id: Buffer) =>
      Buffer.concat([Buffer.from('{"type":"track","event":"E","userId":"'), id, Buffer.from('"}')]);
    expect((await post('/v1/track', event(Buffer.from([0xff, 0xfe])), { authorization: basic(secret) })).status).toBe(
      200,
    );
    const { rejects } = await api(`/api/sources/${source}/rejects?reason=bad-id`);
    expect(rejects).toHaveLength(1);
  });

  test('very many names of events are bounded', async () => {
    const { id, secret: key } = await makeSource('Of many names');
    for (let at = 0; at < 3; at++) {
      const batch = Array.from({ length: 1000 }, (_, n) => ({
        type: 'track',
        event: `Name ${at * 1000 + n}`,
        userId: 'u',
      }));
      expect((await send('/v1/batch', { batch }, { authorization: basic(key) })).status).toBe(200);
    }
    const { reasons } = await api(`/api/sources/${id}/rejects`);
    expect(reasons).toEqual([{ reason: 'too-many-names', events: 1000 }]);
  });

  test('a sender that trickles is let go, and others are served meanwhile', async () => {
    const { port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`POST /v1/track HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 1000\r\n\r\n{`);
    const trickle = setInterval(() => socket.write(' '), 1000);
    expect((await send('/v1/track', { event: 'Meanwhile', userId: 'meanwhile' })).status).toBe(200);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    clearInterval(trickle);
    socket.destroy();
    expect(answer.toString()).toMatch(/^HTTP\/1.1 408/);
  });
});

describe('from a browser', () => {
  const event = (userId: string) => JSON.stringify({ event: 'Seen', userId, writeKey: open });
  test('the origins of the source may, and no others', async () => {
    const ok = await post('/v1/track', event('origin-1'), { origin: shop, 'content-type': 'text/plain' });
    expect([ok.status, ok.headers.get('access-control-allow-origin')]).toEqual([200, shop]);
    const other = await post('/v1/track', event('origin-2'), { origin: 'https://evil.example' });
    expect(other.status).toBe(403);
    expect(await other.json()).toMatchObject({ detail: expect.stringContaining('https://evil.example') });
    // What comes with it is a claim.
    expect(await eventsOf('origin-1', 1)).toMatchObject([{ trust: 'claimed' }]);
    expect(await eventsOf('origin-2', 1)).toEqual([]);
  });

  test('a token of your server says who a user is, and of nobody else', async () => {
    const { secret: identity } = (await api(`/api/sources/${source}/identity-secret`, {})) as { secret: string };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'HS256' })}.${part({ sub: 'signed-1' })}`;
    const identityToken = `${text}.${createHmac('sha256', identity).update(text).digest('base64url')}`;
    for (const userId of ['signed-1', 'signed-2']) {
      const body = { event: 'Seen', userId, writeKey: open, context: { identityToken } };
      expect((await post('/v1/track', JSON.stringify(body), { origin: shop })).status).toBe(200);
    }
    expect(await eventsOf('signed-1', 1)).toMatchObject([{ trust: 'signed' }]);
    expect(await eventsOf('signed-2', 1)).toMatchObject([{ trust: 'claimed' }]);
  });

  test('a preflight is answered', async () => {
    const response = await fetch(`${server.url}/v1/t`, {
      method: 'OPTIONS',
      headers: {
        origin: shop,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,x-retry-count',
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-headers')).toMatch(
      /authorization.*x-retry-count.*anonymousid.*sentat/,
    );
    expect(response.headers.get('access-control-allow-origin')).toBe(shop);
  });

  test('a secret key is in no address', async () => {
    expect((await fetch(`${server.url}/v1/projects/${open}/settings`)).status).toBe(200);
    expect((await fetch(`${server.url}/v1/projects/${secret}/settings`)).status).toBe(401);
    expect(
      (await fetch(`${server.url}/sourceConfig/?writeKey=${secret}`, { headers: { authorization: basic(secret) } }))
        .status,
    ).toBe(401);
    expect((await fetch(`${server.url}/sourceConfig/`, { headers: { authorization: basic(open) } })).status).toBe(200);
  });

  test('what bots do is kept apart', async () => {
    const agent = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
    await post('/v1/page', JSON.stringify({ anonymousId: 'bot-1', writeKey: open }), {
      origin: shop,
      'user-agent': agent,
    });
    expect(await eventsOf('bot-1', 1)).toMatchObject([{ machine: 'bot' }]);
    const shown = (await api(`/api/events/recent?source=${source}`)).events as RecentEvent[];
    expect(shown.filter(({ anonymousId }) => anonymousId === 'bot-1')).toEqual([]);
  });
});
