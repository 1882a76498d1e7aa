import { resolve } from 'node:path';
import { z } from 'zod';
import { DandelionFailure } from './kernel/failure.ts';

/** The only reader of the environment. docs/how-to/run.md lists what is read. */

/** Whether the terminal can show characters beyond ASCII, going by its locale. */
export const writesUnicode = (): boolean =>
  !/^(C|POSIX)$/.test(process.env.LC_ALL || process.env.LC_CTYPE || process.env.LANG || 'UTF-8');

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** How the server tells of itself: to a person, unless something that collects lines is named. */
export function readLogSettings(): { structured: boolean; level: string } {
  const { DANDELION_LOG: form = '', DANDELION_LOG_LEVEL: level = '' } = process.env;
  if (!['', 'json', 'text'].includes(form)) throw unusable('DANDELION_LOG must be json or text.');
  if (level !== '' && !levels.includes(level as never)) {
    throw unusable(`DANDELION_LOG_LEVEL must be one of ${levels.join(', ')}.`);
  }
  const structured = form === 'json';
  return { structured, level: level || (structured ? 'info' : 'warn') };
}

/**
 * Where spans go, by OpenTelemetry's own variables; null: nowhere. Only what decides whether its packages are loaded is read
 * here, the rest by them.
 */
export function readTracing(): { protocol: 'http/protobuf' | 'http/json' } | null {
  const set = (name: string) => process.env[name]?.trim() ?? '';
  const endpoint = set('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') || set('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (endpoint === '' || /^true$/i.test(set('OTEL_SDK_DISABLED'))) return null;
  const exporter = set('OTEL_TRACES_EXPORTER') || 'otlp';
  if (exporter === 'none') return null;
  if (exporter !== 'otlp') throw unusable('OTEL_TRACES_EXPORTER must be otlp or none.');
  if (!/^https?:/.test(endpoint) || !URL.canParse(endpoint)) {
    throw unusable('OTEL_EXPORTER_OTLP_ENDPOINT must look like http://localhost:4318.');
  }
  const protocol = set('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL') || set('OTEL_EXPORTER_OTLP_PROTOCOL') || 'http/protobuf';
  if (protocol !== 'http/protobuf' && protocol !== 'http/json') {
    throw unusable('OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf or http/json.');
  }
  return { protocol };
}

const unusable = (said: string) =>
  new DandelionFailure('wrong-use', `A setting of the environment cannot be used: ${said}`);

/** Whether somebody sits before a screen of this machine, so that a browser can be opened for them. */
export const hasDesktop = (): boolean =>
  process.platform === 'darwin' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

const gigabyte = 1e9;

const url = (protocols: string[], example: string) =>
  z.string().refine(
    (text) => {
      try {
        return protocols.includes(new URL(text).protocol);
      } catch {
        return false;
      }
    },
    { error: `must look like ${example}` },
  );

/** An address, or a name and an address in angle brackets. */
const mailFrom = z
  .string()
  .regex(/^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'must look like Dandelion <dandelion@example.org>');

/** The name that signs in to the mail server is often the address that it sends from. */
function senderOf({ SMTP_URL, MAIL_FROM }: z.output<typeof environment>): string | null {
  if (SMTP_URL === undefined || MAIL_FROM !== undefined) return MAIL_FROM ?? null;
  const user = decodeURIComponent(new URL(SMTP_URL).username);
  if (mailFrom.safeParse(user).success) return user;
  throw unusable(
    'SMTP_URL needs MAIL_FROM, the address that mails come from, such as Dandelion <dandelion@example.org>.',
  );
}

const environment = z.object({
  DANDELION_DATA: z.string().min(1).default('.dandelion'),
  PORT: z.coerce.number({ error: 'must be a number' }).int().min(0).max(65_535).default(4600),
  HOST: z.string().min(1).default('localhost'),
  PUBLIC_URL: url(['http:', 'https:'], 'https://dandelion.example.org')
    .refine((text) => !URL.canParse(text) || new URL(text).pathname === '/', {
      error: 'must have no path: Dandelion is served at the root of a name',
    })
    .optional(),
  TRUST_PROXY: z.string().optional(),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/database').optional(),
  CLICKHOUSE_URL: url(['http:', 'https:'], 'http://user:password@host:8123/database').optional(),
  SMTP_URL: url(['smtp:', 'smtps:'], 'smtps://user:password@host:465').optional(),
  MAIL_FROM: mailFrom.optional(),
  DANDELION_ALLOW_PRIVATE: z.string().default(''),
  DANDELION_UPLOAD_LIMIT: z.coerce.number({ error: 'must be a number of gigabytes' }).positive().default(20),
});

export interface Config {
  /** Absolute. */
  dataFolder: string;
  port: number;
  host: string;
  /** Origin under which people reach the server, null: the loopback address itself. */
  publicUrl: string | null;
  /** Addresses of proxies whose X-Forwarded headers count; true: of all. */
  trustProxy: boolean | string;
  databaseUrl: string | null;
  clickhouseUrl: string | null;
  smtpUrl: string | null;
  /** Whom mails come from; set where `smtpUrl` is. */
  mailFrom: string | null;
  /** Private networks that webhooks and mail may go to, as a list. */
  allowPrivate: string;
  uploadLimit: number;
  /** Null: no spans are sent. */
  tracing: ReturnType<typeof readTracing>;
}

const trust = (text: string | undefined): boolean | string => {
  if (text === undefined || /^(0|false|no|)$/i.test(text)) return false;
  return /^(1|true|yes)$/i.test(text) ? true : text;
};

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host);

/** Reads and checks the settings of the server. `insecure` allows a network address without a public URL. */
export function readConfig({ insecure }: { insecure: boolean }): Config {
  // An empty variable is one that was not set: so env files and containers write it.
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const read = environment.safeParse(given);
  if (!read.success) {
    const said = read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join(' ');
    throw unusable(said);
  }
  const { data } = read;
  if (!isLoopback(data.HOST) && data.PUBLIC_URL === undefined && !insecure) {
    throw new DandelionFailure(
      'wrong-use',
      `HOST=${data.HOST} lets other machines reach Dandelion. Set PUBLIC_URL to the https address of the proxy in front of it, or add --insecure (npm start -- --insecure) in a network you trust.`,
    );
  }
  return {
    dataFolder: resolve(data.DANDELION_DATA),
    port: data.PORT,
    host: data.HOST,
    publicUrl: data.PUBLIC_URL === undefined ? null : new URL(data.PUBLIC_URL).origin,
    trustProxy: trust(data.TRUST_PROXY),
    databaseUrl: data.DATABASE_URL ?? null,
    clickhouseUrl: data.CLICKHOUSE_URL ?? null,
    smtpUrl: data.SMTP_URL ?? null,
    mailFrom: senderOf(data),
    allowPrivate: data.DANDELION_ALLOW_PRIVATE,
    uploadLimit: Math.round(data.DANDELION_UPLOAD_LIMIT * gigabyte),
    tracing: readTracing(),
  };
}

/** Reads and checks the URLs of databases that a command was given. */
export function readStoreUrls(given: { database?: string | undefined; clickhouse?: string | undefined }): {
  databaseUrl: string | null;
  clickhouseUrl: string | null;
} {
  const { DATABASE_URL: database, CLICKHOUSE_URL: clickhouse } = environment.shape;
  const read = z.object({ database, clickhouse }).safeParse(given);
  if (!read.success) {
    const said = read.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}.`).join(' ');
    throw new DandelionFailure('wrong-use', said);
  }
  return { databaseUrl: read.data.database ?? null, clickhouseUrl: read.data.clickhouse ?? null };
}
