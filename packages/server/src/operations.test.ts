import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request as askOver } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { AnswerOf, getImport, storeUpload } from '@dandelion-loop/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database, role } from './engines/postgres/postgres-folder.ts';
import { ask } from './engines/postgres/test-ask.ts';
import { type Collector, startCollector } from './test-collector.ts';
import { launchServer } from './test-server.ts';

/** The server as whoever operates it sees it: its log, its figures, its spans, its end. One file, because all ask one server. */

const dandelion = fileURLToPath(new URL('../../../dandelion', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dandelion-operations-'));
const trace = randomBytes(16).toString('hex');
let collector: Collector;
let server: ReturnType<typeof launchServer>;
let ended: Promise<number | null>;
let url: string;
let cookie: string;
let link: string;

beforeAll(async () => {
  collector = await startCollector();
  server = launchServer({
    dataFolder: folder,
    env: {
      ...{ DANDELION_LOG: 'json', DANDELION_LOG_LEVEL: 'trace' },
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
      ...{ OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20collector', OTEL_SERVICE_NAME: 'dandelion-here' },
      ...{ OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test', OTEL_BSP_SCHEDULE_DELAY: '200' },
    },
  });
  ended = once(server.child, 'exit').then(([code]) => code as number | null);
  url = await Promise.race([untilRunning(), ended.then(() => Promise.reject(new Error(server.output())))]);
  const made = spawnSync(dandelion, ['owner-link'], {
    env: { ...process.env, DANDELION_DATA: folder },
    encoding: 'utf8',
  });
  link = made.stdout.trim();
  const signedIn = await change('POST', '/api/session', { token: link.split('#token=')[1] });
  cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
});

async function untilRunning(): Promise<string> {
  for (;;) {
    const [, found] = /"url":"([^"]+)"/.exec(server.output()) ?? [];
    if (found !== undefined) return found;
    await sleep(50);
  }
}

afterAll(async () => {
  server.child.kill('SIGTERM');
  await ended;
  collector.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const withSession = (headers: Record<string, string> = {}) => ({
  ...{ cookie: cookie ?? '', 'x-dandelion-client': 'test' },
  ...headers,
});

const change = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}${path}`, {
    method,
    headers: withSession({ 'content-type': 'application/json', ...headers }),
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${url}${path}`, { headers: withSession(headers) });
const upload = (name: string, body: string | Buffer, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/uploads?name=${encodeURIComponent(name)}`, { method: 'POST', headers: withSession(headers), body });

const lines = (): Record<string, unknown>[] =>
  server
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

async function raw(bytes: string): Promise<void> {
  const socket = connect(Number(new URL(url).port), 'localhost');
  socket.on('error', () => {});
  // No more comes: what is cut off is seen as such.
  socket.end(bytes);
  await text(socket);
}

const askStore = (sql: string) => {
  const password = readFileSync(join(folder, 'postgres/password'), 'utf8').trim();
  const port = readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[3];
  return ask(`postgres://${role}:${password}@127.0.0.1:${port}/${database}`, sql);
};

/** An upload of two variations, and an import of it that has ended. */
async function importOf(mark: string, headers: Record<string, string> = {}): Promise<AnswerOf<typeof getImport>> {
  const rows = Array.from({ length: 400 }, (_, i) => `${mark}-${i}@example.org,${i % 2 ? 'a' : 'b'},${i % 3 ? 0 : 1}`);
  const stored = await upload(`${mark}.csv`, `email,${mark},bought\n${rows.join('\n')}\n`, headers);
  const { id } = (await stored.json()) as AnswerOf<typeof storeUpload>;
  const choices = { variation: mark, unit: 'email', metrics: [{ name: mark, numerator: 'bought' }] };
  const begun = await change('POST', '/api/imports', { source: 'file', name: mark, uploadId: id, choices }, headers);
  const made = (await begun.json()) as AnswerOf<typeof getImport>;
  if (!begun.ok) throw new Error(JSON.stringify(made));
  for (;;) {
    const now = (await (await get(`/api/imports/${made.id}`)).json()) as AnswerOf<typeof getImport>;
    if (['done', 'failed'].includes(now.analyses[0]!.state)) return now;
    await sleep(100);
  }
}

describe('the log', () => {
  /** What a person or a program could have sent, each with a mark of its own. */
  const mark = (what: string) => `${what}${randomBytes(4).toString('hex')}`;
  const marks = Object.fromEntries(
    [
      'path',
      'page',
      'query',
      'agent',
      'referer',
      'cookie',
      'bearer',
      'requestid',
      'host',
      'forwarded',
      'token',
      'email',
    ].map((what) => [what, mark(what)]),
  ) as Record<string, string>;
  for (const what of [
    'password',
    'name',
    'broken',
    'file',
    'cells',
    'parquet',
    'cut',
    'raw',
    'bug',
    'search',
    'header',
  ]) {
    marks[what] = mark(what);
  }

  beforeAll(async () => {
    const { path, page, query, agent, referer, bearer, requestid, forwarded, host, token, email, password } = marks;
    const headers = {
      ...{
        'user-agent': agent!,
        referer: `http://a/${referer}`,
        'x-request-id': requestid!,
        traceparent: `00-${marks.header}-1-01`,
      },
      ...{ 'x-forwarded-for': forwarded!, 'x-forwarded-host': forwarded!, [`x-${marks.header}`]: marks.header! },
    };
    await get(`/api/imports/${path}?a=${query}`, headers);
    await get(`/api/imports/${path}%zz`, headers);
    await get(`/api/${path}/${path}`, headers);
    await get(`/${page}?token=${query}`, headers);
    await get(`/${page}.php`, headers);
    await get(`/api/experiments?search=${marks.search}`, headers);
    await get(`/api/experiments?${query}=${query}`, headers);
    await get('/api/session', { authorization: `Bearer ${bearer}` });
    await get('/api/session', { cookie: `dandelion=${marks.cookie}` });
    await raw(`GET / HTTP/1.1\r\nHost: ${host}.example\r\nConnection: close\r\n\r\n`);
    await raw(`${marks.raw} ${marks.raw}\r\n${marks.raw}\r\n\r\n`);
    await change('POST', '/api/session', { token }, headers);
    await change('POST', '/api/session', { email: `${email}@example.org`, password });
    await change('POST', '/api/session', `{"token":"${marks.broken}`);
    await change('PATCH', '/api/workspace', { version: 1, name: marks.name });
    await change('PATCH', '/api/workspace', { version: marks.broken, [marks.broken!]: 1 });
    await upload(`${marks.broken}.csv`, Buffer.from(`\0\x01${marks.broken}`));
    await upload(`${marks.parquet}.parquet`, `PAR1${marks.parquet}PAR1`);
    await upload(`${marks.parquet}.jsonl`, `{"${marks.parquet}": "${marks.parquet}`);
    await raw(
      `POST /api/uploads?name=${marks.cut}.csv HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\nX-Dandelion-Client: a\r\nConnection: close\r\nContent-Length: 99\r\n\r\n${marks.cut}`.slice(
        0,
        -1,
      ),
    ).catch(() => {});
    expect(await importOf(marks.cells!)).toMatchObject({ name: marks.cells });
    // A bug, as the record store sees it.
    await askStore('ALTER TABLE imports RENAME COLUMN name TO name_away');
    const bug = await change('POST', '/api/imports', {
      ...{ source: 'counts', name: marks.bug },
      counts: {
        variations: [
          { name: marks.bug, tried: 9, succeeded: 1 },
          { name: 'b', tried: 9, succeeded: 2 },
        ],
      },
    });
    expect([bug.status, await bug.json()]).toMatchObject([500, { requestId: bug.headers.get('x-request-id') }]);
    await askStore('ALTER TABLE imports RENAME COLUMN name_away TO name');
    await sleep(200);
  });

  it('is lines of JSON from the first to the last', () => {
    // Before them is what building says, where it was needed.
    const all = server.output().split('\n');
    const said = all.slice(all.findIndex((line) => line.startsWith('{'))).filter((line) => line !== '');
    expect(said.filter((line) => !line.startsWith('{'))).toEqual([]);
    for (const line of lines())
      expect(line).toMatchObject({ level: expect.any(String), time: expect.stringMatching(/Z$/) });
  });

  it('has a line for each request, with the pattern of its route', () => {
    const requests = lines().filter(({ msg }) => msg === 'request');
    for (const one of requests) {
      expect(one).toMatchObject({
        ...{ requestId: expect.any(String), method: expect.any(String), route: expect.any(String) },
        ...{ status: expect.any(Number), milliseconds: expect.any(Number) },
      });
    }
    const seen = new Set(requests.map(({ method, route, status }) => `${method} ${route} ${status}`));
    for (const wanted of ['GET /api/imports/:id 400', 'GET page 200', 'GET none 404', 'POST /api/session 401']) {
      expect(seen).toContain(wanted);
    }
    for (const wanted of ['POST /api/uploads 201', 'POST /api/imports 202', 'POST /api/imports 500'])
      expect(seen).toContain(wanted);
  });

  it('says where a bug is, without what was typed', () => {
    const bug = lines().find(({ msg }) => msg === 'a bug');
    expect(bug).toMatchObject({
      level: 'error',
      err: { cause: { code: '42703' }, at: expect.arrayContaining([expect.stringContaining('at ')]) },
    });
    expect(JSON.stringify(bug)).toMatch(/insert into .*imports.* values \(\$1/i);
  });

  it('has nothing of what anybody sent, nor a link or a session', () => {
    const output = server.output();
    expect(output.length).toBeGreaterThan(5000);
    const secrets = {
      ...marks,
      link: link.split('#token=')[1]!,
      session: cookie.split('=')[1]!,
      loopback: '127.0.0.1"',
    };
    expect(Object.entries(secrets).filter(([, secret]) => output.includes(secret))).toEqual([]);
    expect(output).not.toContain('#token');
  });

  it('nor have the spans, nor the figures', async () => {
    const told = JSON.stringify(collector.spans) + (await (await get('/metrics')).text());
    expect(collector.spans.length).toBeGreaterThan(20);
    expect(Object.entries(marks).filter(([, secret]) => told.includes(secret))).toEqual([]);
  });
});

describe('spans', () => {
  it('lead from a request to the job and its statements, in the trace of whoever asked', async () => {
    await importOf('spans', { traceparent: `00-${trace}-00f067aa0ba902b7-01` });
    const ofTrace = () => collector.spans.filter(({ traceId }) => traceId === trace);
    const names = () => new Set(ofTrace().map(({ name }) => name));
    for (const wanted of [
      'POST /api/uploads',
      'POST /api/imports',
      'job analyses',
      'analysis',
      'SELECT postgresql',
      'INSERT postgresql',
      'INSERT clickhouse',
      'SELECT clickhouse',
    ]) {
      await expect.poll(names, { timeout: 10_000 }).toContain(wanted);
    }
    const begun = ofTrace().find(({ name }) => name === 'POST /api/imports')!;
    expect(begun).toMatchObject({
      ...{ parentSpanId: '00f067aa0ba902b7', kind: 2 },
      attributes: { 'http.route': '/api/imports', 'http.request.method': 'POST', 'http.response.status_code': 202 },
    });
    const parentOf = (name: string) => {
      const { parentSpanId } = ofTrace().find((one) => one.name === name)!;
      return ofTrace().find(({ spanId }) => spanId === parentSpanId)?.name;
    };
    expect([parentOf('job analyses'), parentOf('analysis')]).toEqual(['POST /api/imports', 'job analyses']);
    const statement = ofTrace().find(({ name }) => name === 'INSERT postgresql')!;
    expect(statement.attributes['db.query.text']).toMatch(/\$1/);
    expect(lines().find(({ route, trace_id }) => route === '/api/imports' && trace_id === trace)).toMatchObject({
      span_id: begun.spanId,
    });
    expect(collector.resources[0]).toMatchObject({
      'service.name': 'dandelion-here',
      'deployment.environment.name': 'test',
    });
    expect(collector.requests[0]).toMatchObject({
      path: '/v1/traces',
      type: 'application/json',
      authorization: 'Bearer collector',
    });
  });
});

describe('figures', () => {
  it('are for whoever may read them', async () => {
    expect((await fetch(`${url}/metrics`)).status).toBe(401);
  });

  it('are in the format of Prometheus, of all parts', async () => {
    const response = await get('/metrics');
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(response.headers.get('content-disposition')).toBeNull();
    const figures = await response.text();
    for (const line of figures.trim().split('\n')) {
      expect(line).toMatch(
        /^(# (HELP|TYPE) [a-z_:][\w:]* .+|[a-z_:][\w:]*(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [-+\w.]+|)$/i,
      );
    }
    const value = (name: string) =>
      Number(
        figures
          .split('\n')
          .find((line) => line.startsWith(`${name} `))
          ?.split(' ')
          .at(-1),
      );
    for (const source of ['parts', 'records', 'jobs', 'analytics', 'disk']) {
      expect([source, value(`dandelion_metrics_source_up{source="${source}"}`)]).toEqual([source, 1]);
    }
    for (const part of ['records', 'jobs', 'analytics']) expect(value(`dandelion_part_ready{part="${part}"}`)).toBe(1);
    expect(value('dandelion_http_requests_total{method="POST",route="/api/imports",status="202"}')).toBeGreaterThan(0);
    expect(value('dandelion_http_request_duration_seconds_count{method="POST",route="/api/imports"}')).toBeGreaterThan(
      0,
    );
    expect(value('dandelion_imports{state="done"}')).toBeGreaterThan(0);
    expect(value('dandelion_jobs_total{queue="analyses",outcome="done"}')).toBeGreaterThan(0);
    expect(value('dandelion_uploads_bytes')).toBeGreaterThan(1000);
    expect(value('dandelion_records_bytes')).toBeGreaterThan(1e6);
    expect(value('dandelion_analytics_bytes')).toBeGreaterThan(0);
    expect(value('dandelion_data_free_bytes')).toBeGreaterThan(1e6);
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e7);
    expect(value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
  });
});

describe('whether it is well', () => {
  it('is told to whoever asks, under its own names alone', async () => {
    for (const path of ['/healthz', '/readyz']) {
      expect((await fetch(`http://127.0.0.1:${new URL(url).port}${path}`)).status).toBe(200);
    }
  });

  it('a database that hangs is seen, and seen again when it goes on', async () => {
    const { stdout } = spawnSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' });
    const engine = stdout.split('\n').find((line) => line.includes('clickhouse-child') && line.includes(folder))!;
    const pid = Number(engine.trim().split(' ')[0]);
    const ready = async () => (await fetch(`${url}/readyz`)).json();
    process.kill(pid, 'SIGSTOP');
    try {
      await expect
        .poll(ready, { timeout: 10_000 })
        .toMatchObject({ ready: false, parts: { analytics: { state: 'down' } } });
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      expect(await (await get('/metrics')).text()).toContain('dandelion_metrics_source_up{source="analytics"} 0');
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await expect.poll(ready, { timeout: 10_000 }).toMatchObject({ ready: true });
  });
});

describe('stopping under load', () => {
  it('answers what it accepted, an upload too, and ends in order', async () => {
    const { port } = new URL(url);
    const told: string[] = [];
    /** Asks again and again on one connection, until it is told to close it. */
    async function asker(n: number): Promise<void> {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (let connection = ''; connection !== 'close'; ) {
        const asked = askOver({ port, agent, path: n % 2 ? '/api/imports' : '/api/workspace', headers: { cookie } });
        asked.end();
        const [response] = await once(asked, 'response');
        await text(response);
        told.push(String(response.statusCode));
        connection = String(response.headers.connection);
      }
      agent.destroy();
    }
    const asking = Promise.all(Array.from({ length: 20 }, (_, n) => asker(n)));
    const sending = askOver({ port, path: '/api/uploads?name=late.csv', method: 'POST', headers: withSession() });
    const stored = once(sending, 'response');
    sending.write('a,b\n1,2\n');
    await expect.poll(() => told.length, { timeout: 20_000 }).toBeGreaterThan(40);
    server.child.kill('SIGTERM');
    await sleep(1500);
    sending.end('3,4\n');
    const [response] = await stored;
    expect([response.statusCode, await text(response)]).toMatchObject([201, expect.stringContaining('late.csv')]);
    await asking;
    expect(new Set(told)).toEqual(new Set(['200']));
    expect(await ended).toBe(0);
    expect(lines().at(-1)).toMatchObject({ msg: 'Stopped' });
  });
});
