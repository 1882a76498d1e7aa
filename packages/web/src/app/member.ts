import { getSession, getWorkspace, type Permission, type Session, type Workspace } from '@dandelion-loop/contract';
import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { call } from './api.ts';
import { keyOf } from './queries.ts';

/** Who works here and where: known before the shell is drawn. */

/** Thrown back to the router when there is no session: it goes to the sign-in page. Later calls ask in a dialog instead. */
export const sessionOptions = queryOptions<Session>({
  queryKey: keyOf(getSession, {}),
  queryFn: ({ signal }) => call(getSession, {}, { signal, whenSignedOut: 'throw' }),
  // Somebody may be given another role while they work.
  staleTime: 60_000,
});

export const workspaceOptions = queryOptions<Workspace>({
  queryKey: keyOf(getWorkspace, {}),
  queryFn: ({ signal }) => call(getWorkspace, {}, { signal, whenSignedOut: 'throw' }),
  staleTime: 60_000,
});

export const useSession = (): Session => useSuspenseQuery(sessionOptions).data;
export const useWorkspace = (): Workspace => useSuspenseQuery(workspaceOptions).data;

/** Whether this member may do it. What one may not do is not shown; the server says no all the same. */
export const useMay = (permission: Permission): boolean => may(useSession(), permission);

export const may = ({ permissions }: Session, permission: Permission): boolean => permissions.includes(permission);

/** Null for who may see nothing of the workspace. */
export function useSeenWorkspace(): Workspace | null {
  const seen = useMay('workspace:read');
  return useQuery({ ...workspaceOptions, enabled: seen }).data ?? null;
}
