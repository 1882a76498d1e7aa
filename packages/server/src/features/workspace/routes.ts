import { changeMethods, changeWorkspace, deleteWorkspace, getWorkspace } from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { DeleteWorkspace } from './delete-workspace.ts';
import type { WorkspaceService } from './service.ts';

interface Around {
  workspace: WorkspaceService;
  deleteAll: DeleteWorkspace;
  uploadDays: number;
  uploadLimit: number;
  /** Whether nothing has been imported yet. */
  isEmpty: () => Promise<boolean>;
}

export function workspaceRoutes({ workspace, deleteAll, uploadDays, uploadLimit, isEmpty }: Around): Route[] {
  const around = async () => ({ uploadDays, uploadLimit, empty: await isEmpty() });
  return [
    route(getWorkspace, async () => ({ ...(await workspace.read()), ...(await around()) })),
    route(changeWorkspace, async ({ body, caller }) => ({
      ...(await workspace.change(caller!.actor, body)),
      ...(await around()),
    })),
    route(changeMethods, async ({ body, caller }) => ({
      ...(await workspace.changeMethods(caller!.actor, body)),
      ...(await around()),
    })),
    route(deleteWorkspace, async ({ body, setSession }) => {
      await deleteAll(body.name);
      setSession(null);
      return undefined;
    }),
  ];
}
