import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { connectApi } from './api-client.ts';

afterEach(() => void vi.unstubAllEnvs());

/** A program that answers everything so. */
async function answering(status: number, type: string, body: string): Promise<void> {
  const server = createServer((_request, response) => response.writeHead(status, { 'content-type': type }).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  vi.stubEnv('DANDELION_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('DANDELION_API_KEY', 'a');
}

const problem = (code: string) =>
  JSON.stringify({ type: `/api/problems/${code}`, title: 'T', status: 409, detail: 'Wait for the plan.', code });

test.each<[string, number, string, string, string, RegExp]>([
  ['a problem', 409, 'application/problem+json', problem('conflict'), 'conflict', /^Wait for the plan\.$/],
  ['of a newer server', 409, 'application/problem+json', problem('not-yet'), 'wrong-use', /^Wait for the plan\.$/],
  ['of another program', 404, 'text/html', '<h1>404</h1>', 'wrong-use', /is no Dandelion \(status 404\)/],
  ['of a proxy', 502, 'text/html', '<h1>502</h1>', 'engine-failed', /is no Dandelion \(status 502\)/],
])('%s is told in its own words where it has some', async (_, status, type, body, code, message) => {
  await answering(status, type, body);
  const client = await connectApi();
  const asked = client.call('GET', '/api/workspace');
  await expect(asked).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});
