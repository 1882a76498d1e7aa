import { endSession, getSession, type Session, startSession } from '@dandelion-loop/contract';
import { type Caller, type Route, route } from '../../kernel/route.ts';
import type { Access } from './service.ts';

const sessionOf = ({ name, role, sessionEndsAt }: Caller): Session => ({
  member: { name, role },
  endsAt: sessionEndsAt.toISOString(),
});

export function accessRoutes(access: Access): Route[] {
  return [
    route(getSession, async ({ caller }) => sessionOf(caller!)),
    route(startSession, async ({ body, setSession }) => {
      const { token, caller } = await access.open(body.token);
      setSession({ value: token, expiresAt: caller.sessionEndsAt });
      return sessionOf(caller);
    }),
    route(endSession, async ({ sessionToken, setSession }) => {
      if (sessionToken !== null) await access.close(sessionToken);
      setSession(null);
      return undefined;
    }),
  ];
}
