import { permissionsOfRole, type Session } from '@dandelion-loop/contract';
import type { Caller } from '../../kernel/caller.ts';
import { type AccountService, createAccount } from './account.ts';
import { createAttempts } from './attempts.ts';
import { createKeys, type KeysService } from './keys.ts';
import { sweepLinks } from './links.ts';
import { createMembers, type MembersService } from './members.ts';
import type { AccessOptions, AccessParts } from './options.ts';
import type { MemberRow } from './records.ts';
import { createSecondFactor } from './second-factor.ts';
import { sweepSessions, useSession } from './sessions.ts';
import { actorOf, createSignIn, type SignedIn, type SignIn } from './sign-in.ts';

/** Who may come in, and as whom. */
export interface Access {
  readonly signIn: SignIn;
  readonly account: AccountService;
  readonly members: MembersService;
  readonly keys: KeysService;
  /** Who sends this, or null. A key of the API counts before a cookie: a program says who it is. */
  callerOf(sent: { session: string | null; key: string | null }): Promise<Caller | null>;
  /** Forgets links, sessions and attempts that are over. */
  sweep(): Promise<void>;
}

const callerOfMember = (member: MemberRow, session: { id: string; endsAt: Date }): Caller => ({
  actor: actorOf(member),
  permissions: new Set(permissionsOfRole[member.role]),
  member: { id: member.id, name: member.name, email: member.email, role: member.role },
  session: { id: session.id, endsAt: session.endsAt },
});

export const sessionView = ({ member, permissions, session }: Caller): Session => ({
  member: { id: member!.id, name: member!.name, email: member!.email, role: member!.role },
  permissions: [...permissions],
  endsAt: session!.endsAt.toISOString(),
});

export const signedInView = ({ member, session }: SignedIn): Session => sessionView(callerOfMember(member, session));

export function createAccess(options: AccessOptions & { machineKey: Buffer }): Access {
  const { records, now, sealer } = options;
  const attempts = createAttempts(options);
  const parts: AccessParts = { ...options, attempts, secondFactor: createSecondFactor({ sealer, now }) };
  const keys = createKeys(options);
  return {
    signIn: createSignIn(parts),
    account: createAccount(parts),
    members: createMembers(parts),
    keys,
    async callerOf({ session, key }) {
      if (key !== null) return keys.callerOf(key);
      const found = session === null ? null : await useSession(records, session, now());
      return found && callerOfMember(found.member, found);
    },
    async sweep() {
      await Promise.all([sweepSessions(records, now()), sweepLinks(records, now()), attempts.sweep()]);
    },
  };
}
