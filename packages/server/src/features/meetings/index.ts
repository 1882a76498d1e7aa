export { meetingsRoutes } from './routes.ts';
export { createMeetings } from './service.ts';
