export { contradictionsToday } from './contradictions-today.ts';
export { contradictionsRoutes } from './routes.ts';
export { createContradictions } from './service.ts';
