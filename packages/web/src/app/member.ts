import { getSession, getWorkspace, type Session, type Workspace } from '@dandelion-loop/contract';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { call } from './api.ts';
import { keyOf } from './queries.ts';

/** Who works here and where: known before the shell is drawn. */

/** Thrown back to the router when there is no session: it goes to the sign-in page. Later calls ask in a dialog instead. */
export const sessionOptions = queryOptions<Session>({
  queryKey: keyOf(getSession, {}),
  queryFn: ({ signal }) => call(getSession, {}, { signal, whenSignedOut: 'throw' }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const workspaceOptions = queryOptions<Workspace>({
  queryKey: keyOf(getWorkspace, {}),
  queryFn: ({ signal }) => call(getWorkspace, {}, { signal, whenSignedOut: 'throw' }),
  staleTime: 60_000,
});

export const useSession = (): Session => useSuspenseQuery(sessionOptions).data;
export const useWorkspace = (): Workspace => useSuspenseQuery(workspaceOptions).data;
