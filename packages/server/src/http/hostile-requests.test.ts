import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { join, type Person, person } from '../test-people.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

/** What nobody means to send, to every route: a clear refusal each time, nothing of our inside, and no memory that stays. */

interface Operation {
  'x-permission'?: string;
  requestBody?: { content: Record<string, unknown> };
}

let server: TestServer;
let owner: Person;
let reader: Person;
let routes: { method: string; path: string; takes: 'json' | 'bytes' | 'nothing' }[];

beforeAll(async () => {
  server = await startTestServer();
  owner = person(server.url, await server.signIn());
  reader = await join(server, 'reader');
  const { paths } = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody }]) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000'),
      takes: requestBody === undefined ? 'nothing' : 'application/json' in requestBody.content ? 'json' : 'bytes',
    })),
  );
});
afterAll(() => server.stop());

const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

/** Bodies that no route takes, with the headers they come with. */
const bodies: [name: string, body: string | Buffer, headers?: Record<string, string>][] = [
  ['no JSON', '{"name": '],
  ['a text that is no JSON', 'name=x&role=owner'],
  ['a list', '[]'],
  ['a number', '17'],
  ['a null', 'null'],
  ['nothing', ''],
  [
    'wrong types',
    '{"version":"one","name":{"a":1},"token":["x"],"email":7,"role":"king","body":{},"tags":"x","scopes":{}}',
  ],
  ['deep', deep(50_000)],
  ['deep lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['a deep document', `{"document":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ['large', `{"name":"${'x'.repeat(1_100_000)}"}`],
  ['a prototype', '{"__proto__":{"permissions":["workspace:delete"],"admin":true}}'],
  ['a constructor', '{"constructor":{"prototype":{"role":"owner"}}}'],
  ['a NUL', '{"name":"a\\u0000b","token":"\\u0000","version":1}'],
  ['half a character', '{"name":"\\ud800","token":"\\udfff","version":1}'],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ['UTF-16', Buffer.from('{"name":"x"}', 'utf16le')],
  ['compressed', gzipSync('{"name":"x"}'), { 'content-encoding': 'gzip' }],
  ['another type', '<name>x</name>', { 'content-type': 'application/xml' }],
  ['a form', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['a type that is none', '{}', { 'content-type': 'application/json; charset=\u00ff;;;=' }],
  ['numbers that are none', '{"version":1e999,"days":-0,"offset":9007199254740993}'],
  ['unknown fields', '{"isAdmin":true,"role":"owner","$where":"1","version":1}'],
];

const inside = /\bat .*\.(ts|js|mjs):\d+|node_modules|\/packages\/|SELECT |postgres|relation "/;

async function refusal(name: string, response: Response) {
  const text = await response.text();
  return { name, status: response.status, text, problem: response.headers.get('content-type') ?? '' };
}

/** What is wrong with an answer to a hostile request. */
function faults({ name, status, text, problem }: Awaited<ReturnType<typeof refusal>>): string[] {
  const found: string[] = [];
  if (status < 400 || status > 499) found.push(`${name}: ${status} ${text.slice(0, 80)}`);
  if (inside.test(text)) found.push(`${name}: tells of the inside: ${text.slice(0, 200)}`);
  if (status >= 400 && !problem.startsWith('application/problem+json')) found.push(`${name}: ${problem}`);
  return found;
}

describe('hostile requests', () => {
  it('hostile bodies to every route that takes one are refused, also by name of the field', async () => {
    const found: string[] = [];
    let asked = 0;
    for (const { method, path } of routes.filter(({ takes }) => takes === 'json')) {
      for (const [what, body, headers] of bodies) {
        const init = { method, body, headers: { 'content-type': 'application/json', ...headers } };
        const response = await owner.ask(path, init as RequestInit).catch((error: Error) => error);
        asked++;
        // A head that cannot be sent at all is no request.
        if (response instanceof Error) continue;
        found.push(...faults(await refusal(`${method} ${path} with ${what}`, response)));
      }
    }
    expect(asked).toBeGreaterThan(500);
    expect(found).toEqual([]);
  });

  it('strange paths and queries lead nowhere', async () => {
    const strange = [
      '/api/experiments/..%2f..%2fetc%2fpasswd',
      '/api/experiments/%00',
      '/api/experiments/%ff%fe',
      "/api/experiments/1'%20OR%20'1'='1",
      '/api/experiments/__proto__',
      '/api/imports/constructor',
      '/api//session',
      '/api/Session',
      '/api/session/',
      '/api/experiments?limit=-1',
      '/api/experiments?limit=1e9',
      '/api/experiments?offset=NaN',
      '/api/experiments?sort=__proto__',
      '/api/experiments?verdict=won&verdict[]=lost&verdict[a]=b&limit=x',
      '/api/experiments?from=2026-99-99',
      `/api/experiments?search=${'x'.repeat(5000)}`,
      `/api/${'a/'.repeat(3000)}`,
    ];
    const found: string[] = [];
    for (const path of strange) found.push(...faults(await refusal(path, await owner.ask(path))));
    expect(found).toEqual([]);
  });

  it.each([
    ['/../../../../etc/passwd'],
    ['/assets/../../api-key'],
    ['/api/imports/%2e%2e/%2e%2e/secrets'],
    ['/api/../../api-key'],
    ['/assets/..%2f..%2fcli.js'],
    ['/%2e%2e/%2e%2e/cli.js'],
    ['/assets/..\\..\\cli.js'],
  ])('no file beside the interface is served: %s', async (path) => {
    const text = await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect(text).toMatch(/^HTTP\/1.1 (200|400|403|404)/);
    // The page itself at most.
    if (text.startsWith('HTTP/1.1 200')) expect(text).toContain('<!doctype html>');
    expect(text).not.toMatch(/root:|dandelion_|import /);
  });

  it('a day of the year 0, which the store does not have, is refused as a value', async () => {
    const response = await owner.ask('/api/plans', {
      ...{ method: 'POST', json: { name: 'Long ago', from: '0000-01-01', to: '2027-01-01' } },
    });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([422, 'bad-value']);
  });

  it('what is no HTTP is refused and closed', async () => {
    const heads = [
      'GET / HTTP/9.9\r\n\r\n',
      'HELLO\r\n\r\n',
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`,
      'POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n',
      'GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
      'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n',
      'TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    ];
    for (const head of heads) {
      const text = await raw(head);
      expect([head.slice(0, 40), text.slice(0, 13)]).toEqual([
        head.slice(0, 40),
        expect.stringMatching(/^(HTTP\/1.1 4|$)/),
      ]);
      expect(text).not.toMatch(inside);
    }
  });

  it('forged cookies and keys, and changes that another site could send, change nothing', async () => {
    const before = await (await owner.ask('/api/workspace')).text();
    const change = { method: 'PATCH', body: '{"version":1,"name":"Taken over"}' };
    const type = { 'content-type': 'application/json' };
    const { cookie } = owner;
    const sent: [string, Record<string, string>, number][] = [
      ['a forged cookie', { ...type, 'x-dandelion-client': 'x', cookie: `${cookie}x` }, 401],
      [
        'a cookie of the wrong name',
        { ...type, 'x-dandelion-client': 'x', cookie: cookie.replace('dandelion', '__Host-dandelion') },
        401,
      ],
      [
        'two cookies, the first forged',
        { ...type, 'x-dandelion-client': 'x', cookie: `dandelion=forged; ${cookie}` },
        401,
      ],
      ['no header', { ...type, cookie }, 403],
      ['a text as a simple form sends it', { 'content-type': 'text/plain', cookie }, 403],
      ['another origin', { ...type, cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
      [
        'another origin with the header',
        { ...type, cookie, 'x-dandelion-client': 'x', origin: 'https://evil.example' },
        403,
      ],
      ['a reader', { ...type, 'x-dandelion-client': 'x', cookie: reader.cookie }, 403],
      ['a forged key', { ...type, authorization: 'Bearer dandelion_forged' }, 401],
      ['a key that is none', { ...type, cookie, 'x-dandelion-client': 'x', authorization: 'Basic eDp5' }, 401],
    ];
    for (const [name, headers, status] of sent) {
      const response = await fetch(`${server.url}/api/workspace`, { ...change, headers });
      expect([name, response.status]).toEqual([name, status]);
    }
    expect(await (await owner.ask('/api/workspace')).text()).toBe(before);
  });

  it('a used link, sent again and again, opens nothing', async () => {
    const { link } = (await (
      await owner.ask('/api/members/invites', { method: 'POST', json: { role: 'owner' } })
    ).json()) as { link: string };
    const accept = () =>
      person(server.url, '').ask('/api/links/accept', {
        method: 'POST',
        json: { token: link.split('#token=')[1], name: 'X' },
      });
    expect((await accept()).status).toBe(201);
    for (let i = 0; i < 5; i++) expect((await accept()).status).toBe(410);
  });

  it('leave no memory behind', async () => {
    const flood = async () => {
      for (let i = 0; i < 5 * bodies.length; i++) {
        const [, body, headers] = bodies[i % bodies.length]!;
        const init = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } };
        const response = await owner.ask('/api/members/invites', init as RequestInit).catch(() => null);
        await response?.text();
      }
    };
    // What a first round fills (code that is compiled, buffers that are kept) is not what grows.
    await flood();
    await flood();
    const before = residentMegabytes();
    await flood();
    await flood();
    await flood();
    expect(residentMegabytes() - before).toBeLessThan(60);
  }, 180_000);

  it('have not hurt the server', async () => {
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect((await (await owner.ask('/api/session')).json()) as object).toMatchObject({ member: { role: 'owner' } });
    expect(server.output()).not.toMatch(/a bug/);
  });
});

/** Of the process behind the launcher, or the launcher itself where it became the server. */
function residentMegabytes(): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'));
  return Number(line![1]) / 1024;
}

/** Bytes as they are to the server's port; answers with what comes until it closes, or a second after. */
function raw(text: string): Promise<string> {
  const { port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), 'localhost');
    let got = '';
    socket.setEncoding('utf8');
    socket.setTimeout(10_000, () => socket.destroy());
    socket.on('data', (chunk: string) => (got += chunk));
    socket.on('close', () => resolve(got));
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? resolve(got) : reject(error)));
    socket.write(text.replace('Host: localhost', `Host: localhost:${port}`));
  });
}
