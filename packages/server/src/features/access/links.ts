import type { LinkPurpose, Role } from '@dandelion-loop/contract';
import { and, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { type LinkRow, oneTimeLinks } from './records.ts';
import { hashOf, newToken } from './tokens.ts';

/** One-time links. Only hashes of their tokens are kept; a used or withdrawn one is worth nothing. */

const hour = 60 * 60 * 1000;
const life: Record<LinkPurpose, number> = { invite: 7 * 24 * hour, 'sign-in': 24 * hour, reset: 24 * hour };
/** One that anybody can ask for by mail. */
const mailedLife = hour;

export interface NewLink {
  purpose: LinkPurpose;
  /** Whom it signs in; null for an invitation. */
  memberId: string | null;
  invited?: { role: Role; name: string | null; email: string | null };
  by: Actor;
  askedByMail?: boolean;
}

export async function addLink(
  db: Records | Transaction,
  { purpose, memberId, invited, by, askedByMail = false }: NewLink,
  now: Date,
): Promise<{ token: string; row: LinkRow }> {
  const token = newToken();
  const [row] = await db
    .insert(oneTimeLinks)
    .values({
      ...{ tokenHash: hashOf(token), purpose, memberId, createdBy: by, createdAt: now },
      ...invited,
      expiresAt: new Date(now.getTime() + (askedByMail ? mailedLife : life[purpose])),
    })
    .returning();
  return { token, row: row! };
}

/** A stranger learns no more than this, whatever is wrong with the link. */
export const linkUsed = () =>
  new DandelionFailure(
    'link-used',
    'This link has been used, was withdrawn, or is too old. Ask the owner of the workspace for a new one, or run ./dandelion owner-link on the machine that runs Dandelion.',
  );

const usable = (token: string, now: Date) =>
  and(eq(oneTimeLinks.tokenHash, hashOf(token)), isNull(oneTimeLinks.usedAt), gt(oneTimeLinks.expiresAt, now));

/** The link of a token, or null. It stays as it is. */
export async function findLink(records: Records, token: string, now: Date): Promise<LinkRow | null> {
  const [row] = await records.select().from(oneTimeLinks).where(usable(token, now));
  return row ?? null;
}

/** Uses up a link of this purpose, unless the transaction fails. Null when there is none. */
export async function takeLink(
  tx: Transaction,
  token: string,
  purpose: LinkPurpose,
  now: Date,
): Promise<LinkRow | null> {
  const [row] = await tx
    .update(oneTimeLinks)
    .set({ usedAt: now })
    .where(and(usable(token, now), eq(oneTimeLinks.purpose, purpose)))
    .returning();
  return row ?? null;
}

/** Of a member who leaves or whose password changed: what was handed out before is worth nothing. */
export async function voidLinks(tx: Transaction, memberId: string): Promise<void> {
  await tx.delete(oneTimeLinks).where(eq(oneTimeLinks.memberId, memberId));
}

/** Of a member or a key that may invite nobody any more: the links they made and may have kept. Answers with the invitations. */
export async function voidLinksMadeBy(tx: Transaction, ids: readonly string[]): Promise<LinkRow[]> {
  const gone = await tx
    .delete(oneTimeLinks)
    .where(and(inArray(sql`${oneTimeLinks.createdBy} ->> 'id'`, [...ids]), isNull(oneTimeLinks.usedAt)))
    .returning();
  return gone.filter(({ purpose }) => purpose === 'invite');
}

export async function sweepLinks(records: Records, now: Date): Promise<void> {
  await records.delete(oneTimeLinks).where(lt(oneTimeLinks.expiresAt, now));
}
