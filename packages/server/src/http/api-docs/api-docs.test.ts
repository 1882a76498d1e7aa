import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import * as contract from '@dandelion-loop/contract';
import { type Endpoint, failureCodes } from '@dandelion-loop/contract';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { route } from '../../kernel/route.ts';
import { createServer } from '../create-server.ts';
import { openApiOf } from '../openapi.ts';
import { curlOf } from './curl.ts';
import { statusesOf, statusWords } from './failures.ts';
import { sections, tagOf } from './sections.ts';

const exported: unknown[] = Object.values(contract);
const endpoints = exported.filter(
  (value): value is Endpoint => typeof value === 'object' && value !== null && 'permission' in value && 'path' in value,
);

let server: FastifyInstance;
let handled = 0;
beforeAll(async () => {
  const handle = async () => {
    handled += 1;
    return undefined as never;
  };
  server = await createServer({
    routes: endpoints.map((one) => route(one, handle)),
    look: async () => ({ ready: true, parts: {} }),
    ...{ hosts: new Set(['loopback']), trustProxy: false, webFolder: null, version: '0', secure: false },
    ...{ log: pino({ level: 'silent' }), seen: () => {}, callerOf: async () => null },
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => server.close());

interface Answered {
  statusCode: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Any method, unlike `fetch`. */
function ask(method: string, path: string, body = ''): Promise<Answered> {
  const { port } = server.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, method, path }, (response) => {
      const { statusCode = 0, headers } = response;
      text(response).then((read) => resolve({ statusCode, headers, body: read }), reject);
    })
      .on('error', reject)
      .end(body);
  });
}

describe('the pages', () => {
  test('every part has one, with each of its calls and nothing of a script', async () => {
    const first = await ask('GET', '/api/docs');
    expect(first.statusCode).toBe(200);
    expect(first.headers['content-security-policy']).toMatch(/style-src 'self'/);
    for (const { tag } of sections) {
      const { statusCode, body } = await ask('GET', `/api/docs/${tag}`);
      expect([tag, statusCode]).toEqual([tag, 200]);
      for (const one of endpoints.filter((endpoint) => tagOf(endpoint) === tag)) {
        expect(body).toContain(`<code>${one.path}</code>`);
        expect(first.body).toContain(`<code>${one.path}</code>`);
      }
      expect(body).not.toMatch(/<script|style=|\[object|undefined|NaN/);
      // A command of several lines can be pasted.
      if (tag !== 'session') expect(body).toMatch(/<code>curl [^<]*\\\n {2}-/);
      const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
    const inParts = endpoints.filter((one) => sections.some(({ tag }) => tag === tagOf(one)));
    expect(inParts.length).toBe(endpoints.length);
    expect((await ask('GET', '/api/docs/nothing')).statusCode).toBe(404);
    expect((await ask('GET', '/api/docs/constructor')).statusCode).toBe(404);
  });

  test('every code of an error has one', async () => {
    const all = (await ask('GET', '/api/problems')).body;
    for (const [code, { title }] of Object.entries(failureCodes)) {
      const { statusCode, body } = await ask('GET', `/api/problems/${code}`);
      expect([code, statusCode]).toEqual([code, 200]);
      expect(body).toContain(`<code>${code}</code>`);
      expect(all).toContain(title);
    }
    const missing = await ask('GET', '/api/problems/toString');
    expect(missing.statusCode).toBe(404);
    // Where the type of a problem points to.
    expect((await ask('GET', JSON.parse(missing.body).type)).statusCode).toBe(200);
  });

  test('the sheet takes its colours from the interface', async () => {
    const { body, headers } = await ask('GET', '/api/docs.css');
    expect(headers['content-type']).toBe('text/css; charset=utf-8');
    const used = [...new Set([...body.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name!))];
    expect(used.filter((name) => !body.includes(`${name}:`))).toEqual([]);
  });
});

describe('OpenAPI', () => {
  const description = openApiOf(endpoints, '0') as {
    paths: Record<string, Record<string, { security: Record<string, string[]>[]; tags: string[]; responses: object }>>;
    tags: { name: string; description: string }[];
    components: { securitySchemes: object; responses: object };
  };
  const operations = Object.values(description.paths).flatMap((methods) => Object.values(methods));

  test('says of each call who may, by session and by key', () => {
    expect(Object.keys(description.components.securitySchemes)).toEqual(['session', 'key']);
    expect(description.paths['/api/experiments']!.get!.security).toEqual([
      { session: [] },
      { key: ['experiments:read'] },
    ]);
    expect(description.paths['/api/keys']!.post!.security).toEqual([{ session: [] }]);
    expect(description.paths['/api/session']!.post!.security).toEqual([]);
  });

  test('describes every tag, and refers only to what is there', () => {
    const tags = new Set(operations.flatMap(({ tags }) => tags));
    expect([...tags].sort()).toEqual(description.tags.map(({ name }) => name).sort());
    const text = JSON.stringify(description);
    for (const [, name] of text.matchAll(/#\/components\/responses\/(\w+)/g)) {
      expect(description.components.responses).toHaveProperty(name!);
    }
    for (const status of endpoints.flatMap(statusesOf)) expect(statusWords).toHaveProperty(String(status));
  });

  test('carries the examples', () => {
    const made = JSON.stringify(description.paths['/api/imports']!.post);
    expect(made).toContain('"example":{"source":"file","name":"Spring mailing"');
  });
});

describe('the command of an example', () => {
  const of = (method: string, path: string) => endpoints.find((one) => one.method === method && one.path === path)!;

  test('is quoted for a shell, and sends what the caller has', () => {
    const body = { text: "it's $HOME" };
    expect(curlOf(of('POST', '/api/experiments/:id/comments'), { params: { id: 'a/b' }, body })).toBe(
      [
        'curl "$DANDELION_URL/api/experiments/a%2Fb/comments"',
        '-H "Authorization: Bearer $DANDELION_API_KEY"',
        "-H 'Content-Type: application/json'",
        String.raw`-d '{"text":"it'\''s $HOME"}'`,
      ].join(' \\\n  '),
    );
    expect(curlOf(of('DELETE', '/api/keys/:id'), { params: { id: 'x' } })).toContain('--cookie "dandelion=$SESSION"');
    expect(curlOf(of('POST', '/api/session'), { body: {} })).not.toMatch(/Authorization|cookie/);
  });
});

describe('what is not there', () => {
  test.each([
    ['PUT', '/api/experiments', 'GET'],
    ['DELETE', '/api/experiments/00000000-0000-4000-8000-000000000000', 'GET, PATCH'],
    ['HEAD', '/api/workspace', 'GET, PATCH, DELETE'],
    ['OPTIONS', '/api/imports', 'GET, POST'],
    ['TRACE', '/api/imports', 'GET, POST'],
    ['POST', '/metrics', 'GET'],
    ['POST', '/healthz', 'GET'],
    ['POST', '/api/docs', 'GET'],
    ['HEAD', '/api/imports/00000000-0000-4000-8000-000000000000/rows', 'GET'],
  ])('%s %s is 405 and says what goes', async (method, url, allow) => {
    const before = handled;
    const { statusCode, headers, body } = await ask(method, url, method === 'PUT' ? '<xml/>' : undefined);
    expect([statusCode, headers.allow?.split(', ').sort()]).toEqual([405, allow.split(', ').sort()]);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    if (method !== 'HEAD') expect(JSON.parse(body)).toMatchObject({ code: 'method-not-allowed', status: 405 });
    expect(handled).toBe(before);
  });

  test.each([
    ['GET', '/api/nothing'],
    ['POST', '/api'],
    ['PATCH', '/experiments'],
    ['GET', '/api/experiments/a/b/c'],
    ['GET', '/assets/none.js'],
    ['OPTIONS', '*'],
  ])('%s %s is 404', async (method, url) => {
    const { statusCode, headers, body } = await ask(method, url);
    expect(statusCode).toBe(404);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(JSON.parse(body)).toMatchObject({ code: 'not-found' });
  });

  test('who looks whether the server is there may leave out the body', async () => {
    expect((await ask('HEAD', '/healthz')).statusCode).toBe(200);
    expect((await ask('HEAD', '/readyz')).statusCode).toBe(200);
  });
});
