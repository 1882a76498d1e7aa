import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AuditEntry, type Member, permissionsOfRole, type Role } from '@dandelion-loop/contract';
import { nothingToday } from '../../test-api.ts';

/** The other end of the line for tests of the settings: a small workspace that answers as the contract says, and changes. */

const id = (number: number): string => `0197a000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const at = (day: string, time = '09:30'): string => `2026-11-${day}T${time}:00.000Z`;

const workspace = {
  ...{ name: 'Wadden Coast Trust', locale: 'en-GB', currency: 'EUR', timeZone: 'Europe/Amsterdam' },
  ...{ keepUploads: false, uploadDays: 30, version: 1, uploadLimit: 5_000_000_000, empty: false },
  methods: { inference: 'sequential', level: 0.95, practical: { value: 0.01, relative: true } },
};

const member = (number: number, name: string, some: Partial<Member> = {}): Member => ({
  ...{ id: id(number), name, email: `${name.split(' ')[0]!.toLowerCase()}@wadden.example`, role: 'reader' },
  ...{ joinedAt: at('01'), lastSeenAt: at('22'), leftAt: null, hasPassword: true, secondFactor: false, version: 1 },
  ...some,
});

const zeros = '0'.repeat(64);
const hashOf = (seq: number): string => (seq === 0 ? zeros : createHash('sha256').update(String(seq)).digest('hex'));

/** What happens again and again in the log. */
const happenings: readonly Pick<AuditEntry, 'action' | 'subject' | 'before' | 'after'>[] = [
  {
    action: 'experiment.changed',
    subject: { kind: 'experiment', id: id(70), name: 'Spring mailing, urgent or calm' },
    before: { title: 'mailing.csv' },
    after: { title: 'Spring mailing, urgent or calm' },
  },
  {
    action: 'experiment.changed',
    subject: { kind: 'experiment', id: id(70), name: 'Spring mailing, urgent or calm' },
    before: { tags: ['mail'] },
    after: { tags: ['mail', 'spring'] },
  },
  {
    action: 'member.invited',
    subject: { kind: 'invite', id: id(71), name: 'Bo de Vries' },
    before: null,
    after: { role: 'analyst', name: 'Bo de Vries', email: 'bo@wadden.example' },
  },
  { action: 'session.started', subject: { kind: 'member', id: id(1), name: 'Ana Visser' }, before: null, after: null },
  {
    action: 'workspace.changed',
    subject: { kind: 'workspace', id: null, name: 'Wadden Coast Trust' },
    before: { keepUploads: true, currency: 'USD' },
    after: { keepUploads: false, currency: 'EUR' },
  },
];

function entryAt(seq: number): AuditEntry {
  const happened = happenings[seq % happenings.length]!;
  const system = seq % 11 === 0;
  return {
    ...{ seq, at: new Date(Date.parse(at('22')) - (400 - seq) * 47 * 60_000).toISOString(), ...happened },
    actor: system
      ? { kind: 'key', id: id(20), name: 'Nightly import' }
      : { kind: 'member', id: id(1), name: 'Ana Visser' },
    ...{ previous: hashOf(seq - 1), hash: hashOf(seq) },
  };
}

const attemptOf = (number: number, status: number | null, error: string | null) => ({
  ...{ number, at: at('21', `1${number}:00`), status, milliseconds: 40 + number, error },
  answer: status === 500 ? 'Something broke here.' : '',
});

function deliveryOf(number: number, state: 'waiting' | 'delivered' | 'failed') {
  const log = state === 'delivered' ? [attemptOf(1, 204, null)] : [attemptOf(1, 500, 'It answered 500.')];
  return {
    ...{ id: id(number), messageId: `msg_${number}`, type: number % 2 ? 'verdict.reached' : 'import.failed', state },
    ...{ attempts: 1, nextAttemptAt: state === 'waiting' ? at('23') : null, lastStatus: log[0]!.status },
    ...{ lastError: log[0]!.error, createdAt: at('21', `0${number % 10}:00`), finishedAt: null },
    ...{ body: '{"type":"verdict.reached","timestamp":"2026-11-21T09:00:00.000Z","data":{}}', log },
  };
}

export interface Administration {
  role: Role;
  /** Whether lists are empty. */
  bare: boolean;
  /** What every reading answers with an error. */
  broken: boolean;
  /** Method, path and body of all that changed something. */
  asked: string[];
  members: Member[];
  api: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;
}

const webhookOf = (number: number, some: object = {}) => ({
  ...{
    id: id(number),
    url: 'https://hooks.example.org/services/T02/B99/dandelion',
    description: 'Posts to #marketing',
  },
  ...{ types: ['verdict.reached'], state: 'active', disabledBecause: null, failingSince: null, oldSecretEndsAt: null },
  ...{ version: 1, createdAt: at('02'), ...some },
});

const keyOf = (number: number, name: string, some: object = {}) => ({
  ...{
    id: id(number),
    name,
    beginning: 'dandelion_kR3v9x',
    scopes: ['experiments:read', 'imports:read', 'imports:write'],
  },
  ...{
    by: 'Ana Visser',
    createdAt: at('02'),
    expiresAt: '2027-11-02T09:30:00.000Z',
    lastUsedAt: at('22'),
    revokedAt: null,
  },
  ...some,
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

type Answers = Record<string, (url: URL, body: string) => unknown>;

const webhooks = [
  webhookOf(30),
  webhookOf(31, { url: 'https://tickets.example.org/in', description: '', failingSince: at('20') }),
  webhookOf(32, { state: 'paused', description: 'Old chat', types: ['member.joined', 'import.failed'] }),
  webhookOf(33, { state: 'disabled', disabledBecause: 'It answered 410: nobody listens there any more.' }),
];
const keys = [
  keyOf(20, 'Nightly import'),
  keyOf(21, 'Report', { lastUsedAt: null, expiresAt: at('28'), scopes: ['experiments:read'] }),
  keyOf(22, 'Old script', { revokedAt: at('10') }),
];
const deliveries = [deliveryOf(43, 'waiting'), deliveryOf(42, 'delivered'), deliveryOf(41, 'failed')];
const invite = {
  ...{ id: id(10), name: 'Bo de Vries', email: 'bo@wadden.example', role: 'analyst', by: 'Ana Visser' },
  ...{ createdAt: at('20'), expiresAt: at('27') },
};
const link = { link: `https://wadden.example/join#token=${'t'.repeat(43)}`, expiresAt: at('29'), mailed: true };
const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD3R4lVYkGkTk=';

/** Reading. */
function answersOf(state: Administration): Answers {
  const list = <Value>(all: Value[]): Value[] => (state.bare ? [] : all);
  const one = (all: { id: string }[], url: URL) => all.find(({ id: own }) => url.pathname.includes(own));
  return {
    'GET /api/workspace': () => workspace,
    'GET /api/today': () => nothingToday,
    'GET /api/work': () => ({ now: at('22'), work: [] }),
    'GET /api/contradictions/count': () => ({ open: 0 }),
    'GET /api/links/ways': () => ({ mail: true }),
    'GET /api/members': () => ({ members: state.members, invites: list([invite]) }),
    'GET /api/keys': () => ({ keys: list(keys) }),
    'GET /api/webhooks': () => ({ webhooks: list(webhooks) }),
    'GET /api/webhooks/:id': (url) => one(webhooks, url),
    'GET /api/webhooks/:id/deliveries': (url) => {
      const wanted = url.searchParams.get('state');
      return { deliveries: list(deliveries).filter(({ state: own }) => wanted === null || own === wanted), next: null };
    },
    'GET /api/webhooks/:id/deliveries/:id': (url) => deliveries.find(({ id: own }) => url.pathname.endsWith(own)),
    'GET /api/audit': (url) => {
      const before = Number(url.searchParams.get('before') ?? 401);
      const all = Array.from({ length: 400 }, (_, index) => entryAt(400 - index));
      const action = url.searchParams.get('action');
      const fitting = all.filter((entry) => entry.seq < before && (action === null || entry.action === action));
      return { entries: list(fitting.slice(0, 100)), next: fitting.length > 100 ? fitting[99]!.seq : null };
    },
    'GET /api/audit/choices': () => ({
      actors: [entryAt(1).actor, entryAt(11).actor],
      actions: ['experiment.changed', 'member.invited', 'session.started', 'workspace.changed'],
      subjectKinds: ['experiment', 'invite', 'member', 'workspace'],
    }),
    'GET /api/audit/verification': () => ({
      ...{ ok: true, entries: 400, head: { seq: 400, hash: hashOf(400), at: at('22') } },
      ...{ restoredAt: null, problem: null },
    }),
  };
}

/** Changing. */
function commandsOf(state: Administration): Answers {
  return {
    'POST /api/members/invites': () => ({ ...link, invite }),
    'DELETE /api/members/invites/:id': () => undefined,
    'PATCH /api/members/:id': (url, body) => {
      const found = state.members.find(({ id: own }) => url.pathname.endsWith(own))!;
      Object.assign(found, JSON.parse(body), { version: found.version + 1 });
      return found;
    },
    'DELETE /api/members/:id': (url) => {
      state.members.find(({ id: own }) => url.pathname.endsWith(own))!.leftAt = at('22');
    },
    'POST /api/members/:id/links': () => link,
    'POST /api/keys': (_, body) => ({ key: keyOf(23, JSON.parse(body).name), token: `dandelion_${'k'.repeat(43)}` }),
    'DELETE /api/keys/:id': () => undefined,
    'POST /api/webhooks': () => ({ webhook: webhooks[0], secret }),
    'POST /api/webhooks/:id/secret': () => ({ webhook: { ...webhooks[0], oldSecretEndsAt: at('23') }, secret }),
    'POST /api/webhooks/:id/test': () => deliveries[1],
    'PATCH /api/workspace/methods': (_, body) => {
      const { version: __, ...methods } = JSON.parse(body);
      return { ...workspace, methods: { ...workspace.methods, ...methods }, version: 2 };
    },
    'DELETE /api/workspace': () => undefined,
  };
}

const ofPath = (method: string, path: string): string =>
  `${method} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')}`;

const everybody = (): Member[] => [
  member(1, 'Ana Visser', { role: 'owner', secondFactor: true }),
  member(2, 'Klaas-Jan van der Meulen', { role: 'marketer', lastSeenAt: null }),
  member(3, 'Mia Okafor', { role: 'analyst', hasPassword: false, email: null, secondFactor: true }),
  member(4, 'Tom Bakker', { leftAt: at('12'), email: null, hasPassword: false }),
];

export function makeAdministration(): Administration {
  const state: Administration = { role: 'owner', bare: false, broken: false, asked: [], members: everybody(), api };
  const session = () => ({
    member: { id: id(1), name: 'Ana Visser', email: 'ana@wadden.example', role: state.role },
    permissions: permissionsOfRole[state.role],
    endsAt: '2026-12-22T19:00:00.000Z',
  });
  async function api(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { method = 'GET' } = request;
    const body = await bodyOf(request);
    const send = (status: number, answer: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(answer === undefined ? '' : JSON.stringify(answer));
    };
    if (method !== 'GET') state.asked.push(`${method} ${url.pathname} ${body}`.trim());
    if (url.pathname === '/api/session') return send(200, session());
    const route = ofPath(method, url.pathname);
    const always = ['GET /api/workspace', 'GET /api/work', 'GET /api/contradictions/count', 'GET /api/today'].includes(
      route,
    );
    const found = { ...answersOf(state), ...commandsOf(state) }[route];
    if (found === undefined || (state.broken && !always)) {
      return send(state.broken ? 500 : 404, {
        type: 'about:blank',
        title: 'A problem',
        status: 500,
        detail: 'It broke here.',
        code: 'internal',
      });
    }
    const answer = found(url, body);
    send(answer === undefined ? 204 : method === 'POST' ? 201 : 200, answer);
  }
  return state;
}
