import type { Account, AnswerOf, BodyOf, changeAccount, changePassword, listSessions } from '@dandelion-loop/contract';
import { announcementsFor } from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import type { Caller } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { type Change, record } from '../audit/index.ts';
import type { Subject } from './attempts.ts';
import { browserName } from './browser-name.ts';
import { voidLinks } from './links.ts';
import type { AccessParts, AccountLetter } from './options.ts';
import { checkPassword, hashPassword, passwordIs } from './passwords.ts';
import { type MemberRow, members } from './records.ts';
import { wrongCode } from './second-factor.ts';
import { endSessions, sessionsOf } from './sessions.ts';
import { emailTaken, lockMember, memberByEmail, workspaceName } from './sign-in.ts';
import { memberNamed } from './words.ts';

/** One's own account. All of it asks for a person: a key has none. */
export interface AccountService {
  read(caller: Caller): Promise<Account>;
  change(caller: Caller, change: BodyOf<typeof changeAccount>): Promise<Account>;
  changePassword(caller: Caller, given: BodyOf<typeof changePassword>): Promise<Account>;
  beginSecondFactor(caller: Caller): Promise<{ secret: string; uri: string }>;
  confirmSecondFactor(caller: Caller, code: string): Promise<string[]>;
  renewRecoveryCodes(caller: Caller, code: string): Promise<string[]>;
  endSecondFactor(caller: Caller, code: string): Promise<void>;
  sessions(caller: Caller): Promise<AnswerOf<typeof listSessions>['sessions']>;
  endSession(caller: Caller, id: string): Promise<void>;
  endOtherSessions(caller: Caller): Promise<void>;
  /** Ends the session that asks, unless it has ended already. */
  signOut(caller: Caller): Promise<void>;
}

/** Of nobody. */
const noId = '00000000-0000-0000-0000-000000000000';

const noAccount = () => new DandelionFailure('not-allowed', 'A key of the API has no account of its own.');
const wrongPassword = () =>
  new DandelionFailure('sign-in-refused', 'Your present password is not right. Nothing was changed.');

export function createAccount({
  records,
  now,
  attempts,
  secondFactor,
  mail,
  passwordCost,
}: AccessParts): AccountService {
  /** The member who asks, locked. */
  async function own(tx: Transaction, caller: Caller): Promise<MemberRow> {
    const member = caller.member && (await lockMember(tx, caller.member.id));
    if (!member) throw noAccount();
    return member;
  }

  async function view(db: Records | Transaction, member: MemberRow): Promise<Account> {
    const canBeNotifiedOf = [...announcementsFor(member.role)];
    return {
      ...{ id: member.id, name: member.name, email: member.email, role: member.role, version: member.version },
      joinedAt: member.joinedAt.toISOString(),
      hasPassword: member.passwordHash !== null,
      secondFactorSince: member.totpOnSince?.toISOString() ?? null,
      recoveryCodesLeft: await secondFactor.recoveryCodesLeft(db, member.id),
      notify: canBeNotifiedOf.filter((type) => member.notify.includes(type)),
      canBeNotifiedOf,
      mail: mail.available,
    };
  }

  const counted = async <T>(caller: Caller, what: 'member' | 'password', work: () => Promise<T>): Promise<T> => {
    if (!caller.member) throw noAccount();
    const subject: Subject = `${what}:${caller.member.id}`;
    await attempts.spend(subject);
    const done = await work();
    await attempts.giveBack(subject);
    return done;
  };

  /** Guesses of a stranger at an open screen are counted as those of signing in are. Answers with the hash it was checked against. */
  async function confirmPassword(caller: Caller, given: string | undefined): Promise<string | null> {
    const [found] = await records
      .select()
      .from(members)
      .where(eq(members.id, caller.member?.id ?? noId));
    const kept = found?.passwordHash ?? null;
    if (kept === null) return null;
    return counted(caller, 'password', async () => {
      if (!(await passwordIs(given ?? '', kept, passwordCost))) throw wrongPassword();
      return kept;
    });
  }

  async function useCode(tx: Transaction, member: MemberRow, code: string): Promise<void> {
    if (member.totpOnSince === null) throw new DandelionFailure('wrong-use', 'Two-step sign-in is off.');
    if (!(await secondFactor.use(tx, member, code))) throw wrongCode();
  }

  const note = (
    tx: Transaction,
    caller: Caller,
    member: MemberRow,
    action: Change['action'],
    sides: Pick<Change, 'before' | 'after'> = {},
  ) => record(tx, caller.actor, { action, subject: memberNamed(member), ...sides });

  /** Somebody else at the account would be told to its owner. */
  async function warn(tx: Transaction, member: MemberRow, template: AccountLetter) {
    if (member.email !== null) await mail.send(tx, { to: member.email, template, data: { name: member.name } });
  }

  return {
    async read(caller) {
      const [member] = await records
        .select()
        .from(members)
        .where(eq(members.id, caller.member?.id ?? noId));
      if (!member) throw noAccount();
      return view(records, member);
    },

    async change(caller, { version, password, ...change }) {
      const confirmed =
        change.email === undefined || password === undefined ? null : await confirmPassword(caller, password);
      return records.transaction(async (tx) => {
        const member = await own(tx, caller);
        if (member.version !== version) {
          throw new DandelionFailure('conflict', 'Your account was changed meanwhile. Look at it again.');
        }
        if (change.email !== undefined && change.email !== member.email) {
          if (confirmed !== member.passwordHash) throw wrongPassword();
          const other = change.email === null ? null : await memberByEmail(tx, change.email);
          if (other !== null && other.id !== member.id) throw emailTaken();
          if (change.email === null && member.passwordHash !== null) {
            throw new DandelionFailure(
              'wrong-use',
              'You sign in with this address and your password: change it, but keep one.',
            );
          }
        }
        const set = Object.fromEntries(
          Object.entries(change).filter(([, value]) => value !== undefined),
        ) as Partial<MemberRow>;
        const [changed] = await tx
          .update(members)
          .set({ ...set, version: version + 1 })
          .where(eq(members.id, member.id))
          .returning();
        if (set.email !== undefined && set.email !== member.email) {
          // Links that lie in the old post.
          await voidLinks(tx, member.id);
          await warn(tx, member, 'email-changed');
        }
        const before = Object.fromEntries(Object.keys(set).map((name) => [name, member[name as keyof MemberRow]]));
        await note(tx, caller, member, 'account.changed', { before, after: set });
        return view(tx, changed!);
      });
    },

    async changePassword(caller, { current, password }) {
      const confirmed = await confirmPassword(caller, current);
      const passwordHash = await hashPassword(password, passwordCost);
      return records.transaction(async (tx) => {
        const member = await own(tx, caller);
        if (member.email === null) {
          throw new DandelionFailure(
            'wrong-use',
            'A password needs an e-mail address, with which you sign in. Save one first.',
          );
        }
        if (confirmed !== member.passwordHash) throw wrongPassword();
        checkPassword(password, [member.name, member.email]);
        const [changed] = await tx
          .update(members)
          .set({ passwordHash, version: member.version + 1 })
          .where(eq(members.id, member.id))
          .returning();
        await endSessions(tx, member.id, { except: caller.session?.id ?? null });
        await voidLinks(tx, member.id);
        await note(tx, caller, member, 'account.password-changed');
        await warn(tx, member, 'password-changed');
        return view(tx, changed!);
      });
    },

    beginSecondFactor: (caller) =>
      records.transaction(async (tx) => {
        const member = await own(tx, caller);
        if (member.totpOnSince !== null) {
          throw new DandelionFailure('conflict', 'Two-step sign-in is on already. Turn it off before you begin anew.');
        }
        return secondFactor.begin(tx, member, `Dandelion: ${await workspaceName(tx)}`);
      }),

    confirmSecondFactor: (caller, code) =>
      counted(caller, 'member', () =>
        records.transaction(async (tx) => {
          const member = await own(tx, caller);
          if (member.totpOnSince !== null) throw new DandelionFailure('conflict', 'Two-step sign-in is on already.');
          if (member.totpSecret === null) {
            throw new DandelionFailure('conflict', 'Begin two-step sign-in first: there is no secret yet.');
          }
          const recoveryCodes = await secondFactor.confirm(tx, member, code);
          await note(tx, caller, member, 'account.second-factor-on');
          await warn(tx, member, 'second-factor-changed');
          return recoveryCodes;
        }),
      ),

    renewRecoveryCodes: (caller, code) =>
      counted(caller, 'member', () =>
        records.transaction(async (tx) => {
          const member = await own(tx, caller);
          await useCode(tx, member, code);
          await note(tx, caller, member, 'account.recovery-codes-renewed');
          return secondFactor.newRecoveryCodes(tx, member.id);
        }),
      ),

    endSecondFactor: (caller, code) =>
      counted(caller, 'member', () =>
        records.transaction(async (tx) => {
          const member = await own(tx, caller);
          await useCode(tx, member, code);
          await secondFactor.end(tx, member.id);
          await note(tx, caller, member, 'account.second-factor-off');
          await warn(tx, member, 'second-factor-changed');
        }),
      ),

    async sessions(caller) {
      if (!caller.member) throw noAccount();
      const rows = await sessionsOf(records, caller.member.id, now());
      return rows.map(({ id, agent, createdAt, lastSeenAt, expiresAt }) => ({
        id,
        browser: browserName(agent),
        startedAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
        endsAt: expiresAt.toISOString(),
        current: id === caller.session?.id,
      }));
    },

    endSession: (caller, id) =>
      records.transaction(async (tx) => {
        const member = await own(tx, caller);
        if ((await endSessions(tx, member.id, { only: id })) === 0) {
          throw new DandelionFailure('not-found', 'This session has ended already.');
        }
        await note(tx, caller, member, 'session.ended');
      }),

    endOtherSessions: (caller) =>
      records.transaction(async (tx) => {
        const member = await own(tx, caller);
        const ended = await endSessions(tx, member.id, { except: caller.session?.id ?? null });
        if (ended > 0) await note(tx, caller, member, 'session.others-ended', { after: { ended } });
      }),

    signOut: (caller) =>
      records.transaction(async (tx) => {
        const { member, session } = caller;
        if (!member || !session) throw noAccount();
        if ((await endSessions(tx, member.id, { only: session.id })) === 0) return;
        await record(tx, caller.actor, { action: 'session.ended', subject: memberNamed(member) });
      }),
  };
}
