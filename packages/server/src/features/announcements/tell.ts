import type { Announcement, AnnouncementData } from '@dandelion-loop/contract';
import { asc, eq, isNull, lt } from 'drizzle-orm';
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

function pageOf({ type, data }: Announcement): string {
  if (type === 'verdict.reached')
    return data.test === null ? `/imports/${data.import.id}` : `/experiments/${data.test.id}`;
  return type === 'import.failed' ? `/imports/${data.import.id}` : '/members';
}

export function createAnnouncements(options: TellOptions): Announcements {
  const { records, receivers, url, log, now, everyMilliseconds = 1000 } = options;
  let looking: ReturnType<typeof repeat> | undefined;

  /** In the order in which they were announced. Answers how many there were. */
  const tellSome = () =>
    records.transaction(async (tx) => {
      const waiting = await tx
        .select()
        .from(announcements)
        .where(isNull(announcements.toldAt))
        .orderBy(asc(announcements.seq))
        .limit(atOnce)
        .for('update', { skipLocked: true });
      for (const { id, type, data, at, seq } of waiting) {
        const announcement = { type, data: data as AnnouncementData[typeof type] } as Announcement;
        const told: Told = { ...announcement, id, at, url: `${url()}${pageOf(announcement)}` };
        for (const receiver of receivers) await receiver.take(tx, told);
        await tx.update(announcements).set({ toldAt: now() }).where(eq(announcements.seq, seq));
      }
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
        log.warn(
          { error: error instanceof Error ? error.message : String(error) },
          'Announcements wait: they could not be passed on',
        );
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
