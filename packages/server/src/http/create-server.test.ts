import { once } from 'node:events';
import { Agent, request as ask } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { defineEndpoint, problemSchema } from '@dandelion-loop/contract';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { route } from '../kernel/route.ts';
import type { RequestSeen } from '../kernel/seen.ts';
import { createServer, type ServerOptions } from './create-server.ts';

/** The doors of the HTTP server, with routes of the test's own. */

const echo = defineEndpoint({
  ...{ method: 'POST', path: '/api/workspace/echo', permission: 'public', summary: 'Answer with what was sent' },
  ...{ body: z.object({ word: z.string() }), answer: z.object({ word: z.string() }) },
});
const file = defineEndpoint({
  ...{ method: 'POST', path: '/api/workspace/file', permission: 'public', summary: 'Count the letters' },
  ...{ longestBody: 3 * 1024 * 1024, body: z.object({ file: z.json() }), answer: z.object({ letters: z.number() }) },
});
const wait = defineEndpoint({
  ...{ method: 'GET', path: '/api/workspace/wait/:name', permission: 'public', summary: 'Answer late' },
  ...{ params: z.object({ name: z.string() }), answer: z.object({ waited: z.boolean() }) },
});
const fail = defineEndpoint({ method: 'GET', path: '/api/workspace/fail', permission: 'public', summary: 'Break' });
const receive = defineEndpoint({
  ...{ method: 'POST', path: '/api/workspace/receive', permission: 'public', summary: 'Count the bytes', upload: true },
  ...{ answer: z.object({ bytes: z.number() }) },
});
const closed = defineEndpoint({
  ...{
    method: 'POST',
    path: '/api/workspace/closed',
    permission: 'imports:write',
    summary: 'For members',
    upload: true,
  },
});

let server: FastifyInstance;
let lines: string[];
let seen: RequestSeen[];
let release: () => void;
const aBug = new Error('Something is wrong with "somebody"');
let broken: Error;
afterEach(() => server.close());

async function start(options: Partial<ServerOptions> = {}): Promise<{ url: string; port: number }> {
  lines = [];
  seen = [];
  broken = aBug;
  const kept = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  server = await createServer({
    routes: [
      route(echo, async ({ body }) => body),
      route(file, async ({ body }) => ({ letters: JSON.stringify(body.file).length })),
      route(wait, async () => {
        await held;
        return { waited: true };
      }),
      route(fail, async () => {
        throw broken;
      }),
      route(receive, async ({ upload }) => ({ bytes: (await text(upload!.stream)).length })),
      route(closed, async () => undefined),
    ],
    look: async () => ({ ready: true, parts: {} }),
    ...{ hosts: new Set(['loopback']), trustProxy: false, webFolder: null, version: '0', secure: false },
    log: pino({ level: 'trace' }, kept),
    seen: (one) => seen.push(one),
    callerOf: async () => null,
    ...options,
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port };
}

const post = (url: string, body: string, headers = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-dandelion-client': 'test', ...headers },
    body,
  });

/** All that comes on a connection, also when the other side shuts it while there was more to be read there. */
function untilClosed(socket: Socket): Promise<string> {
  let got = '';
  socket.on('error', () => {});
  socket.setEncoding('utf8').on('data', (chunk) => {
    got += chunk;
  });
  return new Promise((resolve) => socket.once('close', () => resolve(got)));
}

/** What comes back for bytes that no client would send. */
async function raw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const answer = untilClosed(socket);
  socket.write(bytes);
  return answer;
}

const requestLines = () => lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request');

describe('the id of a request', () => {
  const given = { 'x-request-id': '4bf92f3577b34da6a3ce929d0e0e4736' };

  it('is made here, sent back and in the log', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/healthz`, { headers: given });
    const id = response.headers.get('x-request-id');
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(requestLines()).toMatchObject([{ requestId: id, route: '/healthz', status: 200, method: 'GET' }]);
  });

  it.each([true, '127.0.0.1', '10.0.0.0/8, loopback'])(
    'is the one of a proxy that is trusted: %s',
    async (trustProxy) => {
      const { url } = await start({ trustProxy });
      const response = await fetch(`${url}/healthz`, { headers: given });
      expect(response.headers.get('x-request-id')).toBe(given['x-request-id']);
    },
  );

  it.each([
    ['of another proxy', '10.0.0.0/8', given['x-request-id']],
    ['a name', true, 'jane.doe@example.org'],
    ['a long one', true, 'a'.repeat(200)],
    ['words', true, 'a b c d e f g h'],
  ])('is not what comes from anybody: %s', async (_, trustProxy, id) => {
    const { url } = await start({ trustProxy });
    const response = await fetch(`${url}/healthz`, { headers: { 'x-request-id': id } });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}-/);
  });

  it('stands in what is told of a bug, and there alone', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/api/workspace/fail`);
    const problem = problemSchema.parse(await response.json());
    expect(problem).toMatchObject({ status: 500, requestId: response.headers.get('x-request-id') });
    expect((await (await fetch(`${url}/api/nothing`)).json()) as object).not.toHaveProperty('requestId');
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ requestId: problem.requestId, msg: 'a bug' }),
    );
  });
});

describe('what is counted', () => {
  it('is the pattern of the route, whatever was asked', async () => {
    const { url, port } = await start();
    await post(`${url}/api/workspace/echo?secret=1`, '{"word":"a"}');
    await post(`${url}/api/workspace/echo`, '{');
    await fetch(`${url}/api/workspace/jane.doe`);
    await fetch(`${url}/api/workspace/wait/%zz`);
    await raw(port, 'PROPFIND /jane HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    await raw(port, 'nonsense\r\n\r\n');
    expect(seen.map(({ method, route, status }) => `${method} ${route} ${status}`)).toEqual([
      'POST /api/workspace/echo 200',
      'POST /api/workspace/echo 400',
      'GET none 404',
      'GET none 400',
      expect.stringMatching(/^OTHER none 4\d\d$/),
      'OTHER none 400',
    ]);
  });

  it('who went away is told as such', async () => {
    const { url } = await start();
    const gone = new AbortController();
    const asking = fetch(`${url}/api/workspace/wait/a`, { signal: gone.signal }).catch(() => 'gone');
    await sleep(100);
    gone.abort();
    expect(await asking).toBe('gone');
    await expect.poll(() => seen).toMatchObject([{ route: '/api/workspace/wait/:name', status: 499 }]);
    release();
  });
});

describe('requests that are none', () => {
  it.each([
    ['no HTTP', 'nonsense\r\n\r\n', 400, 'bad-request'],
    ['a broken header', 'GET / HTTP/1.1\r\nHost: a\r\nbad header\r\n\r\n', 400, 'bad-request'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      'bad-request',
    ],
    ['a huge head', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'bad-request'],
  ])('%s gets a problem and the end of the connection', async (_, bytes, status, code) => {
    const { port } = await start();
    const [head = '', body = ''] = (await raw(port, bytes)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toMatch(/content-type: application\/problem\+json/i);
    expect(head).toMatch(/connection: close/i);
    expect(problemSchema.parse(JSON.parse(body))).toMatchObject({ status, code });
  });
});

describe('a body that trickles in', () => {
  const slow = { bodySeconds: 0.5 };

  /** Sends a byte now and then until the connection ends. */
  async function trickle(port: number, path: string, length: number): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    const answer = untilClosed(socket);
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: localhost\r\nX-Dandelion-Client: a\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`,
    );
    let sent = 0;
    const timer = setInterval(() => {
      if (sent++ < length && socket.writable) socket.write('{');
    }, 20);
    try {
      return await answer;
    } finally {
      clearInterval(timer);
    }
  }

  it('of JSON gets 408, and its connection ends', async () => {
    const { port } = await start(slow);
    const answer = await trickle(port, '/api/workspace/echo', 100_000);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"too-slow"');
  });

  it.each([
    ['/api/nothing', 404],
    ['/api/workspace/closed', 401],
  ])('that nobody wants does not hold the connection: %s', async (path, status) => {
    const { port } = await start(slow);
    expect(await trickle(port, path, 100_000)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  it('of an upload may take its time', async () => {
    const { port } = await start({ bodySeconds: 0.1 });
    const asked = ask({ port, path: '/api/workspace/receive', method: 'POST', headers: { 'x-dandelion-client': 'a' } });
    const answered = once(asked, 'response');
    for (let left = 10; left > 0; left--) {
      asked.write('abc');
      await sleep(40);
    }
    asked.end();
    const [response] = await answered;
    expect(JSON.parse(await text(response))).toEqual({ bytes: 30 });
  });

  it('that comes in time in parts is read whole', async () => {
    const { port } = await start();
    const asked = ask({
      ...{ port, path: '/api/workspace/echo', method: 'POST' },
      headers: { 'content-type': 'application/json', 'x-dandelion-client': 'a' },
    });
    const answered = once(asked, 'response');
    const word = 'x'.repeat(600_000);
    const body = JSON.stringify({ word });
    for (let at = 0; at < body.length; at += 50_000) asked.write(body.slice(at, at + 50_000));
    asked.end();
    const [response] = await answered;
    expect(JSON.parse(await text(response))).toEqual({ word });
  });
});

describe('closing', () => {
  it('answers what is under way, and tells who keeps a connection to close it', async () => {
    const { port } = await start();
    const agent = new Agent({ keepAlive: true });
    const get = (path: string) =>
      new Promise<{ status: number | undefined; connection: string | undefined; body: string }>((resolve, reject) => {
        ask({ port, path, agent }, async (response) => {
          const { statusCode, headers } = response;
          resolve({ status: statusCode, connection: headers.connection, body: await text(response) });
        })
          .on('error', reject)
          .end();
      });
    expect(await get('/healthz')).toMatchObject({ status: 200, connection: 'keep-alive' });
    const late = get('/api/workspace/wait/a');
    await sleep(50);
    const ended = server.close();
    // On a connection that is open already, or a new one: both are let in until the last call is over.
    expect(await get('/healthz')).toMatchObject({ status: 200, connection: 'close' });
    await sleep(400);
    release();
    expect(await late).toMatchObject({ status: 200, connection: 'close', body: '{"waited":true}' });
    await ended;
    await expect(get('/healthz')).rejects.toThrow(/ECONNREFUSED/);
    agent.destroy();
  });

  it('does not wait for connections on which nobody asks', async () => {
    const { port } = await start();
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const end = once(socket, 'close');
    await server.close();
    await end;
  });
});

it('takes as large a body as the endpoint says, and no nest of lists that fills the stack', async () => {
  const { url } = await start();
  const send = async (path: string, body: string) => {
    const response = await fetch(`${url}/api/workspace/${path}`, {
      ...{ method: 'POST', body, headers: { 'content-type': 'application/json', 'x-dandelion-client': 'test' } },
    });
    return [response.status, (await response.json()) as Record<string, unknown>] as const;
  };
  const letters = 2 * 1024 * 1024;
  expect(await send('file', JSON.stringify({ file: 'x'.repeat(letters) }))).toEqual([200, { letters: letters + 2 }]);
  expect((await send('echo', JSON.stringify({ word: 'x'.repeat(letters) })))[0]).toBe(413);
  expect((await send('file', JSON.stringify({ file: 'x'.repeat(2 * letters) })))[0]).toBe(413);
  const nest = (levels: number) => `{"file":${'['.repeat(levels)}${']'.repeat(levels)}}`;
  expect(await send('file', nest(50))).toEqual([200, { letters: 100 }]);
  const [status, problem] = await send('file', nest(100_000));
  expect([status, problem.detail]).toEqual([400, 'The body is nested deeper than 100 levels.']);
});

it('says that a store was lost, wherever the driver says so, and that a day is none', async () => {
  const { url } = await start();
  const told = async () => {
    const response = await fetch(`${url}/api/workspace/fail`);
    return [response.status, ((await response.json()) as { code: string }).code];
  };
  const within = (cause: Error) => new Error('Failed query: rollback', { cause });
  broken = within(new Error('Connection terminated unexpectedly'));
  expect(await told()).toEqual([503, 'engine-failed']);
  broken = within(Object.assign(new Error('date/time field value out of range'), { code: '22008' }));
  expect(await told()).toEqual([422, 'bad-value']);
  broken = within(new Error('Something else'));
  expect(await told()).toEqual([500, 'internal']);
});

it('lets no route in that has no rule who may use it', async () => {
  server = await createServer({
    ...{ routes: [], trustProxy: false, webFolder: null, version: '0', secure: false, hosts: new Set<string>() },
    look: async () => ({ ready: true, parts: {} }),
    log: pino({ level: 'silent' }),
    seen: () => {},
    callerOf: async () => null,
  });
  expect(() => server.get('/api/forgotten', async () => 'open to all')).toThrow(/no rule/);
  expect(() => server.get('/elsewhere', async () => 'a page')).not.toThrow();
});

it('says that Global Privacy Control is obeyed, to whoever asks', async () => {
  const { url } = await start();
  const response = await fetch(`${url}/.well-known/gpc.json`);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  const answer = await response.json();
  expect(answer).toEqual({ gpc: true, lastUpdate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
  const refused = await fetch(`${url}/.well-known/gpc.json`, { method: 'POST' });
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET']);
});
