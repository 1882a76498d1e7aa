import { randomUUID } from 'node:crypto';
import type { AnswerOf, makeShare } from '@dandelion-loop/contract';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServer } from '../../http/create-server.ts';
import { testCaller } from '../../kernel/test-caller.ts';
import { createAttempts } from '../access/index.ts';
import { useExperiments } from '../experiments/test-experiments.ts';
import { createWorkspace } from '../workspace/index.ts';
import { sharesRoutes } from './routes.ts';
import { createShares } from './service.ts';
import { markedAnswer } from './test-marked-answer.ts';

const { records, query, experiments, makeImport, judge } = useExperiments();

let server: FastifyInstance;
let url: string;
let experimentId: string;
let now = new Date('2026-05-20T10:00:00Z');
beforeAll(async () => {
  await judge(await makeImport('routes.csv'), [{ name: 'One', ranOn: null, answer: markedAnswer() }]);
  experimentId = (await query('SELECT id FROM experiments')).rows[0].id;
  const db = records();
  const shares = createShares({
    ...{ records: db, now: () => now, url: () => url, attempts: createAttempts({ records: db, now: () => now }) },
    ...{ readExperiment: experiments().read, readWorkspace: createWorkspace({ records: db }).read },
  });
  server = await createServer({
    routes: sharesRoutes(shares),
    look: async () => ({ ready: true, parts: {} }),
    ...{ hosts: new Set(['loopback']), trustProxy: false, webFolder: null, version: '0', secure: false },
    seen: () => {},
    log: fastify({ logger: false }).log,
    // A cookie stands for somebody; who opens a link has none.
    callerOf: async ({ session }) => (session === null ? null : testCaller('marketer')),
  });
  url = await server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => server?.close());

const send = (method: string, path: string, { body, cookie }: { body?: unknown; cookie?: boolean }) =>
  fetch(`${url}${path}`, {
    method,
    headers: {
      'x-dandelion-client': 'test',
      ...(cookie ? { cookie: 'dandelion=x' } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const make = async (body: object) => {
  const response = await send('POST', '/api/shares', { body: { experimentId, ...body }, cookie: true });
  return { status: response.status, answer: (await response.json()) as AnswerOf<typeof makeShare> };
};

test('a link is read without an account, is not kept by anybody on the way, and ends for all alike', async () => {
  const { status, answer } = await make({});
  expect(status).toBe(201);
  const token = new URL(answer.link).hash.slice(1);
  expect([answer.link, token.length]).toEqual([`${url}/shared#${token}`, 43]);

  const open = (sent: string) => send('POST', '/api/shared', { body: { token: sent } });
  const shown = await open(token);
  expect(shown.status).toBe(200);
  expect(shown.headers.get('cache-control')).toBe('no-store');
  expect(shown.headers.get('x-robots-tag')).toMatch(/noindex/);
  expect(shown.headers.get('referrer-policy')).toBe('no-referrer');
  expect(await shown.json()).toMatchObject({ kind: 'experiment', title: 'One', endsOn: '2026-08-18' });

  const refusals = [await open(randomUUID())];
  expect((await send('DELETE', `/api/shares/${answer.share.id}`, { cookie: true })).status).toBe(204);
  refusals.push(await open(token));
  const short = await make({ days: 7 });
  now = new Date('2026-05-27T10:00:00Z');
  refusals.push(await open(new URL(short.answer.link).hash.slice(1)));
  const bodies = await Promise.all(refusals.map((one) => one.text()));
  expect(refusals.map(({ status }) => status)).toEqual([410, 410, 410]);
  expect(new Set(bodies).size).toBe(1);
});

test('links are listed for members only', async () => {
  expect((await send('GET', '/api/shares', {})).status).toBe(401);
  const listed = await send('GET', `/api/shares?experiment=${experimentId}`, { cookie: true });
  expect(await listed.json()).toMatchObject({ total: 2, active: 0 });
});

test.each([
  [{ days: 8 }, 400],
  [{ madeFor: 'x'.repeat(81) }, 400],
  [{ experimentId: randomUUID() }, 404],
  [{ segment: 'no such column' }, 422],
])('%j is answered with %i', async (body, status) => {
  expect((await make(body)).status).toBe(status);
});
