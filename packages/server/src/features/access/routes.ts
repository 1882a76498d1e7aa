import {
  acceptInvite,
  beginSecondFactor,
  changeAccount,
  changeMember,
  changePassword,
  confirmSecondFactor,
  createKey,
  endMemberSecondFactor,
  endOneSession,
  endOtherSessions,
  endSecondFactor,
  endSession,
  getAccount,
  getSession,
  getSignInWays,
  inviteMember,
  listKeys,
  listMembers,
  listSessions,
  makeMemberLink,
  readLink,
  removeMember,
  renewRecoveryCodes,
  requestLink,
  resetPassword,
  revokeKey,
  startSession,
  withdrawInvite,
} from '@dandelion-loop/contract';
import { DandelionFailure } from '../../kernel/failure.ts';
import { type Asked, type Route, route } from '../../kernel/route.ts';
import { type Access, sessionView, signedInView } from './service.ts';
import type { SignedIn } from './sign-in.ts';

type InBrowser = Pick<Asked<unknown>, 'setSession' | 'caller'>;

/** A browser holds one session: whoever signs in again ends the one before. */
async function opened({ account }: Access, { setSession, caller }: InBrowser, signedIn: SignedIn) {
  const { token, endsAt } = signedIn.session;
  if (caller?.session) await account.signOut(caller);
  setSession({ value: token, expiresAt: endsAt });
  return signedInView(signedIn);
}

function signInRoutes(access: Access, mail: boolean): Route[] {
  const { signIn } = access;
  return [
    route(getSession, async ({ caller }) => sessionView(caller!)),
    route(startSession, async (asked) =>
      opened(
        access,
        asked,
        'token' in asked.body
          ? await signIn.byLink(asked.body, asked.from)
          : await signIn.byPassword(asked.body, asked.from),
      ),
    ),
    route(readLink, ({ body, from }) => signIn.read(body.token, from)),
    route(acceptInvite, async (asked) => opened(access, asked, await signIn.accept(asked.body, asked.from))),
    route(resetPassword, async (asked) => opened(access, asked, await signIn.reset(asked.body, asked.from))),
    route(getSignInWays, async () => ({ mail })),
    route(requestLink, async ({ body, from }) => {
      await signIn.ask(body, from);
      return { asked: true as const };
    }),
  ];
}

function accountRoutes({ account }: Access): Route[] {
  return [
    route(getAccount, ({ caller }) => account.read(caller!)),
    route(changeAccount, ({ caller, body }) => account.change(caller!, body)),
    route(changePassword, ({ caller, body }) => account.changePassword(caller!, body)),
    route(beginSecondFactor, ({ caller }) => account.beginSecondFactor(caller!)),
    route(confirmSecondFactor, async ({ caller, body }) => ({
      recoveryCodes: await account.confirmSecondFactor(caller!, body.code),
    })),
    route(renewRecoveryCodes, async ({ caller, body }) => ({
      recoveryCodes: await account.renewRecoveryCodes(caller!, body.code),
    })),
    route(
      endSecondFactor,
      async ({ caller, body }) => account.endSecondFactor(caller!, body.code) as Promise<undefined>,
    ),
    route(listSessions, async ({ caller }) => ({ sessions: await account.sessions(caller!) })),
    route(endOneSession, ({ caller, params }) => account.endSession(caller!, params.id) as Promise<undefined>),
    route(endOtherSessions, ({ caller }) => account.endOtherSessions(caller!) as Promise<undefined>),
    route(endSession, async ({ caller, setSession }) => {
      await account.signOut(caller!);
      setSession(null);
      return undefined;
    }),
  ];
}

function memberRoutes({ members }: Access): Route[] {
  return [
    route(listMembers, () => members.list()),
    route(inviteMember, ({ caller, body }) => members.invite(caller!.actor, body)),
    route(withdrawInvite, ({ caller, params }) => members.withdraw(caller!.actor, params.id) as Promise<undefined>),
    route(changeMember, ({ caller, params, body }) => members.change(caller!.actor, params.id, body)),
    route(removeMember, ({ caller, params }) => members.remove(caller!.actor, params.id) as Promise<undefined>),
    route(makeMemberLink, ({ caller, params, body }) => members.makeLink(caller!.actor, params.id, body.purpose)),
    route(endMemberSecondFactor, ({ caller, params }) => members.endSecondFactor(caller!.actor, params.id)),
  ];
}

function keyRoutes({ keys }: Access): Route[] {
  return [
    route(listKeys, async () => ({ keys: await keys.list() })),
    route(createKey, ({ caller, body }) => {
      const { actor, member } = caller!;
      if (member === null) throw new DandelionFailure('not-allowed', 'Only a person makes keys. Sign in and make one.');
      return keys.create(actor, member.id, body);
    }),
    route(revokeKey, ({ caller, params }) => keys.revoke(caller!.actor, params.id) as Promise<undefined>),
  ];
}

/** `mail`: whether this server sends mail. */
export function accessRoutes(access: Access, { mail }: { mail: boolean }): Route[] {
  return [...signInRoutes(access, mail), ...accountRoutes(access), ...memberRoutes(access), ...keyRoutes(access)];
}
