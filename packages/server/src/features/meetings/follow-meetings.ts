import { PassThrough, type Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { errorFacts } from '../../kernel/error-facts.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import type { Records } from '../../kernel/records.ts';
import { repeat } from '../../kernel/repeat.ts';

/**
 * Tells browsers that a meeting has something new, and not what: they read it by calls that ask again whether they may. Looks into the
 * record store, so that it does not matter which of several servers somebody writes through.
 */

export interface Followed {
  /** Server-sent events about a meeting. Fails with `too-many-requests` beyond twenty at once of one caller. */
  follow(by: Actor, meetingId: string): Readable;
  /** Something was changed here: looks now. */
  wake(): void;
  stop(): Promise<void>;
}

/** What is told, and the sign by which it is known to have changed. */
type Signs = Record<'meeting' | 'notes' | 'decisions' | 'follow-ups', string>;

interface Follower {
  meetingId: string;
  caller: string;
  stream: PassThrough;
  seen: Partial<Signs>;
  timers: NodeJS.Timeout[];
}

const mostOfOne = 20;
const mostOfAll = 1000;

export interface FollowOptions {
  records: Records;
  log: Log;
  everyMilliseconds?: number;
  heartbeatMilliseconds?: number;
  /** A stream ends by then, and whoever follows asks again, and is asked again who they are. */
  longestMilliseconds?: number;
}

async function signsOf(records: Records, ids: readonly string[]): Promise<Map<string, Signs>> {
  // Counted and not only the newest: who began earlier can be written later.
  const { rows } = await records.execute<{
    id: string;
    meeting: string;
    notes: string;
    decided: string;
    promised: string;
  }>(sql`
    SELECT m.id, m.version::text AS meeting,
      (SELECT count(*) || '.' || coalesce(max(seq), 0) FROM meeting_notes n WHERE n.meeting_id = m.id) AS notes,
      (SELECT coalesce(sum(version), 0)::text FROM decisions d WHERE d.meeting_id = m.id) AS decided,
      (SELECT coalesce(sum(version), 0)::text FROM follow_ups f WHERE f.meeting_id = m.id) AS promised
    FROM meetings m WHERE m.id IN (${sql.join(
      ids.map((id) => sql`${id}::uuid`),
      sql`, `,
    )})`);
  return new Map(
    rows.map(({ id, meeting, notes, decided, promised }) => [
      id,
      { meeting, notes, decisions: decided, 'follow-ups': promised },
    ]),
  );
}

function tell({ stream, seen }: Follower, signs: Signs): void {
  for (const [event, sign] of Object.entries(signs) as [keyof Signs, string][]) {
    if (seen[event] === sign) continue;
    seen[event] = sign;
    stream.write(`event: ${event}\ndata: {"sign":"${sign}"}\n\n`);
  }
}

export function followMeetings({
  records,
  log,
  everyMilliseconds = 1000,
  heartbeatMilliseconds = 15_000,
  longestMilliseconds = 10 * 60_000,
}: FollowOptions): Followed {
  const followers = new Set<Follower>();

  async function look(): Promise<boolean> {
    if (followers.size === 0) return false;
    const signs = await signsOf(records, [...new Set([...followers].map(({ meetingId }) => meetingId))]);
    for (const follower of followers) {
      const now = signs.get(follower.meetingId);
      if (now === undefined) follower.stream.end();
      else tell(follower, now);
    }
    return false;
  }

  const looking = repeat({
    ...{ everyMilliseconds, look },
    failed: (error) => log.warn({ error: errorFacts(error) }, 'Who follows a meeting waits: it could not be looked at'),
  });

  function forget(follower: Follower): void {
    for (const timer of follower.timers) clearTimeout(timer);
    followers.delete(follower);
  }

  return {
    follow({ kind, id }, meetingId) {
      const caller = `${kind}:${id ?? ''}`;
      const own = [...followers].filter((one) => one.caller === caller).length;
      if (own >= mostOfOne || followers.size >= mostOfAll)
        throw new DandelionFailure('too-many-requests', 'Too many pages follow meetings at once. Close some of them.', {
          retryAfterSeconds: 30,
        });
      const stream = new PassThrough();
      const follower: Follower = { meetingId, caller, stream, seen: {}, timers: [] };
      follower.timers.push(
        setInterval(() => stream.write(': still here\n\n'), heartbeatMilliseconds).unref(),
        setTimeout(() => stream.end(), longestMilliseconds).unref(),
      );
      stream.once('close', () => forget(follower));
      stream.on('error', () => {});
      stream.write('retry: 2000\n\n');
      followers.add(follower);
      looking.wake();
      return stream;
    },
    wake: () => looking.wake(),
    async stop() {
      for (const follower of followers) {
        forget(follower);
        follower.stream.end();
      }
      await looking.stop();
    },
  };
}
