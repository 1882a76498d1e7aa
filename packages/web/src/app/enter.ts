import { getSession, type Session } from '@dandelion-loop/contract';
import type { QueryClient } from '@tanstack/react-query';
import { tellOtherTabs } from './other-tabs.ts';
import { keyOf } from './queries.ts';
import { keepDraftsOf } from './use-draft.ts';

/** Begins with a new session: answers and drafts of whoever was here before are gone, other tabs know who came. */
export function enter(client: QueryClient, session: Session): void {
  client.clear();
  keepDraftsOf(session.member.id);
  client.setQueryData(keyOf(getSession, {}), session);
  tellOtherTabs(session.member.id);
}
