import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../test-server.ts';

/** Walks all routes that the running server describes, so that a new one cannot be forgotten. */

interface Operation {
  security?: unknown[];
  'x-permission'?: string;
}

let server: TestServer;
let routes: { method: string; path: string; operation: Operation }[];

beforeAll(async () => {
  server = await startTestServer();
  const description = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  routes = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000'),
      operation,
    })),
  );
});
afterAll(() => server.stop());

const isPublic = ({ operation }: { operation: Operation }) => operation.security?.length === 0;

async function ask(route: { method: string; path: string }, headers: Record<string, string>) {
  const response = await fetch(`${server.url}${route.path}`, {
    method: route.method,
    headers: { 'x-dandelion-client': 'test', ...headers },
  });
  return { status: response.status, body: await response.text(), headers: response.headers };
}

describe('every route', () => {
  it('there are many, and only signing in is public', () => {
    expect(routes.length).toBeGreaterThan(20);
    expect(routes.filter(isPublic).map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/session']);
    for (const route of routes) if (!isPublic(route)) expect(route.operation['x-permission']).toMatch(/^\w+:\w+$/);
  });

  it('is described by the file that is published', async () => {
    const published = JSON.parse(
      readFileSync(new URL('../../../../docs/reference/openapi.json', import.meta.url), 'utf8'),
    );
    expect(await (await fetch(`${server.url}/api/openapi.json`)).json()).toEqual(published);
  });

  it.each([
    ['no session', {}],
    ['a made-up session', { cookie: 'dandelion=Zm9yZ2Vk' }],
    ['an empty session', { cookie: 'dandelion=' }],
  ])('refuses %s', async (_, headers) => {
    for (const route of routes.filter((one) => !isPublic(one))) {
      const { status, body, headers: got } = await ask(route, headers);
      expect([route.path, status]).toEqual([route.path, 401]);
      expect(got.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(JSON.parse(body)).toMatchObject({ code: 'not-signed-in', status: 401 });
    }
  });

  it('refuses another Host', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      const { hostname, port } = new URL(server.url);
      request({ hostname, port, path: '/api/session', headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });
});

describe('with a session', () => {
  let cookie: string;
  beforeAll(async () => {
    cookie = await server.signIn();
  });

  it('the link works once', async () => {
    await expect(server.signIn()).rejects.toThrow(/410/);
  });

  it('no change goes through without the header that other sites cannot send', async () => {
    for (const { method, path } of routes.filter(({ method }) => method !== 'GET')) {
      const response = await fetch(`${server.url}${path}`, { method, headers: { cookie } });
      expect([path, response.status]).toEqual([path, 403]);
    }
  });

  it('nobody but the owner is known: every route lets the owner in', async () => {
    for (const route of routes.filter(({ method, path }) => !(method === 'DELETE' && path === '/api/session'))) {
      const { status, body } = await ask(route, { cookie });
      expect([route.method, route.path, [401, 403, 500].includes(status) ? body : 'answered']).toEqual([
        route.method,
        route.path,
        'answered',
      ]);
    }
  });

  it('says what is wrong with a request that nobody means', async () => {
    const nowhere = '/api/imports/00000000-0000-4000-8000-000000000000';
    const deep = `{"token":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const rename = (change: object) => ({ method: 'PATCH', path: nowhere, body: JSON.stringify(change) });
    const meant: { method: string; path: string; body?: string }[] = [
      { method: 'POST', path: '/api/session', body: deep },
      { method: 'GET', path: '/api/imports/%zz' },
      { method: 'GET', path: `/api/imports/${'a'.repeat(1001)}` },
      rename({ version: 2 ** 31, name: 'a' }),
      rename({ version: 1, name: 'a\u0000b' }),
      rename({ version: 1, name: '\ud800' }),
    ];
    for (const { path, ...init } of meant) {
      const headers = {
        cookie,
        'x-dandelion-client': 'test',
        ...(init.body ? { 'content-type': 'application/json' } : {}),
      };
      const response = await fetch(`${server.url}${path}`, { ...init, headers });
      expect([path.slice(0, 80), response.status]).toEqual([path.slice(0, 80), 400]);
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(await response.json()).toMatchObject({ code: 'bad-request' });
    }
  });

  it('answers work since any moment', async () => {
    expect((await ask({ method: 'GET', path: '/api/work?since=0000-01-01T00:00:00Z' }, { cookie })).status).toBe(200);
  });

  it('sends the headers that keep strangers out of the page', async () => {
    const { headers } = await ask({ method: 'GET', path: '/' }, { cookie });
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self';/);
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('signing out ends the session', async () => {
    expect((await ask({ method: 'DELETE', path: '/api/session' }, { cookie })).status).toBe(204);
    expect((await ask({ method: 'GET', path: '/api/session' }, { cookie })).status).toBe(401);
  });
});
