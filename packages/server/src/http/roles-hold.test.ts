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
let people: Map<Role, Person>;
/** What is there, by the id that stands for it in the examples. */
let real: Map<string, string>;

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'permission' in value && 'path' in value;

/** Signing out would end the sequence; events have no end. */
const left = new Set(['DELETE /api/session', 'GET /api/meetings/:id/events']);
const endpoints = new Map(
  Object.values<unknown>(contract)
    .filter(isEndpoint)
    .map((endpoint): [string, Endpoint] => [`${endpoint.method} ${endpoint.path}`, endpoint])
    .filter(([key]) => !left.has(key)),
);

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
  // All of them before the attempts that would slow them down.
  people = new Map();
  for (const role of ['partner', 'reader', 'marketer', 'analyst'] as const) people.set(role, await join(server, role));
  real = new Map();
  const stands = (path: Endpoint['path'], method: Endpoint['method'], id: string) =>
    real.set(exampleOf({ method, path })!.params!.id!, id);
  stands('/api/uploads/:id', 'DELETE', upload.id!);
  stands('/api/imports/:id', 'GET', typed.id!);
  stands('/api/experiments/:id', 'GET', experiment);
  stands('/api/comments/:id', 'DELETE', comment.id!);
  const belief = await send(owner, 'POST', '/api/beliefs', { claim: 'Of the owner.' });
  await send(owner, 'POST', `/api/beliefs/${belief.id}/forecast`, { probability: 0.6 });
  stands('/api/beliefs/:id', 'GET', belief.id!);
  const asked = { question: 'Of the owner?', options: ['One', 'Other'] };
  const preference = await send(owner, 'POST', '/api/preferences', asked);
  await send(owner, 'POST', `/api/preferences/${preference.id}/answer`, { prefers: 0, expects: [0.5, 0.5] });
  stands('/api/preferences/:id', 'GET', preference.id!);
  for (const path of ['/api/coders', '/api/learnings/notes'] as const) {
    const made = await send(owner, 'POST', path, exampleOf({ method: 'POST', path })?.body);
    stands(`${path}/:id`, 'DELETE', made.id!);
  }
  await send(owner, 'POST', '/api/codes', {
    ...{ attribute: 'tone', codes: [{ experimentId: experiment, variation: 'B', level: 'urgent' }] },
  });
  const ritual = await send(owner, 'POST', '/api/rituals', { name: 'Of the owner', cadence: null });
  stands('/api/rituals/:id', 'GET', ritual.id!);
  const meeting = await send(owner, 'POST', `/api/rituals/${ritual.id}/meetings`, {});
  stands('/api/meetings/:id', 'GET', meeting.id!);
  const decision = await send(owner, 'POST', '/api/decisions', { what: 'Of the owner', meetingId: meeting.id });
  stands('/api/decisions/:id', 'PATCH', decision.id!);
  const { people: everybody } = (await send(owner, 'GET', '/api/people')) as unknown as {
    people: { id: string; role: string }[];
  };
  const ownerId = everybody.find(({ role }) => role === 'owner')!.id;
  const followUp = await send(owner, 'POST', '/api/follow-ups', { what: 'Of the owner', ownerId });
  stands('/api/follow-ups/:id', 'PATCH', followUp.id!);
  const workflow = await send(owner, 'POST', '/api/workflows', { pack: 'launch' });
  stands('/api/workflows/:id', 'PATCH', workflow.id!);
  const principle = await send(owner, 'POST', '/api/principles', { sentence: 'Of the owner.' });
  stands('/api/principles/:id', 'PATCH', principle.id!);
  const tree = { kind: 'known', known: true };
  const segment = await send(owner, 'POST', '/api/segments', { name: 'Of the owner', tree });
  stands('/api/segments/:id', 'PATCH', segment.id!);
  const claimed = { name: 'Of the owner', traits: [{ name: 'Known', tree }], fits: 1 };
  const persona = await send(owner, 'POST', '/api/personas', claimed);
  stands('/api/personas/:id', 'PATCH', persona.id!);
  const period = { name: 'Of the owner', from: '2026-01-01', to: '2099-01-01' };
  const plan = await send(owner, 'POST', '/api/plans', period);
  const aim = { name: 'Of the owner', baseline: 1, target: 2 };
  const outcome = await send(owner, 'POST', `/api/plans/${plan.id}/outcomes`, aim);
  const feared = { outcomeId: outcome.id, what: 'Rain', sign: 'Clouds', response: 'Umbrellas' };
  const constraint = await send(owner, 'POST', `/api/plans/${plan.id}/constraints`, feared);
  stands('/api/constraints/:id', 'PATCH', constraint.id!);
  const source = await send(owner, 'POST', '/api/sources', {
    name: 'Of the owner',
    origins: ['https://shop.example.org'],
  });
  stands('/api/sources/:id', 'GET', source.id!);
  const { key: writeKey } = (await send(owner, 'POST', `/api/sources/${source.id}/keys`, {
    kind: 'public',
  })) as unknown as {
    key: { id: string };
  };
  real.set(exampleOf({ method: 'DELETE', path: '/api/sources/:id/keys/:keyId' })!.params!.keyId!, writeKey.id);
  await send(owner, 'POST', '/api/account/calendar');
  await makePlan();
  const { members } = (await send(owner, 'GET', '/api/members')) as unknown as { members: { id: string }[] };
  stands('/api/members/:id', 'PATCH', members[0]!.id);
  const { invite } = (await send(owner, 'POST', '/api/members/invites', { role: 'reader' })) as unknown as {
    invite: { id: string };
  };
  stands('/api/members/invites/:id', 'DELETE', invite.id);
  for (const path of ['/api/shares', '/api/keys', '/api/webhooks', '/api/ideas', '/api/drafts'] as const) {
    const made = await send(
      owner,
      'POST',
      path,
      bodyOf('POST', path, 1, (id) => id),
    );
    stands(`${path}/:id`, 'DELETE', /"id":"([^"]+)"/.exec(JSON.stringify(made))![1]!);
  }
});
afterAll(async () => {
  await store?.end();
  await server?.stop();
});

/** A plan of the owner with one of everything, of which nobody else is named. */
async function makePlan(): Promise<void> {
  const plan = await send(owner, 'POST', '/api/plans', { name: 'Of the owner', from: '2026-01-01', to: '2027-01-01' });
  const stands = async (path: Endpoint['path'], method: Endpoint['method'], made: Promise<Record<string, string>>) => {
    const { id } = await made;
    real.set(exampleOf({ method, path })!.params!.id!, id!);
    return id!;
  };
  const of = `/api/plans/${plan.id}`;
  await stands('/api/plans/:id', 'PATCH', Promise.resolve(plan));
  const aim = { name: 'Members', baseline: 0, target: 40, direction: 'rise' };
  const outcomeId = await stands('/api/outcomes/:id', 'PATCH', send(owner, 'POST', `${of}/outcomes`, aim));
  const channel = { name: 'Mail', kind: 'channel', failure: 0.1 };
  await stands('/api/domains/:id', 'PATCH', send(owner, 'POST', `${of}/domains`, channel));
  const bet = { name: 'Letters', outcomeId, probability: 0.5, payoff: { low: 1, likely: 2, high: 3 } };
  const betId = await stands('/api/bets/:id', 'PATCH', send(owner, 'POST', `${of}/bets`, bet));
  await send(owner, 'POST', `/api/bets/${betId}/numbers`, { kind: 'hours', on: '2026-05-01', value: 2 });
  const harm = { kind: 'harm', measure: 'complaints', limit: 5 };
  await stands('/api/breakers/:id/reset', 'POST', send(owner, 'POST', `/api/bets/${betId}/breakers`, harm));
  await stands('/api/hand-offs/:id', 'PATCH', send(owner, 'POST', `${of}/hand-offs`, { what: 'Of the owner' }));
  await stands(
    '/api/bet-comments/:id',
    'PATCH',
    send(owner, 'POST', `/api/bets/${betId}/comments`, { text: 'Of the owner.' }),
  );
  const tried = { name: 'Of the owner', changes: [{ kind: 'bet', id: betId, probability: 0 }] };
  await stands('/api/scenarios/:id', 'PATCH', send(owner, 'POST', `${of}/scenarios`, tried));
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The body of the example about things that are there, unless `other` names something else. */
function bodyOf(method: Endpoint['method'], path: Endpoint['path'], version: number, other: (id: string) => string) {
  const body = exampleOf({ method, path })?.body;
  if (body === undefined) return undefined;
  const text = JSON.stringify(body)
    .replaceAll(uuid, (id) => other(real.get(id) ?? id))
    .replaceAll('https://hooks.example.org', 'http://127.0.0.1:49999')
    .replaceAll(/"version":\d+/g, `"version":${version}`);
  return JSON.parse(text) as unknown;
}

interface Sent {
  /** Method and path. */
  key: string;
  /** In place of what is meant; null: what is meant. */
  id: string | null;
  version: number;
}

/** Who may delete an import may delete what others said of its tests. What is refused is asked three times as often. */
function requests(may: readonly string[]) {
  const asked = [...endpoints.entries()].flatMap(([key, { method, permission }]) => {
    if (key === 'DELETE /api/imports/:id' && may.includes('imports:write')) return [];
    // As with a plan goes what was said of its bets.
    if (/^DELETE \/api\/(plans|bets)\/:id$/.test(key) && may.includes('plan:write')) return [];
    return method === 'GET' || may.includes(permission) ? [key] : [key, key, key];
  });
  const one = {
    key: fc.constantFrom(...asked),
    id: fc.option(fc.constantFrom(...real.values()), { freq: 3 }),
    version: fc.integer({ min: 1, max: 3 }),
  };
  return fc.array(fc.record(one), { minLength: 10, maxLength: 40 });
}

async function sendOne(who: (path: string, init: RequestInit) => Promise<Response>, { key, id, version }: Sent) {
  const endpoint = endpoints.get(key)!;
  const other = (meant: string) => id ?? meant;
  const params = exampleOf(endpoint)?.params ?? {};
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    other(real.get(params[name]!) ?? params[name]!),
  );
  const body = endpoint.upload ? 'group,y\nA,1\n' : bodyOf(endpoint.method, endpoint.path, version, other);
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
  'learnings:write': `SELECT to_jsonb(v) AS row FROM variations v UNION ALL SELECT to_jsonb(c) FROM coders c
    UNION ALL SELECT to_jsonb(c) FROM codes c UNION ALL SELECT to_jsonb(m) FROM merged_levels m
    UNION ALL SELECT to_jsonb(n) FROM noted_learnings n UNION ALL SELECT to_jsonb(l) FROM learning_confirmations l UNION ALL SELECT to_jsonb(i) FROM ideas i
    UNION ALL SELECT to_jsonb(d) FROM drafts d UNION ALL SELECT to_jsonb(p) FROM proposal_settings p
    UNION ALL SELECT to_jsonb(t) FROM ties t UNION ALL SELECT to_jsonb(c) FROM contradictions c`,
  'shares:write': 'SELECT to_jsonb(s) AS row FROM shares s',
  'webhooks:write': `SELECT jsonb_build_object('id', id, 'url', url, 'types', types, 'description', description) AS row FROM webhooks`,
  'sources:write': `SELECT to_jsonb(s) AS row FROM sources s UNION ALL SELECT to_jsonb(k) - 'last_used_at' FROM write_keys k`,
  'comments:write': 'SELECT to_jsonb(c) AS row FROM comments c',
  'beliefs:write': `SELECT to_jsonb(b) AS row FROM beliefs b UNION ALL SELECT to_jsonb(q) FROM preference_questions q`,
  'beliefs:answer': `SELECT to_jsonb(f) AS row FROM forecasts f UNION ALL SELECT to_jsonb(s) FROM score_sharing s
    UNION ALL SELECT to_jsonb(a) FROM preference_answers a`,
  'rituals:write': `SELECT to_jsonb(r) AS row FROM rituals r UNION ALL SELECT to_jsonb(e) FROM ritual_exceptions e
    UNION ALL SELECT to_jsonb(w) FROM workflows w`,
  'meetings:write': `SELECT to_jsonb(m) - 'notes' - 'search_text' - 'writers' AS row FROM meetings m`,
  'meetings:notes': 'SELECT to_jsonb(n) AS row FROM meeting_notes n',
  'decisions:write': 'SELECT to_jsonb(d) AS row FROM decisions d',
  'follow-ups:write': `SELECT to_jsonb(f) AS row FROM follow_ups f WHERE owner_id::text <> $1::text`,
  'plan:write': `SELECT to_jsonb(p) AS row FROM plans p UNION ALL SELECT to_jsonb(o) FROM plan_outcomes o
    UNION ALL SELECT to_jsonb(v) FROM outcome_values v UNION ALL SELECT to_jsonb(d) FROM failure_domains d
    UNION ALL SELECT to_jsonb(b) FROM bets b UNION ALL SELECT to_jsonb(n) FROM bet_numbers n
    UNION ALL SELECT to_jsonb(b) FROM breakers b UNION ALL SELECT to_jsonb(s) FROM plan_scenarios s
    UNION ALL SELECT to_jsonb(c) FROM plan_constraints c UNION ALL SELECT to_jsonb(p) FROM principles p
    UNION ALL SELECT to_jsonb(p) FROM bet_principles p UNION ALL SELECT to_jsonb(h) FROM hand_offs h
      WHERE h.from_id::text IS DISTINCT FROM $1::text AND h.to_id::text IS DISTINCT FROM $1::text`,
  'segments:write': `SELECT to_jsonb(s) - 'count' AS row FROM segments s UNION ALL SELECT to_jsonb(p) FROM personas p`,
  'plan:read': `SELECT to_jsonb(c) AS row FROM bet_comments c`,
  // What somebody believes is theirs, whatever others may.
  'nobody:else': `SELECT to_jsonb(f) AS row FROM forecasts f WHERE member_id::text <> $1::text
    UNION ALL SELECT to_jsonb(r) FROM forecast_reveals r WHERE member_id::text <> $1::text
    UNION ALL SELECT to_jsonb(s) FROM score_sharing s WHERE member_id::text <> $1::text
    UNION ALL SELECT to_jsonb(a) FROM preference_answers a WHERE member_id::text <> $1::text
    UNION ALL SELECT to_jsonb(c) FROM calendar_links c WHERE member_id::text <> $1::text`,
  // Nobody but the owner changes the words of others.
  'members:write ': `SELECT to_jsonb(c) AS row FROM comments c WHERE coalesce(c.created_by ->> 'id', '') <> $1::text
    UNION ALL SELECT to_jsonb(c) FROM bet_comments c WHERE coalesce(c.created_by ->> 'id', '') <> $1::text`,
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
        expect([one.key, status < 500]).toEqual([one.key, true]);
        if (status < 300) seen.done++;
        if (status === 403) seen.refused++;
      }
      expect(await stateFor(may, mine, until)).toEqual(before);
    }),
    { seed: 20_260_301, numRuns: 20, endOnFailure: true },
  );
  return seen;
}

describe('what somebody may not change stays, whatever they send', () => {
  it.each(['partner', 'reader', 'marketer', 'analyst'] as const)('%s', async (role: Role) => {
    const somebody = people.get(role)!;
    const { member } = (await send(somebody, 'GET', '/api/session')) as unknown as { member: { id: string } };
    const seen = await hold(contract.permissionsOfRole[role], member.id, (path, init) => somebody.ask(path, init));
    expect(seen.done).toBeGreaterThan(role === 'partner' ? 1 : 10);
    expect(seen.refused).toBeGreaterThan(10);
  });

  it('a key that may only read', async () => {
    const may = ['experiments:read', 'imports:read', 'members:read', 'audit:read', 'plan:read', 'sources:read'];
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
