import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CustomerConsents, RecentEvent } from '@dandelion-loop/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join, type Person } from './test-people.ts';
import { startTestServer, type TestServer } from './test-server.ts';

/** Consent from the first event to the withdrawal, on the real server. */

const launcher = fileURLToPath(new URL('../../../scripts/launch.mjs', import.meta.url));
let server: TestServer;
let marketer: Person;
let partner: Person;
/** One asks first, one does not. */
let asking: string;
let telling: string;

// biome-ignore lint/suspicious/noExplicitAny: answers of several endpoints
async function api(path: string, json?: unknown): Promise<any> {
  const response = await marketer.ask(path, json === undefined ? {} : { method: 'POST', json });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function keyOf(more: object): Promise<string> {
  const { id } = await api('/api/sources', more);
  return (await api(`/api/sources/${id}/keys`, { kind: 'secret' })).token;
}

beforeAll(async () => {
  server = await startTestServer();
  await server.signIn();
  [marketer, partner] = [await join(server, 'marketer'), await join(server, 'partner')];
  asking = await keyOf({ name: 'Asks first' });
  telling = await keyOf({ name: 'Tells', consent: 'opt-out', legalBasis: 'Contract.' });
}, 120_000);
afterAll(() => server.stop());

const send = (key: string, batch: object[]) =>
  fetch(`${server.url}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:`)}` },
    body: JSON.stringify({ batch }),
  }).then(({ status }) => expect(status).toBe(200));
const track = (userId: string, event: string) => ({ type: 'track', userId, event });
const recent = async (userId: string) =>
  ((await api('/api/events/recent?limit=200')).events as RecentEvent[])
    .filter((event) => event.userId === userId)
    .map(({ name }) => name)
    .sort();
const pathOf = (id: string) => `/api/customers/${encodeURIComponent(id)}/consents`;
const holds = ({ purposes }: CustomerConsents, purpose: string) =>
  purposes.find((one) => one.purpose === purpose)!.allowed;

describe('consent', () => {
  test('a source that asks first keeps nothing of who said nothing, and all from a yes in the same batch on', async () => {
    await send(asking, [track('ada', 'Before')]);
    const yes = { type: 'consent', userId: 'ada', choices: { collect: true }, policy: '2026-11', messageId: 'c-1' };
    await send(asking, [yes, track('ada', 'After')]);
    await expect.poll(() => recent('ada')).toEqual(['After']);
    const read = (await api(pathOf('ada'))) as CustomerConsents;
    expect(holds(read, 'collect')).toBe(true);
    expect(read.entries).toMatchObject([
      { purpose: 'collect', allowed: true, place: 'sdk', trust: 'secret', policy: '2026-11', proof: 'c-1' },
    ]);
    // The ledger names nobody.
    expect(JSON.stringify(read.entries)).not.toContain('ada');
  });

  test('a no that somebody records is obeyed at once: nothing more comes, and nothing is shown', async () => {
    await send(telling, [track('bob', 'Seen')]);
    await expect.poll(() => recent('bob')).toEqual(['Seen']);
    const said = await api(pathOf('bob'), { purpose: 'collect', allowed: false, proof: 'By letter' });
    expect(holds(said, 'collect')).toBe(false);
    expect(await recent('bob')).toEqual([]);
    await send(telling, [track('bob', 'After a no')]);
    const { status } = await marketer.ask('/api/customers/bob');
    expect(status).toBe(404);
    // A yes later: what was kept before is his again, what came meanwhile was never kept.
    await api(pathOf('bob'), { purpose: 'collect', allowed: true, proof: 'By phone' });
    await send(telling, [track('bob', 'After a yes')]);
    await expect.poll(() => recent('bob')).toEqual(['After a yes', 'Seen']);
  });

  test('who may not is refused, and what is no purpose', async () => {
    expect((await partner.ask(pathOf('ada'))).status).toBe(403);
    const set = (json: object) => marketer.ask(pathOf('ada'), { method: 'POST', json }).then(({ status }) => status);
    expect(await set({ purpose: 'sell', allowed: true, proof: 'None' })).toBe(400);
    expect(await set({ purpose: 'learn', allowed: true })).toBe(400);
    expect((await marketer.ask('/api/consents/export')).status).toBe(403);
  });

  test('what was allowed is counted, and the ledger is taken out without a name', async () => {
    const { purposes, ids } = await api('/api/consents/count');
    expect(ids).toBe(2);
    expect(purposes[0]).toEqual({ purpose: 'collect', yes: 2, no: 0 });
    const ledger = await (await server.ask('/api/consents/export')).text();
    const entries = ledger
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(entries.map(({ allowed }) => allowed)).toEqual([true, false, true]);
    expect(ledger).not.toMatch(/ada|bob/);
  });

  test('from the command line', async () => {
    const run = (...args: string[]) =>
      new Promise<{ code: number | null; out: string; said: string }>((resolve) => {
        const child = spawn(process.execPath, [launcher, 'consent', ...args], {
          env: { ...process.env, DANDELION_DATA: server.dataFolder },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let [out, said] = ['', ''];
        child.stdout.on('data', (text) => (out += text));
        child.stderr.on('data', (text) => (said += text));
        child.once('close', (code) => resolve({ code, out, said }));
      });
    expect((await run('show', 'nobody')).out).toBe('Nothing was said: the rule of each source holds.\n');
    const set = await run('set', 'anonymous:visitor-1', 'contact:email', 'no', '--proof', 'By mail');
    expect([set.code, set.out]).toEqual([
      0,
      expect.stringMatching(/^contact:email: no, said on \d{4}-\d\d-\d\d \(api, secret\)\n$/),
    ]);
    const { entries } = JSON.parse((await run('show', 'anonymous:visitor-1', '--json')).out);
    expect(entries).toMatchObject([{ place: 'api', proof: 'By mail', allowed: false }]);
    const wrong = await run('set', 'ada', 'profil', 'yes');
    expect([wrong.code, wrong.said]).toEqual([2, expect.stringContaining('Did you mean "profile"?')]);
  });
});
