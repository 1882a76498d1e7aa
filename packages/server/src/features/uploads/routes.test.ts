import { once } from 'node:events';
import { connect } from 'node:net';
import type { Upload } from '@dandelion-loop/contract';
import { afterEach, expect, test } from 'vitest';
import { serveRoutesTo } from '../../http/test-routes.ts';
import { uploadsRoutes } from './index.ts';
import { testUploads } from './test-uploads.ts';

const { uploads, files, importOf, pool } = testUploads();
const table = 'group,clicks\nA,1\nB,0\n';

let close = async () => {};
afterEach(() => close());

async function serve(options: Parameters<typeof uploads>[0] = {}) {
  const served = await serveRoutesTo(uploadsRoutes(uploads(options)));
  const { url } = served;
  close = async () => {
    await served.close();
  };
  const headers = { cookie: 'dandelion=x', 'x-dandelion-client': 'test' };
  const ask = (path: string, init: RequestInit = {}) => fetch(`${url}${path}`, { headers, ...init });
  return { url: new URL(url), ask, headers };
}

test('a file goes in, is told of, is counted, and is deleted', async () => {
  const { ask } = await serve();
  const body = table + 'A,1\n'.repeat(1_000_000);
  const stored = await ask('/api/uploads?name=..%2Fdir%2Fx%00y.csv', { method: 'POST', body });
  expect(stored.status).toBe(201);
  const upload = (await stored.json()) as Upload;
  expect(upload).toMatchObject({
    name: 'xy.csv',
    bytes: body.length,
    columns: [{ name: 'group' }, { name: 'clicks' }],
  });
  const found = await ask(`/api/uploads/${upload.id}`);
  expect([found.status, await found.json()]).toEqual([200, upload]);
  const counted = await ask(`/api/uploads/${upload.id}/values?column=group`);
  expect(await counted.json()).toMatchObject({
    values: [{ value: 'A', count: 1_000_001 }, { value: 'B' }],
    unequal: true,
  });
  await importOf(upload, 'running');
  const refused = await ask(`/api/uploads/${upload.id}`, { method: 'DELETE' });
  expect([refused.status, await refused.json()]).toEqual([409, expect.objectContaining({ code: 'conflict' })]);
  await pool().query('TRUNCATE imports CASCADE');
  expect((await ask(`/api/uploads/${upload.id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await ask(`/api/uploads/${upload.id}`)).status).toBe(404);
  expect(files()).toEqual([]);
});

test('too large: the answer comes through, announced or not, and the connection can be used on', async () => {
  const { ask } = await serve({ limitBytes: 1e6 });
  const announced = await ask('/api/uploads?name=x.csv', { method: 'POST', body: 'x'.repeat(30e6) });
  expect([announced.status, await announced.json()]).toEqual([
    413,
    expect.objectContaining({ code: 'file-too-large', detail: expect.stringContaining('x.csv has 30 MB') }),
  ]);
  const body = new ReadableStream({
    start(controller) {
      for (let at = 0; at < 300; at++) controller.enqueue(new Uint8Array(100_000));
      controller.close();
    },
  });
  const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
  const chunked = await ask('/api/uploads?name=x.csv', init);
  expect([chunked.status, await chunked.json()]).toEqual([413, expect.objectContaining({ code: 'file-too-large' })]);
  expect((await ask('/api/uploads?name=x.csv', { method: 'POST', body: table })).status).toBe(201);
});

/** A connection on which a request for an upload has begun. */
async function begin(rest: string) {
  const { url, headers } = await serve({ limitBytes: 1e6 });
  const socket = connect(Number(url.port), '127.0.0.1');
  const lines = ['POST /api/uploads?name=x.csv HTTP/1.1', `Host: ${url.host}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  socket.write(`${lines.join('\r\n')}\r\n${rest}`);
  return socket;
}

test('too large: who sends all before listening is heard out', async () => {
  const megabyte = `${(1e6).toString(16)}\r\n${'x'.repeat(1e6)}\r\n`;
  const socket = await begin('Transfer-Encoding: chunked\r\n\r\n');
  for (let sent = 0; sent < 30; sent++) if (!socket.write(megabyte)) await once(socket, 'drain');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1.1 413 /);
  socket.destroy();
});

test.each([
  ['announced', 'Content-Length: 1000\r\n\r\ngroup,clicks\nA,1\n'],
  ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n5\r\na,b\n1\r\n'],
])('the tab is closed in the middle, %s: nothing stays', async (_name, rest) => {
  const socket = await begin(rest);
  await expect.poll(files, { timeout: 20_000 }).toEqual([expect.stringMatching(/\.part$/)]);
  socket.destroy();
  await expect.poll(files, { timeout: 20_000 }).toEqual([]);
});
