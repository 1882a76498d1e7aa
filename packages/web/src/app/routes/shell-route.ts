import { createRoute, redirect } from '@tanstack/react-router';
import { ApiProblem } from '../api-problem.ts';
import { may, sessionOptions, workspaceOptions } from '../member.ts';
import { DoorProblem } from '../route-problem.tsx';
import { Shell } from '../shell.tsx';
import { keepDraftsOf } from '../use-draft.ts';
import { root } from './root-route.ts';

/** Everything behind the door: who is here and where is known before it is drawn. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  errorComponent: DoorProblem,
  beforeLoad: async ({ context: { client }, location }) => {
    try {
      const session = await client.ensureQueryData(sessionOptions);
      keepDraftsOf(session.member.id);
      if (may(session, 'workspace:read')) await client.ensureQueryData(workspaceOptions);
      // There is nothing else for a partner, and nothing is asked for.
      else if (!['/plan/mine', '/account'].includes(location.pathname))
        throw redirect({ to: '/plan/mine', replace: true });
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
      throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } });
    }
  },
});
