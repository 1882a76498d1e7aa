import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Announcement } from '@dandelion-loop/contract';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, onTestFinished, vi } from 'vitest';
import { createOutbound } from '../../engines/outbound/create-outbound.ts';
import { type Networks, readNetworks } from '../../engines/outbound/networks.ts';
import { systemResolve } from '../../engines/outbound/resolve-host.ts';
import { migrate } from '../../engines/postgres/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../../engines/postgres/test-postgres.ts';
import type { Actor } from '../../kernel/caller.ts';
import { createSealer } from '../../kernel/sealed.ts';
import { announce, createAnnouncements } from '../announcements/index.ts';
import { createWebhooks, type WebhooksService } from './service.ts';

/** Webhooks on a real PostgreSQL, with real receivers on loopback and a clock of their own, for tests. */

const migrations = fileURLToPath(new URL('../../../migrations', import.meta.url));

export const owner: Actor = { kind: 'member', id: randomUUID(), name: 'Olga' };
export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

type Reply = (response: ServerResponse, received: Received) => void;

/** A program that takes messages. It answers 204 until `reply` says otherwise. */
export async function startReceiver() {
  const received: Received[] = [];
  const kept: { reply: Reply } = { reply: (response) => void response.writeHead(204).end() };
  const server = createServer(async (request, response) => {
    const one = { path: request.url!, headers: request.headers, body: await text(request) };
    received.push(one);
    kept.reply(response, one);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  onTestFinished(stop);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    stop,
    answer: (status: number, headers: Record<string, string> = {}, body = '') => {
      kept.reply = (response) => void response.writeHead(status, headers).end(body);
    },
    reply: (reply: Reply) => {
      kept.reply = reply;
    },
  };
}

/** As a receiver reads it. Throws when the signature is wrong. The verifier's clock is the test's. */
export function verified(
  { headers, body }: Received,
  secret: string,
): { type: string; timestamp: string; data: object } {
  vi.useFakeTimers({ toFake: ['Date'], now: Number(headers['webhook-timestamp']) * 1000 });
  try {
    return new Webhook(secret).verify(body, headers as Record<string, string>) as never;
  } finally {
    vi.useRealTimers();
  }
}

export const judged = (name = 'Spring'): Announcement => ({
  type: 'verdict.reached',
  data: {
    import: { id: randomUUID(), name },
    tests: 3,
    verdicts: { won: 1, lost: 1, 'no-difference': 0, inconclusive: 1, invalid: 0 },
    test: null,
  },
});

export function useWebhooks() {
  let database: TestDatabase;
  let pool: pg.Pool;
  let time = Date.parse('2026-03-01T12:00:00Z');
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    await migrate(pool, migrations);
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });
  const now = () => new Date(time);
  const said: string[] = [];
  const say = (facts: Record<string, unknown>, message: string) => said.push(`${message} ${JSON.stringify(facts)}`);
  const log = { info: say, warn: say, error: say };
  const disabled: string[] = [];

  const serve = ({ key = 7 } = {}): WebhooksService =>
    createWebhooks({
      ...{ records: drizzle(pool), log, now, version: '9.9', random: () => 0.5, everyMilliseconds: 20 },
      sealer: createSealer(Buffer.alloc(32, key)),
      outbound: createOutbound({ allow: readNetworks('127.0.0.1') as Networks, resolve: systemResolve() }),
      told: async (_tx, webhook, because) => {
        disabled.push(`${webhook.id} ${because}`);
      },
    });

  return {
    ...{ serve, now, said, disabled, log },
    ask: async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
      (await pool.query<Row>(sql, values)).rows,
    records: () => drizzle(pool),
    later: (milliseconds: number) => {
      time += milliseconds;
    },
    /** Something happens, and is passed on. */
    async happen(webhooks: WebhooksService, ...announcements: Announcement[]) {
      await drizzle(pool).transaction(async (tx) => {
        for (const one of announcements) await announce(tx, one, now());
      });
      const telling = createAnnouncements({
        ...{ records: drizzle(pool), receivers: [webhooks], log, now, url: () => 'https://dandelion.example' },
      });
      await telling.tell();
    },
    async create(webhooks: WebhooksService, url: string, types: Announcement['type'][] = ['verdict.reached']) {
      const made = await webhooks.create(owner, { url, types, description: '' });
      expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
      return { ...made, id: made.webhook.id };
    },
    async deliveries(webhooks: WebhooksService, id: string) {
      return (await webhooks.deliveries(id, { limit: 100 })).deliveries;
    },
  };
}
