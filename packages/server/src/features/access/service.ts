import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '@dandelion-loop/contract';
import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records } from '../../kernel/records.ts';
import type { Caller } from '../../kernel/route.ts';
import { sessions, signInLinks } from './records.ts';

/** One-time links open a session; a session is a random token in a cookie. Only hashes of either are stored. */

const minute = 60_000;
const day = 24 * 60 * minute;
const linkLife = day;
/** Since the last use: somebody who comes back the next week is still signed in. */
const sessionLife = 30 * day;
/** A session's last use is written at most that often. */
const touchEvery = 10 * minute;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
const newToken = (): string => randomBytes(32).toString('base64url');

interface OpenedSession {
  token: string;
  caller: Caller;
}

export interface Access {
  /** A token that signs in the owner once, within a day. */
  ownerToken(): Promise<string>;
  /** Uses up a one-time token. Fails with `link-used` when it is unknown, used or too old: a stranger learns no more. */
  open(token: string): Promise<OpenedSession>;
  /** Who has this session, or null. */
  callerOf(sessionToken: string): Promise<Caller | null>;
  close(sessionToken: string): Promise<void>;
  /** Forgets links and sessions that are over. */
  sweep(): Promise<void>;
}

const names: Record<Role, string> = { owner: 'Owner' };

export function createAccess({ records, now }: { records: Records; now: () => Date }): Access {
  const later = (life: number) => new Date(now().getTime() + life);

  async function callerOf(sessionToken: string): Promise<Caller | null> {
    const tokenHash = hashOf(sessionToken);
    const [found] = await records
      .select()
      .from(sessions)
      .where(and(eq(sessions.tokenHash, tokenHash), gt(sessions.expiresAt, now())));
    if (!found) return null;
    const role = found.role as Role;
    let sessionEndsAt = found.expiresAt;
    if (now().getTime() - found.lastSeenAt.getTime() > touchEvery) {
      sessionEndsAt = later(sessionLife);
      await records
        .update(sessions)
        .set({ lastSeenAt: now(), expiresAt: sessionEndsAt })
        .where(eq(sessions.tokenHash, tokenHash));
    }
    return { role, name: names[role], sessionEndsAt };
  }

  return {
    async ownerToken() {
      const token = newToken();
      await records
        .insert(signInLinks)
        .values({ tokenHash: hashOf(token), role: 'owner', createdAt: now(), expiresAt: later(linkLife) });
      return token;
    },

    async open(token) {
      const [link] = await records
        .update(signInLinks)
        .set({ usedAt: now() })
        .where(
          and(eq(signInLinks.tokenHash, hashOf(token)), isNull(signInLinks.usedAt), gt(signInLinks.expiresAt, now())),
        )
        .returning({ role: signInLinks.role });
      if (!link) {
        throw new DandelionFailure(
          'link-used',
          'This link has been used, or is more than a day old. Run ./dandelion link on the machine that runs Dandelion and open the new one.',
        );
      }
      const role = link.role as Role;
      const session = newToken();
      const expiresAt = later(sessionLife);
      await records
        .insert(sessions)
        .values({ tokenHash: hashOf(session), role, createdAt: now(), lastSeenAt: now(), expiresAt });
      return { token: session, caller: { role, name: names[role], sessionEndsAt: expiresAt } };
    },

    callerOf,

    async close(sessionToken) {
      await records.delete(sessions).where(eq(sessions.tokenHash, hashOf(sessionToken)));
    },

    async sweep() {
      await records.delete(sessions).where(lt(sessions.expiresAt, now()));
      await records.delete(signInLinks).where(lt(signInLinks.expiresAt, now()));
    },
  };
}
