import { randomUUID } from 'node:crypto';
import { and, asc, eq, isNull, lt, lte, or } from 'drizzle-orm';
import { errorFacts } from '../../kernel/error-facts.ts';
import type { Log } from '../../kernel/log.ts';
import { MailRefusal, type MailTransport } from '../../kernel/mail-transport.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { type Repeated, repeat } from '../../kernel/repeat.ts';
import type { Sealer } from '../../kernel/sealed.ts';
import { mails, workspace } from './records.ts';
import { type RenderedMail, renderMail } from './render.ts';
import { type Template, type TemplateData, worthFor } from './words.ts';

/** Mails that wait, in the record store: sealed while they do, erased when they were sent or given up. */

const minute = 60_000;
const hour = 60 * minute;
/** After each attempt that failed for now; then it is given up, after two days and some hours. */
const waits = [minute, 5 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 4 * hour, 8 * hour, 12 * hour, 24 * hour];
const jitter = 0.1;
const atOnce = 2;
/** Longer than an attempt lasts: whoever holds a mail for longer was killed. */
const takenFor = 2 * minute;
/** What remains of a mail: its template and what became of it. */
const keptFor = 30 * 24 * hour;

type Sealed = { [Name in Template]: { to: string; template: Name; data: TemplateData[Name] } }[Template];

export interface QueueOptions {
  records: Records;
  sealer: Sealer;
  transport: MailTransport;
  /** Where people reach the server. */
  url: () => string;
  log: Log;
  now: () => Date;
  /** From 0 to 1. */
  random: () => number;
  everyMilliseconds?: number;
}

export interface MailQueue {
  add(tx: Transaction, mail: Sealed): Promise<void>;
  /** Sends what is due. Answers whether there was any. */
  sendDue(): Promise<boolean>;
  start(): void;
  stop(): Promise<void>;
  sweep(): Promise<void>;
  wake(): void;
}

type MailRow = typeof mails.$inferSelect;

export function createQueue(options: QueueOptions): MailQueue {
  const { records, sealer, transport, url, log, now, random, everyMilliseconds = 1000 } = options;
  let looking: Repeated | undefined;

  async function render({ template, data }: Sealed): Promise<RenderedMail> {
    const [found] = await records.select().from(workspace);
    // Each template has its own data, which the type of `Sealed` ties to it.
    return renderMail(template, data as TemplateData[typeof template], { workspace: found!.name, url: url() });
  }

  const take = () =>
    records.transaction(async (tx) => {
      const free = or(isNull(mails.takenUntil), lt(mails.takenUntil, now()));
      const due = await tx
        .select()
        .from(mails)
        .where(and(eq(mails.state, 'waiting'), lte(mails.nextAt, now()), free))
        .orderBy(asc(mails.nextAt))
        .limit(atOnce)
        .for('update', { skipLocked: true });
      const takenUntil = new Date(now().getTime() + takenFor);
      for (const { id } of due) await tx.update(mails).set({ takenUntil }).where(eq(mails.id, id));
      return due.map((row) => ({ ...row, takenUntil }));
    });

  /** Unless somebody else has taken it meanwhile. */
  async function note({ id, takenUntil }: MailRow, change: Partial<MailRow>): Promise<void> {
    await records
      .update(mails)
      .set({ ...change, takenUntil: null })
      .where(and(eq(mails.id, id), eq(mails.takenUntil, takenUntil!)));
  }

  const end = (mail: MailRow, state: 'sent' | 'given-up', lastError: string | null) =>
    note(mail, { state, lastError, attempts: mail.attempts + 1, sealed: null, nextAt: null, finishedAt: now() });

  async function failed(mail: MailRow, { message, permanent }: { message: string; permanent: boolean }): Promise<void> {
    const facts = { mail: mail.id, template: mail.template, attempt: mail.attempts + 1, error: message };
    const wait = waits[mail.attempts];
    const nextAt = new Date(now().getTime() + (wait ?? 0) * (1 + jitter * random()));
    const tooLate = mail.endsAt !== null && nextAt > mail.endsAt;
    if (permanent || wait === undefined || tooLate) {
      log.warn(facts, 'A mail was given up');
      await end(mail, 'given-up', message);
      return;
    }
    if (mail.attempts === 0) log.warn(facts, 'A mail could not be sent; it is tried again');
    await note(mail, { attempts: mail.attempts + 1, nextAt, lastError: message });
  }

  function open({ sealed }: MailRow): Sealed | null {
    try {
      return JSON.parse(sealer.unseal(sealed!));
    } catch {
      return null;
    }
  }

  async function send(mail: MailRow): Promise<void> {
    if (mail.endsAt !== null && mail.endsAt <= now()) {
      await end(mail, 'given-up', 'It was too late: what it holds is worth nothing any more.');
      return;
    }
    const opened = open(mail);
    if (opened === null) {
      await failed(mail, {
        message: 'It was written with a key that this data folder does not have.',
        permanent: true,
      });
      return;
    }
    try {
      await transport.deliver({ ...(await render(opened)), to: opened.to, id: mail.id });
    } catch (error) {
      if (!(error instanceof MailRefusal)) throw error;
      await failed(mail, error);
      return;
    }
    await end(mail, 'sent', null);
  }

  async function sendDue(): Promise<boolean> {
    const due = await take();
    const ended = await Promise.allSettled(due.map(send));
    const broken = ended.find((one) => one.status === 'rejected');
    if (broken) throw broken.reason;
    return due.length > 0;
  }

  return {
    async add(tx, mail) {
      const worth = worthFor[mail.template];
      await tx.insert(mails).values({
        ...{ id: randomUUID(), template: mail.template, sealed: sealer.seal(JSON.stringify(mail)) },
        ...{ nextAt: now(), createdAt: now(), endsAt: worth === undefined ? null : new Date(now().getTime() + worth) },
      });
    },
    sendDue,
    start() {
      const said = (error: unknown) => log.error({ error: errorFacts(error) }, 'Mail waits');
      looking = repeat({ everyMilliseconds, look: sendDue, failed: said });
    },
    stop: async () => looking?.stop(),
    wake: () => looking?.wake(),
    async sweep() {
      await records.delete(mails).where(lt(mails.createdAt, new Date(now().getTime() - keptFor)));
    },
  };
}
