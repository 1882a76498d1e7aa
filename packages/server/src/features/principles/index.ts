export { principlesRoutes } from './routes.ts';
export { createPrinciples } from './service.ts';
