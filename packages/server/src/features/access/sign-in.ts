import { setTimeout as sleep } from 'node:timers/promises';
import type { AnswerOf, BodyOf, Role, readLink, requestLink } from '@dandelion-loop/contract';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import type { RequestFrom } from '../../kernel/route.ts';
import { record } from '../audit/index.ts';
import { addressSubject, type Subject } from './attempts.ts';
import { addLink, findLink, linkUsed, takeLink, voidLinks } from './links.ts';
import type { AccessParts } from './options.ts';
import { checkPassword, hashPassword, passwordIs, standInLine } from './passwords.ts';
import { type LinkRow, type MemberRow, members, workspace } from './records.ts';
import { wrongCode } from './second-factor.ts';
import { addSession, endSessions, type OpenedSession } from './sessions.ts';
import { linkAddress, memberNamed } from './words.ts';

/** The ways in: a password, a one-time link, an invitation, a link to a new password. Each asks for the second step where it is on. */

/** Milliseconds. More than writing a letter down takes: whether one was written cannot be told by the time. */
const answersAfter = 300;

export interface SignedIn {
  member: MemberRow;
  session: OpenedSession;
}

type Accepted = { token: string; name: string; email?: string | undefined; password?: string | undefined };

export interface SignIn {
  byPassword(
    given: { email: string; password: string; code?: string | undefined },
    from: RequestFrom,
  ): Promise<SignedIn>;
  byLink(given: { token: string; code?: string | undefined }, from: RequestFrom): Promise<SignedIn>;
  accept(given: Accepted, from: RequestFrom): Promise<SignedIn>;
  reset(given: { token: string; password: string; code?: string | undefined }, from: RequestFrom): Promise<SignedIn>;
  read(token: string, from: RequestFrom): Promise<AnswerOf<typeof readLink>>;
  /** Mails a link where a member has the address; takes as long and answers the same where none has. */
  ask(asked: BodyOf<typeof requestLink>, from: RequestFrom): Promise<void>;
}

const refused = () =>
  new DandelionFailure(
    'sign-in-refused',
    'The e-mail address or the password is not right. Try again, or ask for a link.',
  );

const codeNeeded = () =>
  new DandelionFailure('second-factor', 'Type the code that your authenticator shows, or one of your recovery codes.');

export const emailTaken = () =>
  new DandelionFailure('conflict', 'Another member has this e-mail address. Use another one.');

/** As it is counted and as it is looked up: what differs for one and not for the other would be a way around the lock. */
const folded = (email: string): string => email.trim().toLowerCase();

export async function memberByEmail(db: Records | Transaction, email: string): Promise<MemberRow | null> {
  const [found] = await db
    .select()
    .from(members)
    .where(and(sql`lower(${members.email}) = ${folded(email)}`, isNull(members.leftAt)));
  return found ?? null;
}

/** Locked until the transaction ends, so that what is decided by it holds. Null when they have left. */
export async function lockMember(tx: Transaction, id: string): Promise<MemberRow | null> {
  const [found] = await tx
    .select()
    .from(members)
    .where(and(eq(members.id, id), isNull(members.leftAt)))
    .for('update');
  return found ?? null;
}

export async function workspaceName(db: Records | Transaction): Promise<string> {
  const [found] = await db.select().from(workspace);
  return found?.name ?? '';
}

export function createSignIn({
  records,
  now,
  attempts,
  secondFactor,
  mail,
  url,
  onJoined,
  passwordCost,
}: AccessParts): SignIn {
  /** Fails unless the second step is off, or the code is right. */
  async function passSecondStep(tx: Transaction, member: MemberRow, code: string | undefined): Promise<void> {
    if (member.totpOnSince === null) return;
    if (code === undefined) throw codeNeeded();
    if (!(await secondFactor.use(tx, member, code))) throw wrongCode();
  }

  /** Codes that are tried are counted by member. Not inside the transaction: that holds a connection already. */
  async function tryingCode<T>(memberId: string | null, code: string | undefined, work: () => Promise<T>): Promise<T> {
    if (memberId === null || code === undefined) return work();
    const subject: Subject = `member:${memberId}`;
    await attempts.spend(subject);
    const done = await work();
    await attempts.giveBack(subject);
    return done;
  }

  async function begin(tx: Transaction, member: MemberRow, from: RequestFrom, way: string): Promise<SignedIn> {
    const session = await addSession(tx, { memberId: member.id, agent: from.agent, now: now() });
    await record(tx, actorOf(member), {
      action: 'session.started',
      subject: memberNamed(member),
      after: { way },
    });
    return { member, session };
  }

  /** A link of a member, used up in the transaction. Locked in the same order as by who lets the member go. */
  async function memberOfLink(
    tx: Transaction,
    { memberId, purpose }: LinkRow,
    { token, code }: { token: string; code?: string | undefined },
  ): Promise<MemberRow> {
    const member = await lockMember(tx, memberId!);
    if (!member || !(await takeLink(tx, token, purpose, now()))) throw linkUsed();
    await passSecondStep(tx, member, code);
    return member;
  }

  /** Guesses of tokens are counted by network address; a missing code is no guess. */
  async function counted<T>(from: RequestFrom, work: () => Promise<T>): Promise<T> {
    const subject = addressSubject(from.address);
    await attempts.spend(subject);
    try {
      const done = await work();
      await attempts.giveBack(subject);
      return done;
    } catch (error) {
      if (error instanceof DandelionFailure && error.code === 'second-factor') await attempts.giveBack(subject);
      throw error;
    }
  }

  async function join(tx: Transaction, link: LinkRow, { name, email, passwordHash }: NewMember): Promise<MemberRow> {
    const address = email ?? link.email;
    if (address !== null && (await memberByEmail(tx, address))) throw emailTaken();
    const role = link.role as Role;
    const [member] = await tx
      .insert(members)
      .values({ id: crypto.randomUUID(), name, email: address, role, passwordHash, joinedAt: now() })
      .returning();
    await record(tx, actorOf(member!), {
      action: 'member.joined',
      subject: memberNamed(member!),
      after: { name, email: address, role, invitedBy: link.createdBy.name },
    });
    await onJoined(tx, { id: member!.id, name, role });
    return member!;
  }

  return {
    async byPassword({ email, password, code }, from) {
      const subject: Subject = `email:${folded(email)}`;
      const check = async () => {
        await attempts.spend(subject);
        const found = await memberByEmail(records, email);
        if (!(await passwordIs(password, found?.passwordHash ?? null, passwordCost)) || !found) throw refused();
        await attempts.giveBack(subject);
        return tryingCode(found.id, code, () =>
          records.transaction(async (tx) => {
            const member = await lockMember(tx, found.id);
            // Gone, or with another password, since it was looked at.
            if (member?.passwordHash !== found.passwordHash) throw refused();
            await passSecondStep(tx, member, code);
            return begin(tx, member, from, 'password');
          }),
        );
      };
      return standInLine(() => counted(from, check));
    },

    byLink: ({ token, code }, from) =>
      counted(from, async () => {
        const link = await findLink(records, token, now());
        if (link?.purpose !== 'sign-in') throw linkUsed();
        return tryingCode(link.memberId, code, () =>
          records.transaction(async (tx) =>
            begin(tx, await memberOfLink(tx, link, { token, code }), from, 'one-time link'),
          ),
        );
      }),

    accept: ({ token, name, email, password }, from) =>
      counted(from, async () => {
        if ((await findLink(records, token, now()))?.purpose !== 'invite') throw linkUsed();
        if (password !== undefined) checkPassword(password, [name, email ?? null]);
        const passwordHash = password === undefined ? null : await hashPassword(password, passwordCost);
        return records.transaction(async (tx) => {
          const link = await takeLink(tx, token, 'invite', now());
          if (link === null) throw linkUsed();
          if (passwordHash !== null && (email ?? link.email) === null) {
            throw new DandelionFailure('wrong-use', 'A password needs an e-mail address, with which you sign in.');
          }
          return begin(tx, await join(tx, link, { name, email, passwordHash }), from, 'invitation');
        });
      }),

    reset: ({ token, password, code }, from) =>
      counted(from, async () => {
        const link = await findLink(records, token, now());
        if (link?.purpose !== 'reset') throw linkUsed();
        const passwordHash = await hashPassword(password, passwordCost);
        return tryingCode(link.memberId, code, () =>
          records.transaction(async (tx) => {
            const member = await memberOfLink(tx, link, { token, code });
            checkPassword(password, [member.name, member.email]);
            await tx
              .update(members)
              .set({ passwordHash, version: member.version + 1 })
              .where(eq(members.id, member.id));
            await endSessions(tx, member.id);
            await voidLinks(tx, member.id);
            await record(tx, actorOf(member), {
              action: 'account.password-changed',
              subject: memberNamed(member),
              after: { way: 'one-time link' },
            });
            if (member.email !== null) {
              await mail.send(tx, { to: member.email, template: 'password-changed', data: { name: member.name } });
            }
            return begin(tx, member, from, 'new password');
          }),
        );
      }),

    read: (token, from) =>
      counted(from, async () => {
        const link = await findLink(records, token, now());
        if (link === null) throw linkUsed();
        const of = link.memberId === null ? null : await activeMember(records, link.memberId);
        if (link.memberId !== null && of === null) throw linkUsed();
        return {
          purpose: link.purpose,
          workspace: await workspaceName(records),
          name: of?.name ?? link.name,
          email: link.email,
          role: of?.role ?? link.role!,
          by: link.createdBy.name,
          secondFactor: of !== null && of.totpOnSince !== null,
        };
      }),

    async ask({ email, purpose }, from) {
      if (!mail.available) {
        throw new DandelionFailure(
          'wrong-use',
          'This server sends no mail. Ask the owner of the workspace for a link.',
        );
      }
      // Never given back: they are letters in somebody's post.
      await attempts.spend(addressSubject(from.address), `mail:${folded(email)}`);
      const asked = records.transaction(async (tx) => {
        const member = await memberByEmail(tx, email);
        if (member === null) return;
        const by = actorOf(member);
        const { token } = await addLink(tx, { purpose, memberId: member.id, by, askedByMail: true }, now());
        const link = linkAddress(url(), purpose, token);
        await mail.send(tx, { to: member.email!, template: purpose, data: { name: member.name, link } });
      });
      await Promise.all([asked, sleep(answersAfter)]);
    },
  };
}

interface NewMember {
  name: string;
  email: string | undefined;
  passwordHash: string | null;
}

export const actorOf = (member: MemberRow): Actor => ({ kind: 'member', id: member.id, name: member.name });

async function activeMember(records: Records, id: string): Promise<MemberRow | null> {
  const [found] = await records
    .select()
    .from(members)
    .where(and(eq(members.id, id), isNull(members.leftAt)));
  return found ?? null;
}
