import { endSession } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { notify } from '../ui/notify.ts';
import { call } from './api.ts';
import { ApiProblem } from './api-problem.ts';
import { forgetDrafts } from './use-draft.ts';

/** Ends the session, forgets every answer and draft, and goes to the door. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    try {
      await call(endSession, {}, { whenSignedOut: 'throw' });
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      // Signed out already is what was wanted.
      if (error.status !== 401) {
        notify({ tone: 'warning', title: error.title, text: error.detail });
        return;
      }
    }
    client.clear();
    forgetDrafts();
    await navigate({ to: '/sign-in' });
  };
}
