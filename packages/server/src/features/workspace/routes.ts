import { changeWorkspace, getWorkspace } from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { WorkspaceService } from './service.ts';

interface Around {
  workspace: WorkspaceService;
  uploadDays: number;
  uploadLimit: number;
  /** Whether nothing has been imported yet. */
  isEmpty: () => Promise<boolean>;
}

export function workspaceRoutes({ workspace, uploadDays, uploadLimit, isEmpty }: Around): Route[] {
  const around = async () => ({ uploadDays, uploadLimit, empty: await isEmpty() });
  return [
    route(getWorkspace, async () => ({ ...(await workspace.read()), ...(await around()) })),
    route(changeWorkspace, async ({ body }) => ({ ...(await workspace.change(body)), ...(await around()) })),
  ];
}
