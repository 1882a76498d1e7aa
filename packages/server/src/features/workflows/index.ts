export { workflowsRoutes } from './routes.ts';
export { createWorkflows, type WorkflowsService } from './service.ts';
