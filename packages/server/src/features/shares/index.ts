export { sharesRoutes } from './routes.ts';
export { createShares } from './service.ts';
