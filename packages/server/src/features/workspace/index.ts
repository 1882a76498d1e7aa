export { createDeletion } from './delete-workspace.ts';
export { workspaceRoutes } from './routes.ts';
export { createWorkspace } from './service.ts';
