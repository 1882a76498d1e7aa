import { resolve } from 'node:path';
import { z } from 'zod';
import { DandelionFailure } from './kernel/failure.ts';

/** The only reader of the environment. docs/how-to/run.md lists what is read. */

/** Whether the terminal can show characters beyond ASCII, going by its locale. */
export const writesUnicode = (): boolean =>
  !/^(C|POSIX)$/.test(process.env.LC_ALL || process.env.LC_CTYPE || process.env.LANG || 'UTF-8');

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
  uploadLimit: number;
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
    throw new DandelionFailure('wrong-use', `A setting of the environment cannot be used: ${said}`);
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
    uploadLimit: Math.round(data.DANDELION_UPLOAD_LIMIT * gigabyte),
  };
}
