import type { Endpoint, Role } from '@dandelion-loop/contract';
import * as contract from '@dandelion-loop/contract';
import { exampleOf } from '@dandelion-loop/contract/examples';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askRunning } from '../engines/control-socket.ts';
import { join, type Person, person } from '../test-people.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

/**
 * Whatever somebody of a role sends, in whatever order, what the role may not change stays as it is. The requests are the examples of
 * the contract with ids of things that are really there; what is compared are the rows of the record store.
 */

let server: TestServer;
let store: pg.Client;
let owner: Person;
let ids: string[];
let versions: number;

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'permission' in value && 'path' in value;

/** Signing out would end the sequence; the sample would fill the list. */
const left = new Set(['DELETE /api/session']);
const endpoints = Object.values<unknown>(contract)
  .filter(isEndpoint)
  .filter(({ method, path }) => !left.has(`${method} ${path}`));

const json = async (response: Response): Promise<Record<string, string>> => {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return text === '' ? {} : JSON.parse(text);
};
const send = (who: Person, method: string, path: string, body?: unknown) =>
  who.ask(path, { method, ...(body === undefined ? {} : { json: body }) }).then(json);

const counts = {
  name: 'Typed',
  counts: {
    variations: [
      { name: 'A', tried: 900, succeeded: 90 },
      { name: 'B', tried: 910, succeeded: 130 },
    ],
  },
};

beforeAll(async () => {
  server = await startTestServer({ env: { DANDELION_ALLOW_PRIVATE: '127.0.0.1' } });
  owner = person(server.url, await server.signIn());
  const answer = (await askRunning(server.dataFolder, 'stores')) as { url: string };
  store = new pg.Client({ connectionString: (JSON.parse(answer.url) as { databaseUrl: string }).databaseUrl });
  await store.connect();
  const file = `group,y\n${'A,1\nB,0\nA,0\nB,1\n'.repeat(30)}`;
  const upload = await json(await owner.ask('/api/uploads?name=t.csv', { method: 'POST', body: file }));
  const typed = await send(owner, 'POST', '/api/imports', { source: 'counts', ...counts });
  const { rows } = (await send(owner, 'GET', '/api/experiments')) as unknown as { rows: { id: string }[] };
  const experiment = rows[0]!.id;
  const comment = await send(owner, 'POST', `/api/experiments/${experiment}/comments`, { text: 'Of the owner.' });
  const made = [
    ...['/api/shares', '/api/keys', '/api/webhooks'].map((path) =>
      send(owner, 'POST', path, exampleBody('POST', path, experiment)),
    ),
    send(owner, 'POST', '/api/members/invites', { role: 'reader' }),
  ];
  const others = (await Promise.all(made)).map((one) => JSON.stringify(one).match(/"id":"([^"]+)"/)![1]!);
  const { members } = (await send(owner, 'GET', '/api/members')) as unknown as { members: { id: string }[] };
  ids = [upload.id!, typed.id!, experiment, comment.id!, ...others, members[0]!.id];
  versions = 4;
});
afterAll(async () => {
  await store?.end();
  await server?.stop();
});

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The body of the example, about things that are there. */
function exampleBody(method: Endpoint['method'], path: Endpoint['path'] | string, id: string, version = 1): unknown {
  const body = exampleOf({ method, path: path as Endpoint['path'] })?.body;
  if (body === undefined) return undefined;
  const text = JSON.stringify(body)
    .replaceAll(uuid, id)
    .replaceAll('https://hooks.example.org', 'http://127.0.0.1:49999')
    .replaceAll(/"version":\d+/g, `"version":${version}`);
  return JSON.parse(text);
}

interface Sent {
  endpoint: Endpoint;
  id: string;
  version: number;
}

/** Who may delete an import may delete what others said of its tests. */
const requests = (may: readonly string[]) =>
  fc.array(
    fc.record({
      endpoint: fc.constantFrom(
        ...endpoints.filter((one) => one !== (contract.deleteImport as unknown) || !may.includes('imports:write')),
      ),
      id: fc.constantFrom(...ids),
      version: fc.integer({ min: 1, max: versions }),
    }),
    { minLength: 5, maxLength: 25 },
  );

async function sendOne(who: (path: string, init: RequestInit) => Promise<Response>, { endpoint, id, version }: Sent) {
  const path = endpoint.path.replaceAll(/:\w+/g, id);
  const body = endpoint.upload ? 'group,y\nA,1\n' : exampleBody(endpoint.method, endpoint.path, id, version);
  const query = endpoint.upload ? '?name=x.csv' : '';
  const response = await who(`${path}${query}`, {
    method: endpoint.method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    headers: body === undefined ? {} : { 'content-type': typeof body === 'string' ? 'text/csv' : 'application/json' },
  });
  await response.arrayBuffer();
  return response.status;
}

/** Rows as text, by what it takes to change them. `mine` is the member whose own they may be. */
const kept: Record<string, string> = {
  'workspace:write': `SELECT to_jsonb(w) - 'methods' - 'version' AS row FROM workspace w`,
  'methods:write': 'SELECT methods AS row FROM workspace',
  'members:write': `SELECT to_jsonb(m) AS row FROM members m WHERE id <> $1::uuid
    UNION ALL SELECT jsonb_build_object('role', role, 'joined', joined_at, 'left', left_at) FROM members
    UNION ALL SELECT to_jsonb(l) FROM one_time_links l
    UNION ALL SELECT jsonb_build_object('of', member_id) FROM sessions WHERE member_id <> $1::uuid`,
  'keys:write': `SELECT to_jsonb(k) - 'last_used_at' AS row FROM api_keys k`,
  'experiments:write': `SELECT jsonb_build_object('id', id, 'title', title, 'tags', tags, 'note', note) AS row FROM experiments`,
  'imports:write': `SELECT to_jsonb(i) AS row FROM imports i UNION ALL SELECT to_jsonb(a) FROM analyses a
    UNION ALL SELECT to_jsonb(u) FROM uploads u UNION ALL SELECT to_jsonb(r) FROM results r`,
  'shares:write': 'SELECT to_jsonb(s) AS row FROM shares s',
  'webhooks:write': `SELECT jsonb_build_object('id', id, 'url', url, 'types', types, 'description', description) AS row FROM webhooks`,
  'comments:write': 'SELECT to_jsonb(c) AS row FROM comments c',
  // Nobody but the owner changes the words of others.
  'members:write ': `SELECT to_jsonb(c) AS row FROM comments c WHERE coalesce(c.created_by ->> 'id', '') <> $1::text`,
  // And nobody the past.
  'nobody:nothing': `SELECT to_jsonb(l) - 'words' AS row FROM audit_log l WHERE seq <= (SELECT max(seq) FROM audit_log) AND seq <= $2::bigint`,
};

async function stateFor(may: readonly string[], mine: string, until: number): Promise<Record<string, string[]>> {
  const state: Record<string, string[]> = {};
  for (const [permission, sql] of Object.entries(kept)) {
    if (may.includes(permission.trim())) continue;
    // Both parameters in every statement: PostgreSQL wants to know their types.
    const { rows } = await store.query(
      `SELECT row FROM (${sql}) AS one WHERE $1::text IS NOT NULL AND $2::bigint IS NOT NULL`,
      [mine, until],
    );
    state[permission] = rows.map(({ row }: { row: unknown }) => JSON.stringify(row)).sort();
  }
  return state;
}

const lastEntry = async (): Promise<number> =>
  Number((await store.query('SELECT max(seq) AS seq FROM audit_log')).rows[0].seq);

/** Runs sequences and compares. Answers with how many requests were carried out and how many refused for want of rights. */
async function hold(may: readonly string[], mine: string, who: (path: string, init: RequestInit) => Promise<Response>) {
  const until = await lastEntry();
  const before = await stateFor(may, mine, until);
  const seen = { done: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(requests(may), async (sequence) => {
      for (const one of sequence) {
        const status = await sendOne(who, one);
        expect([`${one.endpoint.method} ${one.endpoint.path}`, status < 500]).toEqual([
          `${one.endpoint.method} ${one.endpoint.path}`,
          true,
        ]);
        if (status < 300) seen.done++;
        if (status === 403) seen.refused++;
      }
      expect(await stateFor(may, mine, until)).toEqual(before);
    }),
    { seed: 20_260_301, numRuns: 15, endOnFailure: true },
  );
  return seen;
}

describe('what somebody may not change stays, whatever they send', () => {
  it.each(['partner', 'reader', 'marketer', 'analyst'] as const)('%s', async (role: Role) => {
    const somebody = await join(server, role);
    const { member } = (await send(somebody, 'GET', '/api/session')) as unknown as { member: { id: string } };
    const seen = await hold(contract.permissionsOfRole[role], member.id, (path, init) => somebody.ask(path, init));
    expect(seen.done).toBeGreaterThan(role === 'partner' ? 1 : 10);
    expect(seen.refused).toBeGreaterThan(10);
  });

  it('a key that may only read', async () => {
    const may = ['experiments:read', 'imports:read', 'members:read', 'audit:read'];
    const { token } = await send(owner, 'POST', '/api/keys', { name: 'Reads', scopes: may, days: 1 });
    const seen = await hold(may, '00000000-0000-4000-8000-000000000000', (path, init) =>
      fetch(`${server.url}${path}`, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } }),
    );
    expect(seen.done).toBeGreaterThan(5);
  });

  it('somebody who is not signed in', async () => {
    const nobody = person(server.url, '');
    await hold([], '00000000-0000-4000-8000-000000000000', (path, init) => nobody.ask(path, init));
  });
});
