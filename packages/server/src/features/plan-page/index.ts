export { planPageRoutes } from './routes.ts';
export { createPlanPage, type PlanPageOptions } from './service.ts';
