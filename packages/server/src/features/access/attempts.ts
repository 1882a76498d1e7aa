import { inArray, lt, sql } from 'drizzle-orm';
import ipaddr from 'ipaddr.js';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records } from '../../kernel/records.ts';
import { failedAttempts } from './records.ts';
import { hashOf } from './tokens.ts';

/**
 * Attempts to get in, counted by e-mail address (also one that nobody has), by network address and by member. After some that are
 * free each makes the next wait twice as long, up to a quarter of an hour (an address: a minute); a day without any forgets them. An attempt is
 * counted before it is looked at, so that a thousand at once are no way around, and given back when it was right.
 */

const second = 1000;
const memory = 24 * 60 * 60 * second;
const first = 2 * second;

/** Of a member, codes (`member`) and the password at their account are apart: whoever knows one must not wipe out the guesses of the other. */
export type Subject =
  | `email:${string}`
  | `address:${string}`
  | `member:${string}`
  | `password:${string}`
  | `mail:${string}`;

/** People share a network address (an office, a proxy nobody told us of), so it may fail more often and waits less. */
const rules = (subject: Subject): { free: number; longest: number } =>
  subject.startsWith('address:') ? { free: 30, longest: 60 * second } : { free: 5, longest: 15 * 60 * second };

/** Of an IPv6 address the network: whoever has one address has billions. Some proxies add the port, another one each time. */
function networkOf(given: string): string {
  const text = given.replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1').replace(/^\[([^\]]*)\](:\d+)?$/, '$1');
  if (!ipaddr.isValid(text)) return text;
  const address = ipaddr.process(text);
  return address instanceof ipaddr.IPv6 ? address.parts.slice(0, 4).join(':') : address.toString();
}

export const addressSubject = (address: string): Subject => `address:${networkOf(address)}`;

export interface Attempts {
  /** Counts an attempt of each. Fails with `too-many-requests` while one of them has to wait. */
  spend(...subjects: readonly Subject[]): Promise<void>;
  /** It was right: an address has its attempt back, the others begin anew. */
  giveBack(...subjects: readonly Subject[]): Promise<void>;
  sweep(): Promise<void>;
}

function tooMany(milliseconds: number): DandelionFailure {
  const seconds = Math.max(1, Math.ceil(milliseconds / second));
  const words = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return new DandelionFailure('too-many-requests', `Too many attempts. Try again in ${words}.`, {
    retryAfterSeconds: seconds,
  });
}

export function createAttempts({ records, now }: { records: Records; now: () => Date }): Attempts {
  async function spendOne(subject: Subject): Promise<void> {
    const at = now();
    const { free, longest } = rules(subject);
    const failures = sql`CASE WHEN ${failedAttempts.lastAt} < ${new Date(at.getTime() - memory)} THEN 1
      ELSE ${failedAttempts.failures} + 1 END`;
    const milliseconds = sql`CASE WHEN ${failures} < ${free} THEN 0
      ELSE least(${longest}::float8, ${first} * power(2, least(30, ${failures} - ${free}))) END`;
    const { rowCount } = await records
      .insert(failedAttempts)
      .values({ subject: hashOf(subject), failures: 1, lastAt: at, lockedUntil: at })
      .onConflictDoUpdate({
        target: failedAttempts.subject,
        set: {
          failures,
          lastAt: at,
          lockedUntil: sql`${at}::timestamptz + (${milliseconds}) * interval '1 millisecond'`,
        },
        setWhere: sql`${failedAttempts.lockedUntil} <= ${at}`,
      });
    if (rowCount === 1) return;
    const [found] = await records
      .select({ until: failedAttempts.lockedUntil })
      .from(failedAttempts)
      .where(inArray(failedAttempts.subject, [hashOf(subject)]));
    throw tooMany((found?.until.getTime() ?? 0) - at.getTime());
  }

  return {
    async spend(...subjects) {
      for (const subject of subjects) await spendOne(subject);
    },

    async giveBack(...subjects) {
      for (const subject of subjects) {
        const which = inArray(failedAttempts.subject, [hashOf(subject)]);
        if (subject.startsWith('address:')) {
          await records
            .update(failedAttempts)
            .set({ failures: sql`greatest(0, ${failedAttempts.failures} - 1)`, lockedUntil: now() })
            .where(which);
        } else {
          await records.delete(failedAttempts).where(which);
        }
      }
    },

    async sweep() {
      await records.delete(failedAttempts).where(lt(failedAttempts.lastAt, new Date(now().getTime() - memory)));
    },
  };
}
