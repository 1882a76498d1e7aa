export { metricsRoutes } from './routes.ts';
export { createMetrics } from './service.ts';
