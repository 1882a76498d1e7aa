import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureBuilt } from '../../../../scripts/set-up.mjs';
import { createServer } from './create-server.ts';
import { sdkPaths } from './serve-sdk.ts';

let server: FastifyInstance;
let folder: string;

const serverOf = (sdkFolder: string) =>
  createServer({
    ...{ hosts: new Set(['loopback']), trustProxy: false, webFolder: null, version: '0', secure: false, sdkFolder },
    ...{ routes: [], look: async () => ({ ready: true, parts: {} }), seen: () => {}, callerOf: async () => null },
    log: pino({ level: 'silent' }),
  });

beforeAll(async () => {
  folder = join(await ensureBuilt(), 'sdk');
  server = await serverOf(folder);
  await server.listen({ host: '127.0.0.1', port: 0 });
}, 120_000);
afterAll(() => server.close());

/** As it comes: fetch would ask for a compressed answer and expand it. */
async function get(path: string, headers = {}, method = 'GET') {
  const { port } = server.server.address() as AddressInfo;
  const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, bytes: await buffer(answer) };
}

it.each(sdkPaths)('serves %s to pages of any site', async (path) => {
  const answer = await get(path, { origin: 'https://shop.example' });
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
    vary: 'Accept-Encoding',
  });
  expect(answer.headers['content-encoding']).toBeUndefined();
  expect(String(answer.bytes)).toBe(readFileSync(join(folder, path.slice(5)), 'utf8'));
});

it('is sent compressed to who takes that, and not again to who has it', async () => {
  const answer = await get('/sdk/dandelion.js', { 'accept-encoding': 'gzip, br' });
  expect(answer.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(answer.bytes)).toEqual(readFileSync(join(folder, 'dandelion.js')));
  const again = await get('/sdk/dandelion.js', { 'if-none-match': answer.headers.etag });
  expect([again.status, again.bytes.length]).toEqual([304, 0]);
  expect(again.headers['cross-origin-resource-policy']).toBe('cross-origin');
  expect((await get('/sdk/dandelion.js', { 'if-none-match': 'W/"another"' })).status).toBe(200);
});

it('opens nothing else: other answers keep other sites out', async () => {
  expect((await get('/healthz')).headers).toMatchObject({ 'cross-origin-resource-policy': 'same-origin' });
  expect((await get('/healthz')).headers['access-control-allow-origin']).toBeUndefined();
  for (const path of ['/sdk/', '/sdk/package.json', '/sdk/..%2fcli.js', '/sdk/dandelion.js.gz']) {
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  }
  expect((await get('/sdk/dandelion.js', {}, 'HEAD')).status).toBe(200);
  const posted = await get('/sdk/dandelion.js', {}, 'POST');
  expect([posted.status, posted.headers.allow]).toEqual([405, 'GET']);
});

it('says what to do when it was not built', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'dandelion-sdk-'));
  await expect(serverOf(empty)).rejects.toThrow(/npm start/);
  rmSync(empty, { recursive: true });
});
