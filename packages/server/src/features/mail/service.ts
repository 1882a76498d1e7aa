import type { MailTransport } from '../../kernel/mail-transport.ts';
import type { Transaction } from '../../kernel/records.ts';
import type { Receiver } from '../announcements/index.ts';
import { createQueue, type QueueOptions } from './queue.ts';
import { ownersWithMail, tellMembers } from './tell-members.ts';
import type { Template, TemplateData } from './words.ts';

/** What other features need of mail. */
interface Mail {
  /** Whether this server sends mail: SMTP_URL is set. */
  readonly available: boolean;
  /**
   * Queues a mail in the transaction of what it is about; it goes out after the commit, tried again for days where that helps. `to` is
   * a plain address. Does nothing where mail is not available.
   */
  send<Name extends Template>(
    tx: Transaction,
    mail: { to: string; template: Name; data: TemplateData[Name] },
  ): Promise<void>;
}

export interface MailService extends Mail, Receiver {
  /** Tells the owners that a webhook was disabled. */
  webhookDisabled(tx: Transaction, webhook: Omit<TemplateData['webhook-disabled'], 'name'>): Promise<void>;
  /** Begins to send. */
  start(): void;
  /** Waits for what is being sent. */
  stop(): Promise<void>;
  /** Sends now what is due. */
  sendDue(): Promise<void>;
  /** Forgets what ended long ago. */
  sweep(): Promise<void>;
}

/** `transport` is null where no mail is sent. */
export type MailOptions = Omit<QueueOptions, 'transport'> & { transport: MailTransport | null };

const nothing = async () => undefined;

/** Mail where no SMTP_URL is set. */
const none: MailService = {
  ...{ available: false, send: nothing, take: nothing, webhookDisabled: nothing, wake: () => undefined },
  ...{ start: () => undefined, stop: nothing, sendDue: nothing, sweep: nothing },
};

export function createMail({ transport, ...options }: MailOptions): MailService {
  if (transport === null) return none;
  const queue = createQueue({ ...options, transport });
  return {
    available: true,
    send: (tx, mail) => queue.add(tx, mail as Parameters<typeof queue.add>[1]),
    take: (tx, told) => tellMembers(tx, queue, told),
    async webhookDisabled(tx, webhook) {
      for (const { to, name } of await ownersWithMail(tx)) {
        await queue.add(tx, { to, template: 'webhook-disabled', data: { ...webhook, name } });
      }
    },
    ...{ wake: queue.wake, start: queue.start, stop: queue.stop, sweep: queue.sweep },
    async sendDue() {
      while (await queue.sendDue());
    },
  };
}
