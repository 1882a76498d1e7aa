export { todayRoutes } from './routes.ts';
export { createToday } from './service.ts';
