import type { Config } from './config.ts';
import { createOutbound } from './engines/outbound/create-outbound.ts';
import { readNetworks } from './engines/outbound/networks.ts';
import { systemResolve } from './engines/outbound/resolve-host.ts';
import type { Rules } from './engines/outbound/rules.ts';
import { checkSmtpHost, sendBySmtp } from './engines/outbound/send-by-smtp.ts';
import { type Announcements, createAnnouncements, type Receiver } from './features/announcements/index.ts';
import { createMail, type MailService } from './features/mail/index.ts';
import { createWebhooks, type WebhooksService } from './features/webhooks/index.ts';
import { DandelionFailure } from './kernel/failure.ts';
import type { Log } from './kernel/log.ts';
import type { Records } from './kernel/records.ts';
import { createSealer } from './kernel/sealed.ts';
import { version } from './version.ts';

/** The wiring of what goes out: announcements by webhooks and mail. */

export interface TellingOptions {
  config: Pick<Config, 'allowPrivate' | 'smtpUrl' | 'mailFrom' | 'publicUrl'>;
  records: Records;
  /** A key of the data folder. */
  secret: (name: string) => Buffer;
  /** Where people reach the server, once it listens. */
  url: () => string;
  log: Log;
  now: () => Date;
  /** Others who hear what is announced. */
  receivers?: readonly Receiver[];
}

export interface Telling {
  mail: MailService;
  webhooks: WebhooksService;
  announcements: Announcements;
  /** Once the server listens: links need its address. */
  start(): void;
  stop(): Promise<void>;
  sweep(): Promise<void>;
}

function rulesOf(list: string): Rules {
  const allow = readNetworks(list);
  if (typeof allow !== 'string') return { allow, resolve: systemResolve() };
  throw new DandelionFailure(
    'wrong-use',
    `A setting of the environment cannot be used: DANDELION_ALLOW_PRIVATE holds "${allow}", which is no network. It looks like 10.0.0.0/8,127.0.0.1.`,
  );
}

async function openMail({ smtpUrl, mailFrom, publicUrl }: TellingOptions['config'], rules: Rules) {
  if (smtpUrl === null) return null;
  await checkSmtpHost(smtpUrl, rules);
  const host = publicUrl === null ? 'localhost' : new URL(publicUrl).hostname;
  return sendBySmtp({ url: smtpUrl, from: mailFrom!, host, rules });
}

/** Fails with `wrong-use` when a setting cannot be used. */
export async function composeTelling(options: TellingOptions): Promise<Telling> {
  const { config, records, secret, url, log, now, receivers = [] } = options;
  const rules = rulesOf(config.allowPrivate);
  const common = { records, url, log, now, random: Math.random };
  const mail = createMail({
    ...common,
    ...{ sealer: createSealer(secret('mail')), transport: await openMail(config, rules) },
  });
  const webhooks = createWebhooks({
    ...{ ...common, sealer: createSealer(secret('webhooks')), outbound: createOutbound(rules), version },
    told: (tx, { id, description, url: to }, because) =>
      mail.webhookDisabled(tx, {
        description,
        because,
        host: new URL(to).host,
        url: `${url()}/settings/webhooks/${id}`,
      }),
  });
  const announcements = createAnnouncements({ ...common, receivers: [webhooks, mail, ...receivers] });
  const parts = [announcements, webhooks, mail];
  return {
    ...{ mail, webhooks, announcements },
    start() {
      for (const part of parts) part.start();
    },
    async stop() {
      await Promise.all(parts.map((part) => part.stop()));
    },
    async sweep() {
      await Promise.all(parts.map((part) => part.sweep()));
    },
  };
}
