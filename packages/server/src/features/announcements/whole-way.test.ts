import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Import, Webhook as WebhookView } from '@dandelion-loop/contract';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { certificateFor } from '../../engines/outbound/test-hosts.ts';
import { startTestServer, type TestServer } from '../../test-server.ts';
import { startSmtp, type TestSmtp } from '../mail/test-mail.ts';

/** The real server with a receiver that speaks https and a mail server: from an import to a message, also through kill -9. */

interface Received {
  headers: Record<string, string>;
  body: string;
}

const folder = mkdtempSync(join(tmpdir(), 'dandelion-telling-'));
const received: Received[] = [];
let answering = true;
let receiver: ReturnType<typeof createServer>;
let smtp: TestSmtp;
let server: TestServer;

const env = () => ({
  DANDELION_ALLOW_PRIVATE: '127.0.0.1,::1',
  NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
  SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
  MAIL_FROM: 'dandelion@example.org',
});

beforeAll(async () => {
  const certificate = await certificateFor('localhost');
  writeFileSync(join(folder, 'ca.pem'), certificate.cert);
  receiver = createServer(certificate, async (request, response) => {
    received.push({ headers: request.headers as Record<string, string>, body: await text(request) });
    if (answering) response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, 'localhost', resolve));
  smtp = await startSmtp();
  server = await startTestServer({ env: env() });
  await server.signIn();
});
afterAll(async () => {
  await server?.stop();
  receiver?.closeAllConnections();
  receiver?.close();
  await smtp?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const json =
    body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await server.ask(path, { method, ...json });
  const said = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${said}`);
  return (said === '' ? undefined : JSON.parse(said)) as Answer;
}

const variation = (name: string, succeeded: number) => ({ name, tried: 10_000, succeeded });
const counts = {
  ...{ variations: [variation('A', 500), variation('B', 700)], split: null, lowerIsBetter: false },
  ...{ practical: { value: 0.01, relative: true }, inference: 'fixed', level: 0.95, plannedUnits: 5000 },
};
const judge = (name: string) => ask<Import>('POST', '/api/imports', { source: 'counts', name, counts });

test('an import that was judged becomes a signed message and a mail, and kill -9 over it loses nothing', async () => {
  const account = await ask<{ version: number; mail: boolean }>('GET', '/api/account');
  expect(account.mail).toBe(true);
  const notify = ['verdict.reached'];
  await ask('PATCH', '/api/account', { version: account.version, email: 'olga@example.net', notify });
  const { port } = receiver.address() as AddressInfo;
  const asked = { url: `https://localhost:${port}/hook`, types: ['verdict.reached'], description: 'Chat' };
  const { webhook, secret } = await ask<{ webhook: WebhookView; secret: string }>('POST', '/api/webhooks', asked);
  const verify = ({ body, headers }: Received) =>
    new Webhook(secret).verify(body, headers) as { data: { url: string } };

  const first = await judge('Spring');
  await expect.poll(() => received.length, { timeout: 10_000 }).toBe(1);
  expect(verify(received[0]!)).toMatchObject({
    type: 'verdict.reached',
    data: { test: { title: 'Spring', verdict: 'won' }, url: `${server.url}/experiments/${first.experimentId}` },
  });
  await expect
    .poll(() => smtp.taken.map(({ recipients }) => recipients), { timeout: 10_000 })
    .toEqual([['olga@example.net']]);
  expect(smtp.taken[0]!.text).toContain(`${server.url}/experiments/${first.experimentId}`);

  answering = false;
  await judge('Summer');
  await expect.poll(() => received.length, { timeout: 10_000 }).toBe(2);
  await expect.poll(() => smtp.taken.length, { timeout: 20_000 }).toBe(2);
  server.signal('SIGKILL');
  await server.ended;
  answering = true;
  const { dataFolder } = server;
  const cookie = server.cookie();
  server = await startTestServer({ dataFolder, env: env() });
  const again = await fetch(`${server.url}/api/webhooks/${webhook.id}`, { headers: { cookie } });
  expect(await again.json()).toMatchObject({ id: webhook.id, state: 'active' });
  // It was taken by a process that is gone, for half a minute.
  await expect.poll(() => received.length, { timeout: 50_000 }).toBe(3);
  expect(received[2]!.headers['webhook-id']).toBe(received[1]!.headers['webhook-id']);
  expect(received[2]!.body).toBe(received[1]!.body);
  expect(verify(received[2]!)).toMatchObject({ data: { import: { name: 'Summer' } } });
  expect(smtp.taken).toHaveLength(2);
  expect(server.output()).not.toMatch(/olga@|whsec_|localhost:\d+\/hook/);
}, 120_000);
