export { commentsRoutes } from './routes.ts';
export { createComments } from './service.ts';
