import { readFileSync } from 'node:fs';
import { roles, scopes } from '@dandelion-loop/contract';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askRunning } from '../engines/control-socket.ts';
import { join, person } from '../test-people.ts';
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

/** The table of the roles, by hand. */
const all = ['owner', 'marketer', 'analyst', 'reader', 'partner'];
const members = ['owner', 'marketer', 'analyst', 'reader'];
const makers = ['owner', 'marketer', 'analyst'];
const rolesWho: Record<string, string[]> = {
  'account:read': all,
  'account:write': all,
  'workspace:read': members,
  'workspace:write': ['owner'],
  'workspace:delete': ['owner'],
  'methods:write': ['owner', 'analyst'],
  'members:read': ['owner'],
  'members:write': ['owner'],
  'keys:read': ['owner'],
  'keys:write': ['owner'],
  'experiments:read': members,
  'experiments:write': makers,
  'experiments:sql': ['owner', 'analyst'],
  'comments:write': members,
  'beliefs:read': members,
  'beliefs:answer': members,
  'beliefs:write': makers,
  'imports:read': members,
  'imports:write': makers,
  'imports:raw': ['owner', 'analyst'],
  'learnings:read': members,
  'learnings:write': makers,
  'shares:read': makers,
  'shares:write': makers,
  'rituals:read': members,
  'rituals:write': makers,
  'meetings:notes': members,
  'meetings:write': makers,
  'decisions:write': makers,
  'follow-ups:read': all,
  'follow-ups:end': all,
  'follow-ups:write': makers,
  'plan:mine': all,
  'plan:answer': all,
  'plan:read': members,
  'plan:write': makers,
  'breakers:reset': makers,
  'sources:read': makers,
  'sources:write': makers,
  'customers:read': makers,
  'customers:write': makers,
  'customers:export': ['owner', 'analyst'],
  'customers:erase': ['owner'],
  'segments:read': members,
  'segments:write': makers,
  'audit:read': ['owner'],
  'webhooks:read': ['owner'],
  'webhooks:write': ['owner'],
  'metrics:read': ['owner'],
};

/** What a key can be given of the rights of a role. */
const scopesOf = (role: string) => scopes.filter((scope) => rolesWho[scope]!.includes(role));

const endsOwnSession = ({ method, path }: { method: string; path: string }) =>
  method === 'DELETE' && path === '/api/session';

/** The sessions of a member end as if nobody had used them for a month. */
async function makeOld(memberId: string): Promise<void> {
  const answer = await askRunning(server.dataFolder, 'stores');
  const { databaseUrl } = JSON.parse((answer as { url: string }).url) as { databaseUrl: string };
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("UPDATE sessions SET expires_at = now() - interval '1 second' WHERE member_id = $1", [memberId]);
  await client.end();
}

const isPublic = ({ operation }: { operation: Operation }) => operation.security?.length === 0;

async function ask(route: { method: string; path: string }, headers: Record<string, string>) {
  const response = await fetch(`${server.url}${route.path}`, {
    method: route.method,
    headers: { 'x-dandelion-client': 'test', ...headers },
  });
  return { status: response.status, body: await response.text(), headers: response.headers };
}

describe('every route', () => {
  it('there are many, and only the ways in are public', () => {
    expect(routes.length).toBeGreaterThan(50);
    expect(routes.filter(isPublic).map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/calendar/00000000-0000-4000-8000-000000000000',
      'POST /api/links',
      'POST /api/links/accept',
      'POST /api/links/read',
      'POST /api/links/reset',
      'GET /api/links/ways',
      'POST /api/session',
      'POST /api/shared',
      'POST /api/shared-plan',
    ]);
    for (const route of routes)
      if (!isPublic(route)) expect(rolesWho).toHaveProperty([route.operation['x-permission']!]);
  });

  it('is described by the file that is published', async () => {
    const published = JSON.parse(
      readFileSync(new URL('../../../../docs/reference/openapi.json', import.meta.url), 'utf8'),
    );
    const served = await (await fetch(`${server.url}/api/openapi.json`)).json();
    // Thousands of lines that differ tell nobody anything.
    expect(JSON.stringify(served) === JSON.stringify(published), 'run npm run generate').toBe(true);
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

  it.each(roles)('a session of the role %s opens its own routes and no others', async (role) => {
    const somebody = role === 'owner' ? person(server.url, cookie) : await join(server, role);
    const seen: string[] = [];
    for (const route of routes.filter((one) => !isPublic(one) && !endsOwnSession(one))) {
      const { status } = await somebody.ask(route.path, { method: route.method });
      const may = rolesWho[route.operation['x-permission']!]!.includes(role);
      const opened = ![401, 403].includes(status);
      if (opened !== may || status >= 500) seen.push(`${route.method} ${route.path} ${status}`);
    }
    expect(seen).toEqual([]);
  });

  it.each(roles.filter((role) => scopesOf(role).length > 0))(
    'a key of the role %s opens what it was given and no others',
    async (role) => {
      const made = await server.ask('/api/keys', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: role, scopes: scopesOf(role), days: 1 }),
      });
      const { token } = (await made.json()) as { token: string };
      for (const route of routes.filter((one) => !isPublic(one))) {
        const headers = { authorization: `Bearer ${token}` };
        const response = await fetch(`${server.url}${route.path}`, { method: route.method, headers });
        const may = scopesOf(role).includes(route.operation['x-permission'] as never);
        expect([route.method, route.path, response.status !== 403]).toEqual([route.method, route.path, may]);
        await response.body?.cancel();
      }
    },
  );

  it('a session of another workspace, one that has ended and one that is too old are none', async () => {
    const other = await startTestServer();
    const foreign = await other.signIn();
    await other.stop();
    const ended = await join(server, 'owner');
    await ended.ask('/api/session', { method: 'DELETE' });
    const old = await join(server, 'owner');
    const { member } = (await (await old.ask('/api/session')).json()) as { member: { id: string } };
    await makeOld(member.id);
    for (const cookie of [foreign, ended.cookie, old.cookie]) {
      for (const route of routes.filter((one) => !isPublic(one))) {
        const { status } = await ask(route, { cookie });
        expect([route.method, route.path, status]).toEqual([route.method, route.path, 401]);
      }
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
