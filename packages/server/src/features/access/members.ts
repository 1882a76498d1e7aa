import {
  type BodyOf,
  type changeMember,
  type Invite,
  type inviteMember,
  type LinkPurpose,
  type Member,
  permissionsOfRole,
} from '@dandelion-loop/contract';
import { and, count, desc, eq, gt, isNull, max } from 'drizzle-orm';
import { type Actor, machine } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { addLink, voidLinks, voidLinksMadeBy } from './links.ts';
import type { AccessLetter, AccessParts } from './options.ts';
import { apiKeys, type LinkRow, type MemberRow, members, oneTimeLinks, sessions } from './records.ts';
import { endSessions } from './sessions.ts';
import { emailTaken, memberByEmail, workspaceName } from './sign-in.ts';
import { linkAddress, memberNamed, withdrawn } from './words.ts';

interface HandedLink {
  link: string;
  expiresAt: string;
  mailed: boolean;
}

/** Members as their owner sees them. */
export interface MembersService {
  list(): Promise<{ members: Member[]; invites: Invite[] }>;
  invite(by: Actor, asked: BodyOf<typeof inviteMember>): Promise<HandedLink & { invite: Invite }>;
  withdraw(by: Actor, inviteId: string): Promise<void>;
  change(by: Actor, id: string, change: BodyOf<typeof changeMember>): Promise<Member>;
  remove(by: Actor, id: string): Promise<void>;
  makeLink(by: Actor, id: string, purpose: 'sign-in' | 'reset'): Promise<HandedLink>;
  endSecondFactor(by: Actor, id: string): Promise<Member>;
  /** A link that signs in the owner (the first of them), made on the machine itself. */
  ownerLink(options?: { endSecondFactor?: boolean }): Promise<string>;
  /** Whether an owner can sign in without a link from the machine. */
  ownerHasWayIn(): Promise<boolean>;
}

const noMember = () => new DandelionFailure('not-found', 'There is no such member. They may have left.');
const lastOwner = () => new DandelionFailure('conflict', 'This is the last owner. Make somebody else an owner first.');

const viewOfInvite = ({ id, name, email, role, createdBy, createdAt, expiresAt }: LinkRow): Invite => ({
  ...{ id, name, email, role: role! },
  by: createdBy.name,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});

const viewOf = (member: MemberRow, lastSeenAt: Date | null): Member => ({
  ...{ id: member.id, name: member.name, email: member.email, role: member.role, version: member.version },
  joinedAt: member.joinedAt.toISOString(),
  lastSeenAt: lastSeenAt?.toISOString() ?? null,
  leftAt: member.leftAt?.toISOString() ?? null,
  hasPassword: member.passwordHash !== null,
  secondFactor: member.totpOnSince !== null,
});

/** All owners are locked, so that of two who take the role from each other one is told no. */
async function lockOwners(tx: Transaction): Promise<MemberRow[]> {
  return tx
    .select()
    .from(members)
    .where(and(eq(members.role, 'owner'), isNull(members.leftAt)))
    .orderBy(members.joinedAt, members.id)
    .for('update');
}

async function lockOther(tx: Transaction, id: string): Promise<MemberRow> {
  const [found] = await tx
    .select()
    .from(members)
    .where(and(eq(members.id, id), isNull(members.leftAt)))
    .for('update');
  if (!found) throw noMember();
  return found;
}

/** Who may invite nobody any more must not come back by an invitation of their own, or of a key of theirs. */
async function voidMadeBy(tx: Transaction, memberId: string): Promise<LinkRow[]> {
  const keys = await tx.select({ id: apiKeys.id }).from(apiKeys).where(eq(apiKeys.memberId, memberId));
  return voidLinksMadeBy(tx, [memberId, ...keys.map(({ id }) => id)]);
}

async function lastSeen(db: Records | Transaction, id: string): Promise<Date | null> {
  const [found] = await db
    .select({ at: max(sessions.lastSeenAt) })
    .from(sessions)
    .where(eq(sessions.memberId, id));
  return found?.at ?? null;
}

type InviteData = Extract<AccessLetter, { template: 'invite' }>['data'];

const letterOf = (purpose: LinkPurpose, data: InviteData): AccessLetter =>
  purpose === 'invite'
    ? { template: 'invite', data }
    : { template: purpose, data: { name: data.name, link: data.link } };

export function createMembers({ records, now, secondFactor, mail, url }: AccessParts): MembersService {
  async function handed(
    tx: Transaction,
    { token, row }: { token: string; row: LinkRow },
    to: { purpose: LinkPurpose; email: string | null; name: string; by: Actor },
  ): Promise<HandedLink> {
    const link = linkAddress(url(), to.purpose, token);
    const mailed = to.email !== null && mail.available;
    if (mailed) {
      const data = { name: to.name, link, by: to.by.name, workspace: await workspaceName(tx) };
      await mail.send(tx, { to: to.email!, ...letterOf(to.purpose, data) });
    }
    return { link, expiresAt: row.expiresAt.toISOString(), mailed };
  }

  return {
    async list() {
      const rows = await records
        .select({ member: members, lastSeenAt: max(sessions.lastSeenAt) })
        .from(members)
        .leftJoin(sessions, eq(sessions.memberId, members.id))
        .groupBy(members.id)
        .orderBy(members.joinedAt, members.id);
      const invites = await records
        .select()
        .from(oneTimeLinks)
        .where(and(eq(oneTimeLinks.purpose, 'invite'), isNull(oneTimeLinks.usedAt), gt(oneTimeLinks.expiresAt, now())))
        .orderBy(desc(oneTimeLinks.createdAt));
      return {
        members: rows.map(({ member, lastSeenAt }) => viewOf(member, lastSeenAt)),
        invites: invites.map(viewOfInvite),
      };
    },

    async invite(by, { role, name, email }) {
      return records.transaction(async (tx) => {
        if (email !== undefined && (await memberByEmail(tx, email))) throw emailTaken();
        const invited = { role, name: name ?? null, email: email ?? null };
        const made = await addLink(tx, { purpose: 'invite', memberId: null, invited, by }, now());
        await record(tx, by, {
          action: 'member.invited',
          subject: { kind: 'invite', id: made.row.id, name: name ?? email ?? 'whoever has the link' },
          after: invited,
        });
        const to = { purpose: 'invite' as const, email: invited.email, name: name ?? '', by };
        return { ...(await handed(tx, made, to)), invite: viewOfInvite(made.row) };
      });
    },

    async withdraw(by, inviteId) {
      await records.transaction(async (tx) => {
        const [row] = await tx
          .delete(oneTimeLinks)
          .where(and(eq(oneTimeLinks.id, inviteId), eq(oneTimeLinks.purpose, 'invite'), isNull(oneTimeLinks.usedAt)))
          .returning();
        if (!row) throw new DandelionFailure('not-found', 'This invitation was used or withdrawn already.');
        await record(tx, by, withdrawn(row));
      });
    },

    async change(by, id, { version, role, name }) {
      return records.transaction(async (tx) => {
        const owners = await lockOwners(tx);
        const member = await lockOther(tx, id);
        if (member.version !== version) {
          throw new DandelionFailure('conflict', 'This member was changed meanwhile. Look at them again.');
        }
        const set = { role: role ?? member.role, name: name ?? member.name };
        if (member.role === 'owner' && set.role !== 'owner' && owners.length === 1) throw lastOwner();
        const [changed] = await tx
          .update(members)
          .set({ ...set, version: version + 1 })
          .where(eq(members.id, id))
          .returning();
        const invites = permissionsOfRole[set.role].includes('members:write') ? [] : await voidMadeBy(tx, id);
        await record(tx, by, {
          action: 'member.changed',
          subject: memberNamed(member),
          before: { role: member.role, name: member.name },
          after: set,
        });
        for (const row of invites) await record(tx, by, withdrawn(row));
        return viewOf(changed!, await lastSeen(tx, id));
      });
    },

    async remove(by, id) {
      await records.transaction(async (tx) => {
        const owners = await lockOwners(tx);
        const member = await lockOther(tx, id);
        if (member.role === 'owner' && owners.length === 1) throw lastOwner();
        await endSessions(tx, id);
        await voidLinks(tx, id);
        const invites = await voidMadeBy(tx, id);
        await secondFactor.end(tx, id);
        await tx
          .update(apiKeys)
          .set({ revokedAt: now() })
          .where(and(eq(apiKeys.memberId, id), isNull(apiKeys.revokedAt)));
        await tx
          .update(members)
          .set({ leftAt: now(), passwordHash: null, email: null, notify: [], version: member.version + 1 })
          .where(eq(members.id, id));
        await record(tx, by, {
          action: 'member.left',
          subject: memberNamed(member),
          before: { role: member.role, email: member.email },
        });
        for (const row of invites) await record(tx, by, withdrawn(row));
      });
    },

    async makeLink(by, id, purpose) {
      return records.transaction(async (tx) => {
        const member = await lockOther(tx, id);
        if (purpose === 'reset' && member.email === null) {
          throw new DandelionFailure(
            'wrong-use',
            `${member.name} has no e-mail address, with which a password signs in. Make a link to sign in instead.`,
          );
        }
        const made = await addLink(tx, { purpose, memberId: id, by }, now());
        await record(tx, by, { action: `member.${purpose}-link-made` as const, subject: memberNamed(member) });
        return handed(tx, made, { purpose, email: member.email, name: member.name, by });
      });
    },

    async endSecondFactor(by, id) {
      return records.transaction(async (tx) => {
        const member = await lockOther(tx, id);
        await secondFactor.end(tx, id);
        await record(tx, by, { action: 'member.second-factor-off', subject: memberNamed(member) });
        if (member.email !== null) {
          await mail.send(tx, { to: member.email, template: 'second-factor-changed', data: { name: member.name } });
        }
        return viewOf({ ...member, totpOnSince: null }, await lastSeen(tx, id));
      });
    },

    async ownerLink({ endSecondFactor = false } = {}) {
      return records.transaction(async (tx) => {
        const [owner] = await lockOwners(tx);
        if (!owner) throw new DandelionFailure('internal', 'There is no owner.');
        if (endSecondFactor && owner.totpOnSince !== null) {
          await secondFactor.end(tx, owner.id);
          await record(tx, machine, { action: 'member.second-factor-off', subject: memberNamed(owner) });
        }
        const { token } = await addLink(tx, { purpose: 'sign-in', memberId: owner.id, by: machine }, now());
        await record(tx, machine, { action: 'member.sign-in-link-made', subject: memberNamed(owner) });
        return linkAddress(url(), 'sign-in', token);
      });
    },

    async ownerHasWayIn() {
      const [found] = await records
        .select({ owners: count(members.passwordHash) })
        .from(members)
        .where(and(eq(members.role, 'owner'), isNull(members.leftAt)));
      return (found?.owners ?? 0) > 0;
    },
  };
}
