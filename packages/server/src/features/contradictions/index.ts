export { contradictionsRoutes } from './routes.ts';
export { createContradictions } from './service.ts';
