export type { OpenAssumption } from './assumptions.ts';
export { proposalsRoutes } from './routes.ts';
export { createProposals } from './service.ts';
