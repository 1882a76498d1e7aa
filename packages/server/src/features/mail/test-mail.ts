import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { type ParsedMail, simpleParser } from 'mailparser';
import pg from 'pg';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, onTestFinished } from 'vitest';
import { sendBySmtp } from '../../engines/outbound/send-by-smtp.ts';
import { certificateFor, networks } from '../../engines/outbound/test-hosts.ts';
import { migrate } from '../../engines/postgres/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../../engines/postgres/test-postgres.ts';
import { createSealer } from '../../kernel/sealed.ts';
import { createMail, type MailService } from './service.ts';

/** Mail on a real PostgreSQL and real SMTP servers on loopback, for tests. */

const migrations = fileURLToPath(new URL('../../../migrations', import.meta.url));

interface TakenMail extends ParsedMail {
  raw: string;
  /** To whom it was handed over, whatever its headers say. */
  recipients: string[];
  secure: boolean;
}

/** Made once: it takes its time. */
const certificate = certificateFor('mail.example.org');

export interface TestSmtp {
  port: number;
  taken: TakenMail[];
  stop(): Promise<void>;
}

/** A server that keeps what it takes. */
export async function startSmtp(options: SMTPServerOptions = {}): Promise<TestSmtp> {
  const taken: TakenMail[] = [];
  const server = new SMTPServer({
    ...(await certificate),
    authOptional: true,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks);
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        taken.push({ ...(await simpleParser(raw)), raw: raw.toString(), recipients, secure: session.secure === true });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return { port, taken, stop };
}

/** The same, for one test. */
export async function startSmtpForTest(options: SMTPServerOptions = {}): Promise<TestSmtp> {
  const smtp = await startSmtp(options);
  onTestFinished(smtp.stop);
  return smtp;
}

export interface MailSetting {
  port: number;
  /** Networks where plain text may be spoken. */
  allow?: string;
  protocol?: 'smtp' | 'smtps';
  user?: string;
  from?: string;
  resolve?: (name: string) => Promise<string[]>;
  host?: string;
  key?: number;
}

export function useMail() {
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
  const ask = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
    (await pool.query<Row>(sql, values)).rows;
  afterEach(async () => {
    await ask('DELETE FROM mails');
    said.splice(0);
  });

  function serve(setting: MailSetting): MailService {
    const { port, allow = '127.0.0.1', protocol = 'smtp', user = '', host = '127.0.0.1', key = 5 } = setting;
    const { from = 'Dandelion <dandelion@example.org>', resolve = async () => ['127.0.0.1'] } = setting;
    return createMail({
      ...{
        records: drizzle(pool),
        log,
        now,
        random: () => 0.5,
        url: () => 'https://dandelion.example',
        everyMilliseconds: 20,
      },
      sealer: createSealer(Buffer.alloc(32, key)),
      transport: sendBySmtp({
        ...{ url: `${protocol}://${user}${host}:${port}`, from, host: 'dandelion.example', milliseconds: 1500 },
        rules: { allow: networks(allow), resolve },
      }),
    });
  }

  return {
    ...{ serve, said, now, ask },
    later: (milliseconds: number) => {
      time += milliseconds;
    },
    records: () => drizzle(pool),
    /** A mail with a one-time link. */
    send: (mail: MailService, name = 'Ben', to = 'ben@example.net') =>
      drizzle(pool).transaction((tx) =>
        mail.send(tx, {
          to,
          template: 'sign-in',
          data: { name, link: 'https://dandelion.example/sign-in#token=t0p-s3cret' },
        }),
      ),
    notice: (mail: MailService, to = 'ben@example.net') =>
      drizzle(pool).transaction((tx) => mail.send(tx, { to, template: 'password-changed', data: { name: 'Ben' } })),
    queue: () =>
      ask<{ state: string; attempts: number; next_at: Date | null; last_error: string | null; sealed: Buffer | null }>(
        'SELECT state, attempts, next_at, last_error, sealed FROM mails ORDER BY template',
      ),
  };
}
