import { and, desc, eq, gt, lt, ne } from 'drizzle-orm';
import type { Records, Transaction } from '../../kernel/records.ts';
import { type MemberRow, members, sessions } from './records.ts';
import { hashOf, newToken } from './tokens.ts';

/** A session is a random token in a cookie of which the hash is kept. */

const minute = 60_000;
/** Since the last use: somebody who comes back the next week is still signed in. */
const life = 30 * 24 * 60 * minute;
/** A session's last use is written at most that often. */
const touchEvery = 10 * minute;
const longestAgent = 300;

export interface OpenedSession {
  token: string;
  id: string;
  endsAt: Date;
}

export async function addSession(
  tx: Transaction,
  { memberId, agent, now }: { memberId: string; agent: string; now: Date },
): Promise<OpenedSession> {
  const token = newToken();
  const endsAt = new Date(now.getTime() + life);
  const [added] = await tx
    .insert(sessions)
    .values({
      ...{ tokenHash: hashOf(token), memberId, createdAt: now, lastSeenAt: now, expiresAt: endsAt },
      agent: agent.slice(0, longestAgent),
    })
    .returning({ id: sessions.id });
  return { token, id: added!.id, endsAt };
}

/** Whose session it is, while they are a member; null otherwise. Its use is noted. */
export async function useSession(
  records: Records,
  token: string,
  now: Date,
): Promise<{ member: MemberRow; id: string; endsAt: Date } | null> {
  const [found] = await records
    .select()
    .from(sessions)
    .innerJoin(members, eq(members.id, sessions.memberId))
    .where(and(eq(sessions.tokenHash, hashOf(token)), gt(sessions.expiresAt, now)));
  if (!found || found.members.leftAt !== null) return null;
  const { id, lastSeenAt, expiresAt } = found.sessions;
  if (now.getTime() - lastSeenAt.getTime() <= touchEvery) return { member: found.members, id, endsAt: expiresAt };
  const endsAt = new Date(now.getTime() + life);
  await records.update(sessions).set({ lastSeenAt: now, expiresAt: endsAt }).where(eq(sessions.id, id));
  return { member: found.members, id, endsAt };
}

export async function sessionsOf(records: Records, memberId: string, now: Date) {
  return records
    .select()
    .from(sessions)
    .where(and(eq(sessions.memberId, memberId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.lastSeenAt));
}

/** Ends sessions of a member: one, all, or all but one. Answers with how many. */
export async function endSessions(
  db: Records | Transaction,
  memberId: string,
  { only, except }: { only?: string; except?: string | null } = {},
): Promise<number> {
  const { rowCount } = await db
    .delete(sessions)
    .where(
      and(
        eq(sessions.memberId, memberId),
        only === undefined ? undefined : eq(sessions.id, only),
        except == null ? undefined : ne(sessions.id, except),
      ),
    );
  return rowCount ?? 0;
}

export async function sweepSessions(records: Records, now: Date): Promise<void> {
  await records.delete(sessions).where(lt(sessions.expiresAt, now));
}
