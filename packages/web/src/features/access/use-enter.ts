import type { Session } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { enter } from '../../app/enter.ts';
import { inside } from './inside.ts';

/** Goes in with a new session, to where one wanted to go. The door is not left in the history. */
export function useEnter(next?: string): (session: Session) => void {
  const client = useQueryClient();
  const router = useRouter();
  return (session) => {
    enter(client, session);
    router.history.replace(inside(next));
  };
}
