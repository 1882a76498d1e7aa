import type { Announcement, AnnouncementData } from '@dandelion-loop/contract';
import { and, asc, eq, isNull, lt, lte, or } from 'drizzle-orm';
import { errorFacts } from '../../kernel/error-facts.ts';
import type { Log } from '../../kernel/log.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { repeat } from '../../kernel/repeat.ts';
import { announcements } from './records.ts';

/** Hands what was announced to those who pass it on. */

/** Something that happened, as it is passed on. */
export type Told = Announcement & {
  id: string;
  at: Date;
  /** The page of it. */
  url: string;
};

/** Who passes announcements on. */
export interface Receiver {
  /** Notes what is to be sent, in the transaction that marks the announcement as told: so once for each, whatever breaks. */
  take(tx: Transaction, told: Told): Promise<void>;
  /** There is something to send. */
  wake(): void;
}

export interface TellOptions {
  records: Records;
  receivers: readonly Receiver[];
  /** Where people reach the server. */
  url: () => string;
  log: Log;
  now: () => Date;
  everyMilliseconds?: number;
}

export interface Announcements {
  start(): void;
  stop(): Promise<void>;
  /** Tells now what is to be told. */
  tell(): Promise<void>;
  /** Forgets what was told long ago. */
  sweep(): Promise<void>;
}

const atOnce = 20;
const day = 24 * 60 * 60 * 1000;
/** As long as deliveries are kept. */
const keptFor = 30 * day;
const longestWait = 60 * 60 * 1000;

function pageOf({ type, data }: Announcement): string {
  if (type === 'verdict.reached')
    return data.test === null ? `/imports/${data.import.id}` : `/experiments/${data.test.id}`;
  if (type === 'contradiction.found') return '/learnings#contradictions';
  if (type === 'breaker.tripped') return `/plan/bets/${data.bet.id}`;
  if (type === 'constraint.fired') return '/plan/constraints';
  if (type === 'follow-up.overdue') return '/rhythm';
  if (type === 'meeting.ended') return `/rhythm/meetings/${data.meeting.id}`;
  return type === 'import.failed' ? `/imports/${data.import.id}` : '/settings/members';
}

export function createAnnouncements(options: TellOptions): Announcements {
  const { records, receivers, url, log, now, everyMilliseconds = 1000 } = options;
  let looking: ReturnType<typeof repeat> | undefined;

  /** Its place in the queue is kept by its row's lock. One that cannot be passed on is tried again later, and holds up no other. */
  async function tellOne(tx: Transaction, row: typeof announcements.$inferSelect): Promise<void> {
    const { id, type, data, at, seq, failures } = row;
    const announcement = { type, data: data as AnnouncementData[typeof type] } as Announcement;
    const which = eq(announcements.seq, seq);
    try {
      await tx.transaction(async (inner) => {
        const told: Told = { ...announcement, id, at, url: `${url()}${pageOf(announcement)}` };
        for (const receiver of receivers) await receiver.take(inner, told);
        await inner.update(announcements).set({ toldAt: now() }).where(which);
      });
    } catch (error) {
      log.error({ error: errorFacts(error), type }, 'An announcement could not be passed on');
      const wait = Math.min(longestWait, 1000 * 2 ** Math.min(failures, 20));
      await tx
        .update(announcements)
        .set({ failures: failures + 1, nextAt: new Date(now().getTime() + wait) })
        .where(which);
    }
  }

  /** In the order in which they were announced. Answers how many there were. */
  const tellSome = () =>
    records.transaction(async (tx) => {
      const waiting = await tx
        .select()
        .from(announcements)
        .where(and(isNull(announcements.toldAt), or(isNull(announcements.nextAt), lte(announcements.nextAt, now()))))
        .orderBy(asc(announcements.seq))
        .limit(atOnce)
        .for('update', { skipLocked: true });
      for (const row of waiting) await tellOne(tx, row);
      return waiting.length;
    });

  async function look(): Promise<boolean> {
    const told = await tellSome();
    if (told > 0) for (const receiver of receivers) receiver.wake();
    return told === atOnce;
  }

  return {
    start() {
      const failed = (error: unknown) =>
        log.warn({ error: errorFacts(error) }, 'Announcements wait: they could not be passed on');
      looking = repeat({ everyMilliseconds, look, failed });
    },
    stop: async () => looking?.stop(),
    async tell() {
      while (await look());
    },
    async sweep() {
      await records.delete(announcements).where(lt(announcements.toldAt, new Date(now().getTime() - keptFor)));
    },
  };
}
