export { workspaceRoutes } from './routes.ts';
export { createWorkspace } from './service.ts';
