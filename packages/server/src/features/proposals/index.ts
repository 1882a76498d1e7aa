export { proposalsRoutes } from './routes.ts';
export { createProposals } from './service.ts';
