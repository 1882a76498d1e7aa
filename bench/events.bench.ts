import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer } from '../packages/server/src/http/create-server.ts';
import { openLog } from '../packages/server/src/open-log.ts';
import { startTestServer, type TestServer } from '../packages/server/src/test-server.ts';
import { report } from './measure.ts';
import { type Load, type Sent, send } from './send-events.ts';

/**
 * How many events a second are taken, durably, by the server as a user starts it, from a sender on the same machine; and as the limit, by
 * the same HTTP server when it reads the body and throws it away. BENCH_SECONDS says how long each is sent to, for a soak.
 */

const seconds = Number(process.env.BENCH_SECONDS ?? 20);
const loads = [
  { what: 'batches of 100, 64 connections', path: '/v1/batch', connections: 64, eventsPerRequest: 100 },
  { what: 'single events, 256 connections', path: '/v1/track', connections: 256, eventsPerRequest: 1 },
] as const;
const key = 'limit';

/** The limit: all that is done before an event is looked at. */
async function serveLimit(): Promise<void> {
  const source = {
    number: 1,
    ask: false,
    withheld: 'drop' as const,
    trust: 3 as const,
    preferences: new Map(),
    signedUser: () => null,
  };
  const server = await createServer({
    ...{ routes: [], look: async () => ({ ready: true, parts: {} }), hosts: new Set(['loopback']), trustProxy: false },
    ...{
      webFolder: null,
      version: '0',
      log: openLog({ structured: false, level: 'silent' }),
      callerOf: async () => null,
      secure: false,
      seen() {},
    },
    tracking: {
      findKey: (token) => (token === key ? { id: '', source, isPublic: false, allows: () => true } : null),
      take: async () => undefined,
      now: Date.now,
    },
  });
  process.send?.(await server.listen({ host: '127.0.0.1', port: 0 }));
}
if (process.argv[2] === 'limit') void serveLimit();

function residentMegabytes(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
}

async function askJson<Answer>(server: TestServer, path: string, body: unknown): Promise<Answer> {
  const response = await server.ask(path, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

async function loadOf(url: string, token: string): Promise<Sent[]> {
  const sent: Sent[] = [];
  for (const { what: _, ...load } of loads) {
    sent.push(await send({ ...load, url, key: token, seconds, warmUpSeconds: 3 } satisfies Load));
  }
  return sent;
}

async function measureLimit(): Promise<Sent[]> {
  const child = fork(import.meta.filename, ['limit']);
  try {
    const url = await new Promise<string>((resolve) => child.once('message', (told) => resolve(String(told))));
    return await loadOf(url, key);
  } finally {
    child.kill();
  }
}

/** What was answered for and what is kept, once all is moved. */
async function keptOf(server: TestServer, id: string, accepted: number): Promise<number> {
  let kept = 0;
  for (let left = 600; left > 0 && kept < accepted; left--) {
    await sleep(500);
    const { arrivals } = (await (await server.ask(`/api/sources/${id}`)).json()) as {
      arrivals: { day: { kept: number } };
    };
    kept = arrivals.day.kept;
  }
  return kept;
}

export async function run(root: string): Promise<void> {
  const limit = await measureLimit();
  const server = await startTestServer({ root });
  try {
    await server.signIn();
    const basis = { consent: 'opt-out', legalBasis: 'A measurement.' };
    const { id } = await askJson<{ id: string }>(server, '/api/sources', { name: 'Bench', ...basis });
    const { token } = await askJson<{ token: string }>(server, `/api/sources/${id}/keys`, { kind: 'secret' });
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, residentMegabytes(server.pid));
    }, 500);
    const sent = await loadOf(server.url, token);
    clearInterval(watch);
    for (const [at, { what }] of loads.entries()) {
      const { eventsPerSecond, p50, p99, slowest, refused } = sent[at]!;
      const ofLimit = limit[at]!.eventsPerSecond;
      report({
        ...{ bench: `events: ${what}`, seconds, eventsPerSecond, limit: ofLimit, share: eventsPerSecond / ofLimit },
        ...{ p50Milliseconds: p50, p99Milliseconds: p99, slowestMilliseconds: slowest, refused },
      });
    }
    const accepted = sent.reduce((sum, one) => sum + one.accepted, 0);
    const begun = performance.now();
    const kept = await keptOf(server, id, accepted);
    report({
      bench: 'events: answered for and kept',
      accepted,
      kept,
      secondsUntilMoved: (performance.now() - begun) / 1000,
    });
    report({ bench: 'events: largest resident memory of the server process, MB', most, budget: 300 });
  } finally {
    await server.stop();
  }
}
